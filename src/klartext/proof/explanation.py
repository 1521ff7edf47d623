"""Everything that led to one suggestion. The same letter and the same versions give the same explanation again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from spacy.tokens import Doc

from klartext.decisions import Event, in_force, text_hash
from klartext.documents import read_text
from klartext.errors import DecisionError
from klartext.guard.facts import FactKind, facts, flat, values
from klartext.records import (
    ActorAnswer,
    Analysis,
    Check,
    DecisionKind,
    Finding,
    HeldBack,
    Protected,
    Scores,
    Sentence,
    Suggestion,
    Versions,
)
from klartext.report.places import original_span
from klartext.ruleset.rule import Rule
from klartext.session import Klartext
from klartext.spans import Span
from klartext.store import Recorded

_COUNTED: Final[dict[str, FactKind]] = {
    "zahlen": "zahl",
    "betraege": "betrag",
    "daten": "datum",
    "paragrafen": "paragraf",
    "platzhalter": "platzhalter",
}
"""Checks that count facts, and the facts they count."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A check of the guard with what it found in the sentence before and after; empty where it counts nothing."""

    check: Check
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about the suggestion; ``versions`` made the suggestion they saw, where that is known."""

    kind: DecisionKind
    person: str
    time: datetime
    reason: str | None
    final: str | None
    versions: Versions | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One suggestion with what led to it.

    ``rule`` is None where no rule stands behind it (a model, the glossary). ``after`` is the whole sentence with the
    suggestion in it, ``parsed`` the analysis of the sentence before. ``rivals`` are other suggestions for the same
    place, ``held_back`` what the guard refused in this sentence. ``index`` holds the figures of the letter before and
    with this one change.
    """

    analysis: Analysis
    suggestion: Suggestion
    sentence: Sentence
    after: str
    parsed: Doc
    rule: Rule | None
    findings: tuple[Finding, ...]
    examined: tuple[Examined, ...]
    rivals: tuple[Suggestion, ...]
    held_back: tuple[HeldBack, ...]
    index: tuple[Scores, Scores]
    ruling: Ruling | None


def explain(
    klartext: Klartext,
    analysis: Analysis,
    suggestion_id: str,
    ruling: Ruling | None = None,
    actor: ActorAnswer = "",
) -> Explanation:
    """Gather what led to a suggestion.

    Args:
        klartext: Made the analysis.
        analysis: The letter.
        suggestion_id: For example ``g4``.
        ruling: What a person decided, if that is known.
        actor: The answer that the analysis was made with.
    """
    suggestion = suggestion_of(analysis, suggestion_id)
    proposal = suggestion.proposal
    sentence = next(s for s in analysis.sentences if s.id == proposal.sentence)
    after = _replaced(sentence.text, proposal.span, sentence.span.start, proposal.replacement)
    return Explanation(
        analysis=analysis,
        suggestion=suggestion,
        sentence=sentence,
        after=after,
        parsed=klartext.memory(flat(sentence.text)),
        rule=next((r for r in klartext.rules.rules if r.id == proposal.rule), None),
        findings=tuple(f for f in analysis.findings if f.id in proposal.findings),
        examined=_examined(suggestion.checks, sentence, after, analysis.protected),
        rivals=tuple(
            s for s in analysis.suggestions if s is not suggestion and s.proposal.span.overlaps(proposal.span)
        ),
        held_back=tuple(h for h in analysis.held_back if h.proposal.sentence == sentence.id),
        index=(analysis.scores, _scores_with(klartext, analysis, suggestion, actor)),
        ruling=ruling,
    )


def suggestion_of(analysis: Analysis, suggestion_id: str) -> Suggestion:
    """Return a suggestion.

    Raises:
        DecisionError: KT-D15, there is none of this name.
    """
    found = next((s for s in analysis.suggestions if s.id == suggestion_id), None)
    if found is None:
        names = ", ".join(s.id for s in analysis.suggestions) or "keine"
        raise DecisionError(
            "KT-D15",
            f"Den Vorschlag „{suggestion_id}“ gibt es in diesem Brief nicht.",
            f"Nehmen Sie einen von diesen: {names}. „klartext check BRIEF --format json“ zeigt, was sie ändern.",
            analysis.letter.document.source,
        )
    return found


def ruling_in_log(analysis: Analysis, suggestion: Suggestion, log: Sequence[Event]) -> Ruling | None:
    """Return what holds about a suggestion in the log of a review of this letter."""
    place = original_span(analysis, suggestion.proposal.span)
    for entry in in_force(log):
        made = entry.decision
        if made.span == place and made.rule == suggestion.proposal.rule:
            return Ruling(made.kind, made.person, made.time, made.reason, made.final)
    return None


def ruling_in_store(analysis: Analysis, suggestion: Suggestion, recorded: Iterable[Recorded]) -> Ruling | None:
    """Return what holds about a suggestion among the recorded decisions, the latest first."""
    place = original_span(analysis, suggestion.proposal.span)
    letter = text_hash(analysis.letter.document)
    for row in recorded:
        there = (row.place_start, row.place_end) == (place.start, place.end)
        if row.in_force and there and row.letter == letter and row.rule == suggestion.proposal.rule:
            return ruling_of(row)
    return None


def ruling_of(recorded: Recorded) -> Ruling:
    """Return a recorded decision as an explanation tells it."""
    versions = Versions(recorded.klartext, recorded.pipeline, recorded.rules, recorded.model or None)
    return Ruling(recorded.kind, recorded.person, recorded.time, recorded.reason, recorded.final, versions)


def _replaced(text: str, span: Span, start: int, replacement: str) -> str:
    return text[: span.start - start] + replacement + text[span.end - start :]


def _scores_with(klartext: Klartext, analysis: Analysis, suggestion: Suggestion, actor: ActorAnswer) -> Scores:
    """Return the figures of the letter with this one change in it."""
    letter, proposal = analysis.letter, suggestion.proposal
    changed = read_text(_replaced(letter.text, proposal.span, 0, proposal.replacement), letter.document.source)
    return klartext.analyse(replace(changed, flowing=letter.document.flowing), actor).scores


def _examined(
    checks: Iterable[Check], sentence: Sentence, after: str, protected: Iterable[Protected]
) -> tuple[Examined, ...]:
    was, now = facts(flat(sentence.text)), facts(flat(after))
    places = [p for p in protected if p.span.overlaps(sentence.span)]
    quoted = {
        "geschuetzt": tuple(p.text for p in places),
        "eigennamen": tuple(p.text for p in places if p.kind == "name"),
        "fristen": tuple(p.text for p in places if p.kind == "frist"),
    }

    def found(check: Check) -> Examined:
        if kind := _COUNTED.get(check.name):
            return Examined(check, tuple(values(was, kind).elements()), tuple(values(now, kind).elements()))
        told = quoted.get(check.name, ())
        return Examined(check, told, tuple(t for t in told if flat(t) in flat(after)))

    return tuple(found(check) for check in checks)
