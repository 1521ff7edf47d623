"""The only index arithmetic: half-open character ranges ``[start, end)`` and edits on them.

All offsets in Klartext are Unicode code points. Inside the program they count in ``Letter.text``
(normalised); ``OffsetMap`` leads back to the text as it was read.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def span(self) -> Span:
        """Itself: a range is a place, too."""
        return self

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; touching ranges do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """Return the range so many characters further on, or back."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of ``span`` by ``replacement``."""

    span: Span
    replacement: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with all edits applied; their order does not matter.

    Raises:
        ValueError: Two edits overlap, or one reaches past the end of the text.
    """
    ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
    for left, right in itertools.pairwise(ordered):
        if left.span.end > right.span.start or left.span == right.span:
            raise ValueError(f"edits overlap: {left.span} and {right.span}")
    if ordered and ordered[-1].span.end > len(text):
        raise ValueError(f"edit {ordered[-1].span} reaches past the text of {len(text)} characters")
    pieces, at = [], 0
    for edit in ordered:
        pieces += [text[at : edit.span.start], edit.replacement]
        at = edit.span.end
    return "".join([*pieces, text[at:]])


def changed_span(old: str, new: Sequence[str]) -> Span:
    """Return the smallest range of the old text outside of which all new ones are the same, in whole words."""
    head = min(_common(old, text) for text in new)
    tail = min(_common(old[::-1], text[::-1]) for text in new)
    shortest = min(len(old), *(len(text) for text in new))
    tail = min(tail, shortest - head)
    while head and (head == len(old) or not old[head - 1].isspace()):
        head -= 1
    while tail and not old[len(old) - tail].isspace():
        tail -= 1
    return Span(head, len(old) - tail)


def _common(first: str, second: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )


class Placed(Protocol):
    """Anything that has a place in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


_P = TypeVar("_P", bound=Placed)


class Places(Generic[_P]):
    """Many places of one text; asking which lie at a range looks only around it, however long the text is."""

    def __init__(self, places: Iterable[_P]) -> None:
        self._places = sorted(places, key=lambda place: place.span.start)
        self._starts = [place.span.start for place in self._places]
        self._longest = max((len(place.span) for place in self._places), default=0)

    def __iter__(self) -> Iterator[_P]:
        """Yield all places in text order."""
        return iter(self._places)

    def overlapping(self, span: Span) -> list[_P]:
        """Return the places that share a character with a range, in text order."""
        return [place for place in self._near(span) if place.span.overlaps(span)]

    def inside(self, span: Span) -> list[_P]:
        """Return the places that lie inside a range, in text order."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end + 1)
        return [place for place in self._places[first:last] if span.contains(place.span)]

    def around(self, span: Span) -> list[_P]:
        """Return the places that a range lies inside of, in text order."""
        return [place for place in self._near(span) if place.span.contains(span)]

    def _near(self, span: Span) -> Sequence[_P]:
        first = bisect_left(self._starts, span.start - self._longest)
        return self._places[first : bisect_left(self._starts, span.end + 1)]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from offsets in a normalised text back to the original.

    ``starts[i]`` and ``ends[i]`` are the original range that character ``i`` of the normalised text
    stands for; both have one entry per normalised character.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    original_length: int

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text that normalisation did not change."""
        return cls(range(length), range(1, length + 1), length)

    def to_original(self, span: Span) -> Span:
        """Return the original range of a normalised one; an empty range stays empty.

        Raises:
            ValueError: It reaches past the normalised text.
        """
        if span.end > len(self.starts):
            raise ValueError(f"{span} reaches past the normalised text")
        if span.start == span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else self.original_length
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])
