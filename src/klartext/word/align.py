"""Find the places of changes again in a text that came back from Word: the old words, the new ones, or others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal

from klartext.checksums import text_sha256
from klartext.spans import Span
from klartext.word.record import Place, squashed

Standing = Literal["old", "new", "other", "lost"]
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE: Final = 0.5
"""Two paragraphs with less in common than this are not taken for the same one."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place now; ``text`` has no blank lines."""

    standing: Standing
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the first text: what stands before, between and behind its places."""

    gaps: tuple[str, ...]
    places: tuple[Place, ...]
    olds: tuple[str, ...]

    @classmethod
    def of(cls, text: str, places: Sequence[Place]) -> _Stretch:
        edges = [0, *(edge for p in places for edge in (p.start, p.end)), len(text)]
        pieces = [text[left:right] for left, right in pairwise(edges)]
        return cls(tuple(pieces[::2]), tuple(places), tuple(pieces[1::2]))

    def exactly(self, now: str) -> tuple[Found, ...] | None:
        """Return what stands at each place when everything else is as it was, None when it is not."""
        ways: dict[int, tuple[Found, ...]] = {len(self.gaps[0]): ()} if now.startswith(self.gaps[0]) else {}
        for place, old, gap in zip(self.places, self.olds, self.gaps[1:], strict=True):
            further: dict[int, tuple[Found, ...]] = {}
            for at, way in ways.items():
                for found in _either(place, old, now, at):
                    end = at + len(found.text)
                    if now.startswith(gap, end):
                        further.setdefault(end + len(gap), (*way, found))
            ways = further
        return ways.get(len(now))

    def roughly(self, now: str) -> tuple[Found, ...]:
        """Return what stands at each place of a paragraph that was changed elsewhere, too."""
        before: list[object] = []
        at: list[int] = []
        for number, gap in enumerate(self.gaps):
            before += _WORDS.findall(gap)
            if number < len(self.places):
                at.append(len(before))
                before.append(self.places[number])
        after = _WORDS.findall(now)
        blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
        same = {b.a + n: b.b + n for b in blocks for n in range(b.size)} | {-1: -1, len(before): len(after)}
        return tuple(
            self._between(after, same.get(i - 1), same.get(i + 1), place, old)
            for i, place, old in zip(at, self.places, self.olds, strict=True)
        )

    @staticmethod
    def _between(after: Sequence[str], left: int | None, right: int | None, place: Place, old: str) -> Found:
        if left is None or right is None:
            return Found("lost")
        text = "".join(after[left + 1 : right])
        for found in _either(place, old, text, 0):
            if found.text == text:
                return found
        return Found("old", text) if text.split() == old.split() else Found("other", text)


def find_again(original: str, places: Sequence[Place], now: str) -> tuple[Found, ...]:
    """Return what stands at each place; places are in text order and do not overlap.

    Blank lines do not count: how far apart paragraphs stand is no matter of wording.
    """
    text, moved = _squashed(original, places)
    today = squashed(now)
    whole = _Stretch.of(text, moved).exactly(today)
    return whole if whole is not None else tuple(_by_paragraph(text, moved, today))


def _either(place: Place, old: str, now: str, at: int) -> Iterator[Found]:
    if now.startswith(old, at):
        yield Found("old", old)
    new = now[at : at + place.new_length]
    if len(new) == place.new_length and text_sha256(new) == place.new_hash:
        yield Found("new", new)


def _squashed(original: str, places: Sequence[Place]) -> tuple[str, list[Place]]:
    moved = [
        p.model_copy(update={"start": len(squashed(original[: p.start])), "end": len(squashed(original[: p.end]))})
        for p in places
    ]
    return squashed(original), moved


def _by_paragraph(text: str, places: Sequence[Place], now: str) -> Iterator[Found]:
    paragraphs = list(_paragraphs(text, places))
    todays = now.split("\n")
    partner = _partners([text[span.start : span.end] for span, _ in paragraphs], todays)
    for number, (span, inside) in enumerate(paragraphs):
        if not inside:
            continue
        lines = partner.get(number)
        if lines is None:
            yield from (Found("lost") for _ in inside)
            continue
        shifted = [p.model_copy(update={"start": p.start - span.start, "end": p.end - span.start}) for p in inside]
        stretch = _Stretch.of(text[span.start : span.end], shifted)
        yield from stretch.exactly(lines) or stretch.roughly(lines)


def _paragraphs(text: str, places: Sequence[Place]) -> Iterator[tuple[Span, list[Place]]]:
    """Yield the lines of a text with the places in them; lines that a place reaches across are one."""
    start = 0
    left = list(places)
    ends = [*(m.start() for m in re.finditer("\n", text)), len(text)]
    for end in ends:
        if any(p.start <= end < p.end for p in left):
            continue
        inside = [p for p in left if p.end <= end]
        left = left[len(inside) :]
        yield Span(start, end), inside
        start = end + 1


def _partners(before: Sequence[str], after: Sequence[str]) -> dict[int, str]:
    """Return for each old paragraph the one that has become of it."""
    found: dict[int, str] = {}
    for op, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if op == "equal" or (op == "replace" and j - i == m - k):
            found.update(zip(range(i, j), after[k:m], strict=True))
        elif op == "replace":
            found.update(_alike(before, range(i, j), after[k:m]))
    return found


def _alike(before: Sequence[str], numbers: range, after: Sequence[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for number in numbers:
        scores = [SequenceMatcher(a=before[number].split(), b=line.split()).ratio() for line in after[at:]]
        if scores and max(scores) >= _ALIKE:
            at += scores.index(max(scores))
            yield number, after[at]
            at += 1
