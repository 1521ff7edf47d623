"""The letters of a folder, and what else lies there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from klartext.documents import SUFFIXES
from klartext.errors import InputError


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
    """Return how many files of other kinds lie beside the letters, by the ending of their names."""
    found = Counter(path.suffix.lower() for path in _files(folder) if not _is_letter(path) and not _is_hidden(path))
    return dict(sorted(found.items()))


def _letters(folder: Path) -> Iterator[Path]:
    return (path for path in _files(folder) if path.is_dir() or (_is_letter(path) and not _is_hidden(path)))


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
