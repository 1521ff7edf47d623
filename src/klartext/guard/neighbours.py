"""Whether names and facts kept their places: what stands around them before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from klartext.guard.families import root, words
from klartext.pipeline.words import FUNCTION_WORDS

Place = tuple[str, tuple[int, int]]
Places = Iterable[Place]
_ARTICLES: Final = frozenset({
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem", "einen",
})  # fmt: skip
_COMPANY: Final = 3
_NEAR: Final = 45
_CLEARLY: Final = 1.5


def keeps_company(before: str, places_before: Places, after: str, places_after: Places) -> bool:
    """Whether facts that changed their order still stand beside the same words, on the left or on the right."""
    was, now = list(places_before), list(places_after)
    for side in (_words_left, _words_right):
        for width in range(1, _COMPANY + 1):
            then = [(value, side(before, span, width)) for value, span in was]
            distinct = {company for _, company in then}
            if len(distinct) == len({value for value, _ in then}) and () not in distinct:
                if Counter(then) == Counter((value, side(after, span, width)) for value, span in now):
                    return True
                break
    return False


def keeps_family(before: str, was: Sequence[Place], after: str, now: Sequence[Place]) -> bool:
    """Whether each fact still shares more word families with its old neighbours than any other fact does."""
    values = {value for value, _ in was}
    if len(values) != len(was) or values != {value for value, _ in now} or len(now) != len(was):
        return False
    old = {value: _around(before, span) for value, span in was}
    new = {value: _around(after, span) for value, span in now}
    for one, other in combinations(sorted(values), 2):
        kept = _shared(old[one], new[one]) + _shared(old[other], new[other])
        if kept <= _CLEARLY * (_shared(old[one], new[other]) + _shared(old[other], new[one])):
            return False
    return True


def _around(text: str, span: tuple[int, int]) -> dict[str, float]:
    """Return the families near a fact with their weight: the nearer, the heavier."""
    left = [w for w in words(text[max(0, span[0] - _NEAR) : span[0]])][::-1]
    right = list(words(text[span[1] : span[1] + _NEAR]))
    near: dict[str, float] = {}
    for side in (left, right):
        told = [w for w in side if w.lower() not in FUNCTION_WORDS]
        for distance, word in enumerate(told, start=1):
            near[root(word)] = max(near.get(root(word), 0.0), 1 / distance**2)
    return near


def _shared(old: Mapping[str, float], new: Mapping[str, float]) -> float:
    return sum(weight * new[family] for family, weight in old.items() if family in new)


def _words_left(text: str, span: tuple[int, int], width: int) -> tuple[str, ...]:
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text[: span[0]].lower()) if w not in _ARTICLES]
    return tuple(words[-width:])


def _words_right(text: str, span: tuple[int, int], width: int) -> tuple[str, ...]:
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text[span[1] :].lower()) if w not in _ARTICLES]
    return tuple(words[:width])
