"""Stub."""

from __future__ import annotations

from klartext.guard.phrases import Side


def person_fault(before: Side, after: Side) -> str:
    """Return the first fault that only the new wording has."""
    return ""
