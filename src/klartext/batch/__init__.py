"""Many letters or templates at once: one row per letter, totals, and the difference to an earlier version."""

from klartext.batch.figures import Change, Row, compare, exceeds, row_of, totals
from klartext.batch.reports import check_report_name, render
from klartext.batch.run import analyse_folder, letters

__all__ = [
    "Change",
    "Row",
    "analyse_folder",
    "check_report_name",
    "compare",
    "exceeds",
    "letters",
    "render",
    "row_of",
    "totals",
]
