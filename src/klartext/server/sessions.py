"""Who is signed in: a token in the browser, its hash here, for one working day."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

from klartext.bounded import Bounded

LASTS: Final = 12 * 60 * 60.0
"""Seconds; then people sign in again."""
_MOST: Final = 5_000


class Sessions:
    """Signed-in browsers; nothing of it outlives the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open = Bounded[bytes, tuple[str, float]](_MOST)

    def begin(self, login: str) -> str:
        """Return a new token for a person who has just shown their password."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open.put(_hash(token), (login, self._clock() + LASTS))
        return token

    def login(self, token: str) -> str | None:
        """Return the sign-in name behind a token, as long as it holds."""
        with self._lock:
            found = self._open.get(_hash(token))
        return found[0] if found and found[1] > self._clock() else None

    def end(self, token: str) -> None:
        """Sign a browser out."""
        with self._lock:
            self._open.drop(_hash(token))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
