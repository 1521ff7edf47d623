"""Where new wording comes from. Every way of proposing stands behind one protocol; none of them judges itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from klartext.records import Finding, Proposal, Sentence
from klartext.rewrite.by_grammar import GrammarRewriter
from klartext.rewrite.catalogue import constructions
from klartext.rewrite.from_rule import FixedReplacements, Replacement, propose
from klartext.rewrite.glossary import GlossaryRewriter
from klartext.rewrite.letter_facts import facts_of

__all__ = [
    "FixedReplacements",
    "GlossaryRewriter",
    "GrammarRewriter",
    "Replacement",
    "Rewriter",
    "constructions",
    "facts_of",
    "propose",
]


class Rewriter(Protocol):
    """Proposes new wording for one sentence, or nothing where it is not sure.

    A rewriter that needs grammar gets its analysis of the letter when it is made; rewriters know nothing of each other
    and nothing of the guard.
    """

    def propose(self, sentence: Sentence, findings: Sequence[Finding]) -> Iterable[Proposal]:
        """Return proposals for the findings that lie in the sentence."""
        ...
