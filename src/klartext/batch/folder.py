"""The letters of a folder, and what else lies there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from klartext.documents import SUFFIXES
from klartext.errors import InputError

LINK = "Verknüpfung aus dem Ordner hinaus"
"""How ``other_files`` calls a link to a file that lies elsewhere."""


def letters(folder: Path) -> Iterator[Path]:
    """Return the letters in a folder and its subfolders, in an order that depends on their names alone.

    A subfolder that cannot be opened comes as if it were a letter, so that reading it says what is wrong.

    Raises:
        InputError: KT-B01, the folder does not exist or holds no letter.
    """
    if next(_letters(folder), None) is None:
        what = "Der Ordner enthält keinen Brief." if folder.is_dir() else "Diesen Ordner gibt es nicht."
        remedy = f"Nennen Sie einen Ordner mit Dateien der Art {', '.join(sorted(SUFFIXES))}."
        raise InputError("KT-B01", what, remedy, str(folder))
    return _letters(folder)


def other_files(folder: Path) -> Mapping[str, int]:
    """Return how many files beside the letters are not read, by the ending of their names; links out of the folder."""
    home = folder.resolve()
    left = (path for path in _files(folder) if not path.is_dir() and not _is_hidden(path))
    found = Counter(
        path.suffix.lower() if _lies_in(home, path) else LINK
        for path in left
        if not (_is_letter(path) and _lies_in(home, path))
    )
    return dict(sorted(found.items()))


def _letters(folder: Path) -> Iterator[Path]:
    home = folder.resolve()
    for path in _files(folder):
        if path.is_dir() or (_is_letter(path) and not _is_hidden(path) and _lies_in(home, path)):
            yield path


def _lies_in(home: Path, path: Path) -> bool:
    """Whether a file is in the folder itself; a link to a file elsewhere would bring foreign text into the report."""
    return not path.is_symlink() or path.resolve().is_relative_to(home)


def _is_letter(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES


def _is_hidden(path: Path) -> bool:
    """Whether a file is hidden or the lock that an office program leaves beside an open document."""
    return path.name.startswith(("~$", ".~lock", "."))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, folder by folder, and the subfolders that cannot be opened."""
    closed: list[Path] = []
    if not folder.is_dir():
        return
    for at, folders, names in os.walk(folder, onerror=lambda problem: closed.append(Path(problem.filename))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (path for name in sorted(names) if (path := Path(at) / name).is_file())
    yield from sorted(closed)
