"""Where a place of the normalised text lies in the text as it was read: offsets, lines and columns."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from klartext.records import Analysis
from klartext.spans import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


def original_span(analysis: Analysis, span: Span) -> Span:
    """Return the range in ``Document.original`` that a normalised range stands for."""
    return analysis.letter.document.offsets.to_original(span)


def original_text(analysis: Analysis, span: Span) -> str:
    """Return what was read at a normalised range."""
    there = original_span(analysis, span)
    return analysis.letter.document.original[there.start : there.end]


def notes(analysis: Analysis) -> tuple[str, ...]:
    """Return what reading and analysing had to say, each note once."""
    return tuple(dict.fromkeys((*analysis.letter.document.notes, *analysis.notes)))


@dataclass(frozen=True, slots=True)
class Lines:
    r"""Where the lines of a text begin; ``\r\n``, ``\n`` and ``\r`` each end one."""

    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Return the lines of a text."""
        return cls((0, *(end.end() for end in _LINE_END.finditer(text))))

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both counted from 1."""
        line = bisect.bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
