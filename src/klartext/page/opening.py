"""Put a letter on the desk: read it in portions, and add what rules and the language model suggest meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from klartext.documents import read_text
from klartext.errors import KlartextError, ModelError
from klartext.page import saved
from klartext.page.desk import Desk, Step, fault, with_review
from klartext.page.gathering import Drafting, Progress, in_turns
from klartext.page.incoming import Source
from klartext.page.office import Office
from klartext.records import ActorAnswer, Analysis, Document, HeldBack, Suggestion
from klartext.view import Doing, Html, error_message, message

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


def drafted_message(desk: Desk, *notes: str) -> Html:
    """Say that all suggestions are there, and what a person should know about them."""
    if desk.drafted is not None and desk.drafted.error is not None:
        return error_message(desk.drafted.error)
    told = dict.fromkeys((*notes, *_questions(desk.review.first)))
    return message(" ".join(("Der Brief ist geprüft.", *told)))


def _questions(analysis: Analysis) -> Iterator[str]:
    """Say where the letter leaves open who acts."""
    asked = sum(s.proposal.needs == "handelnde" for s in analysis.suggestions)
    if asked:
        places = "An einer Stelle" if asked == 1 else f"An {asked} Stellen"
        yield f"{places} sagt der Brief nicht, wer handelt. Ist es immer gleich? Dann wählen Sie es oben beim Brief."


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


def listen(office: Office, desk: Desk) -> Desk:
    """Add what rules and the language model have suggested since; the same desk where there is nothing to show.

    Proposals that were held back come along with the next suggestion, or at the end. Once the rules are done, the
    language model is asked.
    """
    if desk.is_drafting and desk.drafting is not None:
        return _drafted(office, desk, desk.drafting.progress)
    now = desk.asking
    if now is None or now is desk.heard:
        return desk
    new, held = _since(now, desk.heard)
    if not new and now.course == "running":
        return desk
    if not new and not held:
        return replace(desk, heard=now)
    return replace(with_review(desk, desk.review.with_suggestions(new, held)), heard=now)


def _drafted(office: Office, desk: Desk, now: Progress) -> Desk:
    if now is desk.drafted or (now.course == "running" and now.until == 0):
        return desk
    new, held = _since(now, desk.drafted)
    review = desk.review.with_suggestions(new, held) if new or held else desk.review
    after = replace(desk, review=review, drafted=now)
    if now.course == "running" or desk.speaking is None or now.course == "stopped":
        return after
    return replace(after, inquiry=office.inquiry(desk.speaking, review.first))


def _since(now: Progress, before: Progress | None) -> tuple[tuple[Suggestion, ...], tuple[HeldBack, ...]]:
    had = before or Progress("running", 0, 0)
    return now.suggestions[len(had.suggestions) :], now.held_back[len(had.held_back) :]


def leave(desk: Desk | None) -> None:
    """Wait for no further suggestions about a letter; whoever goes on with it keeps what has come."""
    for run in (desk.drafting, desk.inquiry) if desk is not None else ():
        if run is not None:
            run.stop()
