"""Many letters or templates at once: one row per letter, totals, and the difference to an earlier version."""

from klartext.batch.figures import Change, Row, compare, exceeds, totals
from klartext.batch.reports import render

__all__ = ["Change", "Row", "compare", "exceeds", "render", "totals"]
