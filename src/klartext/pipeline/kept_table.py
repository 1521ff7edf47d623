"""Tables of a package that take long to unpack: the first start leaves them as a trie in the user's cache.

Every later start opens the trie at once. Where nothing can be written, the table serves as its package gives it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from marisa_trie import BytesTrie


def kept_table(file: Path, make: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    """Return a table from its file in the cache; make it, and leave it there, where there is none or it is damaged."""
    try:
        return Table(BytesTrie().mmap(str(file)))
    except (OSError, RuntimeError):
        table = make()
        _keep(table, file)
        return table


class Table(Mapping[str, str]):
    """Strings by strings, looked up in a trie."""

    def __init__(self, trie: BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, key: str) -> str:
        return str(self._trie[key][0].decode())

    def __iter__(self) -> Iterator[str]:
        yield from self._trie.iterkeys()

    def __len__(self) -> int:
        return len(self._trie)


def _keep(table: Mapping[str, str], file: Path) -> None:
    """Write the trie beside its place and move it there, so that nobody reads half of it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as beside:
            half = Path(beside, file.name)
            BytesTrie((key, value.encode()) for key, value in table.items()).save(str(half))
            half.replace(file)
    except OSError:
        return
