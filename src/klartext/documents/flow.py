"""Set the paragraphs, list items and table rows of an office document as lines of one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_SHORT_LINE = 60  # characters; an address line, a signature, a heading
_BULLETS = "-–—•*·"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row; an empty paragraph is the gap its writer put there."""

    text: str
    kind: Literal["paragraph", "item", "row"] = "paragraph"


def joined(blocks: Iterable[Block]) -> str:
    """Return the text: a blank line between blocks, only a line end inside lists, tables and addresses."""
    pieces: list[str] = []
    previous: Block | None = None
    for block in blocks:
        if not block.text.strip():
            previous = None
            continue
        if pieces:
            pieces.append("\n" if previous and _belong_together(previous, block) else "\n\n")
        pieces.append(block.text.strip("\n"))
        previous = block
    return "".join(pieces)


def _belong_together(left: Block, right: Block) -> bool:
    if left.kind != right.kind:
        return False
    return left.kind != "paragraph" or (_is_short_line(left.text) and _is_short_line(right.text))


def _is_short_line(text: str) -> bool:
    return len(text) <= _SHORT_LINE and not text.rstrip().endswith((".", ",", ";", ":", "!", "?"))


def row(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """Return a table row: one line with tabs, or cell after cell when cells hold whole paragraphs."""
    filled = [[block for block in cell if block.text.strip()] for cell in cells]
    if len(filled) == 1 or any(len(cell) > 1 for cell in filled):
        return [block for cell in filled for block in (*cell, Block(""))]
    return [Block("\t".join(cell[0].text.replace("\n", " ") if cell else "" for cell in filled), "row")]


def labelled(label: str, text: str) -> Block:
    """Return a list item with its label, or the plain paragraph where the list shows none."""
    if not label:
        return Block(text)
    return Block(f"{label} {text}" if text.strip() else "", "item")


def bullet(character: str) -> str:
    """Return a bullet that any font can show; symbol fonts use letters and private characters."""
    return character if character and character in _BULLETS else "•"


def ordinal(number: int, style: str) -> str:
    """Return a list number in the style ``1``, ``a``, ``A``, ``i`` or ``I``.

    >>> [ordinal(n, s) for n, s in [(4, "1"), (28, "a"), (3, "A"), (14, "i"), (9, "I")]]
    ['4', 'bb', 'C', 'xiv', 'IX']
    """
    if number > 0 and style in ("a", "A"):
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)
        return letter if style == "a" else letter.upper()
    if 0 < number < 4000 and style in ("i", "I"):
        return _roman(number) if style == "i" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    digits = ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i")
    result = ""
    for value, digit in zip(values, digits, strict=True):
        count, number = divmod(number, value)
        result += digit * count
    return result
