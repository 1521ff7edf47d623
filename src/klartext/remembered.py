"""What was proposed for sentences before: a letter that has changed in one sentence is worked on there only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from klartext.bounded import Bounded
from klartext.records import Category, Finding, HeldBack, Protected, ProtectedKind, Sentence, Suggestion
from klartext.rewrite.contract import LetterFacts

Verdict = Suggestion | HeldBack


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with everything that proposals for it and the guard look at; offsets count from its start."""

    text: str
    around: str
    findings: tuple[tuple[str, Category, int, int, str, str], ...]
    protected: tuple[tuple[ProtectedKind, int, int, str], ...]
    facts: LetterFacts

    @classmethod
    def of(
        cls,
        sentence: Sentence,
        around: str,
        findings: Iterable[Finding],
        protected: Iterable[Protected],
        facts: LetterFacts,
    ) -> Case:
        """Return the case of a sentence.

        Args:
            sentence: Where it stands.
            around: The sentences before and behind it in the letter.
            findings: Those inside it.
            protected: The protected places that share a character with it.
            facts: What the whole letter tells.
        """
        at = sentence.span.start
        return cls(
            sentence.text,
            around,
            tuple((f.rule, f.category, f.span.start - at, f.span.end - at, f.text, f.explanation) for f in findings),
            tuple((p.kind, p.span.start - at, p.span.end - at, p.text) for p in protected),
            facts,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the guard said of all proposals for a sentence, told for where it stood then."""

    start: int
    findings: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


class DraftMemory:
    """Remembers verdicts on proposals by the case they were made for; the oldest are forgotten first."""

    def __init__(self, most: int = 4096) -> None:
        """Remember so many sentences."""
        self._told = Bounded[Case, _Told](most)

    def verdicts(
        self, case: Case, sentence: Sentence, findings: Sequence[Finding], work: Iterable[Verdict]
    ) -> tuple[Verdict, ...]:
        """Return what comes of ``work``, or has come of it in the same case.

        Args:
            case: The sentence with all that counts.
            sentence: The same sentence, as the letter numbers it now.
            findings: Its findings, as the letter numbers them now.
            work: Proposes and asks the guard; left alone where the case is known.
        """
        names = tuple(f.id for f in findings)
        told = self._told.get(case)
        if told is None:
            told = _Told(sentence.span.start, names, tuple(work))
            self._told.put(case, told)
        by, named = sentence.span.start - told.start, dict(zip(told.findings, names, strict=True))
        if not by and told.findings == names and all(v.proposal.sentence == sentence.id for v in told.verdicts):
            return told.verdicts
        return tuple(_moved(verdict, by, sentence.id, named) for verdict in told.verdicts)


def _moved(verdict: Verdict, by: int, sentence: str, named: dict[str, str]) -> Verdict:
    proposal = verdict.proposal
    return replace(
        verdict,
        proposal=replace(
            proposal,
            sentence=sentence,
            span=proposal.span.moved(by),
            findings=tuple(named[i] for i in proposal.findings),
        ),
    )
