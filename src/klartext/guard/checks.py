"""What may not change between a sentence and its new wording: one function for each kind of loss.

Every check returns in German what is wrong, empty if nothing is. A check that cannot tell says so: doubt holds back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from klartext.guard.change import Change
from klartext.guard.denial import verneinung
from klartext.guard.fact_checks import betraege, daten, paragrafen, platzhalter, zahlen
from klartext.guard.force import bedingungen, mengen, modalitaet
from klartext.guard.form import leer, satzart
from klartext.guard.outcome import outcome
from klartext.guard.proper_names import eigennamen
from klartext.guard.protected_places import geschuetzt
from klartext.guard.time_limits import fristen
from klartext.records import Check
from klartext.spans import Span

CHECKS: Final[tuple[Callable[[Change], str], ...]] = (
    geschuetzt,
    zahlen,
    betraege,
    daten,
    fristen,
    paragrafen,
    platzhalter,
    eigennamen,
    verneinung,
    modalitaet,
    bedingungen,
    mengen,
    satzart,
    leer,
)
"""All checks of a single change, in the order in which they are reported."""
_OF_PLACES: Final = frozenset({geschuetzt, eigennamen, leer})
"""Checks that look at more than the two texts on one line."""


def run(change: Change, checks: Sequence[Callable[[Change], str]] = CHECKS) -> tuple[Check, ...]:
    """Return the outcome of every check; one that crashes counts as failed."""
    return tuple(
        _run(check, change) if check in _OF_PLACES else _of_texts(check, change.before, change.after)
        for check in checks
    )


@lru_cache(maxsize=16_384)
def _of_texts(check: Callable[[Change], str], before: str, after: str) -> Check:
    """Return the outcome of a check for two flat texts; steps and the proposal they lead to ask the same."""
    return _run(check, _whole(before, after))


@lru_cache(maxsize=256)
def _whole(before: str, after: str) -> Change:
    return Change.of(before, 0, Span(0, len(before)), after)


def _run(check: Callable[[Change], str], change: Change) -> Check:
    return outcome(check.__name__, lambda: check(change))
