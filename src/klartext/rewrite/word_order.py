"""Write a clause again: its pieces in the order that its kind asks for, the finite verb second, first or last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from klartext.rewrite.fields import Kind, Piece

FOCUS: Final = frozenset(
    "nur erst auch schon noch bereits allein insbesondere lediglich ausschließlich selbst sogar einzig".split()
)
"""Adverbs that single out the phrase right behind them."""
_EARLY: Final = frozenset(
    "hiermit hierdurch daher deshalb deswegen somit folglich mithin demnach allerdings dennoch trotzdem".split()
)
"""Adverbs that stand before an object: *Wir haben daher die Zahlung eingestellt*."""
_ADDING: Final = frozenset({"noch", "außerdem", "zudem", "ferner", "zusätzlich"})


@dataclass(frozen=True, slots=True)
class Order:
    """A clause as it is to be written: pieces by field and the verb forms at their places.

    ``finite`` stands second, first or last, ``bracket`` holds the non-finite forms and the particle, in their order.
    """

    kind: Kind
    finite: str
    bracket: str
    opener: str = ""
    vorfeld: Piece | None = None
    mittelfeld: tuple[Piece, ...] = ()
    nachfeld: tuple[Piece, ...] = ()

    def text(self) -> str:
        """Return the words with the commas between them."""
        verbs = [Piece(self.bracket, "anderes")] if self.bracket else []
        finite = [Piece(self.finite, "anderes")] if self.finite else []
        opener = [Piece(self.opener, "anderes")] if self.opener else []
        first = [self.vorfeld] if self.vorfeld else []
        if self.kind in ("v2", "v1"):
            sequence = [*first, *finite, *self.mittelfeld, *verbs, *self.nachfeld]
        else:
            sequence = [*opener, *self.mittelfeld, *verbs, *finite, *self.nachfeld]
        return joined(sequence)


def joined(pieces: Sequence[Piece]) -> str:
    """Write pieces one after the other, with a comma wherever one of two neighbours asks for it."""
    told = [p for p in pieces if p.text]
    text = told[0].text if told else ""
    for before, piece in pairwise(told):
        comma = (piece.comma_before or before.comma_after) and not piece.text.startswith("(")
        text += (", " if comma else " ") + piece.text
    return text


def with_subject(pieces: Sequence[Piece], subject: Piece) -> tuple[Piece, ...]:
    """Put a subject at the front of the middle field; short pronouns stand before a subject that is none."""
    if subject.text in ("wir", "ich", "Sie", "er", "sie", "es", "man"):
        return (subject, *pieces)
    short = [p for p in pieces if p.is_short and not (p.role == "akkusativ" and p.text in ("sie", "es"))]
    return (*short, subject, *(p for p in pieces if p not in short))


def with_object(pieces: Sequence[Piece], thing: Piece, *, closed: bool = False) -> tuple[Piece, ...]:
    """Put an object behind the pronouns and datives at the front of the middle field; a pronoun goes first.

    One that ends in a clause goes last, unless the field is ``closed`` by a verb that would then stand alone.
    """
    at = 0
    light = not closed and all(p.role in ("adverb", "dativ", "pronomen", "subjekt") for p in pieces)
    if thing.comma_after and light and not any(p.text.split()[0].lower() in FOCUS for p in pieces):
        return (*pieces, thing)
    if not thing.is_short and not _is_pronoun(thing):
        while at < len(pieces) and (_stands_first(pieces[at]) or _adds(pieces[at], thing)):
            at += 1
    else:
        while at < len(pieces) and pieces[at].role == "subjekt":
            at += 1
    return (*pieces[:at], thing, *pieces[at:])


def _adds(piece: Piece, thing: Piece) -> bool:
    """Whether an adverb says that something new comes on top: *noch folgende Belege*, but *den Antrag noch*."""
    return piece.text in _ADDING and thing.text.split(" ", 1)[0].lower().startswith(("folgend", "ein", "weiter"))


def _is_pronoun(thing: Piece) -> bool:
    """Whether an object is *diese* alone: *Sie müssen diese daher nachreichen*."""
    return thing.head is not None and thing.head.pos_ in ("PRON", "DET") and " " not in thing.text


def _stands_first(piece: Piece) -> bool:
    return piece.is_short or piece.role in ("dativ", "subjekt", "pronomen") or piece.text in _EARLY
