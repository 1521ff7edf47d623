"""Tables as German spreadsheets expect them, in which no cell can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

SEPARATOR: Final = ";"
LINE_END: Final = "\r\n"
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CUT_OFF: Final = ("\t", "\r", "\n")
"""Signs that spreadsheets drop at the start of a cell, so that what follows them would come first."""


def safe_cell(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula: such a cell begins with an apostrophe."""
    return f"'{text}" if text.startswith(_CUT_OFF) or text.lstrip().startswith(_FORMULA) else text


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as text; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator=LINE_END)
    writer.writerow(columns)
    writer.writerows([safe_cell("" if cell is None else str(cell)) for cell in row] for row in rows)
    return out.getvalue()
