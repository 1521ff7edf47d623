"""Analyse all letters of a folder, in this process or in several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from klartext.batch.figures import Row, row_of
from klartext.documents import SUFFIXES, read_path
from klartext.errors import InputError, KlartextError
from klartext.session import Klartext


def letters(folder: Path) -> tuple[Path, ...]:
    """Return the letters in a folder and its subfolders, sorted by path.

    Raises:
        InputError: KT-E60, the folder does not exist or holds no letter.
    """
    found = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    paths = tuple(sorted(p for p in found if not p.name.startswith(("~$", "."))))
    if not paths:
        what = "Der Ordner enthält keinen Brief." if folder.is_dir() else "Diesen Ordner gibt es nicht."
        remedy = f"Nennen Sie einen Ordner mit Dateien der Art {', '.join(sorted(SUFFIXES))}."
        raise InputError("KT-E60", what, remedy, str(folder))
    return paths


def analyse_folder(folder: Path, config: Path | None = None, model: str = "off", jobs: int = 1) -> Iterator[Row]:
    """Yield one row per letter in the order of ``letters``; an unreadable letter is a row with its error.

    Args:
        folder: Where the letters are.
        config: A ``klartext.toml``, or None for the one that is found or the defaults.
        model: As for ``Klartext.load``.
        jobs: How many processes share the work; each loads the pipeline once.
    """
    paths = letters(folder)
    work = partial(_analyse, folder=folder, config=config, model=model)
    if jobs == 1:
        yield from map(work, paths)
        return
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, paths)


@cache
def _session(config: Path | None, model: str) -> Klartext:
    return Klartext.load(config=config, model=model)


def _analyse(path: Path, folder: Path, config: Path | None, model: str) -> Row:
    source = path.relative_to(folder).as_posix()
    session = _session(config, model)
    try:
        return row_of(source, session.analyse(read_path(path)))
    except KlartextError as problem:
        return Row(source, error=f"{problem.code} {problem.what}")
