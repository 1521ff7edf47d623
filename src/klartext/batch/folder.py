"""The letters of a folder, and what else lies there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from klartext.documents import SUFFIXES
from klartext.errors import InputError

LINK: Final = "Verknüpfung aus dem Ordner hinaus"
"""How ``other_files`` calls a link to a file or folder that lies elsewhere."""
_LETTER: Final = "Brief"


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
    kinds = (_kind_of(path, home) for path in _files(folder))
    return dict(sorted(Counter(kind for kind in kinds if kind not in (_LETTER, None)).items()))


def _letters(folder: Path) -> Iterator[Path]:
    home = folder.resolve()
    return (path for path in _files(folder) if _kind_of(path, home) == _LETTER)


def _kind_of(path: Path, home: Path) -> str | None:
    """Return what a file is: a letter, or how ``other_files`` calls it; None for what need not be told.

    A link to a file elsewhere would bring foreign text into the report; one to a folder inside leads to nothing new.
    """
    if _is_hidden(path):
        return None
    if path.is_symlink() and not path.resolve().is_relative_to(home):
        return LINK
    if path.is_dir():
        return None if path.is_symlink() else _LETTER
    suffix = path.suffix.lower()
    return _LETTER if suffix in SUFFIXES else suffix


def _is_hidden(path: Path) -> bool:
    """Whether a file is hidden or the lock that an office program leaves beside an open document."""
    return path.name.startswith(("~$", ".~lock", "."))


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, folder by folder, links to folders, and the subfolders that cannot be opened."""
    closed: list[Path] = []
    if not folder.is_dir():
        return
    for at, folders, names in os.walk(folder, onerror=lambda problem: closed.append(Path(problem.filename))):
        links = [name for name in folders if (Path(at) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (path for name in sorted([*names, *links]) if _is_text(path := Path(at) / name))
    yield from sorted(closed)


def _is_text(path: Path) -> bool:
    """Whether a path may hold a text: not a pipe, a socket or a device."""
    return path.is_file() or path.is_symlink()
