"""Set the paragraphs, list items and table rows of an office document as lines of one text, with what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

_SHORT_LINE = 60  # characters; an address line, a signature, a heading
_BULLETS = "-–—•*·"
_TRACKED = "Das Dokument enthält nachverfolgte Änderungen. Gelesen wurde der Text mit allen Änderungen."
_FOOTNOTES = "Das Dokument enthält Fußnoten. Sie stehen hier am Ende des Textes."


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the place in the file that it comes from.

    ``origin`` is None for what no file holds: labels, tabs between cells, line ends between blocks. ``at`` is where
    the stretch begins in the text of its origin. A piece without text marks something that stands between two letters.
    """

    text: str
    origin: object | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or table row; an empty paragraph is the gap its writer put there.

    ``pieces`` make up the text where a reader knows where it comes from.
    """

    text: str
    kind: Literal["paragraph", "item", "row"] = "paragraph"
    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[Piece], kind: Literal["paragraph", "item", "row"] = "paragraph") -> Block:
        """Return the block that is made up of pieces."""
        together = tuple(pieces)
        return cls("".join(p.text for p in together), kind, together)

    @property
    def parts(self) -> tuple[Piece, ...]:
        """The text in pieces, whether their origin is known or not."""
        return self.pieces or (Piece(self.text),)


def notes_on(tracked: bool, footnotes: bool) -> tuple[str, ...]:
    """Return what a reader must know of a document with tracked changes or footnotes."""
    return tuple(note for applies, note in ((tracked, _TRACKED), (footnotes, _FOOTNOTES)) if applies)


def joined(blocks: Iterable[Block]) -> str:
    """Return the text: a blank line between blocks, only a line end inside lists, tables and addresses."""
    return "".join(piece.text for piece in set_out(blocks))


def set_out(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Yield the pieces of the text that ``joined`` returns."""
    previous: Block | None = None
    begun = False
    for block in blocks:
        if not block.text.strip():
            previous = None
            continue
        if begun:
            yield Piece("\n" if previous and _belong_together(previous, block) else "\n\n")
        yield from _without_outer_breaks(block.parts)
        previous, begun = block, True


def _without_outer_breaks(pieces: Sequence[Piece]) -> Iterator[Piece]:
    text = "".join(p.text for p in pieces)
    first, last = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    at = 0
    for piece in pieces:
        start, end = max(first - at, 0), min(last - at, len(piece.text))
        if start < end or not piece.text:
            yield Piece(piece.text[start:end], piece.origin, piece.at + start)
        at += len(piece.text)


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
    pieces: list[Piece] = []
    for number, cell in enumerate(filled):
        pieces += [Piece("\t")] if number else []
        pieces += [Piece(p.text.replace("\n", " "), p.origin, p.at) for p in cell[0].parts] if cell else []
    return [Block.of(pieces, "row")]


def labelled(label: str, content: Block) -> Block:
    """Return a list item with its label, or the plain paragraph where the list shows none."""
    if not label:
        return content
    return Block.of((Piece(f"{label} "), *content.parts) if content.text.strip() else (), "item")


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
