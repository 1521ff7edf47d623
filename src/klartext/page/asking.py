"""The language model at the page: whether it may be asked, and the asking itself, which goes on beside everything else.

An inquiry runs in a thread of its own and only collects answers (``gathering``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from klartext.config import is_loopback
from klartext.errors import ModelError
from klartext.model import AUTO, ProposalModel, absence, notice, open_model
from klartext.model.asking import questions
from klartext.page.gathering import Found, Gathering
from klartext.records import Analysis

if TYPE_CHECKING:
    from klartext.session import Klartext


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
        away = bool(told and config.model_server and not is_loopback(config.model_server.host))
        if loaded is not None:
            return cls(True, None, told, away, lambda: loaded)
        return cls(False, absence(config, named), told, away, cache(lambda: open_model(config, named)))


class Inquiry(Gathering):
    """Asks a model about one letter."""

    def __init__(self, klartext: Klartext, analysis: Analysis, parse: Callable[[str], Doc] | None = None) -> None:
        """Prepare; nothing is asked before ``start``.

        Args:
            klartext: With the model to ask.
            analysis: The letter as the rules leave it.
            parse: Analyses a sentence without disturbing others (``taking_turns``).
        """
        super().__init__(
            sum(1 for _ in questions(analysis)),
            ModelError("KT-W04", "Im Programm ist ein Fehler aufgetreten.", "Arbeiten Sie ohne Sprachmodell weiter."),
        )
        self._klartext, self._analysis, self._parse = klartext, analysis, parse

    def start(self) -> Inquiry:
        """Begin to ask; where no sentence is left to ask about, the inquiry is done at once."""
        if self.progress.total:
            self.begin("klartext-nachfrage")
        else:
            self.end("done")
        return self

    def found(self) -> Iterator[Found]:
        """Yield what comes of each answer."""
        for answer in self._klartext.ask_model(self._analysis, self.stopped, self._parse):
            new = (answer.suggestion,) if answer.suggestion else ()
            yield Found(answer.done, answer.total, new, answer.held_back)


def taking_turns(parse: Callable[[str], Doc], turn: threading.Lock) -> Callable[[str], Doc]:
    """Return a reader of sentences for another thread: it waits for its turn at the pipeline, sentence by sentence."""

    def read(text: str) -> Doc:
        with turn:
            return parse(text)

    return read
