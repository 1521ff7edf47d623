"""Where a letter answers each of a reader's questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from klartext.checklist.reading import Line, Reading, found_in
from klartext.checklist.schema import Kind, PartOfAnswer, Patterns, Question
from klartext.records import ChecklistName
from klartext.spans import Span

_POSTCODE: Final = re.compile(
    r"\b\d{5} (?P<town>[A-ZÄÖÜ«{\[][\w{}«»\[\]-]{2,40})|(?:\{\{|«|\[)\w*(?:PLZ|Ort|Straße|Strasse|Anschrift)"
)
_DAY_AHEAD: Final = re.compile(r"(?<!bis )\b(?:am|um|ab|zum|Termin\w*)\b[^.;]{0,12}$")
_RECURRING: Final = "jede"
_HOLDER_DAY: Final = re.compile(r"\b(?:bis|spätestens|zum|am)\b[^.;]{0,30}(?:\{\{|«|\[|_{3})")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a letter says to a question; ``vague`` is the word that says it too loosely."""

    places: tuple[Span, ...] = ()
    vague: str | None = None
    parts: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def answer(question: Question, reading: Reading, kind: Kind) -> Answer:
    """Return where the letter answers a question."""
    return _FINDERS[question.id](question, reading, kind)


def _decision(question: Question, reading: Reading, kind: Kind) -> Answer:
    intended = kind.id == "anhoerung"
    signs = question.absicht if intended else question.muster
    lines = [s for s in reading.body if intended or not s.conditional]
    return Answer(tuple(_sentences(lines, signs)))


def _duty(_: Question, reading: Reading, __: Kind) -> Answer:
    return Answer(tuple(s.span for s in reading.duties))


def _limit(question: Question, reading: Reading, _: Kind) -> Answer:
    """Return the days and time limits of the duties; those in the sentence after a duty count, too."""
    found: list[Span] = []
    for at in _with_neighbours(reading):
        found += _days(reading, at)
    if found:
        return Answer(tuple(dict.fromkeys(found)))
    loose = [(s, m) for s in reading.duties for sign in question.ungefaehr for m in sign.finditer(s.text)]
    return Answer(tuple(_there(s, m) for s, m in loose), loose[0][1][0] if loose else None)


def _with_neighbours(reading: Reading) -> Iterator[Line]:
    duties = {s.span for s in reading.duties}
    for before, here in zip((None, *reading.body), reading.body, strict=False):
        if here.span in duties or (before is not None and before.span in duties and not here.conditional):
            yield here


def _days(reading: Reading, at: Line) -> Iterator[Span]:
    for place in reading.near(at.span):
        before = at.text[: max(0, place.span.start - at.span.start)]
        limit = place.kind == "frist" and not place.text.startswith(_RECURRING)
        if limit or (place.kind == "datum" and _DAY_AHEAD.search(before[-60:])):
            yield place.span
    for found in _HOLDER_DAY.finditer(at.text):
        yield _there(at, found)


def _means(question: Question, reading: Reading, _: Kind) -> Answer:
    lines = list(reading.duties)
    paying = [s for s in lines if found_in(question.zahlung, s.text)]
    listed = [s for s in reading.body if s.part == "aufzaehlung"] if lines else []
    places = tuple(_matches([*lines, *listed], question.muster))
    if not paying:
        return Answer(places)
    parts = {p.id: tuple(_part(p, reading, paying)) for p in question.teile}
    found = tuple(span for spans in parts.values() for span in spans[:1])
    return Answer(tuple(dict.fromkeys((*places, *found))) or (paying[0].span,), None, parts, _titles(question))


def _part(part: PartOfAnswer, reading: Reading, lines: Sequence[Line]) -> Iterator[Span]:
    if part.art == "betrag":
        yield from (p.span for p in reading.protected if p.kind == "betrag" and _outside(p.span, reading.remedy))
        yield from (p.span for s in lines for p in reading.near(s.span) if p.kind == "platzhalter")
    else:
        yield from _anywhere(reading, part.muster)


def _consequence(question: Question, reading: Reading, _: Kind) -> Answer:
    return Answer(tuple(_sentences(reading.body, question.muster)))


def _contact(question: Question, reading: Reading, _: Kind) -> Answer:
    if found := tuple(_anywhere(reading, question.muster)):
        return Answer(found)
    loose = tuple(_anywhere(reading, question.ungefaehr))
    return Answer(loose, reading.text_of(loose[0]) if loose else None)


def _remedy(question: Question, reading: Reading, _: Kind) -> Answer:
    """Return the instruction on legal remedies and which of its parts are there."""
    if not reading.remedy:
        return Answer()
    parts = {p.id: tuple(_remedy_part(p, reading)) for p in question.teile}
    return Answer(reading.remedy, None, parts, _titles(question))


def _remedy_part(part: PartOfAnswer, reading: Reading) -> Iterator[Span]:
    for span in reading.remedy:
        text = reading.text_of(span)
        signs = _seats(reading) if part.art == "sitz" else part.muster
        for sign in signs:
            if found := sign.search(text):
                yield Span(span.start + found.start(), span.start + found.end())
                return


def _seats(reading: Reading) -> Patterns:
    """Return what names the place of an authority: a postcode, or the town that the head of the letter gives."""
    heads = (reading.text_of(p.span) for p in reading.letter.parts if p.kind == "anschrift")
    towns = {found["town"] for head in heads for found in _POSTCODE.finditer(head) if found["town"]}
    named = (re.compile(rf"(?<!\w){re.escape(town)}(?!\w)") for town in sorted(towns))
    return (
        _POSTCODE,
        *named,
        re.compile(r"\b(?:oben|eingangs) (?:genannte|angegebene|stehende)\w* (?:Anschrift|Adresse)"),
    )


def _titles(question: Question) -> Mapping[str, str]:
    return {p.id: p.titel for p in question.teile}


def _sentences(lines: Sequence[Line], signs: Patterns) -> Iterator[Span]:
    return (s.span for s in lines if found_in(signs, s.text))


def _matches(lines: Sequence[Line], signs: Patterns) -> Iterator[Span]:
    for s in lines:
        for sign in signs:
            if found := sign.search(s.text):
                yield _there(s, found)


def _anywhere(reading: Reading, signs: Patterns) -> Iterator[Span]:
    """Yield places in the whole letter, but for the instruction on legal remedies."""
    text = reading.letter.text.replace("\n", " ")
    for sign in signs:
        for found in sign.finditer(text):
            if found[0] and _outside(span := Span(*found.span()), reading.remedy):
                yield span


def _outside(span: Span, ranges: Sequence[Span]) -> bool:
    return not any(span.overlaps(other) for other in ranges)


def _there(s: Line, found: re.Match[str]) -> Span:
    return Span(s.span.start + found.start(), s.span.start + found.end())


_FINDERS: Final[Mapping[ChecklistName, Callable[[Question, Reading, Kind], Answer]]] = {
    "entscheidung": _decision,
    "pflicht": _duty,
    "frist": _limit,
    "womit": _means,
    "folge": _consequence,
    "kontakt": _contact,
    "rechtsbehelf": _remedy,
}
