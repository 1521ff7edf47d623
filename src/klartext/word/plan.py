"""Which letters of a Word file a change touches, and whether they can be changed without harm to the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml.ns import qn

from klartext.documents.docx import ALTERNATIVES, CHOICE, FALLBACK, Spot, Traced
from klartext.documents.flow import Piece
from klartext.documents.labels import Element
from klartext.spans import Edit, Span
from klartext.view.differences import word_diff
from klartext.word.changes import Change

_ISLAND: Final = 3
"""Letters of a word that need not stay unchanged between two changes."""
_PARAGRAPHS: Final = "Sie reicht über einen Absatz, eine Zelle oder eine Nummer hinaus."
_BOUNDARY: Final = "Sie reicht über den Rand eines Verweises oder eines Inhaltssteuerelements hinaus."
_TOUCHING: Final = "Sie grenzt unmittelbar an eine andere Änderung."
_BREAK_IN_CELL: Final = "Sie enthält einen Zeilenumbruch und steht in einer Tabelle."
_TWO_BOXES: Final = "Das Textfeld enthält für ältere Programme einen anderen Text."


@dataclass(frozen=True, slots=True)
class Cut:
    """Letters ``start`` to ``end`` of the text of ``element``, which all go."""

    element: Element
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place between two letters where new words come in: before or behind letter ``at`` of ``element``."""

    element: Element
    at: int
    behind: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """One smallest change: ``cuts`` in text order go and ``text`` comes.

    Without cuts, ``anchor`` says where the text comes in and ``model`` is a run that looks as it should.
    """

    position: Span
    cuts: tuple[Cut, ...]
    text: str
    anchor: Anchor | None
    model: Element | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A change that can be made, stroke by stroke in text order; ``paragraph`` holds them all."""

    change: Change
    strokes: tuple[Stroke, ...]
    paragraph: Element
    part: str


class NotPossible(Exception):
    """A change cannot be made in the file; the text says why, in German."""


class TextMap:
    """Leads from characters of a document's text to its elements."""

    def __init__(self, traced: Traced) -> None:
        self.pieces: list[tuple[int, Piece]] = []
        at = 0
        for piece in traced.pieces:
            self.pieces.append((at, piece))
            at += len(piece.text)
        self._starts = [start for start, _ in self.pieces]
        self.text = traced.text

    def between(self, start: int, end: int) -> Iterator[tuple[int, Piece]]:
        """Yield the pieces that hold the characters of a range, and marks strictly inside of it."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        while first and self._starts[first - 1] == start:
            first -= 1
        for at, piece in self.pieces[first:]:
            if at >= end:
                return
            if at + len(piece.text) > start and (piece.text or at > start):
                yield at, piece

    def spot(self, position: int) -> tuple[Spot | None, int]:
        """Return the spot of one character and its number in the text of its element."""
        if not 0 <= position < len(self.text):
            return None, 0
        at, piece = next(self.between(position, position + 1))
        origin = piece.origin
        return (origin if isinstance(origin, Spot) else None), piece.at + position - at


def plan(change: Change, where: TextMap) -> Planned:
    """Return how a change is made in the file.

    Raises:
        NotPossible: It crosses something that cannot be changed safely.
    """
    edits = tuple(_smallest(change.edit, where.text))
    if not edits:
        raise NotPossible("Sie ändert kein Wort.")
    readable = tuple(_without_islands(edits, where.text))
    try:
        return _with_edits(change, readable, where)
    except NotPossible:
        if readable == edits:
            raise
        return _with_edits(change, edits, where)


def _with_edits(change: Change, edits: Sequence[Edit], where: TextMap) -> Planned:
    spots = list(_crossed(edits, where))
    strokes = tuple(_stroke(edit, where) for edit in edits)
    touched = [e for s in strokes for e in (*(c.element for c in s.cuts), *([s.anchor.element] if s.anchor else []))]
    for element in touched:
        _refuse_second_version(element)
    in_cell = any(True for element in touched[:1] for _ in element.iterancestors(qn("w:tc")))
    if in_cell and any("\n" in stroke.text for stroke in strokes):
        raise NotPossible(_BREAK_IN_CELL)
    spot = spots[0] if spots else where.spot(edits[0].span.start)[0] or where.spot(edits[0].span.start - 1)[0]
    assert spot is not None
    return Planned(change, strokes, spot.paragraph, spot.part)


def refuse_neighbours(planned: Planned, others: Sequence[Planned]) -> None:
    """Refuse a change when one of its insertions comes in exactly where a stroke of another begins.

    Raises:
        NotPossible: It does.
    """
    mine, theirs = list(planned.strokes), [s for p in others for s in p.strokes]
    for stroke in mine:
        for other in theirs:
            meet = stroke.position.start == other.position.start or stroke.position.overlaps(other.position)
            if meet and (not stroke.cuts or not other.cuts or stroke.position.overlaps(other.position)):
                raise NotPossible(_TOUCHING)


def _smallest(edit: Edit, text: str) -> Iterator[Edit]:
    """Yield the words that really change."""
    at = edit.span.start
    gone, come = "", ""
    for piece in (*word_diff(text[edit.span.start : edit.span.end], edit.replacement), None):
        if piece is not None and piece.kind == "entfällt":
            gone += piece.text
        elif piece is not None and piece.kind == "neu":
            come += piece.text
        else:
            if gone or come:
                yield Edit(Span(at, at + len(gone)), come)
            at += len(gone) + (len(piece.text) if piece else 0)
            gone, come = "", ""


def _without_islands(edits: Sequence[Edit], text: str) -> Iterator[Edit]:
    """Join changes with nothing but a short word between them: one change of a few words reads better than two."""
    pending = edits[0]
    for edit in edits[1:]:
        between = text[pending.span.end : edit.span.start]
        if len(between.strip()) <= _ISLAND and between.strip().isalpha() and "\n" not in between:
            pending = Edit(Span(pending.span.start, edit.span.end), pending.replacement + between + edit.replacement)
        else:
            yield pending
            pending = edit
    yield pending


def _crossed(edits: Sequence[Edit], where: TextMap) -> Iterator[Spot]:
    """Yield the spots from the first change to the last; all must be in one paragraph.

    Raises:
        NotPossible: They are not.
    """
    paragraph: Element | None = None
    for _, piece in where.between(edits[0].span.start, edits[-1].span.end):
        if not isinstance(piece.origin, Spot):
            raise NotPossible(_PARAGRAPHS)
        if paragraph is not None and piece.origin.paragraph is not paragraph:
            raise NotPossible(_PARAGRAPHS)
        paragraph = piece.origin.paragraph
        yield piece.origin


def _stroke(edit: Edit, where: TextMap) -> Stroke:
    span = edit.span
    if not len(span):
        anchor, model = _insertion(span.start, edit.replacement, where)
        return Stroke(span, (), edit.replacement, anchor, model)
    cuts: list[Cut] = []
    for at, piece in where.between(span.start, span.end):
        spot = piece.origin
        assert isinstance(spot, Spot)
        if spot.hurdle:
            raise NotPossible(f"Sie reicht in {_accusative(spot.hurdle)} hinein.")
        if piece.text:
            first, last = max(span.start - at, 0), min(span.end - at, len(piece.text))
            cuts.append(Cut(spot.element, piece.at + first, piece.at + last))
    if any(_holder(c.element) is not _holder(cuts[0].element) for c in cuts):
        raise NotPossible(_BOUNDARY)
    return Stroke(span, tuple(cuts), edit.replacement, None, None)


def _insertion(position: int, text: str, where: TextMap) -> tuple[Anchor, Element]:
    """Return where new words come in, outside of links and controls if possible, and whose looks they take."""
    (before, last), (behind, first) = where.spot(position - 1), where.spot(position)
    sides = [
        (spot, Anchor(spot.element, at, behind=is_before))
        for spot, at, is_before in ((before, last, True), (behind, first, False))
        if spot is not None and not spot.hurdle
    ]
    if not sides:
        hurdle = (before and before.hurdle) or (behind and behind.hurdle)
        raise NotPossible(f"Sie reicht in {_accusative(hurdle)} hinein." if hurdle else _PARAGRAPHS)
    spot, anchor = min(sides, key=lambda side: _holder(side[0].element) is not side[0].paragraph)
    alike = [s for s, _ in sides if _holder(s.element) is _holder(spot.element) and s.paragraph is spot.paragraph]
    model: Element = (alike[0] if text[:1].isspace() else alike[-1]).element
    return anchor, model.getparent()


def _holder(element: Element) -> Element:
    """Return what holds the run of an element: a paragraph, a link, a content control."""
    return element.getparent().getparent()


def _refuse_second_version(element: Element) -> None:
    for alternatives in element.iterancestors(ALTERNATIVES):
        choice, fallback = alternatives.find(CHOICE), alternatives.find(FALLBACK)
        if choice is not None and fallback is not None and not _same_boxes(choice, fallback):
            raise NotPossible(_TWO_BOXES)


def _same_boxes(choice: Element, fallback: Element) -> bool:
    first, second = (
        ["".join(t.text or "" for t in box.iter(qn("w:t"))) for box in branch.iter(qn("w:txbxContent"))]
        for branch in (choice, fallback)
    )
    return not second or first == second


def _accusative(hurdle: str) -> str:
    return hurdle.replace("verborgener Text", "verborgenen Text")
