"""What changes between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from klartext.report.words import flatten
from klartext.view.markup import Html, html, join

_PIECES: Final = re.compile(r"\w+(?:[-/.,:]\w+)*|\s+|[^\w\s]|_")
_MOST_PIECES: Final = 3000
"""From this length on a comparison would take seconds; the two texts are then shown as a whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stays (``gleich``), goes (``entfällt``) or comes (``neu``)."""

    kind: Literal["gleich", "entfällt", "neu"]
    text: str


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return the differences of two texts word by word.

    The kept and the dropped pieces in order are ``before``, the kept and the new ones ``after``.
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(old), len(new)) > _MOST_PIECES:
        return tuple(_pieces([(before == after, before, after)]))
    codes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    runs = [(op == "equal", "".join(old[i:j]), "".join(new[k:m])) for op, i, j, k, m in codes]
    return tuple(_pieces(_without_islands(runs)))


def _without_islands(runs: Sequence[tuple[bool, str, str]]) -> Sequence[tuple[bool, str, str]]:
    """Join changes that only white space separates: one change of three words reads better than three changes."""
    joined: list[tuple[bool, str, str]] = []
    for at, (same, gone, come) in enumerate(runs):
        island = same and not gone.strip() and 0 < at < len(runs) - 1
        if joined and not joined[-1][0] and (island or not same):
            joined[-1] = (False, joined[-1][1] + gone, joined[-1][2] + come)
        else:
            joined.append((same, gone, come))
    return joined


def _pieces(runs: Sequence[tuple[bool, str, str]]) -> Iterator[Piece]:
    for same, gone, come in runs:
        if same and gone:
            yield Piece("gleich", gone)
        if not same and gone:
            yield Piece("entfällt", gone)
        if not same and come:
            yield Piece("neu", come)


def side_by_side(before: str, after: str, titles: tuple[str, str] = ("Original", "Vorschlag")) -> Html:
    """Return two wordings in two columns; what goes and what comes differs by line, weight, colour and word."""
    pieces = word_diff(flatten(before), flatten(after))
    return html(
        '<div class="kt-paar"><div><h4>{left} <del aria-hidden="true">entfällt</del></h4><p>{old}</p></div>'
        '<div><h4>{right} <ins aria-hidden="true">neu</ins></h4><p>{new}</p></div></div>',
        left=titles[0],
        right=titles[1],
        old=join(_shown(p) for p in pieces if p.kind != "neu") or Html("<em>(nichts)</em>"),
        new=join(_shown(p) for p in pieces if p.kind != "entfällt") or Html("<em>(wird gestrichen)</em>"),
    )


def _shown(piece: Piece) -> Html:
    tag = {"gleich": "", "entfällt": "del", "neu": "ins"}[piece.kind]
    if not tag:
        return html("{text}", text=piece.text)
    return html(
        '<{tag}><span class="kt-leise">[{kind}:] </span>{text}</{tag}>', tag=tag, kind=piece.kind, text=piece.text
    )
