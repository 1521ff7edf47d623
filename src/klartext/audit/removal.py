"""Everything that Klartext keeps on this machine, and removing it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from klartext import paths
from klartext.config import Config
from klartext.errors import StoreError
from klartext.store import delete_store


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is there; ``size`` in bytes is None where nobody can see it from here."""

    what: str
    where: str
    size: int | None
    remove: Callable[[], None]


def kept(config: Config) -> tuple[Kept, ...]:
    """Return what is there; looking changes nothing."""
    return tuple(_kept(config))


def remove(things: tuple[Kept, ...]) -> None:
    """Remove things.

    Raises:
        StoreError: As ``store.open_store`` for a database; KT-S11, a file or folder cannot be removed.
    """
    for thing in things:
        try:
            thing.remove()
        except OSError as error:
            raise StoreError(
                "KT-S11",
                f"„{thing.what}“ lässt sich nicht löschen ({error.strerror or error}).",
                "Schließen Sie Klartext und andere Programme, die darauf zugreifen, und wiederholen Sie den Befehl.",
                thing.where,
            ) from error


def _kept(config: Config) -> Iterator[Kept]:
    if config.store_url is not None:
        yield Kept(
            "Entscheidungen, Urteile und angefangene Bearbeitungen in PostgreSQL",
            "die Datenbank unter [speicher] in klartext.toml, nur die Tabellen von Klartext",
            None,
            lambda: delete_store(config),
        )
    for what, folder in (
        ("Entscheidungen, Urteile und angefangene Bearbeitungen", paths.user_data_dir()),
        ("Sprachmodell und Zwischenspeicher", paths.user_cache_dir()),
    ):
        if folder.is_dir():
            yield Kept(what, str(folder), _size(folder), partial(shutil.rmtree, folder))


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_symlink() or path.is_file())
