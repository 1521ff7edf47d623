"""A memory that cannot grow without end."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Bounded(Generic[_K, _V]):
    """Remembers so many entries; what was put longest ago is forgotten first."""

    def __init__(self, most: int) -> None:
        """Remember nothing yet."""
        self._most = most
        self._known: OrderedDict[_K, _V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: _K) -> _V | None:
        """Return what was put, None where there is nothing or it is forgotten."""
        return self._known.get(key)

    def put(self, key: _K, value: _V) -> None:
        """Remember an entry as the latest one."""
        self._known.pop(key, None)
        self._known[key] = value
        if len(self._known) > self._most:
            self._known.popitem(last=False)  # in one step: several people may use a memory at a time

    def drop(self, key: _K) -> None:
        """Forget an entry, if it is there."""
        self._known.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
