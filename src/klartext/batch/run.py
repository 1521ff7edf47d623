"""Analyse all letters of a folder, in this process or in several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from klartext.batch.figures import Row, row_of
from klartext.config import Config
from klartext.documents import SUFFIXES, read_path
from klartext.errors import InputError, KlartextError
from klartext.session import Klartext


def letters(folder: Path) -> tuple[Path, ...]:
    """Return the letters in a folder and its subfolders, sorted by path.

    Raises:
        InputError: KT-B01, the folder does not exist or holds no letter.
    """
    found = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
    paths = tuple(sorted(p for p in found if not p.name.startswith(("~$", "."))))
    if not paths:
        what = "Der Ordner enthält keinen Brief." if folder.is_dir() else "Diesen Ordner gibt es nicht."
        remedy = f"Nennen Sie einen Ordner mit Dateien der Art {', '.join(sorted(SUFFIXES))}."
        raise InputError("KT-B01", what, remedy, str(folder))
    return paths


def analyse_folder(
    folder: Path, config: Config | None = None, model: str | None = None, jobs: int = 1
) -> Iterator[Row]:
    """Yield one row per letter in the order of ``letters``; an unreadable letter is a row with its error.

    Args:
        folder: Where the letters are.
        config: The choices of the house, or None for the defaults.
        model: As for ``Klartext.load``.
        jobs: How many processes share the work; each loads the pipeline once.
    """
    paths = letters(folder)
    if jobs == 1:
        klartext = Klartext.load(config=config, model=model)
        yield from (_row(path, folder, klartext) for path in paths)
        return
    work = partial(_row_in_worker, folder=folder, config=config, model=model)
    with ProcessPoolExecutor(min(jobs, len(paths)), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, paths)


def _row(path: Path, folder: Path, klartext: Klartext) -> Row:
    source = path.relative_to(folder).as_posix()
    try:
        return row_of(source, klartext.with_model(klartext.analyse(read_path(path))))
    except KlartextError as problem:
        return Row(source, error=f"{problem.code} {problem.what}")


def _row_in_worker(path: Path, folder: Path, config: Config | None, model: str | None) -> Row:
    return _row(path, folder, _loaded_once(config, model))


@cache
def _loaded_once(config: Config | None, model: str | None) -> Klartext:
    """Return the Klartext of this process."""
    return Klartext.load(config=config, model=model)
