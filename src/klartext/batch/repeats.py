"""Paragraphs that stand in many letters in the same or nearly the same words: one fix for all of them.

Every paragraph is a set of word triples. Paragraphs with the same words are one; of the rest, MinHash finds those that
are worth a comparison, so that the work grows with the number of paragraphs and not with its square.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from klartext.batch.tasks import Record

LEAST_WORDS: Final = 8
"""Shorter paragraphs are alike by chance: headings, greetings, lines of an address."""
LIKENESS: Final = 0.5
"""Share of word triples that two paragraphs must have in common to count as nearly the same."""
MOST: Final = 200_000
"""So many different paragraphs are compared at most; beyond that the memory of an office computer may not do."""

_KEPT: Final = ("findings", "suggestions", "sentences", "protected")
_SHINGLE: Final = 3
_BANDS, _ROWS = 32, 3
_PRIME: Final = np.uint64((1 << 31) - 1)
_WORD: Final = re.compile(r"\w+")
_NUMBERS: Final = np.random.default_rng(20240229)
_FACTORS: Final = _NUMBERS.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_SUMMANDS: Final = _NUMBERS.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)


@dataclass(slots=True)
class Passage:
    """A paragraph as it stands in one letter first, with all letters that have exactly these words."""

    text: str
    record: Record
    start: int
    end: int
    sources: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A paragraph that several letters share; ``variants`` are the nearly equal ones, the most frequent is first."""

    variants: tuple[Passage, ...]

    @property
    def passage(self) -> Passage:
        """The wording that most letters have."""
        return self.variants[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """The letters that have the paragraph in any of its wordings."""
        return tuple(sorted({source for variant in self.variants for source in variant.sources}))

    @property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """The findings inside the paragraph."""
        return within(self.passage, self.passage.record["findings"])

    @property
    def gain(self) -> int:
        """How many findings one fix removes in all letters together."""
        return len(self.findings) * len(self.sources)


def within(passage: Passage, places: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the findings, suggestions or sentences that lie inside a paragraph."""
    return [p for p in places if passage.start <= p["start"] and p["end"] <= passage.end]


class Repeats:
    """Gathers paragraphs letter by letter and then says which of them repeat."""

    def __init__(self, most: int = MOST) -> None:
        """Begin with nothing."""
        self._passages: dict[bytes, Passage] = {}
        self._most = most
        self.complete = True

    def add(self, source: str, record: Record) -> None:
        """Take the paragraphs of one letter in."""
        slots = _Inside([p for p in record["protected"] if p["kind"] == "platzhalter"])
        kept = {name: _Inside(record[name]) for name in _KEPT}
        for start, end in record["blocks"]:
            words = words_of(record["text"], start, end, ((p["start"], p["end"]) for p in slots(start, end)))
            if len(words) < LEAST_WORDS:
                continue
            key = hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest()
            known = self._passages.get(key)
            if known is None and len(self._passages) >= self._most:
                self.complete = False
                continue
            passage = known or self._passages.setdefault(key, _alone(record["text"], kept, start, end))
            if passage.sources[-1:] != [source]:
                passage.sources.append(source)

    def found(self) -> list[Repeat]:
        """Return the paragraphs with findings that stand in more than one letter, the most rewarding first."""
        passages = sorted(self._passages.values(), key=lambda p: (-len(p.sources), p.text))
        repeats = (Repeat(tuple(group)) for group in _groups(passages))
        shared = [r for r in repeats if len(r.sources) > 1 and r.findings]
        return sorted(shared, key=lambda r: (-r.gain, -len(r.sources), r.passage.text))


def words_of(text: str, start: int, end: int, slots: Iterable[tuple[int, int]]) -> list[str]:
    """Return the words of a paragraph in small letters; what a template fills in and figures count as a blank each.

    >>> words_of("Am {{datum}} um 10 Uhr", 0, 22, [(3, 12)])
    ['am', '_', 'um', '0', 'uhr']
    """
    pieces, at = [], start
    for slot_start, slot_end in sorted(slots):
        if start <= slot_start and slot_end <= end and at <= slot_start:
            pieces += [text[at:slot_start], " _ "]
            at = slot_end
    words = _WORD.findall("".join([*pieces, text[at:end]]).replace("\u00ad", "").lower())
    return ["0" if word[0].isdigit() else word for word in words]


class _Inside:
    """Says which places of a letter lie inside a range without looking at all of them."""

    def __init__(self, places: Iterable[Mapping[str, Any]]) -> None:
        self._places = sorted(places, key=_start)

    def __call__(self, start: int, end: int) -> list[Mapping[str, Any]]:
        first, last = bisect_left(self._places, start, key=_start), bisect_right(self._places, end, key=_start)
        return [place for place in self._places[first:last] if place["end"] <= end]


def _start(place: Mapping[str, Any]) -> int:
    start: int = place["start"]
    return start


def _alone(text: str, kept: Mapping[str, _Inside], start: int, end: int) -> Passage:
    """Return a paragraph with no more of its letter than belongs to it."""
    own = Passage(text[start:end], {}, 0, end - start)
    moved = {
        name: [{**p, "start": p["start"] - start, "end": p["end"] - start} for p in inside(start, end)]
        for name, inside in kept.items()
    }
    own.record = {"text": own.text, **moved}
    return own


def _groups(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield groups of nearly equal paragraphs; each joins the first, most frequent one that it is like."""
    shingles = [_shingles(passage) for passage in passages]
    leaders: dict[int, list[Passage]] = {}
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number, passage in enumerate(passages):
        bands = _bands(shingles[number])
        near = sorted({leader for band in bands for leader in buckets.get(band, ())})
        alike = ((likeness(shingles[leader], shingles[number]), -leader) for leader in near)
        best, leader = max(alike, default=(0.0, 0))
        if best >= LIKENESS:
            leaders[-leader].append(passage)
            continue
        leaders[number] = [passage]
        for band in bands:
            buckets[band].append(number)
    yield from leaders.values()


def _shingles(passage: Passage) -> frozenset[int]:
    slots = [(p["start"], p["end"]) for p in passage.record["protected"] if p["kind"] == "platzhalter"]
    words = words_of(passage.text, 0, len(passage.text), slots)
    runs = (" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest()) % int(_PRIME) for run in runs
    )


def _bands(shingles: frozenset[int]) -> list[tuple[int, bytes]]:
    """Return the bands of the MinHash signature; paragraphs that are alike share one of them almost surely."""
    numbers: npt.NDArray[np.uint64] = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    signature = ((_FACTORS[:, None] * numbers[None, :] + _SUMMANDS[:, None]) % _PRIME).min(axis=1).astype(np.uint32)
    return [(band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes()) for band in range(_BANDS)]


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of common members among all members of two sets."""
    return len(one & other) / len(one | other) if one or other else 1.0
