"""Long work beside everything else: suggestions gathered in a thread of their own, and work that lets others in.

What comes of it is a step like any other, taken on the desk as it is then.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from klartext.errors import KlartextError
from klartext.records import HeldBack, Suggestion
from klartext.view.asking import Course

if TYPE_CHECKING:
    from klartext.session import Draft

_log = logging.getLogger(__name__)
_FAULT: Final = "Im Programm ist ein Fehler aufgetreten."
_PORTION: Final = 0.1
"""Seconds for which the turn is held at most, as far as the work lets itself be parted."""
_PAUSE: Final = 0.002
"""Seconds in which somebody who waits can take the turn."""

_Portion = TypeVar("_Portion")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: sentences done and to do, what came of them, and the error that ended it.

    For everything in the letter before ``until`` all is said.
    """

    course: Course
    done: int
    total: int
    suggestions: tuple[Suggestion, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    error: KlartextError | None = None
    until: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one more sentence."""

    done: int
    total: int
    suggestions: tuple[Suggestion, ...]
    held_back: tuple[HeldBack, ...]
    until: int = 0


class Gathering:
    """Suggestions that come one after the other; may be looked at and stopped from any thread."""

    def __init__(self, total: int, fault: KlartextError) -> None:
        """Prepare; ``fault`` is what people are told of a fault in the program."""
        self._fault = fault
        self._lock, self._stopped, self._over = threading.Lock(), threading.Event(), threading.Event()
        self._progress = Progress("running", 0, total)

    def found(self) -> Iterator[Found]:
        """Yield what comes of each sentence; look at ``stopped`` between them."""
        raise NotImplementedError

    def stopped(self) -> bool:
        """Whether nothing more is wanted."""
        return self._stopped.is_set()

    def begin(self, name: str) -> None:
        """Begin in a thread of this name."""
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def stop(self) -> None:
        """Go no further; what has come stays."""
        self._stopped.set()
        self.end("stopped")

    def wait(self, seconds: float) -> bool:
        """Wait for the end, but only so long; return whether it has come."""
        return self._over.wait(seconds)

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        with self._lock:
            return self._progress

    def end(self, course: Course, error: KlartextError | None = None) -> None:
        """Note how it ended, unless that is noted already."""
        with self._lock:
            if self._progress.course == "running":
                self._progress = replace(self._progress, course=course, error=error)
        self._over.set()

    def _run(self) -> None:
        try:
            for found in self.found():
                self._note(found)
        except KlartextError as error:
            self.end("failed", error)
        except Exception:
            _log.exception("gathering suggestions failed")
            self.end("failed", self._fault)
        else:
            self.end("done")

    def _note(self, found: Found) -> None:
        with self._lock:
            now = self._progress
            if now.course == "running":
                self._progress = replace(
                    now,
                    done=found.done,
                    total=found.total,
                    suggestions=(*now.suggestions, *found.suggestions),
                    held_back=(*now.held_back, *found.held_back),
                    until=max(now.until, found.until),
                )


class Drafting(Gathering):
    """Gathers what rules propose for a letter, sentence by sentence; the pipeline is held only for moments."""

    def __init__(self, drafts: Generator[Draft, None, None], total: int, turn: threading.Lock) -> None:
        super().__init__(
            total, KlartextError("KT-W09", _FAULT, "Die Hinweise bleiben. Prüfen Sie den Brief noch einmal.")
        )
        self._drafts, self._turn = drafts, turn

    def start(self) -> Drafting:
        """Begin."""
        self.begin("klartext-vorschlaege")
        return self

    def found(self) -> Iterator[Found]:
        """Yield what rules propose for each sentence."""
        for portion in in_turns(self._drafts, self._turn):
            for draft in portion:
                yield Found(draft.done, draft.total, draft.suggestions, draft.held_back, draft.until)
            if self.stopped():
                return


class Stoppable(Protocol):
    """Anything that runs beside the page and can be told to end."""

    def stop(self) -> None:
        """End."""


class Halt:
    """Tells a work in portions that nobody wants it any more."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def stop(self) -> None:
        """Want it no more."""
        self._event.set()

    def __call__(self) -> bool:
        """Whether to end."""
        return self._event.is_set()


class Runs:
    """What runs for every open page, so that it ends with the page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Stoppable] = {}

    def begin(self, page: str, run: Stoppable | None) -> None:
        """Let a page go on with this, or with nothing; what ran before ends."""
        with self._lock:
            before = self._of.pop(page, None)
            if run is not None:
                self._of[page] = run
        if before is not None and before is not run:
            before.stop()

    def end(self, page: str) -> None:
        """End what runs for a page that is closed or goes on with another letter."""
        self.begin(page, None)


def in_turns(
    work: Generator[_Portion, None, _Result],
    turn: threading.Lock,
    clock: Callable[[], float] = time.monotonic,
) -> Generator[list[_Portion], None, _Result]:
    """Do a work in portions: hold the turn for a moment, give back what came in it, and let others have their turn.

    Returns:
        What the work returns.
    """
    while True:
        portion: list[_Portion] = []
        with turn:
            until = clock() + _PORTION
            try:
                while not portion or clock() < until:
                    portion.append(next(work))
            except StopIteration as end:
                result: _Result = end.value
                if portion:
                    yield portion
                return result
        time.sleep(_PAUSE)
        yield portion
