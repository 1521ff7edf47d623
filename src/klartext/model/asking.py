"""Which sentences of a letter a model is asked about, and what its answers become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.model.contract import Ask, Candidate
from klartext.pipeline.words import FUNCTION_WORDS
from klartext.records import Analysis, Check, Finding, Proposal, Sentence
from klartext.spans import Span, changed_span

RULE: Final = "sprachmodell"
"""Stands where proposals of rules name their rule."""
_FEWEST, _MOST = 6, 60
_WORTH: Final = 2
"""Only findings from this severity on are worth the time."""
_CONFIDENCE: Final = 0.7
_LEAST_SURE: Final = 0.17
"""Nats per token; of our model's wordings above it none was right (evaluation/model)."""
_KEPT_WHOLE: Final = frozenset({"rechtsbehelf", "zitat"})
_PUBLIC: Final = frozenset({"rechtsbegriff"})
"""Terms of law tell nothing about anybody; a server needs them to build its sentence."""
_PARTS: Final = frozenset({"text", "aufzaehlung"})
_WHY: Final = (
    "Ein Sprachmodell hat diesen Satz neu geschrieben, weil keine Regel alles lösen konnte. Die Prüfungen haben nichts"
    " gefunden. Lesen Sie ihn trotzdem besonders genau."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence that rules leave hard, with the findings that nothing answers."""

    sentence: Sentence
    findings: tuple[Finding, ...]
    ask: Ask


def questions(analysis: Analysis) -> Iterator[Question]:
    """Yield the sentences to ask about, in text order: something in them is hard, and no suggestion answers it."""
    answered = {id for s in analysis.suggestions for id in s.proposal.findings}
    for sentence in analysis.sentences:
        inside = [f for f in analysis.findings if sentence.span.contains(f.span) and f.id not in answered]
        if any(f.severity >= _WORTH for f in inside) and _may_change(analysis, sentence):
            near = (p for p in analysis.protected if p.kind not in _PUBLIC and sentence.span.contains(p.span))
            places = tuple(" ".join(p.text.split()) for p in near)
            yield Question(sentence, tuple(inside), Ask(" ".join(sentence.text.split()), places))


def _may_change(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence is running text of a length that a model can handle, and nothing in it stays word for word."""
    part = analysis.letter.part_at(sentence.span.start)
    if not _FEWEST <= sentence.words <= _MOST or (part is not None and part.kind not in _PARTS):
        return False
    kept = any(p.kind in _KEPT_WHOLE and p.span.overlaps(sentence.span) for p in analysis.protected)
    return not kept and sentence.text.rstrip().endswith((".", ":", "!", "?"))


def proposals(question: Question, candidates: Sequence[Candidate]) -> Iterator[tuple[Proposal, Check]]:
    """Yield a proposal for every wording that differs from the sentence and from those before it.

    With it comes whether the model was sure of its words.
    """
    sentence = question.sentence
    old = sentence.text.replace("\n", " ")
    seen = {question.ask.sentence}
    for candidate in candidates:
        new = _opened_like(old, " ".join(candidate.text.split()))
        if not new or new in seen:
            continue
        seen.add(new)
        place = changed_span(old, [new])
        gone = tuple(f.id for f in question.findings if " ".join(f.text.split()) not in new)
        start = sentence.span.start
        proposal = Proposal(
            sentence=sentence.id,
            findings=gone or tuple(f.id for f in question.findings),
            span=Span(start + place.start, start + place.end),
            original=sentence.text[place.start : place.end],
            replacement=new[place.start : len(new) - (len(old) - place.end)],
            rule=RULE,
            explanation=_WHY,
            origin="model",
            confidence=_CONFIDENCE,
        )
        sure = candidate.loss is None or candidate.loss <= _LEAST_SURE
        yield proposal, Check("sicherheit", sure, "" if sure else "Das Sprachmodell war sich seiner Worte nicht sicher")


def _opened_like(old: str, new: str) -> str:
    """Return the new wording with a small letter where the old one has it, as behind a salutation."""
    first = new.split(" ", 1)[0]
    small = old[:1].islower() and first.lower() in FUNCTION_WORDS and first not in POLITE_FORMS
    return new[:1].lower() + new[1:] if small else new
