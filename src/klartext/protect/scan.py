"""Run the patterns of one kind of fact over the blocks of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klartext.records import Letter, PartKind
from klartext.spans import Span


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as one line: soft line breaks are blanks, lengths and offsets are kept."""

    start: int
    text: str
    part: PartKind

    def span(self, start: int, end: int) -> Span:
        """Return the span in the letter of a range in this block."""
        return Span(self.start + start, self.start + end)


def views(letter: Letter) -> Iterator[BlockView]:
    """Yield the blocks of a letter in text order, each with the kind of part it lies in."""
    parts = iter(letter.parts)
    part = next(parts, None)
    for block in letter.blocks:
        while part is not None and part.span.end <= block.start:
            part = next(parts, None)
        kind: PartKind = part.kind if part is not None and part.span.contains(block) else "text"
        yield BlockView(block.start, letter.text[block.start : block.end].replace("\n", " "), kind)


def matches(patterns: Iterable[re.Pattern[str]], view: BlockView) -> Iterator[Span]:
    """Yield where the patterns match; a group ``core`` narrows the span to the fact itself."""
    for pattern in patterns:
        group = "core" if "core" in pattern.groupindex else 0
        for found in pattern.finditer(view.text):
            if found.end(group) > found.start(group):
                yield view.span(*found.span(group))
