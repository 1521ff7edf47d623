"""The log of a review: lines are only ever added. What holds is read from the log, never stored beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from klartext.records import Category, Check, Decision, Suggestion


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision with what it rests on.

    ``number`` counts all lines of the log from 1. ``replaces`` are the numbers of all earlier entries whose place this
    one takes: a former decision on the same suggestion, or accepted changes that it builds on. ``checks`` are those of
    the suggestion, or of the person's own words; ``insisted`` says that one of them failed and the person kept to it.
    ``suggestion`` is missing in a log that was read from a file.
    """

    number: int
    decision: Decision
    category: Category | None = None
    explanation: str = ""
    checks: tuple[Check, ...] = ()
    replaces: tuple[int, ...] = ()
    insisted: bool = False
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Reversal:
    """A decision is taken back or put into force again; ``target`` is the number of its entry."""

    number: int
    action: Literal["undo", "redo"]
    target: int
    person: str
    time: datetime


Event = Entry | Reversal


def utc_now() -> datetime:
    """Return the present time in UTC."""
    return datetime.now(UTC)


def entries(log: Sequence[Event]) -> tuple[Entry, ...]:
    """Return every decision ever made, in order, also those taken back."""
    return tuple(e for e in log if isinstance(e, Entry))


def reversals(log: Sequence[Event]) -> tuple[Reversal, ...]:
    """Return every time that a decision was taken back or put into force again."""
    return tuple(e for e in log if isinstance(e, Reversal))


def live(log: Sequence[Event]) -> tuple[Entry, ...]:
    """Return the decisions that are not taken back, in order, also those that a later one replaces."""
    done, _ = _stacks(log)
    return tuple(sorted(done, key=lambda e: e.number))


def in_force(log: Sequence[Event]) -> tuple[Entry, ...]:
    """Return the decisions that hold: not taken back, and not replaced by one that holds."""
    replaced: set[int] = set()
    holding = []
    for entry in reversed(live(log)):
        if entry.number not in replaced:
            holding.append(entry)
            replaced.update(entry.replaces)
    return tuple(reversed(holding))


def applied(log: Sequence[Event]) -> tuple[Entry, ...]:
    """Return the decisions in force that change the letter."""
    return tuple(e for e in in_force(log) if e.decision.kind != "rejected")


def next_undo(log: Sequence[Event]) -> Entry | None:
    """Return the decision that would be taken back next."""
    done, _ = _stacks(log)
    return done[-1] if done else None


def next_redo(log: Sequence[Event]) -> Entry | None:
    """Return the decision that would be put into force again next; a new decision leaves none."""
    _, undone = _stacks(log)
    return undone[-1] if undone else None


def fits(log: Sequence[Event], event: Event) -> bool:
    """Whether an event may be the next line of the log."""
    if event.number != len(log) + 1:
        return False
    if isinstance(event, Entry):
        return set(event.replaces) <= {e.number for e in live(log)}
    expected = next_undo(log) if event.action == "undo" else next_redo(log)
    return expected is not None and expected.number == event.target


def _stacks(log: Sequence[Event]) -> tuple[list[Entry], list[Entry]]:
    """Return the decisions done and those undone, the latest last."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for event in log:
        if isinstance(event, Entry):
            done.append(event)
            undone.clear()
        elif event.action == "undo":
            undone.append(done.pop())
        else:
            done.append(undone.pop())
    return done, undone


def undone_by(log: Sequence[Event]) -> dict[int, Reversal]:
    """Return for every decision that is taken back the line that did it."""
    numbers = {e.number for e in live(log)}
    last = {r.target: r for r in _undos(log)}
    return {number: line for number, line in last.items() if number not in numbers}


def _undos(log: Sequence[Event]) -> Iterator[Reversal]:
    return (r for r in reversals(log) if r.action == "undo")
