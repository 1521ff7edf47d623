"""One place counts once: of findings that compete for the same words the most exact one stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.records import Category
from klartext.ruleset.detectors import Hit
from klartext.ruleset.rule import (
    CodePattern,
    DependencyPattern,
    Pattern,
    PhrasePattern,
    Rule,
    TokenPattern,
    WordPattern,
)
from klartext.spans import Span

_EXACTNESS: Final[dict[type[Pattern], int]] = {
    WordPattern: 3, PhrasePattern: 3, DependencyPattern: 2, TokenPattern: 2, CodePattern: 1,
}  # fmt: skip


_GOES_WITH: Final[dict[Category, Category]] = {"bandwurmwort": "unpersoenlich"}
"""Faults that say nothing new where the words of the other one are marked: *die Widerspruchsführerin* is „Sie“."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit of a rule; ``pieces`` are the words in it that made the rule fire, in text order."""

    rule: Rule
    hit: Hit
    pieces: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The whole place."""
        return Span(self.hit.start, self.hit.end)

    @property
    def severity(self) -> int:
        """The severity of this place."""
        return min(self.hit.severity or self.rule.severity, self.rule.at_most)


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates that stand, in text order.

    Within a category, of two rules that share a word the more exact one wins: a word or phrase over a pattern over a
    detector, then the longer place. Categories may share a place, but a word inside a longer phrase of another
    category is not marked again, nor a fault that goes with another one.
    """
    by_category: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_category.setdefault(candidate.rule.category, []).append(candidate)
    best = [c for group in by_category.values() for cluster in _clusters(group) for c in _best(cluster)]
    words = [c for c in best if c.rule.word_level]
    swallowed = {id(c) for cluster in _clusters(words) for c in cluster if any(_swallows(o, c) for o in cluster)}
    kept = [c for c in best if id(c) not in swallowed]
    return sorted((c for c in kept if not _goes_with(c, kept)), key=_position)


def _position(candidate: Candidate) -> tuple[int, int, str]:
    return candidate.hit.start, -candidate.hit.end, candidate.rule.id


def _clusters(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Yield groups of candidates that overlap, each with another of its group."""
    cluster: list[Candidate] = []
    end = 0
    for candidate in sorted(candidates, key=_position):
        if cluster and candidate.hit.start >= end:
            yield cluster
            cluster, end = [], 0
        cluster.append(candidate)
        end = max(end, candidate.hit.end)
    if cluster:
        yield cluster


def _best(cluster: Sequence[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in sorted(cluster, key=_rank):
        if not any(_competes(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _rank(candidate: Candidate) -> tuple[int, int, bool, int, int, str]:
    pattern = candidate.rule.pattern
    length = sum(map(len, candidate.pieces))
    inflected = isinstance(pattern, WordPattern) and pattern.search == "lemma"
    exactness = _EXACTNESS[type(pattern)]
    return -exactness, -length, inflected, -candidate.severity, candidate.hit.start, candidate.rule.id


def _competes(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of a category mark the same fault; a detector may mark neighbours that share a word."""
    if one.rule.id == other.rule.id and not one.rule.word_level:
        return one.span == other.span and one.pieces == other.pieces
    return any(a.overlaps(b) for a in one.pieces for b in other.pieces)


def _goes_with(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether another fault at the same words already says what is wrong."""
    stronger = _GOES_WITH.get(candidate.rule.category)
    return any(o.rule.category == stronger and set(o.pieces) <= set(candidate.pieces) for o in others)


def _swallows(longer: Candidate, shorter: Candidate) -> bool:
    return longer.rule.category != shorter.rule.category and all(
        any(piece.contains(inner) and len(piece) > len(inner) for piece in longer.pieces) for inner in shorter.pieces
    )
