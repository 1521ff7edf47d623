"""Write the measured figures into ``README.md``.

Every measuring command in ``evaluation/`` leaves a file ``evaluation/ergebnisse/<name>.json``::

    {"titel": "Lesbarkeit", "befehl": "python evaluation/lesbarkeit.py", "stand": "2026-01-31",
     "werte": [["Rangkorrelation mit dem Sprachniveau", 0.91, "≥ 0,90"]]}

A value is a number or a text, the bar a text or null; a text may write decimals with a point.
Usage: ``python scripts/zahlen.py`` writes the block between the two marks, ``--check`` compares only (exit status 1 if
it is out of step).
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
RESULTS: Final = ROOT / "evaluation" / "ergebnisse"
START: Final = "<!-- zahlen:anfang -->"
END: Final = "<!-- zahlen:ende -->"
_DECIMAL: Final = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")


def block(folder: Path) -> str:
    """Return the Markdown of all result files of a folder, one table per file, in the order of their names."""
    tables = [table(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]
    return "\n\n".join(tables) if tables else "Es liegen noch keine Messungen vor."


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
    return f"{head}{START}\n{block(folder)}\n{END}{tail}"


def main() -> int:
    """Write or compare the block."""
    parser = argparse.ArgumentParser(description="Schreibt die gemessenen Zahlen in README.md.")
    parser.add_argument("--check", action="store_true", help="nur prüfen, nichts schreiben")
    check = parser.parse_args().check
    before = README.read_text(encoding="utf-8")
    after = updated(before, RESULTS)
    if check and before != after:
        print("Die Zahlen in README.md passen nicht zu evaluation/ergebnisse. Abhilfe: python scripts/zahlen.py")
        return 1
    if not check:
        README.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
