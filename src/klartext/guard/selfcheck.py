"""The grammar checks: who does what, when, and whether the new sentence is German. They read the parse of both sides.

A fault that the sentence had before its edit does not count. Each check returns in German what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from spacy.tokens import Doc

from klartext.guard.grammar_clauses import clause_faults
from klartext.guard.grammar_phrases import phrase_faults
from klartext.guard.grammar_words import word_faults
from klartext.guard.outcome import outcome
from klartext.guard.persons import person_fault
from klartext.guard.phrases import Side
from klartext.guard.tense import tense_fault
from klartext.records import Check


def personen(before: Side, after: Side) -> str:
    """Who acts stays who acts: reader, office and two nouns of one verb do not change places."""
    return person_fault(before, after)


def zeit(before: Side, after: Side) -> str:
    """Past stays past, present stays present; a future may become a present with a time."""
    return tense_fault(before, after)


def grammatik(before: Side, after: Side) -> str:
    """Ask for no grammatical fault that the old sentence did not have."""
    for faults in (word_faults, clause_faults, phrase_faults):
        if fault := faults(before, after):
            return fault
    return ""


GRAMMAR_CHECKS: Final[tuple[Callable[[Side, Side], str], ...]] = (personen, zeit, grammatik)
"""The checks that need a parse, in the order in which they are reported."""


@lru_cache(maxsize=64)
def side(doc: Doc) -> Side:
    """Return a sentence as the checks read it; one sentence is compared with many."""
    return Side.of(doc)


@lru_cache(maxsize=256)
def run_grammar(
    before: Doc, after: Doc, checks: Sequence[Callable[[Side, Side], str]] = GRAMMAR_CHECKS
) -> tuple[Check, ...]:
    """Return the outcome of every grammar check; one that crashes counts as failed.

    Steps and the proposal they lead to ask the same.
    """
    return tuple(_run(check, before, after) for check in checks)


def _run(check: Callable[[Side, Side], str], before: Doc, after: Doc) -> Check:
    return outcome(check.__name__, lambda: check(side(before), side(after)))
