"""The instruction on legal remedies: every word of it may matter, so it stays as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.records import Letter
from klartext.spans import Span


def find(letter: Letter) -> Iterator[Span]:
    """Yield the parts of a letter that instruct on legal remedies."""
    return (part.span for part in letter.parts if part.kind == "rechtsbehelf")
