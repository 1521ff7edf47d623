"""Counting in the database: what was shown, what became of it, and why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, extract, func, select

from klartext.store.tables import decisions, shown

SHOWN: Final = "shown"
_DECIDED: Final = decisions.c
_VERSION: Final = (_DECIDED.klartext, _DECIDED.pipeline, _DECIDED.rules, _DECIDED.model)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many suggestions with all this in common; ``kind`` is ``shown`` or what became of a suggestion."""

    year: int
    month: int
    rule: str
    category: str | None
    origin: str
    klartext: str
    pipeline: str
    rules: str
    model: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Reason:
    """What people gave as the reason of rejections of one rule's suggestions in one version."""

    rule: str
    klartext: str
    pipeline: str
    rules: str
    model: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of letters at which people rejected the suggestion of a rule."""

    rule: str
    original: str
    number: int


def tallies(connection: Connection) -> tuple[Tally, ...]:
    """Return the counts of decisions in force and of what was shown, in order of time."""
    decided = _grouped(connection, decisions, (decisions.c.kind,), func.count(), decisions.c.in_force)
    seen = _grouped(connection, shown, (), func.sum(shown.c.number))
    return tuple(sorted([*decided, *seen], key=lambda t: (t.year, t.month, t.rule, t.origin, t.kind)))


def reasons(connection: Connection) -> tuple[Reason, ...]:
    """Return the reasons of rejections, the most frequent first."""
    found = _rejected(connection, *_VERSION, told=_DECIDED.reason)
    return tuple(
        Reason(rule, klartext, pipeline, rules, model or "", reason, number)
        for rule, klartext, pipeline, rules, model, reason, number in found
    )


def rejected_wordings(connection: Connection) -> tuple[Wording, ...]:
    """Return the words at which suggestions were rejected, the most frequent first."""
    return tuple(Wording(*row) for row in _rejected(connection, told=_DECIDED.original))


def _rejected(connection: Connection, *by: Column[str], told: Column[str]) -> list[Any]:
    """Return how often each rule's suggestions were rejected with the same ``told``, the most frequent first."""
    columns = (_DECIDED.rule, *by, told)
    wanted = (_DECIDED.in_force, _DECIDED.kind == "rejected", told.is_not(None))
    query = select(*columns, func.count()).where(*wanted).group_by(*columns)
    return sorted(map(tuple, connection.execute(query)), key=lambda row: (-row[-1], row[0], row[-2], str(row)))


def _grouped(
    connection: Connection,
    table: Table,
    kind: tuple[Column[str], ...],
    number: ColumnElement[int],
    *conditions: ColumnElement[bool],
) -> Iterator[Tally]:
    c = table.c
    when = (extract("year", c.time), extract("month", c.time))
    by = (*when, c.rule, c.category, c.origin, c.klartext, c.pipeline, c.rules, c.model, *kind)
    for row in connection.execute(select(*by, number).where(*conditions).group_by(*by)):
        year, month, rule, category, origin, klartext, pipeline, rules, model, *what, total = row
        yield Tally(
            *(int(year), int(month), rule, category, origin, klartext, pipeline, rules, model or ""),
            kind=str(what[0]) if what else SHOWN,
            number=int(total),
        )
