"""The released letter: what was read with the accepted changes in it, and the guard's last look at the whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from klartext.errors import DecisionError
from klartext.guard import letter_faults
from klartext.records import Decision, Document, Protected
from klartext.spans import Edit, Places, Span, apply_edits

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_WIDEST_WRAPPED: Final = 120
"""Columns; the lines of a wider paragraph were not broken for their length."""
_FULL: Final = 0.75
"""From this share of the paragraph's width on, a line was broken because the next word did not fit."""
_CUT: Final = " \ufffc "
"""Stands for words of a person's own where the whole letter is compared."""
_LONGEST_QUOTE: Final = 60
_REFERENCE_LABEL: Final = re.compile(r"\(?(?:§§?|Art\.|Artikel|Abs\.|Absatz|Satz|Nr\.|Nummer|Buchst\.|Halbsatz)")
_REFERENCE_NUMBER: Final = re.compile(r"\d+[a-z]?|[a-z]")


def released_text(
    document: Document,
    accepted: Sequence[Decision],
    protected: Iterable[Protected] = (),
    insisted: Iterable[Span] = (),
) -> str:
    """Return the letter with the decisions applied; every character nobody decided to change stays, byte for byte.

    New wording for a place with hard line breaks is wrapped at the width of its paragraph.

    Args:
        document: The letter as it was read.
        accepted: Decisions in force; their spans count in ``document.original``. Rejections change nothing.
        protected: The protected places of the letter; their spans count in ``document.text``.
        insisted: Places in ``document.original`` where a person insisted on their own words; facts there are theirs.

    Raises:
        DecisionError: KT-D01 a decision names no person, KT-D10 one does not fit the text, KT-D11 a fact was lost.
    """
    for decision in accepted:
        check_decision(document, decision)
    lines = _lines(document.original)
    edits = [written(document, d.span, d.final, lines) for d in accepted if d.kind != "rejected"]
    if not edits:
        return document.original
    try:
        released = apply_edits(document.original, edits)
    except ValueError as error:
        raise DecisionError(
            "KT-D10",
            "Zwei Entscheidungen ändern dieselbe Stelle.",
            "Nehmen Sie eine der beiden zurück.",
            document.source,
        ) from error
    _guard(document, edits, protected, tuple(insisted))
    return released


def written(document: Document, span: Span, final: str, lines: Sequence[Span] | None = None) -> Edit:
    """Return the change that puts new wording in a place of ``document.original``, in lines as the place needs them."""
    if document.flowing:
        return Edit(span, _BREAK.sub("\n", final))
    return Edit(span, _laid_out(document.original, lines or _lines(document.original), span, final))


def check_decision(document: Document, decision: Decision) -> None:
    """Refuse a decision that names no person or whose original does not stand at its place.

    Raises:
        DecisionError: KT-D01, KT-D10.
    """
    if not decision.person.strip():
        raise DecisionError(
            "KT-D01",
            f"Die Entscheidung zu „{_short(decision.original)}“ nennt keine Person.",
            "Tragen Sie ein, wer entschieden hat. Klartext übernimmt nichts ohne einen Menschen.",
            document.source,
        )
    there = document.original[decision.span.start : decision.span.end]
    if decision.span.end > len(document.original) or there != decision.original:
        raise DecisionError(
            "KT-D10",
            f"„{_short(decision.original)}“ steht nicht an den Zeichen {decision.span.start} bis {decision.span.end}.",
            "Der Brief wurde nach der Entscheidung geändert. Prüfen Sie ihn neu und entscheiden Sie noch einmal.",
            document.source,
        )


def _guard(document: Document, edits: Sequence[Edit], protected: Iterable[Protected], insisted: Sequence[Span]) -> None:
    """Compare the whole letter before and after; what a person insisted on is cut out of both."""
    own = {e.span for e in edits} & set(insisted)
    changed, kept = Places(edits), Places(own)
    before = apply_edits(document.original, [Edit(span, _CUT) for span in own])
    after = apply_edits(document.original, [Edit(e.span, _CUT) if e.span in own else e for e in edits])
    touched = []
    for place in protected:
        there = document.offsets.to_original(place.span)
        if changed.overlapping(there) and not kept.overlapping(there):
            touched.append(replace(place, text=document.original[there.start : there.end]))
    if faults := letter_faults(before, after, touched):
        raise DecisionError(
            "KT-D11",
            "Im freigegebenen Brief stimmen Angaben nicht mehr: " + "; ".join(faults) + ".",
            "Sehen Sie die Änderungen an diesen Stellen durch und nehmen Sie die falsche zurück.",
            document.source,
        )


# --- line breaks ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A range with the line it begins on, the line it ends on and the paragraph around it."""

    old: str
    prefix: str
    suffix: str
    next_line: str
    width: int
    newline: str

    @classmethod
    def of(cls, text: str, lines: Sequence[Span], span: Span) -> _Place:
        newline = (_BREAK.search(text) or ["\n"])[0]
        first = bisect_left(lines, span.start, key=lambda line: line.end)
        last = bisect_left(lines, span.end, key=lambda line: line.end)
        top, bottom = first, last
        while top > 0 and _content(text, lines[top - 1]).strip():
            top -= 1
        while bottom + 1 < len(lines) and _content(text, lines[bottom + 1]).strip():
            bottom += 1
        return cls(
            old=text[span.start : span.end],
            prefix=text[lines[first].start : span.start],
            suffix=text[span.end : lines[last].end],
            next_line=_content(text, lines[last + 1]) if last < bottom else "",
            width=max(len(_content(text, line).rstrip()) for line in lines[top : bottom + 1]),
            newline=newline,
        )

    @property
    def wrapped(self) -> bool:
        """Whether the writer broke the lines at this place for their length."""
        if _BREAK.search(self.old):
            return True
        line = len(self.prefix) + len(self.old) + len(self.suffix)
        return bool(self.next_line) and line >= _FULL * self.width and self.width <= _WIDEST_WRAPPED

    @property
    def indent(self) -> str:
        """The blanks at the start of the line after the first break."""
        behind = _BREAK.split(self.old, maxsplit=1)
        line = behind[1] if len(behind) > 1 else self.next_line
        return line[: len(line) - len(line.lstrip())]


def _lines(text: str) -> list[Span]:
    starts = [0, *(hit.end() for hit in _BREAK.finditer(text))]
    ends = [*(hit.start() for hit in _BREAK.finditer(text)), len(text)]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def _content(text: str, line: Span) -> str:
    return text[line.start : line.end]


def _laid_out(text: str, lines: Sequence[Span], span: Span, final: str) -> str:
    """Return the new wording with line breaks as the place needs them; breaks that a person set stay."""
    place = _Place.of(text, lines, span)
    if _BREAK.search(final):
        return _BREAK.sub(place.newline, final)
    if not place.wrapped or len(place.prefix) + len(final) + len(place.suffix) <= place.width:
        return final
    return _wrap(place, final)


def _wrap(place: _Place, final: str) -> str:
    """Break the wording so that no line grows wider than the paragraph, as far as its words allow."""
    words = _units(final)
    pieces = []
    column = len(place.prefix)
    for number, word in enumerate(words):
        gap = "" if number == 0 else " "
        behind = len(place.suffix) if number == len(words) - 1 else 0
        may_break = bool(gap) or (place.prefix[-1:].isspace() and bool(place.prefix.strip()))
        if may_break and column + len(gap) + len(word) + behind > place.width and column > len(place.indent):
            pieces.append(place.newline + place.indent + word)
            column = len(place.indent) + len(word)
        else:
            pieces.append(gap + word)
            column += len(gap) + len(word)
    return "".join(pieces)


def _units(wording: str) -> list[str]:
    """Return the words; those of a legal reference are one, so that no line ends inside it: *§ 5 Abs. 2*."""
    units: list[str] = []
    for word in wording.split(" "):
        if units and _is_reference(units[-1].rsplit(" ", 1)[-1], word):
            units[-1] += f" {word}"
        else:
            units.append(word)
    return units


def _is_reference(word: str, following: str) -> bool:
    numbered = _REFERENCE_LABEL.fullmatch(word) and _REFERENCE_NUMBER.fullmatch(following.rstrip(".,;:)"))
    return bool(numbered or (_REFERENCE_NUMBER.fullmatch(word) and _REFERENCE_LABEL.fullmatch(following)))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_QUOTE else flat[: _LONGEST_QUOTE - 1] + "…"
