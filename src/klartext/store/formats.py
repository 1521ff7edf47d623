"""Which format a store has, and bringing an older one to the present format, all in one transaction."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect, text

from klartext.errors import StoreError
from klartext.store.tables import SCHEMA_VERSION, metadata

VERSION_TABLE: Final = "klartext_format"
"""Alembic's table with the number of the latest migration that ran."""
_MIGRATIONS: Final = "klartext.store:migrations"
_FIRST: Final = 1
"""The one format from before the table; SQLite files carry it as ``user_version``."""
_FIRST_TABLES: Final = frozenset({"decisions", "drafts"})
_LOCK: Final = 4_151_997_001


def bring_up_to_date(connection: Connection, place: str) -> None:
    """Create the tables in an empty database, or change those of an older format; what is recorded stays.

    Raises:
        StoreError: KT-S01 the database belongs to something else, KT-S02 a newer Klartext has written it.
    """
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    tables = set(inspect(connection).get_table_names())
    found = _format(connection, tables, place)
    if found > SCHEMA_VERSION:
        raise StoreError(
            "KT-S02",
            f"Der Speicher hat das Format {found}, diese Fassung von Klartext kennt nur Formate bis {SCHEMA_VERSION}.",
            "Aktualisieren Sie Klartext, oder geben Sie einen anderen Speicher an. Es wurde nichts geändert.",
            place,
        )
    if found < SCHEMA_VERSION:
        _migrate(connection, stamp=found if VERSION_TABLE not in tables else 0)
        if sqlite:  # programs from before the table look here
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def drop_all(connection: Connection) -> None:
    """Remove every table of the store."""
    metadata.drop_all(connection)
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {VERSION_TABLE}")


def _format(connection: Connection, tables: set[str], place: str) -> int:
    """Return the number of the format, 0 for an empty database."""
    sqlite = connection.dialect.name == "sqlite"
    marked = connection.exec_driver_sql("PRAGMA user_version").scalar_one() if sqlite else 0
    if VERSION_TABLE in tables:
        told = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar_one_or_none() or ""
        if told.isdecimal():
            return max(int(told), int(marked))
    elif marked > _FIRST or (marked == _FIRST and tables >= _FIRST_TABLES):
        return int(marked)
    elif not marked and not (tables if sqlite else tables & set(metadata.tables)):
        return 0
    raise StoreError(
        "KT-S01",
        "Die Datenbank gehört einem anderen Programm, sie ist kein Speicher von Klartext.",
        "Geben Sie einen anderen Speicher an. Klartext hat nichts daran geändert.",
        place,
    )


def _migrate(connection: Connection, stamp: int) -> None:
    """Run the steps that are missing; ``stamp`` names the format of a store that has no version table yet."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS)
    config.attributes["connection"] = connection
    if stamp:
        command.stamp(config, f"{stamp:04}")
    command.upgrade(config, "head")
