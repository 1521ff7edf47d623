"""The language model at the page: whether it may be asked, and the asking itself, which goes on beside everything else.

An inquiry runs in a thread of its own and only collects answers. What becomes of them is a step like any other, taken
on the desk as it is then.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from spacy.tokens import Doc

from klartext.errors import ModelError
from klartext.model import AUTO, ProposalModel, absence, notice, open_model
from klartext.model.asking import questions
from klartext.model.server import local
from klartext.nlp import SentenceMemory
from klartext.records import Analysis, HeldBack, Suggestion

if TYPE_CHECKING:
    from klartext.session import Answer, Klartext

_log = logging.getLogger(__name__)
_FAULT = "Im Programm ist ein Fehler aufgetreten."

Course = Literal["running", "stopped", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether people may have a language model asked.

    ``on`` is the house's choice; ``absence`` says why there is no model. ``notice`` is what people must know about a
    server, and ``away`` whether that is another machine. ``open`` returns the model and starts it the first time.
    """

    on: bool
    absence: str | None
    notice: str | None
    away: bool
    open: Callable[[], ProposalModel | None]

    @classmethod
    def of(cls, klartext: Klartext, choice: str | None = None) -> Switch:
        """Return the switch for a loaded Klartext; ``choice`` is what the person who started the page has named."""
        named, config, loaded = choice or AUTO, klartext.settings, klartext.model
        told = notice(config, named)
        away = bool(told and config.model_server and not local(config.model_server.host))
        if loaded is not None:
            return cls(True, None, told, away, lambda: loaded)
        return cls(False, absence(config, named), told, away, cache(lambda: open_model(config, named)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an inquiry is: sentences answered and asked, what came of them, and the error that ended it."""

    course: Course
    done: int
    total: int
    suggestions: tuple[Suggestion, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    error: ModelError | None = None


class Inquiry:
    """Asks a model about one letter; may be looked at and stopped from any thread."""

    def __init__(self, klartext: Klartext, analysis: Analysis) -> None:
        """Prepare; nothing is asked before ``start``.

        Args:
            klartext: With the model to ask; what it parses must not disturb others (``sharing``).
            analysis: The letter as the rules leave it.
        """
        self._klartext, self._analysis = klartext, analysis
        self._lock, self._stopped = threading.Lock(), threading.Event()
        self._progress = Progress("running", 0, sum(1 for _ in questions(analysis)))

    def start(self) -> Inquiry:
        """Begin to ask; where no sentence is left to ask about, the inquiry is done at once."""
        if self._progress.total:
            threading.Thread(target=self._run, name="klartext-nachfrage", daemon=True).start()
        else:
            self._end("done")
        return self

    def stop(self) -> None:
        """Ask no further; what has come stays."""
        self._stopped.set()
        self._end("stopped")

    @property
    def progress(self) -> Progress:
        """How far it is now."""
        with self._lock:
            return self._progress

    def _run(self) -> None:
        try:
            for answer in self._klartext.ask_model(self._analysis, self._stopped.is_set):
                self._heard(answer)
        except ModelError as error:
            self._end("failed", error)
        except Exception:
            _log.exception("asking the language model failed")
            self._end("failed", ModelError("KT-W04", _FAULT, "Arbeiten Sie ohne Sprachmodell weiter."))
        else:
            self._end("done")

    def _heard(self, answer: Answer) -> None:
        with self._lock:
            now = self._progress
            if now.course == "running":
                new = (answer.suggestion,) if answer.suggestion else ()
                self._progress = replace(
                    now,
                    done=answer.done,
                    total=answer.total,
                    suggestions=(*now.suggestions, *new),
                    held_back=(*now.held_back, *answer.held_back),
                )

    def _end(self, course: Course, error: ModelError | None = None) -> None:
        with self._lock:
            if self._progress.course == "running":
                self._progress = replace(self._progress, course=course, error=error)


class Inquiries:
    """The running inquiry of every open page, so that it ends with the page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, Inquiry] = {}

    def begin(self, page: str, inquiry: Inquiry | None) -> None:
        """Let a page go on with this inquiry, or with none; the one before ends."""
        self.end(page)
        if inquiry is not None:
            with self._lock:
                self._of[page] = inquiry

    def end(self, page: str) -> None:
        """End the inquiry of a page that is closed or goes on with another letter."""
        with self._lock:
            inquiry = self._of.pop(page, None)
        if inquiry is not None:
            inquiry.stop()


class TakingTurns(SentenceMemory):
    """A memory of sentences for another thread: it waits for its turn at the pipeline, sentence by sentence."""

    def __init__(self, memory: SentenceMemory, turn: threading.Lock) -> None:
        self._memory, self._turn = memory, turn

    def __call__(self, text: str) -> Doc:
        """Return the analysis of a text on one line."""
        with self._turn:
            return self._memory(text)

    def learn(self, text: str, doc: Doc) -> None:
        """Remember an analysis of exactly this text."""
        with self._turn:
            self._memory.learn(text, doc)
