"""Going on with a review that was interrupted: every step is taken again on a fresh analysis of the same letter.

A step can be told without any words of the letter: rule and place lead to the same suggestion, and a hash shows which
of its wordings was taken. Words that a person wrote themselves are kept only where texts may be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from klartext.checksums import text_sha256
from klartext.decisions.log import Event, Reversal
from klartext.decisions.review import Review
from klartext.errors import DecisionError
from klartext.records import DecisionKind, Suggestion
from klartext.spans import Span

Action = DecisionKind | Literal["undo", "redo"]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a log. For a reversal only ``number``, ``action``, ``person``, ``time`` and ``target`` mean anything.

    ``span`` counts in the text as it was read. ``final`` is the wording; None where texts are not kept.
    """

    number: int
    action: Action
    person: str
    time: datetime
    target: int | None = None
    rule: str = ""
    origin: str = ""
    span: Span | None = None
    final_hash: str = ""
    final: str | None = None
    reason: str | None = None
    insisted: bool = False


@dataclass(frozen=True, slots=True)
class Resumed:
    """A review taken up again; ``notes`` say in German which decisions have to be made once more."""

    review: Review
    notes: tuple[str, ...]


def to_steps(log: Sequence[Event], with_text: bool) -> tuple[Step, ...]:
    """Return the steps of a log, with or without the wording."""
    return tuple(_step(event, with_text) for event in log)


def resume(review: Review, steps: Sequence[Step]) -> Resumed:
    """Take the steps again, each by its own person and with its own time.

    Args:
        review: A review of the same letter without any decision.
        steps: In the order of the log.
    """
    clock = review.clock
    numbers: dict[int, int] = {}
    notes: list[str] = []
    for step in steps:
        if step.target is not None and step.target not in numbers:
            continue
        at_that_time = replace(review, clock=lambda time=step.time: time)  # type: ignore[misc]
        try:
            review = _again(at_that_time, step, numbers)
        except DecisionError as error:
            notes.append(f"Entscheidung {step.number} von {step.person} ist wieder offen: {error.what}")
        else:
            numbers[step.number] = len(review.log)
    return Resumed(replace(review, clock=clock), tuple(notes))


def _step(event: Event, with_text: bool) -> Step:
    if isinstance(event, Reversal):
        return Step(event.number, event.action, event.person, event.time, event.target)
    decision = event.decision
    return Step(
        number=event.number,
        action=decision.kind,
        person=decision.person,
        time=decision.time,
        rule=decision.rule,
        origin=decision.origin,
        span=decision.span,
        final_hash=text_sha256(decision.final),
        final=decision.final if with_text else None,
        reason=decision.reason,
        insisted=event.insisted,
    )


def _again(review: Review, step: Step, numbers: dict[int, int]) -> Review:
    if step.action == "undo" or step.action == "redo":
        done = review.undo(step.person) if step.action == "undo" else review.redo(step.person)
        last = done.log[-1]
        if not isinstance(last, Reversal) or last.target != numbers[step.target or 0]:
            raise _gone("Die Reihenfolge hat sich geändert.")
        return done
    suggestion = _same_place(review, step)
    if step.action == "rejected":
        return review.reject(suggestion.id, step.person, step.reason)
    if step.action == "edited":
        if step.final is None:
            raise _gone("Eigene Worte werden ohne ausdrückliche Einstellung nicht gespeichert.")
        return review.edit(suggestion.id, step.person, step.final, insist=step.insisted)
    wordings = (suggestion.proposal.replacement, *suggestion.proposal.alternatives)
    for wording in wordings:
        if text_sha256(wording) == step.final_hash:
            return review.accept(suggestion.id, step.person, wording)
    raise _gone("Der Vorschlag lautet inzwischen anders.")


def _same_place(review: Review, step: Step) -> Suggestion:
    to_original = review.first.letter.document.offsets.to_original
    found = [
        s
        for s in review.analysis.suggestions
        if s.proposal.rule == step.rule
        and s.proposal.origin == step.origin
        and to_original(s.proposal.span) == step.span
    ]
    if not found and step.origin == "model":
        raise _gone("Das Sprachmodell hat diesen Vorschlag noch nicht wieder gemacht.")
    if not found:
        raise _gone("Den Vorschlag gibt es nicht mehr.")
    return next((s for s in found if step.final_hash in _hashes(s)), found[0])


def _hashes(suggestion: Suggestion) -> set[str]:
    return {text_sha256(w) for w in (suggestion.proposal.replacement, *suggestion.proposal.alternatives)}


def _gone(what: str) -> DecisionError:
    return DecisionError("KT-D13", what, "Entscheiden Sie über diese Stelle noch einmal.")
