"""The work folder: results are kept letter by letter, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from klartext.batch.tasks import Record, Result, unpack
from klartext.errors import InputError

Version = Literal["neu", "frueher"]
"""The folder in question, or the one it is compared with."""

_FILE: Final = "ergebnisse.sqlite"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, packed BLOB NOT NULL, crashed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS letters (
  version TEXT, position INTEGER, source TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (version, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS letters_by_source ON letters (version, source);
DELETE FROM results WHERE crashed;
DELETE FROM letters;
"""
_RECORDS: Final = "SELECT source, packed FROM letters JOIN results USING (key) WHERE version = ?"


class Work:
    """The results so far, by key, and which letter has which key. One process writes."""

    def __init__(self, folder: Path) -> None:
        """Open a work folder, or make it.

        Raises:
            InputError: KT-B03, the folder cannot be used.
        """
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / _FILE, timeout=1)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_TABLES)
        except (OSError, sqlite3.Error) as problem:
            raise InputError(
                "KT-B03",
                f"Der Arbeitsordner lässt sich nicht benutzen ({problem}).",
                "Prüfen Sie, ob Sie dort schreiben dürfen und ob nicht ein zweiter Lauf denselben Bericht schreibt. "
                "Hilft das nicht, löschen Sie den Arbeitsordner; dann beginnt die Prüfung von vorn.",
                str(folder),
            ) from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def remove(self) -> None:
        """Remove what was kept, and the folder unless somebody has put something else there; the work is done."""
        self._base.close()
        for file in self._folder.glob(f"{_FILE}*"):
            file.unlink()
        if not any(self._folder.iterdir()):
            with suppress(OSError):
                self._folder.rmdir()

    def has(self, key: str) -> bool:
        """Whether there is a result already."""
        return self._base.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def keep(self, result: Result) -> None:
        """Keep a result; once this returns, the end of the program does not lose it."""
        with self._base:
            row = (result.key, result.packed, result.crashed)
            self._base.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", row)

    def place(self, version: Version, position: int, source: str, key: str) -> None:
        """Say which letter has which key."""
        self._base.execute("INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?)", (version, position, source, key))

    def records(self, version: Version) -> Iterator[tuple[str, Record]]:
        """Yield path and record of every letter of a version, in the order of the folder."""
        with closing(self._base.execute(f"{_RECORDS} ORDER BY position", (version,))) as rows:
            for source, packed in rows:
                yield source, unpack(packed)

    def record(self, version: Version, source: str) -> Record | None:
        """Return the record of one letter, None where the version has no such letter."""
        row = self._base.execute(f"{_RECORDS} AND source = ?", (version, source)).fetchone()
        return unpack(row[1]) if row else None

    def only_in(self, version: Version, other: Version) -> list[str]:
        """Return the paths of the letters that one version has and the other has not."""
        query = (
            "SELECT source FROM letters WHERE version = ? AND source NOT IN "
            "(SELECT source FROM letters WHERE version = ?) ORDER BY source"
        )
        return [source for (source,) in self._base.execute(query, (version, other))]
