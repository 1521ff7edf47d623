"""Decisions as they come out of the store, and the file in which they are handed out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from klartext.errors import StoreError
from klartext.records import DecisionKind
from klartext.spreadsheet import csv_text


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded decision; the wordings are None unless texts are kept.

    ``place_start`` and ``place_end`` count in the text as it was read; None where an older Klartext has recorded it.
    ``sentence`` is the sentence as it was, ``proposed`` the same with the suggestion.
    """

    letter: str
    number: int
    time: datetime
    person: str
    kind: DecisionKind
    in_force: bool
    insisted: bool
    rule: str
    category: str | None
    origin: str
    reason: str | None
    klartext: str
    pipeline: str
    rules: str
    model: str | None
    original: str | None
    replacement: str | None
    final: str | None
    place_start: int | None
    place_end: int | None
    sentence: str | None = None
    proposed: str | None = None


def recorded(row: Any) -> Recorded:  # noqa: ANN401 - a row of the database
    """Return a row as a decision."""
    values = {f.name: row[f.name] for f in fields(Recorded)}
    return Recorded(**(values | {"time": row["time"].replace(tzinfo=UTC)}))


def write_file(decisions: Sequence[Recorded], path: Path) -> None:
    """Write decisions to a file; its ending, .csv or .json, names the format.

    Raises:
        StoreError: KT-S04, another ending or the file cannot be written.
    """
    rows = [asdict(r) | {"time": r.time.isoformat()} for r in decisions]
    match path.suffix.lower():
        case ".json":
            text = json.dumps({"schema_version": 1, "decisions": rows}, ensure_ascii=False, indent=2) + "\n"
            encoding = "utf-8"
        case ".csv":
            text, encoding = _csv(rows), "utf-8-sig"
        case _:
            raise StoreError(
                "KT-S04",
                f"Das Format „{path.suffix}“ kann Klartext nicht schreiben.",
                "Geben Sie eine Datei mit der Endung .csv oder .json an.",
                str(path),
            )
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise StoreError(
            "KT-S04",
            f"Die Datei lässt sich nicht schreiben ({error.strerror or error}).",
            "Prüfen Sie Ordner und Schreibrechte.",
            str(path),
        ) from error


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    names = [f.name for f in fields(Recorded)]
    return csv_text(names, ([row[name] for name in names] for row in rows))
