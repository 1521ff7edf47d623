"""Slowing down whoever guesses passwords, without shutting anybody out for good."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from klartext.bounded import Bounded

_FORGOTTEN_AFTER: Final = 15 * 60.0
_MOST: Final = 10_000
"""So many keys are remembered; the oldest go first, so that nobody can fill the memory."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often somebody may fail without waiting, and how long they wait at most, in seconds."""

    free: int
    longest: float


NAME: Final = Patience(free=4, longest=30.0)
"""For one sign-in name: short, because somebody else may be trying it."""
CLIENT: Final = Patience(free=12, longest=300.0)
"""For one address: an office may stand behind a single one."""


@dataclass(slots=True)
class _Failures:
    count: int
    latest: float


class Attempts:
    """Counts failed sign-ins by key; from some number on each failure doubles the wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = Bounded[tuple[str, str], _Failures](_MOST)

    def wait(self, login: str, client: str) -> float:
        """Return how many seconds have to pass before the next attempt counts."""
        with self._lock:
            return max(self._wait(("name", login), NAME), self._wait(("client", client), CLIENT))

    def failed(self, login: str, client: str) -> None:
        """Note a failure."""
        with self._lock:
            for key in (("name", login), ("client", client)):
                known, now = self._failures.get(key), self._clock()
                count = known.count if known and now - known.latest < _FORGOTTEN_AFTER else 0
                self._failures.put(key, _Failures(count + 1, now))

    def succeeded(self, login: str) -> None:
        """Forget the failures of a name; those of an address fade by themselves."""
        with self._lock:
            self._failures.drop(("name", login))

    def _wait(self, key: tuple[str, str], patience: Patience) -> float:
        known = self._failures.get(key)
        if known is None or known.count < patience.free:
            return 0.0
        passed = self._clock() - known.latest
        if passed >= _FORGOTTEN_AFTER:
            return 0.0
        penalty = min(2.0 ** min(known.count - patience.free, 16), patience.longest)
        return max(0.0, penalty - passed)
