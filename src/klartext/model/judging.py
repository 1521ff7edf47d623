"""What becomes of a model's wordings: the guard, its stricter checks, the frames, and how sure the model was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from klartext import guard
from klartext.model.asking import Question, proposals
from klartext.model.contract import Candidate, ProposalModel
from klartext.model.frames import FrameReader
from klartext.records import HeldBack, Proposal, Protected, Sentence, Suggestion
from klartext.spans import Edit, Span, apply_edits


@dataclass(frozen=True, slots=True)
class Judge:
    """Lets pass only wordings that every check lets pass.

    Args:
        parse: Analyses a text of one or more sentences on one line.
        frames: Compares who does what to whom.
        gauge: What a loaded model can measure.
    """

    parse: Callable[[str], Doc]
    frames: FrameReader
    gauge: guard.Gauge = field(default_factory=guard.Gauge)

    def judged(
        self, question: Question, candidates: Sequence[Candidate], protected: Sequence[Protected]
    ) -> tuple[Suggestion | None, tuple[HeldBack, ...]]:
        """Return the first wording that passes, and those that are held back before and behind it.

        Args:
            question: The sentence that was asked about.
            candidates: What the model answered, best first.
            protected: The protected places of the letter.
        """
        passed: Suggestion | None = None
        held: list[HeldBack] = []
        for proposal, sure in proposals(question, candidates):
            verdict = self._verdict(proposal, question.sentence, protected) if sure.passed else None
            if isinstance(verdict, Suggestion):
                passed = passed or replace(verdict, checks=(*verdict.checks, sure))
            else:
                held.append(verdict or HeldBack(proposal, (sure,)))
        return passed, tuple(held)

    def _verdict(self, proposal: Proposal, sentence: Sentence, protected: Sequence[Protected]) -> Suggestion | HeldBack:
        near = [p for p in protected if p.span.overlaps(sentence.span)]
        verdict = guard.check(proposal, sentence.text, sentence.span.start, near, parse=self.parse, gauge=self.gauge)
        if isinstance(verdict, HeldBack):
            return verdict
        here = Span(proposal.span.start - sentence.span.start, proposal.span.end - sentence.span.start)
        new = apply_edits(sentence.text, [Edit(here, proposal.replacement)])
        check = self.frames.check(self.parse(_flat(sentence.text)), self.parse(_flat(new)))
        checks = (*verdict.checks, check)
        return replace(verdict, checks=checks) if check.passed else HeldBack(proposal, checks)


def gauge_of(model: ProposalModel) -> guard.Gauge:
    """Return what a model can measure about its own wordings."""
    try:
        model.losses([])
    except NotImplementedError:
        return guard.Gauge()
    return guard.Gauge(losses=model.losses)


def _flat(text: str) -> str:
    return " ".join(text.split())
