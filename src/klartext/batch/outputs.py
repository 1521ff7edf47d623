"""What a run leaves behind: one or several files, each in the format of its ending, all from one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from klartext.batch.difference import Change, changes
from klartext.batch.figures import Row, Summary, row_of
from klartext.batch.repeats import Repeats
from klartext.batch.tables import (
    CHANGES,
    FINDINGS,
    LETTERS,
    Columns,
    CsvTable,
    ParquetTable,
    Table,
    finding_rows,
    has_parquet,
    letter_row,
    require_parquet,
)
from klartext.batch.tasks import Record
from klartext.batch.webreport.report import Report
from klartext.batch.work import Work
from klartext.config import Limits
from klartext.errors import InputError
from klartext.report import as_json, to_junit, to_rdjsonl, to_sarif
from klartext.report.contract import SCHEMA_VERSION, scores_dict
from klartext.report.gate import missed
from klartext.report.words import SEVERITY_WORDS

SUFFIXES: Final = (".html", ".csv", ".json", ".parquet", ".sarif", ".xml", ".jsonl")
FOLDER_FILES: Final = ("bericht.html", "briefe.csv", "befunde.csv", "briefe.parquet", "befunde.parquet")
"""What is written where the report is a folder."""
_TABLES: Final[Mapping[str, type[CsvTable] | type[ParquetTable]]] = {".csv": CsvTable, ".parquet": ParquetTable}


@dataclass(frozen=True, slots=True)
class Gate:
    """What a letter must keep to pass."""

    fail_on: int | None = None
    limits: Limits = field(default_factory=Limits)

    def failures(self, row: Row) -> list[str]:
        """Return why a letter does not pass; an unreadable one is an error and no failure."""
        if row.scores is None:
            return []
        return list(missed(self.limits, self.fail_on, row.index, row.scores.words, row.severities))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: sums, and the letters that do not pass with the reasons."""

    summary: Summary
    failures: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: the files, how many letters the page shows in full, and what it should know."""

    files: Sequence[Path]
    folder: str
    others: Mapping[str, int]
    shown: int
    compared: bool
    gate: Gate


def files_of(outs: Sequence[Path]) -> tuple[Path, ...]:
    """Return the files of a report before the work is done; a name without an ending is a folder with all of them.

    Raises:
        InputError: KT-B02, an ending is none of ``SUFFIXES``; KT-B04, Parquet is asked for and cannot be written.
    """
    found: list[Path] = []
    for out in outs:
        if not out.suffix or out.is_dir():
            found += [out / name for name in FOLDER_FILES if has_parquet() or not name.endswith(".parquet")]
        elif out.suffix.lower() not in SUFFIXES:
            raise InputError(
                "KT-B02",
                f"Einen Bericht mit der Endung „{out.suffix}“ kann Klartext nicht schreiben.",
                f"Nennen Sie eine Datei mit der Endung {', '.join(SUFFIXES)} oder einen Ordner für alles zusammen.",
                str(out),
            )
        else:
            found.append(out)
    if any(path.suffix.lower() == ".parquet" for path in found):
        require_parquet()
    return tuple(dict.fromkeys(found))


def write_all(order: Order, work: Work) -> Outcome:
    """Write every file of the report from the records in the work folder."""
    summary, repeats, failures = Summary(order.shown), Repeats(), {}
    by_source: dict[str, Change] = {}
    gathered = _Gathered([path.suffix.lower() for path in order.files])
    if order.compared:
        by_source = {change.source: change for change in changes(work)}
    with ExitStack() as stack:
        sinks = [sink for path in order.files if (sink := _sink(path, order.compared, stack))]
        for source, record in work.records("neu"):
            row, change = row_of(source, record), by_source.get(source)
            summary.add(row, record)
            if not record["error"]:
                repeats.add(source, record)
            if why := order.gate.failures(row):
                failures[source] = why
            for sink in sinks:
                sink.add(row, record, change)
            gathered.add(row, record)
    report = Report(
        order.folder, order.others, summary, repeats, tuple(by_source.values()), failures, order.compared,
        gated=order.gate != Gate(),
    )  # fmt: skip
    for path in order.files:
        _write_gathered(path, report, gathered, work)
    return Outcome(summary, failures)


@dataclass(frozen=True, slots=True)
class _Sink:
    """A table of letters or of findings."""

    table: Table
    findings: bool

    def add(self, row: Row, record: Record, change: Change | None) -> None:
        for cells in finding_rows(row.source, record) if self.findings else [letter_row(row, change)]:
            self.table.add(cells)


def _sink(path: Path, compared: bool, stack: ExitStack) -> _Sink | None:
    kind = _TABLES.get(path.suffix.lower())
    if kind is None:
        return None
    findings = path.stem == "befunde"
    columns: Columns = FINDINGS if findings else {**LETTERS, **(CHANGES if compared else {})}
    table = kind(stack.enter_context(_whole(path)), columns)
    stack.callback(table.close)
    return _Sink(table, findings)


class _Gathered:
    """What formats need that are written in one piece; nothing is held that no file asks for."""

    def __init__(self, suffixes: Sequence[str]) -> None:
        self._json, self._letters = ".json" in suffixes, any(s in (".sarif", ".xml", ".jsonl") for s in suffixes)
        self.rows: list[dict[str, Any]] = []
        self.letters: list[dict[str, Any]] = []

    def add(self, row: Row, record: Record) -> None:
        if self._json:
            self.rows.append(_row_dict(row))
        if self._letters:
            self.letters.append({"source": row.source, **record})


def _write_gathered(path: Path, report: Report, gathered: _Gathered, work: Work) -> None:
    readable = [letter for letter in gathered.letters if not letter["error"]]
    match path.suffix.lower():
        case ".html":
            from klartext.batch.webreport.page import write_report  # loads rules and more that workers need first

            with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
                write_report(report, work, file)
            return
        case ".json":
            text = as_json(_report_dict(report, gathered.rows))
        case ".sarif":
            text = as_json(to_sarif(readable))
        case ".xml":
            text = to_junit(gathered.letters, report.failures)
        case ".jsonl":
            text = to_rdjsonl(readable)
        case _:
            return
    with _whole(path) as part:
        part.write_text(text, encoding="utf-8", newline="")


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a file to write to that takes its name once it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.teil")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _report_dict(report: Report, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "totals": report.summary.totals(),
        "letters": rows,
        "changes": [_change_dict(change) for change in report.changes],
        "failures": [{"source": source, "reasons": list(why)} for source, why in report.failures.items()],
    }


def _row_dict(row: Row) -> dict[str, Any]:
    return {
        "source": row.source,
        "error": row.error,
        "findings": row.findings,
        "severities": {str(level): row.severities.get(level, 0) for level in SEVERITY_WORDS},
        "categories": dict(row.categories),
        "suggestions": row.suggestions,
        "rejected": row.held_back,
        "placeholders": row.placeholders,
        "checklist": dict(row.answers) if row.kind else None,
        "scores": scores_dict(row.scores) if row.scores else None,
    }


def _change_dict(change: Change) -> dict[str, Any]:
    def places(found: Sequence[Any]) -> list[dict[str, Any]]:
        return [{"rule": p.rule, "category": p.category, "severity": p.severity, "text": p.text} for p in found]

    status = "neu" if change.before is None else "entfallen" if change.after is None else "in beiden"
    return {
        "source": change.source,
        "status": status,
        "verdict": change.verdict,
        "findings": change.findings,
        "klartext_index": change.index,
        "new": places(change.new),
        "gone": places(change.gone),
    }
