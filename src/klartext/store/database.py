"""The tables of the store, and opening the file safely."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import (
    URL,
    Boolean,
    Column,
    Connection,
    DateTime,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from klartext.errors import StoreError

SCHEMA_VERSION: Final = 1
"""Kept in the file as ``user_version``."""

metadata = MetaData()

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter", String(64), nullable=False),
    Column("mark", String(64), nullable=False),
    Column("number", Integer, nullable=False),
    Column("time", DateTime, nullable=False),
    Column("person", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("in_force", Boolean, nullable=False),
    Column("insisted", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("category", Text),
    Column("origin", String(16), nullable=False),
    Column("reason", Text),
    Column("klartext", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("model", Text),
    Column("original", Text),
    Column("replacement", Text),
    Column("final", Text),
    UniqueConstraint("letter", "mark"),
    Index("decisions_by_rule", "rule"),
    Index("decisions_by_time", "time"),
)
"""``mark`` is the hash of what makes a decision the same one when a review is recorded again; times are UTC."""

drafts = Table(
    "drafts",
    metadata,
    Column("letter", String(64), primary_key=True),
    Column("saved", DateTime, nullable=False),
    Column("steps", Text, nullable=False),
)
"""Reviews in progress, one for each letter."""


def open_engine(path: Path) -> Engine:
    """Open or create the file with write-ahead log; deleted content is overwritten.

    Raises:
        StoreError: KT-S01 the file cannot be opened or is no store, KT-S02 it has another schema version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        _prepare(engine, path)
    except SQLAlchemyError as error:
        engine.dispose()
        raise _unusable(path, error) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection whose changes are kept all together or not at all.

    Raises:
        StoreError: KT-S03, the file cannot be read or written.
    """
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(
            "KT-S03",
            f"Der Speicher lässt sich nicht lesen oder beschreiben ({_reason(error)}).",
            "Schließen Sie andere Programme, die ihn benutzen, und prüfen Sie freien Platz und Schreibrechte.",
            str(path),
        ) from error


def shrink_log(engine: Engine) -> None:
    """Empty the write-ahead log into the file, so that deleted content stays in neither."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        connection.close()


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 would leave CREATE and PRAGMA outside of transactions
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        tables = set(inspect(connection).get_table_names())
        if version == 0 and not tables:
            metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        elif version == 0 or not tables >= set(metadata.tables):
            raise StoreError(
                "KT-S01",
                "Die Datei ist eine Datenbank, aber kein Speicher von Klartext.",
                "Geben Sie einen anderen Dateinamen an. Klartext hat nichts daran geändert.",
                str(path),
            )
        elif version != SCHEMA_VERSION:
            raise StoreError(
                "KT-S02",
                f"Der Speicher hat das Format {version}, diese Fassung von Klartext kennt das Format {SCHEMA_VERSION}.",
                "Aktualisieren Sie Klartext, oder geben Sie einen anderen Dateinamen an. Es wurde nichts geändert.",
                str(path),
            )


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        "KT-S01",
        f"Der Speicher lässt sich nicht öffnen ({_reason(error)}).",
        "Prüfen Sie Pfad und Schreibrechte, oder schalten Sie den Speicher in klartext.toml aus.",
        str(path),
    )


def _reason(error: Exception) -> str:
    cause = error.orig if isinstance(error, DatabaseError) else error
    return str(cause) or type(error).__name__
