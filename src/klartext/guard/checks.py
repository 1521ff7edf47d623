"""What may not change between a sentence and its new wording: one function for each kind of loss.

Every check returns in German what is wrong, empty if nothing is. A check that cannot tell says so: doubt holds back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

from klartext.guard.change import Change, Texts
from klartext.guard.denial import verneinung
from klartext.guard.fact_checks import betraege, daten, paragrafen, platzhalter, zahlen
from klartext.guard.force import bedingungen, mengen, modalitaet
from klartext.guard.form import leer, satzart
from klartext.guard.outcome import outcome
from klartext.guard.proper_names import eigennamen
from klartext.guard.protected_places import geschuetzt
from klartext.guard.time_limits import fristen
from klartext.records import Check

OF_PLACES: Final[tuple[Callable[[Change], str], ...]] = (geschuetzt, eigennamen, leer)
"""Checks that look at more than the two flat texts."""
OF_TEXTS: Final[tuple[Callable[[Texts], str], ...]] = (
    zahlen,
    betraege,
    daten,
    fristen,
    paragrafen,
    platzhalter,
    verneinung,
    modalitaet,
    bedingungen,
    mengen,
    satzart,
)
NAMES: Final = tuple(check.__name__ for check in (*OF_PLACES, *OF_TEXTS))
"""All checks of a single change, in the order in which they are reported."""


def run(change: Change) -> tuple[Check, ...]:
    """Return the outcome of every check; one that crashes counts as failed."""
    of_places = (outcome(check.__name__, partial(check, change)) for check in OF_PLACES)
    return (*of_places, *_of_texts(change.texts))


@lru_cache(maxsize=2048)
def _of_texts(texts: Texts) -> tuple[Check, ...]:
    """Return the outcome of every check for two flat texts; steps and the proposal they lead to ask the same."""
    return tuple(outcome(check.__name__, partial(check, texts)) for check in OF_TEXTS)
