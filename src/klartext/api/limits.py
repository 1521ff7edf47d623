"""How much one client may ask, and how many requests may wait for the one pipeline."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from klartext.bounded import Bounded
from klartext.errors import RequestError

LARGEST_BODY: Final = 4 * 1024 * 1024
"""Bytes of one request to the interface."""
LONGEST_TEXT: Final = 200_000
"""Characters of one letter: about seventy pages."""
_MOST_CLIENTS: Final = 10_000


class TooMuch(RequestError):
    """Come back later; ``headers`` say when."""

    def __init__(self, code: str, what: str, seconds: float) -> None:
        wait = max(1, math.ceil(seconds))
        super().__init__(code, what, f"Warten Sie {wait} Sekunden und versuchen Sie es dann noch einmal.")
        self.headers = {"Retry-After": str(wait)}


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class Rate:
    """A bucket of requests for every client: it fills up again with time."""

    def __init__(self, per_minute: int, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._every, self._most, self._clock = 60.0 / per_minute, float(at_once), clock
        self._lock = threading.Lock()
        self._buckets = Bounded[str, _Bucket](_MOST_CLIENTS)

    def take(self, client: str) -> None:
        """Count one request.

        Raises:
            TooMuch: KT-H06, the client has used up what it may ask.
        """
        with self._lock:
            now = self._clock()
            bucket = self._buckets.get(client) or _Bucket(self._most, now)
            bucket.left = min(self._most, bucket.left + (now - bucket.seen) / self._every)
            bucket.seen = now
            self._buckets.put(client, bucket)
            if bucket.left < 1.0:
                raise TooMuch(
                    "KT-H06", "Das waren zu viele Anfragen in kurzer Zeit.", (1.0 - bucket.left) * self._every
                )
            bucket.left -= 1.0


class Turn:
    """One pipeline for all: requests wait for their turn, but only so many and only so long."""

    def __init__(self, lock: threading.Lock, waiting: int = 8, seconds: float = 60.0) -> None:
        self._lock, self._seconds = lock, seconds
        self._places = threading.BoundedSemaphore(waiting)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the pipeline.

        Raises:
            TooMuch: KT-H07, too many are waiting, or the wait was too long.
        """
        busy = "Klartext arbeitet gerade an zu vielen Briefen."
        if not self._places.acquire(blocking=False):
            raise TooMuch("KT-H07", busy, 5)
        try:
            if not self._lock.acquire(timeout=self._seconds):
                raise TooMuch("KT-H07", busy, 15)
            try:
                yield
            finally:
                self._lock.release()
        finally:
            self._places.release()
