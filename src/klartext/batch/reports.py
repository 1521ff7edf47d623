"""The report on many letters as CSV, JSON or HTML."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from klartext.batch.figures import CATEGORIES, Change, Row, totals
from klartext.errors import InputError
from klartext.records import Scores
from klartext.report.contract import SCHEMA_VERSION, scores_dict
from klartext.report.webpage import page, table
from klartext.report.words import SEVERITY_WORDS, decimal, score_rows
from klartext.view import CATEGORY_NAMES

SUFFIXES: Final = (".csv", ".json", ".html")
_CHANGE_HEAD: Final = ("Brief", "Fassung", "Befunde", "Klartext-Index")
_ROW_HEAD: Final = (
    *("Brief", "Befunde", "schwer verständlich", "Vorschläge"),
    *("Wörter je Satz", "Klartext-Index", "Anmerkung"),
)
_NO_SCORES: Final = Scores(0, 0, None, None, None, None, None, None)


def check_report_name(path: Path) -> None:
    """Refuse a report that could not be written, before the work is done.

    Raises:
        InputError: KT-B02, the ending is none of ``SUFFIXES``.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            "KT-B02",
            f"Einen Bericht mit der Endung „{path.suffix}“ kann Klartext nicht schreiben.",
            f"Nennen Sie eine Datei mit der Endung {', '.join(SUFFIXES)}.",
            str(path),
        )


def render(rows: Sequence[Row], changes: Sequence[Change], suffix: str) -> str:
    """Return the report in the format of one of the ``SUFFIXES``."""
    writers = {".csv": to_csv, ".json": to_json, ".html": to_html}
    return writers[suffix.lower()](rows, changes)


def to_json(rows: Sequence[Row], changes: Sequence[Change]) -> str:
    """Return rows, totals and differences as JSON."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "totals": totals(rows),
        "letters": [_row_dict(row) for row in rows],
        "changes": [
            {
                "source": change.source,
                "status": _status(change),
                "findings": change.findings,
                "klartext_index": change.index,
            }
            for change in changes
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _row_dict(row: Row) -> dict[str, Any]:
    return {
        "source": row.source,
        "error": row.error,
        "findings": row.findings,
        "severities": {str(level): row.severities.get(level, 0) for level in SEVERITY_WORDS},
        "categories": dict(row.categories),
        "suggestions": row.suggestions,
        "rejected": row.held_back,
        "scores": scores_dict(row.scores) if row.scores else None,
    }


def _status(change: Change) -> str:
    if change.before is None:
        return "neu"
    return "in beiden" if change.after else "entfallen"


def to_csv(rows: Sequence[Row], changes: Sequence[Change]) -> str:
    """Return the rows for a German spreadsheet: semicolons, decimal commas, a byte order mark."""
    by_source = {change.source: change for change in changes}
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    compared = ["Befunde gegenüber vorher", "Index gegenüber vorher"] if changes else []
    writer.writerow(
        [
            *("Brief", "Fehler", "Befunde", *SEVERITY_WORDS.values(), "Vorschläge", "Zurückgehalten"),
            *(name for name, _ in score_rows(_NO_SCORES)),
            *CATEGORIES,
            *compared,
        ]
    )
    for row in rows:
        change = by_source.get(row.source)
        writer.writerow(
            [
                *(_safe_cell(row.source), row.error or "", row.findings),
                *(row.severities.get(level, 0) for level in SEVERITY_WORDS),
                *(row.suggestions, row.held_back),
                *(_cell(value) for _, value in score_rows(row.scores or _NO_SCORES)),
                *(row.categories.get(category, 0) for category in CATEGORIES),
                *((_signed(change.findings), _signed(change.index)) if change else ()),
            ]
        )
    return "\N{BYTE ORDER MARK}" + target.getvalue()


def _cell(value: str) -> str:
    return "" if value == "–" else value.replace("−", "-")


def _safe_cell(text: str) -> str:
    """Keep a spreadsheet from reading a file name as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _signed(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:+d}" if isinstance(value, int) else f"{value:+.1f}".replace(".", ",")


def to_html(rows: Sequence[Row], changes: Sequence[Change]) -> str:
    """Return a page with totals, charts and one row per letter."""
    sums = totals(rows)
    mean, median = sums["words_per_sentence"], sums["median_klartext_index"]
    overview = [
        ("Briefe", str(sums["letters"])),
        ("davon nicht lesbar", str(sums["unreadable"])),
        ("Wörter", str(sums["words"])),
        ("Wörter je Satz", "–" if mean is None else decimal(mean)),
        ("Klartext-Index (Median)", "–" if median is None else decimal(median)),
        ("Befunde", str(sums["findings"])),
        ("Vorschläge", str(sums["suggestions"])),
        ("Zurückgehaltene Vorschläge", str(sums["rejected"])),
    ]
    body = f"<h2>Überblick</h2>\n{table(overview)}"
    severities = {word: sums["severities"][str(level)] for level, word in SEVERITY_WORDS.items()}
    body += f"<h2>Befunde nach Schwere</h2>\n{_bars(severities)}"
    categories = {CATEGORY_NAMES[name]: count for name, count in Counter(sums["categories"]).most_common()}
    body += f"<h2>Befunde nach Kategorie</h2>\n{_bars(categories)}"
    if changes:
        cells = [(c.source, _status(c), _signed(c.findings) or "–", _signed(c.index) or "–") for c in changes]
        body += f"<h2>Gegenüber der früheren Fassung</h2>\n{table(cells, _CHANGE_HEAD)}"
    body += f"<h2>Briefe</h2>\n{table((_html_row(row) for row in rows), _ROW_HEAD)}"
    return page("Klartext: viele Briefe", body)


def _html_row(row: Row) -> tuple[str, ...]:
    figures = dict(score_rows(row.scores or _NO_SCORES))
    counts = (str(row.findings), str(row.severities.get(3, 0)), str(row.suggestions)) if row.scores else ("–",) * 3
    return (row.source, *counts, figures["Wörter je Satz"], figures["Klartext-Index"], row.error or "")


def _bars(counts: Mapping[str, int]) -> str:
    most = max(counts.values(), default=0)
    rows = "".join(
        f'<tr><th scope=row>{escape(name)}</th><td>{count}</td><td><span class="balken" '
        f'style="width:{20 * count / most:.2f}rem"></span></td></tr>\n'
        for name, count in counts.items()
        if count
    )
    return f"<table><tbody>\n{rows}</tbody></table>\n" if rows else "<p>Keine Befunde.</p>\n"
