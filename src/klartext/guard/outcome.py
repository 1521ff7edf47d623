"""The one place where the guard takes a crash: what it cannot read to the end must not stop the letter.

A check reads what a parser or a model made of any text, so there is no list of what may go wrong in it. Whoever asks
says what counts then; for a check it is a fault, because doubt holds back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from klartext.records import Check

_T = TypeVar("_T")


def outcome(name: str, fault: Callable[[], str]) -> Check:
    """Return what a check says: passed without a fault, failed with one or after a crash."""
    found = unless_crashed(fault, lambda error: f"Die Prüfung ist abgebrochen ({type(error).__name__})")
    return Check(name, False, found) if found else _passed(name)


@lru_cache(maxsize=64)
def _passed(name: str) -> Check:
    return Check(name, True)


def unless_crashed(work: Callable[[], _T], instead: Callable[[Exception], _T]) -> _T:
    """Return what comes of a work, or what counts instead where it crashes."""
    try:
        return work()
    except Exception as error:
        return instead(error)
