"""Opening the database of the store, SQLite or PostgreSQL, and writing to it safely."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, SQLAlchemyError

from klartext.errors import StoreError
from klartext.store.formats import bring_up_to_date
from klartext.store.tables import metadata

_POSTGRES: Final = "postgresql"


def open_engine(where: Path | str) -> Engine:
    """Open or create the store in a file or at the URL of a database, and bring an older one up to date.

    In a file deleted content is overwritten, and every transaction is on the disk when it ends.

    Raises:
        StoreError: KT-S01 it cannot be opened or is no store, KT-S02 it has a newer format, KT-S07 the package for
            PostgreSQL is missing.
    """
    url = _url(where)
    place = place_of(url)
    if url.get_backend_name() == "sqlite" and url.database:
        _make_folder(Path(url.database), place)
    engine = _engine(url, place)
    try:
        with engine.begin() as connection:
            bring_up_to_date(connection, place)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _unusable(place, error) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def place_of(url: URL) -> str:
    """Return the place as people may see it: a path, or an address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "SQLite"
    return url.set(drivername=_POSTGRES).render_as_string(hide_password=True)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are kept all together or not at all.

    Raises:
        StoreError: KT-S03, the store cannot be read or written.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(
            "KT-S03",
            f"Der Speicher lässt sich nicht lesen oder beschreiben ({_reason(error)}).",
            "Schließen Sie andere Programme, die ihn benutzen, und prüfen Sie freien Platz und Schreibrechte.",
            place_of(engine.url),
        ) from error


def insert(engine: Engine, table: Table) -> Any:  # noqa: ANN401 - two classes that are written to the same way
    """Return an insert that can say what happens where the row is there already."""
    return sqlite.insert(table) if engine.dialect.name == "sqlite" else postgresql.insert(table)


def forget_deleted(engine: Engine) -> None:
    """Make room of what was deleted, so that it stays in no file.

    SQLite has overwritten it already, and its log is emptied here; PostgreSQL gives the place free for new rows.
    """
    if engine.dialect.name == "sqlite":
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        finally:
            connection.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as vacuum:
        vacuum.exec_driver_sql(f"VACUUM {', '.join(metadata.tables)}")


def _url(where: Path | str) -> URL:
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise StoreError(
            "KT-S01",
            "Die Adresse des Speichers ist nicht lesbar.",
            "Schreiben Sie sie als postgresql://NAME@RECHNER/DATENBANK.",
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.get_backend_name() in (_POSTGRES, "postgres") else url


def _make_folder(path: Path, place: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(place, error) from error


def _engine(url: URL, place: str) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url)
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "KT-S07",
            "Für PostgreSQL fehlt ein Paket.",
            'Ergänzen Sie es mit: pip install "klartext[postgres]"',
            place,
        ) from error


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 would leave CREATE and PRAGMA outside of transactions
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _unusable(place: str, error: Exception) -> StoreError:
    return StoreError(
        "KT-S01",
        f"Der Speicher lässt sich nicht öffnen ({_reason(error)}).",
        "Prüfen Sie Ort und Rechte, oder schalten Sie den Speicher in klartext.toml aus.",
        place,
    )


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DatabaseError) else error
    return " ".join(str(cause).split()) or type(error).__name__
