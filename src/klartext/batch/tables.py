"""Letters and findings as tables: CSV for a German spreadsheet, Parquet for everything else. Written row by row."""

from __future__ import annotations

import csv
import importlib
import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

from klartext.batch.difference import VERDICTS, Change
from klartext.batch.figures import CATEGORIES, Row, sentence_at
from klartext.batch.tasks import Record
from klartext.errors import InputError
from klartext.report.places import Lines
from klartext.report.words import CHECKLIST_NAMES, CHECKLIST_WORDS, SEVERITY_WORDS
from klartext.spreadsheet import LINE_END, SEPARATOR, safe_cell

Cell = str | int | float | None
Columns = Mapping[str, type]
"""The columns of a table with the kind of their cells."""

LETTERS: Final[Columns] = {
    "Brief": str, "Fehler": str, "Befunde": int, **dict.fromkeys(SEVERITY_WORDS.values(), int), "Vorschläge": int,
    "Zurückgehalten": int, "Befunde je 100 Wörter": float, "Wörter": int, "Sätze": int, "Wörter je Satz": float,
    "Klartext-Index": float, "Flesch-Amstad": float, "Wiener Sachtextformel 1": float, "LIX": float,
    "Sprachniveau (Schätzung)": str, "Platzhalter": int, **dict.fromkeys(CATEGORIES, int),
    "Gelesen als": str, **dict.fromkeys((f"Inhalt: {name}" for name in CHECKLIST_NAMES.values()), str),
}  # fmt: skip
CHANGES: Final[Columns] = {
    "Gegenüber vorher": str, "Befunde gegenüber vorher": int, "Index gegenüber vorher": float, "Neue Befunde": int,
    "Weggefallene Befunde": int,
}  # fmt: skip
FINDINGS: Final[Columns] = {
    "Brief": str, "Zeile": int, "Regel": str, "Kategorie": str, "Schwere": int, "Stelle": str, "Satz": str,
    "Meldung": str, "Vorschlag": str, "Offene Frage": str,
}  # fmt: skip
_GROUP: Final = 4096
"""How many rows go into one part of a Parquet file."""


class Table(Protocol):
    """A table that is being written."""

    def add(self, row: Sequence[Cell]) -> None:
        """Write a row."""

    def close(self) -> None:
        """End the table."""


def letter_row(row: Row, change: Change | None) -> list[Cell]:
    """Return the cells of one letter; those of ``CHANGES`` follow where it is compared."""
    scores = row.scores
    if scores is None:
        figures: list[Cell] = [None] * (len(LETTERS) - 2)
    else:
        figures = [
            row.findings, *(row.severities.get(level, 0) for level in SEVERITY_WORDS), row.suggestions, row.held_back,
            row.density, scores.words, scores.sentences, scores.words_per_sentence, scores.klartext_index,
            scores.flesch_amstad, scores.wiener_sachtextformel_1, scores.lix, scores.cefr, row.placeholders,
            *(row.categories.get(category, 0) for category in CATEGORIES),
            row.kind, *(CHECKLIST_WORDS[row.answers[n]] if n in row.answers else None for n in CHECKLIST_NAMES),
        ]  # fmt: skip
    compared: list[Cell] = []
    if change:
        compared = [VERDICTS[change.verdict], change.findings, change.index, len(change.new), len(change.gone)]
    return [row.source, row.error, *figures, *compared]


def finding_rows(source: str, record: Record) -> Iterator[list[Cell]]:
    """Yield the cells of every finding of a letter."""
    if record["error"]:
        return
    lines = Lines.of(record["text"])
    for finding in record["findings"]:
        first = next((s for s in record["suggestions"] if finding["id"] in s["findings"]), None)
        yield [
            source, lines.place(finding["start"])[0], finding["rule"], finding["category"], finding["severity"],
            finding["text"], sentence_at(record, finding["start"]), finding["message"],
            first and first["replacement"], first and first["needs"],
        ]  # fmt: skip


class CsvTable:
    """Semicolons, decimal commas and a byte order mark, as German spreadsheets expect them."""

    def __init__(self, path: Path, columns: Columns) -> None:
        """Begin a table."""
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=SEPARATOR, lineterminator=LINE_END)
        self._writer.writerow(columns)

    def add(self, row: Sequence[Cell]) -> None:
        """Write a row."""
        self._writer.writerow([_shown(cell) for cell in row])

    def close(self) -> None:
        """End the table."""
        self._file.close()


def _shown(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.2f}".replace(".", ",")
        case str():
            return safe_cell(cell)
        case _:
            return cell


class ParquetTable:
    """Columns with types, for statistics programs."""

    def __init__(self, path: Path, columns: Columns) -> None:
        """Begin a table."""
        require_parquet()
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
        kinds = {str: arrow.string(), int: arrow.int64(), float: arrow.float64()}
        self._schema = arrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
        self._arrow, self._writer = arrow, parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Sequence[Cell]] = []

    def add(self, row: Sequence[Cell]) -> None:
        """Write a row, together with others."""
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """End the table."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._rows:
            return
        columns = zip(*self._rows, strict=True)
        arrays = [self._arrow.array(list(c), f.type) for c, f in zip(columns, self._schema, strict=True)]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def has_parquet() -> bool:
    """Whether the extra that writes Parquet is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def require_parquet() -> None:
    """Make sure that Parquet can be written.

    Raises:
        InputError: KT-B04, the extra is not installed.
    """
    if not has_parquet():
        raise InputError(
            "KT-B04",
            "Zum Schreiben von Parquet-Dateien fehlt das Paket pyarrow.",
            'Ergänzen Sie es mit: pip install "klartext[batch]". Eine CSV-Datei geht auch ohne.',
        )
