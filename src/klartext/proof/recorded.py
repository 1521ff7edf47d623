"""What led to a suggestion that somebody has decided: made again from its letter, or else from the sentence alone."""

from __future__ import annotations

from html import escape
from typing import Final, get_args

from klartext.decisions import text_hash
from klartext.documents import read_text
from klartext.proof.explanation import Explanation, explain, ruling_of
from klartext.proof.sheet import Part
from klartext.protokoll import KIND_NAMES
from klartext.records import ActorAnswer, Analysis, Suggestion
from klartext.report.places import original_span
from klartext.report.webpage import table
from klartext.report.words import flatten
from klartext.ruleset.rule import Rule
from klartext.session import Klartext
from klartext.store import Recorded

SENTENCE_ALONE: Final = (
    "Der Brief liegt hier nicht vor. Klartext hat den festgehaltenen Satz für sich gelesen; was vom ganzen Brief "
    "abhängt, kann anders gewesen sein."
)
"""The reader of an explanation that was made from a sentence must know this."""
_NOT_AGAIN: Final = (
    "Ohne den Brief lässt sich der Vorschlag nicht noch einmal herleiten. Öffnen Sie den Brief mit dieser Prüfsumme in "
    "Klartext, dann sehen Sie alles: Satzbaum, Schritte, Prüfungen und Lesbarkeit."
)
_SOURCE: Final = "Satz aus dem Speicher"


def in_letter(analysis: Analysis, recorded: Recorded) -> Suggestion | None:
    """Return the suggestion of a letter that a decision was about; None if it is another letter or there is none."""
    if text_hash(analysis.letter.document) != recorded.letter:
        return None
    for suggestion in analysis.suggestions:
        place = original_span(analysis, suggestion.proposal.span)
        there = (place.start, place.end) == (recorded.place_start, recorded.place_end)
        if there and suggestion.proposal.rule == recorded.rule:
            return suggestion
    return None


def from_sentence(klartext: Klartext, recorded: Recorded) -> Explanation | None:
    """Make a suggestion again from the sentence that is kept of it; None where that does not give the same one."""
    if recorded.sentence is None or recorded.proposed is None:
        return None
    document = read_text(recorded.sentence, _SOURCE)
    answers: tuple[ActorAnswer, ...] = get_args(ActorAnswer)
    for actor in answers:
        analysis = klartext.analyse(document, actor)
        for suggestion in analysis.suggestions:
            told = explain(klartext, analysis, suggestion.id, ruling_of(recorded), actor)
            if suggestion.proposal.rule == recorded.rule and flatten(told.after) == flatten(recorded.proposed):
                return told
    return None


def facts(recorded: Recorded, rule: Rule | None) -> tuple[Part, ...]:
    """Return what is recorded about a decision, for where its suggestion cannot be made again."""
    told = [
        ("Entscheidung", KIND_NAMES[recorded.kind] + ("" if recorded.in_force else ", gilt nicht mehr")),
        ("Person", recorded.person),
        ("Zeit", f"{recorded.time:%d.%m.%Y, %H:%M Uhr %Z}".strip()),
        *([("Grund", recorded.reason)] if recorded.reason else []),
        *([("Vorher", recorded.sentence)] if recorded.sentence else []),
        *([("Mit dem Vorschlag", recorded.proposed)] if recorded.proposed else []),
        *([("Ergebnis", recorded.final)] if recorded.final else []),
    ]
    made_by = [
        ("Prüfsumme des Briefs", f"sha256:{recorded.letter}"),
        *([("Stelle", _place(recorded))] if recorded.place_start is not None else []),
        ("Klartext", recorded.klartext),
        ("Sprachanalyse", recorded.pipeline),
        ("Regeln", recorded.rules),
        ("Sprachmodell", recorded.model or "ohne"),
    ]
    known = (
        [("Titel", rule.title), ("Warum", rule.reason), ("Quellen", "; ".join(map(str, rule.sources)))] if rule else []
    )
    return (
        Part("Entscheidung", f"<p>{escape(_NOT_AGAIN)}</p>\n{table(told)}"),
        Part("Die Regel", table([("Kennung", recorded.rule), *known])),
        Part("Womit der Vorschlag entstand", table(made_by)),
    )


def _place(recorded: Recorded) -> str:
    return f"Zeichen {recorded.place_start} bis {recorded.place_end} im gelesenen Text"
