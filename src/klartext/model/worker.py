"""A model in a process of its own: it cannot stop the page, and its end is an error, not a crash.

Both sides send tuples through one pipe. To the worker: ``("rewrite", asks)``, ``("losses", texts)`` and, while it works
on one of them, ``("stop",)``. From it: ``("ready",)`` once; while it works ``("busy",)`` now and then; to each request
``("done", answer)``, the answer None for what was stopped; and at its end ``("failed", code, what, remedy, where)``.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Final

from klartext.errors import KlartextError, ModelError
from klartext.model.contract import Ask, Candidate, Identity
from klartext.model.folder import ModelFolder
from klartext.model.free_memory import require_memory
from klartext.model.transformer import Transformer, groups, load

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_TICK: Final = 0.05
_PATIENCE: Final = 120.0
_LOADING: Final = 600.0
_STOPPING: Final = 10.0
_LEAVING: Final = 3.0
_BUSY: Final = 0.5
_LIVES: Final = 3
"""After so many deaths in a row the model is not started again."""
_NICENESS: Final = 5


class Worker:
    """A ``ProposalModel`` whose work is done elsewhere; may be asked from several threads."""

    def __init__(
        self,
        folder: ModelFolder,
        threads: int | None = None,
        patience: float = _PATIENCE,
        loader: Callable[[ModelFolder, int | None], Transformer] = load,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            folder: What to load.
            threads: How many cores the model may use; None leaves that to it.
            patience: Seconds without any word after which a working model counts as stuck.
            loader: A function of a module, called in the worker.
        """
        self._folder, self._threads, self._patience, self._loader = folder, threads, patience, loader
        self._turn = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready, self._closed = False, False
        self._deaths = 0
        self._last: ModelError | None = None

    @property
    def identity(self) -> Identity:
        """The name, version and checksum of the folder."""
        return self._folder.identity

    def start(self) -> None:
        """Begin to load, without waiting for it.

        Raises:
            ModelError: KT-T05 memory is short, KT-T09 the process has died too often or was closed.
        """
        with self._turn:
            self._start()

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        """Yield candidates as soon as the worker has them; between two groups of sentences others get their turn."""
        for group in groups(len(asks)):
            answers = self._exchange(("rewrite", tuple(asks[number] for number in group)), cancelled)
            if answers is None:
                return
            yield from zip(group, answers, strict=True)

    def losses(self, texts: Sequence[str]) -> list[float]:
        """Return mean losses in nats per piece."""
        if self._folder.kind == "seq2seq":
            raise NotImplementedError
        if not texts:
            return []
        found: list[float] = self._exchange(("losses", tuple(texts)), lambda: False)
        return found

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._end(_LEAVING)

    def _exchange(self, request: tuple[Any, ...], cancelled: Callable[[], bool]) -> Any:  # noqa: ANN401
        """Return the answer to a request, or None if somebody has cancelled."""
        while not self._turn.acquire(timeout=_TICK):
            if cancelled():
                return None
        try:
            self._start()
            if not self._ready:
                if self._receive(_LOADING, cancelled) is None:
                    return None
                self._ready = True
            self._send(request)
            reply = self._receive(self._patience, cancelled)
            if reply is None:
                self._stop()
                return None
            self._deaths = 0
            return reply[1]
        finally:
            self._turn.release()

    def _stop(self) -> None:
        """Tell the worker to stop and wait until it has; one that does not listen is ended."""
        with contextlib.suppress(ModelError):
            self._send(("stop",))
            self._receive(_STOPPING, lambda: False)

    def _receive(self, patience: float, cancelled: Callable[[], bool]) -> tuple[Any, ...] | None:
        """Return the next answer of the worker; None if somebody cancels first.

        Raises:
            ModelError: KT-T09 the process is gone, KT-T10 it said nothing for so many seconds; or what the worker met.
        """
        limit = time.monotonic() + patience
        while not cancelled():
            if self._waiting():
                reply = self._read()
                if reply[0] != "busy":
                    return reply
                limit = time.monotonic() + patience
            elif time.monotonic() > limit:
                raise self._dead(
                    "KT-T10",
                    "Das Sprachmodell antwortet nicht mehr und wurde beendet.",
                    "Arbeiten Sie ohne Modell weiter; bei der nächsten Anfrage startet es neu.",
                )
        return None

    def _read(self) -> tuple[Any, ...]:
        try:
            reply: tuple[Any, ...] = self._open_pipe().recv()
        except (EOFError, OSError) as problem:
            raise self._gone() from problem
        if reply[0] == "failed":
            raise self._dead(*reply[1:])
        return reply

    def _waiting(self) -> bool:
        try:
            return self._open_pipe().poll(_TICK)
        except (EOFError, OSError) as problem:
            raise self._gone() from problem

    def _send(self, message: tuple[Any, ...]) -> None:
        try:
            self._open_pipe().send(message)
        except (EOFError, OSError) as problem:
            raise self._gone() from problem

    def _open_pipe(self) -> Connection:
        """Return the pipe, unless another thread has closed it."""
        pipe = self._pipe
        if pipe is None:
            raise EOFError
        return pipe

    def _start(self) -> None:
        if self._process is not None and self._process.is_alive():
            return
        if self._closed:
            raise ModelError("KT-T09", "Das Sprachmodell ist beendet.", "Starten Sie Klartext neu.")
        if self._last is not None and self._deaths >= _LIVES:
            raise self._last
        self._end()
        require_memory(self._folder.megabytes, str(self._folder.path))
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=serve,
            args=(theirs, self._loader, self._folder, self._threads),
            name="klartext-modell",
            daemon=True,
        )
        self._process.start()
        theirs.close()

    def _gone(self) -> ModelError:
        return self._dead(
            "KT-T09",
            "Das Sprachmodell wurde unerwartet beendet.",
            "Vielleicht reichte der Arbeitsspeicher nicht. Arbeiten Sie ohne Modell weiter.",
            str(self._folder.path),
        )

    def _dead(self, code: str, what: str, remedy: str, where: str | None = None) -> ModelError:
        """End the process and return the error that tells it."""
        self._end()
        self._deaths += 1
        self._last = ModelError(code, what, remedy, where)
        return self._last

    def _end(self, leave: float = 0.0) -> None:
        """End the process; it has so many seconds to go by itself."""
        self._ready = False
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join(leave)
            process.kill()
            process.join(_STOPPING)


def serve(
    pipe: Connection,
    loader: Callable[[ModelFolder, int | None], Transformer],
    folder: ModelFolder,
    threads: int | None,
) -> None:
    """Load the model and answer requests until the other side is gone; the body of the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    inbox = _Inbox(pipe)
    try:
        model = loader(folder, threads)
        pipe.send(("ready",))
        while True:
            pipe.send(("done", _answer(model, inbox.next(), inbox)))
    except KlartextError as problem:
        pipe.send(("failed", problem.code, problem.what, problem.remedy, problem.where))
    except MemoryError:
        pipe.send(("failed", "KT-T05", "Der Arbeitsspeicher reicht nicht.", "Arbeiten Sie ohne Modell weiter.", None))
    except (EOFError, OSError):
        return


def _answer(model: Transformer, request: tuple[Any, ...], inbox: _Inbox) -> Any:  # noqa: ANN401
    kind, what = request
    return model.together(what, inbox.stopped) if kind == "rewrite" else model.losses(what)


class _Inbox:
    """Hears the other side while the model works, and lets it know that there is life."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._stopped, self._told = False, time.monotonic()

    def next(self) -> tuple[Any, ...]:
        """Return the next request; a stop that came too late is forgotten.

        Raises:
            EOFError: The other side is gone.
        """
        self._stopped = False
        while (message := self._pipe.recv()) == ("stop",):
            pass
        return tuple(message)

    def stopped(self) -> bool:
        """Return whether the running request is to end; true as well once the other side is gone."""
        if self._stopped:
            return True
        try:
            self._stopped = self._pipe.poll() and self._pipe.recv() == ("stop",)
            if time.monotonic() - self._told > _BUSY:
                self._told = time.monotonic()
                self._pipe.send(("busy",))
        except (EOFError, OSError):
            self._stopped = True
        return self._stopped
