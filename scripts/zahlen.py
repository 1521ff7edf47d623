"""Write the measured figures into ``evaluation/ZAHLEN.md``, and the few that matter most into ``README.md``.

Every measuring command in ``evaluation/`` leaves a file ``evaluation/results/<name>.json``::

    {"titel": "Lesbarkeit", "befehl": "python evaluation/readability.py", "stand": "2026-01-31",
     "werte": [["Rangkorrelation mit dem Sprachniveau", 0.91, "≥ 0,90"]]}

A value is a number or a text, the bar a text or null; a text may write decimals with a point.
Usage: ``python scripts/zahlen.py`` writes both files (in the README the block between the two marks), ``--check``
compares only (exit status 1 if one is out of step).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = ROOT / "README.md"
RESULTS: Final = ROOT / "evaluation" / "results"
EVERYTHING: Final = ROOT / "evaluation" / "ZAHLEN.md"
CHOSEN: Final = (
    ("befunde", "F1, alle", "Befunde: F1 in 48 annotierten Briefen und 90 Sätzen"),
    ("befunde", "95-%-Intervall von F1, alle", "Befunde: 95-%-Intervall dazu"),
    ("befunde", "F1, p41–p48", "Befunde: F1 in acht Briefen, die beim Schreiben der Regeln nicht vorlagen"),
    ("befunde", "95-%-Intervall von F1, p41–p48", "Befunde: 95-%-Intervall dazu (acht Briefe)"),
    ("uebereinstimmung", "F1 zwischen beiden", "Zum Vergleich: F1 zwischen zwei Lesungen derselben Briefe"),
    ("befunde", "Befunde je 100 Wörter, einfache Briefe", "Befunde je 100 Wörter in schon einfachen Briefen"),
    ("abdeckung", "Stellen mit Vorschlag", "Schwere Stellen in dichten Briefen, zu denen es einen Vorschlag gibt"),
    ("rewrites", "Richtig, Vorschläge ab Sicherheit 0,9", "Vorschläge ab Sicherheit 0,9, die richtig sind"),
    ("lesung", "alle: falsch", "Vorschläge in fremden Briefen, die falsch sind (dazu 95-%-Intervall)"),
    ("lesung", "alle: richtig, aber unschön", "Vorschläge in fremden Briefen, die richtig, aber unschön sind"),
    ("lesbarkeit", "Rangkorrelation mit der Stufe: klartext_index", "Lesbarkeit: Rangkorrelation mit der Sprachstufe"),
    ("saetze", "Genauigkeit", "Satzgrenzen: Genauigkeit"),
    ("saetze", "Trefferquote", "Satzgrenzen: Trefferquote"),
    (
        "geschwindigkeit",
        "Umformulieren und Prüfung im Verhältnis zur Pipeline",
        "Zeit des Umformulierens im Verhältnis zur Sprachanalyse",
    ),
)
"""File, name there and name in the README of the figures shown first."""
_HEAD: Final = (
    "# Zahlen\n\nJede Tabelle nennt den Befehl, der sie misst. `python scripts/zahlen.py` schreibt diese Seite.\n\n"
)
START: Final = "<!-- zahlen:anfang -->"
END: Final = "<!-- zahlen:ende -->"
_DECIMAL: Final = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")


def block(folder: Path) -> str:
    """Return the Markdown of all result files of a folder, one table per file, in the order of their names."""
    tables = [table(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]
    return "\n\n".join(tables) if tables else "Es liegen noch keine Messungen vor."


def chosen(folder: Path) -> str:
    """Return the figures that matter most as one Markdown table.

    Raises:
        KeyError: A measurement has no such figure.
    """
    rows = ["| Messgröße | Wert | Ziel |", "| --- | ---: | ---: |"]
    for file, name, label in CHOSEN:
        result = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
        value, bar = {row[0]: (row[1], row[2]) for row in result["werte"]}[name]
        rows.append(f"| {label} | {shown(value)} | {shown(bar or '')} |")
    return "\n".join(rows)


def table(result: dict[str, Any]) -> str:
    """Return one measurement as a heading, a table and the command that repeats it."""
    rows = [f"| {name} | {shown(value)} | {shown(bar or '')} |" for name, value, bar in result["werte"]]
    return "\n".join(
        [
            f"**{result['titel']}** (Stand {result['stand']}, `{result['befehl']}`)",
            "",
            "| Messgröße | Wert | Ziel |",
            "| --- | ---: | ---: |",
            *rows,
        ]
    )


def shown(value: float | str) -> str:
    """Return a value the German way: decimal comma, points between thousands."""
    if isinstance(value, str):
        return _DECIMAL.sub(r"\1,\2", value) or "–"
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.4f}".rstrip("0").removesuffix(".")
    return text.translate(str.maketrans(",.", ".,"))


def updated(readme: str, folder: Path) -> str:
    """Return the README with its block made anew.

    Raises:
        ValueError: A mark is missing.
    """
    head, rest = readme.split(START)
    _, tail = rest.split(END)
    return f"{head}{START}\n{chosen(folder)}\n{END}{tail}"


def main() -> int:
    """Write or compare the block."""
    parser = argparse.ArgumentParser(description="Schreibt die gemessenen Zahlen in README.md.")
    parser.add_argument("--check", action="store_true", help="nur prüfen, nichts schreiben")
    check = parser.parse_args().check
    wanted = {
        README: updated(README.read_text(encoding="utf-8"), RESULTS),
        EVERYTHING: f"{_HEAD}{block(RESULTS)}\n",
    }
    for path, text in wanted.items():
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"Die Zahlen in {path.name} passen nicht zu evaluation/results. Abhilfe: python scripts/zahlen.py")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
