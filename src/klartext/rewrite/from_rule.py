"""The simplest way to a proposal: a rule names a fixed text that needs no inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.grammar.verbs import lemma_of_participle
from klartext.letter import TICK_SIGNS
from klartext.records import Finding, Proposal, Sentence
from klartext.ruleset import RuleSet
from klartext.ruleset.match import LIST_MARKER
from klartext.spans import Span

_SAFE: Final = 0.95
_DETERMINERS: Final = frozenset({
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem", "einen", "im", "am", "zum",
    "zur", "beim", "vom", "ins", "ans", "dieser", "diese", "dieses", "diesem", "diesen", "kein", "keine", "keiner",
    "keines", "keinem", "keinen", "mein", "meine", "unser", "unsere", "unserer", "unseres", "unserem", "unseren",
    "ihr", "ihre", "ihrer", "ihres", "ihrem", "ihren", "sein", "seine", "seiner", "seines", "seinem", "seinen",
    "jeder", "jede", "jedes", "jedem", "jeden",
})  # fmt: skip
_PREPOSITIONS: Final = frozenset({
    "an", "auf", "aus", "bei", "bis", "durch", "für", "gegen", "gemäß", "in", "laut", "mit", "nach", "ohne", "seit",
    "über", "um", "unter", "von", "vor", "wegen", "zu", "zwischen",
})  # fmt: skip
_PLEDGES: Final = re.compile(
    r"(?<!\w)(?:(?:an(?:ge|zu)?)?droh(?:en|t|e|te|ten)|(?:ver)?warn(?:en|t|e)|gewarnt|vor(?:zu)?behalten|vorbehält"
    r"|behalt(?:en|e)|behält|an(?:ge|zu)?kündig(?:en|t|e)|kündig(?:en|t|e)(?=[^,]*\san(?!\w))|zu(?:ge|zu)?sag(?:en|t)"
    r"|sag(?:en|t|e)(?=[^,]*\szu(?!\w))|zu(?:ge|zu)?sicher(?:n|t)|sicher(?:n|t|e)(?=[^,]*\szu(?!\w))"
    r"|versp(?:rechen|reche|richt|rochen|rach)|stell(?:en|t|e)(?=[^,]*in\sAussicht)|in\sAussicht\s(?:zu\s)?(?:ge)?stell(?:en|t)"
    r"|an(?:zu)?bieten|angeboten|biete[nt]?(?=[^,]*\san(?!\w)))(?!\w)"
)
"""Verbs of threat, promise, warning or reserve: they hold now, only what they speak of depends on the case."""
_IS_MOMENT: Final = re.compile(r"\s(?:Zeitpunkt|Tage?)\Z")
_BEHIND_DEED: Final = re.compile(
    r"(?<!\w)[A-ZÄÖÜ]\w*(?:ung|lage|gabe|nahme|tion|antritt|beginn|zug)(?:en|n)?"
    r"(?:\s(?:des|der|eine[rs]|Ihre[rs]|unsere[rs]|diese[rs]|von)(?:\s[a-zäöüß]+)*\s[A-ZÄÖÜ][\w-]+)?\s\Z"
)
"""A deed that the moment behind it may date: *die Vorlage des Belegs zu einem späteren Zeitpunkt zulassen*.

An adverb in its place would date the verb.
"""
_POINTING: Final = re.compile(r"da(?:bei|durch|für|gegen|mit|nach|rauf|raus|rin|rüber|von|zu)")
_CUT_SHORT: Final = re.compile(r"\s((?:[a-zäöüß]+\s){0,4}[a-zäöüß]+)\s*(?:[,.;:)]|$)")
_WITH_VERB: Final = _DETERMINERS | frozenset(
    """es sie er wir ich sich man dies alle beide einige jemand niemand nichts etwas ist sind war waren wird werden
    wurde wurden hat haben hatte hatten kann können muss müssen darf dürfen soll sollen will wollen liegt liegen besteht
    bestehen gilt gelten""".split()
)
_STATES: Final = frozenset(
    "möglich nötig notwendig erforderlich vorhanden verfügbar bekannt einschlägig sinnvoll zulässig".split()
)
_OPENING: Final = f"„\"'‚«»([*-–•· \n\t{TICK_SIGNS}"


@dataclass(frozen=True, slots=True)
class Replacement:
    """The fixed text of a rule or of an entry of a word list.

    ``text`` is right without inflecting any word; empty means that the hit is left out. ``explanation`` is empty where
    that of the finding says enough.
    """

    rule: str
    text: str
    explanation: str = ""
    confidence: float = _SAFE


@dataclass(frozen=True, slots=True)
class FixedReplacements:
    """A ``Rewriter``: the replacements of all rules, by rule id."""

    by_rule: Mapping[str, Replacement]

    @classmethod
    def of(cls, rules: RuleSet) -> FixedReplacements:
        """Return the fixed texts of these rules."""
        return cls({r.id: Replacement(r.id, r.replacement) for r in rules.rules if r.replacement is not None})

    def propose(self, sentence: Sentence, findings: Sequence[Finding]) -> Iterator[Proposal]:
        """Yield a proposal for every finding in the sentence whose rule has a fixed text that fits."""
        for finding in findings:
            replacement = self.by_rule.get(finding.rule)
            if replacement and (proposal := propose(finding, sentence, replacement)):
                yield proposal


def propose(finding: Finding, sentence: Sentence, replacement: Replacement) -> Proposal | None:
    """Return the proposal to put the fixed text exactly where the hit stands, or None where it may not fit.

    A capital letter at the start of the sentence, blanks around the hit and a full stop that also ends the sentence
    stay. None where the hit is not in the sentence, where a word or an article would stand doubled, and where leaving
    out the hit would touch the start of the sentence, because the rest would need another word order.
    """
    if not sentence.span.contains(finding.span):
        return None
    start, end = finding.span.start - sentence.span.start, finding.span.end - sentence.span.start
    hit = sentence.text[start:end]
    if hit != finding.text or not hit.strip():
        return None
    left, right = sentence.text[:start], sentence.text[end:]
    told, why = replacement.text.strip(), replacement.explanation or finding.explanation
    if told == "wenn" and _has_no_verb(right):
        told, why = "falls", f"„Falls“ sagt dasselbe wie „{hit.strip()}“ und ist geläufiger."
    new = _fitted(hit, left, right, told)
    if new is None:
        return None
    if not new:
        span = _with_one_blank(start, end, left, right)
        if span is None:
            return None
        start, end = span.start, span.end
        left, right = sentence.text[:start], sentence.text[end:]
    old = sentence.text[start:end]
    if (
        new == old
        or _collides(left, new, right)
        or _is_no_place_for_wenn(old, new, left, right)
        or _recurs(new, left, right)
    ):
        return None
    if _IS_MOMENT.search(hit.strip()) and _BEHIND_DEED.search(left):
        return None
    if _is_for_the_case(old, new) and _PLEDGES.search(sentence.text):
        return None
    return Proposal(
        sentence=sentence.id,
        findings=(finding.id,),
        span=Span(sentence.span.start + start, sentence.span.start + end),
        original=old,
        replacement=new,
        rule=finding.rule,
        explanation=why,
        confidence=replacement.confidence,
    )


def _is_for_the_case(old: str, new: str) -> bool:
    """Whether *für den Fall, dass* becomes a plain condition."""
    return old.lower().lstrip().startswith("für den fall") and new.strip().lower() in ("wenn", "falls")


def _is_no_place_for_wenn(old: str, new: str, left: str, right: str) -> bool:
    """Whether *wenn* would stand in a sentence twice, or open its clause without a comma.

    Behind *und*, a phrase (*für den Fall, dass*) has no comma before it that its clause would need.
    """
    if new.strip().lower() not in ("wenn", "falls"):
        return False
    marks = (",",) if _is_for_the_case(old, new) else (",", "und", "oder")
    closed = not left.strip(_OPENING) or left.rstrip().endswith(marks)
    return not closed or re.search(r"\bwenn\b", left + right, re.IGNORECASE) is not None


def _recurs(new: str, left: str, right: str) -> bool:
    """Whether *darüber* and its like would stand in a sentence twice: *Soweit Sie darüber hinaus …, wird darüber …*."""
    word = new.strip().lower()
    return _POINTING.fullmatch(word) is not None and re.search(rf"\b{word}\b", left + right, re.IGNORECASE) is not None


def _has_no_verb(right: str) -> bool:
    """Whether the condition is cut short: *sofern bereits vorliegend*, *sofern vorhanden*."""
    found = _CUT_SHORT.match(right)
    words = found[1].split() if found is not None else []
    if not words or _WITH_VERB.intersection(words):
        return False
    return words[-1] in _STATES or words[-1].endswith("end") or lemma_of_participle(words[-1]) is not None


def _fitted(hit: str, left: str, right: str, text: str) -> str | None:
    """Return the text with the capital letter, the blanks and the full stop of the hit, or None."""
    marker = LIST_MARKER.match(left)
    opens = not left[marker.end() if marker else 0 :].strip(_OPENING)
    if not text:
        return None if opens else ""
    if opens and hit.strip()[:1].isupper():
        text = text[0].upper() + text[1:]
    if hit.rstrip().endswith(".") and not right.strip() and not text.endswith((".", "!", "?")):
        text += "."
    before = hit[: len(hit) - len(hit.lstrip())]
    return before + text + hit[len(hit.rstrip()) :]


def _with_one_blank(start: int, end: int, left: str, right: str) -> Span | None:
    """Return the hit together with the one blank that would be left over; None where commas need a new look."""
    if not left[-1:].isspace():
        return None
    if right[:1].isspace():
        return None if left.rstrip().endswith(",") else Span(start, end + 1)
    return Span(start - 1, end) if right[:1] in (".", "!", "?", ";", ":") else None


def _collides(left: str, new: str, right: str) -> bool:
    """Whether the new wording doubles a word or an article beside it."""
    words = [w.lower() for w in re.findall(r"\w+", new)]
    before, after = _neighbour(left, last=True), _neighbour(right, last=False)
    seams = [(before, words[0]), (words[-1], after)] if words else [(before, after)]
    return any(_clash(first, second) for first, second in seams)


def _clash(first: str, second: str) -> bool:
    if not first or not second:
        return False
    doubled_article = first in _DETERMINERS and second in _DETERMINERS
    doubled_preposition = first in _PREPOSITIONS and second in _PREPOSITIONS and (first, second) != ("bis", "zu")
    return first == second or doubled_article or doubled_preposition


def _neighbour(text: str, last: bool) -> str:
    """Return the word directly beside the seam in lower case, empty if punctuation stands between."""
    hit = re.search(r"(\w+)\s*$" if last else r"^\s*(\w+)", text)
    return hit[1].lower() if hit else ""
