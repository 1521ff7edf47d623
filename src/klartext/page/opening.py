"""Put a letter on the desk: read it in portions, with the decisions that were made about it before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from klartext.documents import read_text
from klartext.errors import KlartextError, ModelError
from klartext.page import saved
from klartext.page.desk import Desk, Step, fault
from klartext.page.gathering import Drafting, Progress, in_turns
from klartext.page.incoming import Source
from klartext.page.listening import drafted_message, listen
from klartext.page.office import Office
from klartext.records import ActorAnswer, Document
from klartext.view import Doing, error_message, message

if TYPE_CHECKING:
    from klartext.session import Klartext, Reading

_SOON: Final = 0.2
"""Seconds to wait for the suggestions of a short letter before its findings are shown without them."""
_OFTEN: Final = 0.2
"""Seconds between two looks at how far the suggestions are."""


@dataclass(frozen=True, slots=True)
class Underway:
    """How far a long step is: so many of so many sentences."""

    done: int
    total: int
    doing: Doing


LongStep = Generator[Underway, None, Step]
"""A step that says how far it is; it takes the turn itself, for moments."""


class _Cancelled(Exception):
    """The person does not want the step any more."""


def attempt_long(desk: Desk | None, step: LongStep) -> LongStep:
    """Take a long step; when it fails or is cancelled, everything stays as it was and the person reads why."""
    try:
        return (yield from step)
    except _Cancelled:
        return desk, message("Abgebrochen. Ihr Text steht noch im Feld, und alles andere ist wie vorher.")
    except KlartextError as error:
        return desk, error_message(error)
    except Exception:
        return desk, fault()


def open_letter(
    office: Office,
    text: str,
    source: Source,
    actor: ActorAnswer = "",
    ask: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> LongStep:
    """Check a letter and put it on the desk, with the decisions of an earlier, unfinished review.

    Findings and scores come first; suggestions may still be on their way then (``listen``).

    Args:
        office: The checker and its memory.
        text: The letter.
        source: Where it comes from.
        actor: What the person says about who acts where the letter does not.
        ask: Ask the language model for further suggestions.
        cancelled: Asked again and again; after a yes nothing changes.
    """
    document = read_text(text, source.of(text))
    silent: Progress | None = None
    try:
        klartext = office.speaking(ask)
    except ModelError as error:
        klartext, silent = office.speaking(False), Progress("failed", 0, 0, error=error)
    reading = yield from _read(office, klartext, document, cancelled)
    drafting = _drafting(office, klartext, reading, actor)
    if office.has_begun(document):
        yield from _awaited(drafting, cancelled)
    drafting.wait(_SOON)
    desk = Desk(
        klartext.review(reading.analysis, actor),
        drafting=drafting,
        speaking=klartext if klartext.model is not None else None,
        heard=silent,
        actor=actor,
        upload=source.file_of(text),
    )
    desk = listen(office, desk)
    if desk.is_drafting:
        told = (
            "Der Brief ist gelesen. Die Vorschläge kommen der Reihe nach.",
            *document.notes,
            *reading.analysis.notes,
        )
        return desk, message(" ".join(dict.fromkeys(told)))
    with office.turn:
        review, notes = office.take_up(desk.review)
    return replace(desk, review=review), drafted_message(desk, *document.notes, *reading.analysis.notes, *notes)


def reopen_saved(
    office: Office, content: str | bytes, name: str = "Zwischenstand", cancelled: Callable[[], bool] = lambda: False
) -> LongStep:
    """Put a review on the desk that was saved before, here or on another machine.

    Raises:
        KlartextError: The file is no such review, or its decisions do not fit its letter.
    """
    kept = saved.from_file(content, name)
    klartext = office.speaking(False)
    reading = yield from _read(office, klartext, kept.document, cancelled)
    drafting = _drafting(office, klartext, reading, kept.actor)
    yield from _awaited(drafting, cancelled)
    desk = listen(office, Desk(klartext.review(reading.analysis, kept.actor), drafting=drafting, actor=kept.actor))
    with office.turn:
        review, notes = kept.take_up(desk.review)
    office.keep(review)
    return replace(desk, review=review), message(" ".join(("Ihr Zwischenstand ist wieder da.", *notes)))


def _read(
    office: Office, klartext: Klartext, document: Document, cancelled: Callable[[], bool]
) -> Generator[Underway, None, Reading]:
    portions = in_turns(klartext.reading(document), office.turn)
    while not cancelled():
        try:
            portion = next(portions)
        except StopIteration as end:
            if cancelled():
                break
            return cast("Reading", end.value)
        yield Underway(*portion[-1], "liest")
    raise _Cancelled


def _drafting(office: Office, klartext: Klartext, reading: Reading, actor: ActorAnswer) -> Drafting:
    drafts = klartext.drafts(reading, actor)
    return Drafting(drafts, len(reading.analysis.sentences), office.turn).start()


def _awaited(drafting: Drafting, cancelled: Callable[[], bool]) -> Iterator[Underway]:
    """Wait for all suggestions: decisions that were made before belong to them."""
    while not drafting.wait(_OFTEN):
        if cancelled():
            drafting.stop()
            raise _Cancelled
        yield Underway(drafting.progress.done, drafting.progress.total, "formuliert")
