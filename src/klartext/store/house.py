"""The store as a house has chosen it in ``klartext.toml``."""

from __future__ import annotations

from pathlib import Path

from klartext import paths
from klartext.config import Config
from klartext.store.database import open_engine, writing
from klartext.store.formats import drop_all
from klartext.store.store import Store, open_store

_BESIDE = ("", "-wal", "-shm", "-journal")


def store_exists(config: Config) -> bool:
    """Whether there is a store to look into; a database that is named counts as one."""
    return config.store_url is not None or paths.store_file().is_file()


def open_house_store(config: Config) -> Store:
    """Open the store; what is older than the house keeps anything is deleted first.

    Raises:
        StoreError: As ``open_store``.
    """
    return open_store(config.store_url or paths.store_file(), config.store_text, keep_days=config.store_days)


def store_files() -> tuple[Path, ...]:
    """Return the files of the store on this machine that are there."""
    file = paths.store_file()
    beside = (file.with_name(file.name + ending) for ending in _BESIDE)
    return tuple(path for path in beside if path.is_file())


def delete_store(config: Config) -> None:
    """Remove the store with all its tables or files.

    Raises:
        StoreError: As ``open_store``; KT-S03, tables cannot be removed.
    """
    if config.store_url is not None:
        engine = open_engine(config.store_url)
        try:
            with writing(engine) as connection:
                drop_all(connection)
        finally:
            engine.dispose()
    for path in store_files():
        path.unlink()
