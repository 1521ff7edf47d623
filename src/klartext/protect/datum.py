"""Dates and parts of dates."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import DAY_OF_MONTH, FULL_DATE, MONTH, MONTH_NUMBER, WEEKDAY, YEAR, fact
from klartext.spans import Span

_DAYS = rf"{WEEKDAY}s?|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tags|wochs|abends)"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?"
_HOURS = rf"{_CLOCK}(?: Uhr)?~(?:bis|–|-|und)~{_CLOCK} Uhr|{_CLOCK} Uhr(?: [0-5]\d(?!\d))?"

_PATTERNS = [
    fact(pattern)
    for pattern in (
        rf"(?<![\w.,/-]){FULL_DATE}",
        rf"(?<![\w.,/])(?:vom |von )?{DAY_OF_MONTH}\.(?:~(?:bis(?: zum)?|–|-|und|/|oder)~){FULL_DATE}",
        rf"(?<!\w){DAY_OF_MONTH}\. (?:jede[sn]|eines jeden|des(?: jeweiligen)?|eines)"
        rf" (?:\w{{0,12}}[mM]onat(?:s|es)|Jahres|Quartals)(?!\w)",
        rf"(?<!\w)(?:(?:Anfang|Mitte|Ende) )?{MONTH}(?:~(?:bis|–|-|und|/)~{MONTH})? {YEAR}(?!\d)",
        rf"(?<!\w)(?:Anfang|Mitte|Ende|im|seit|ab|bis|Monat|Monats|für|zum) (?P<core>{MONTH}(?:~(?:bis|–|-"
        rf"|und)~{MONTH})?)(?!\w)",
        rf"(?<![\w./,]){MONTH_NUMBER}/{YEAR}(?![\w/])",
        rf"(?<!\w)(?:[1-4]\.|[IV]{{1,3}}\.) (?:Quartal|Halbjahr|Vierteljahr"
        rf"|Trimester)s?(?: (?:des Jahres )?{YEAR})?(?!\w)",
        rf"(?<!\w)(?:\w{{0,20}}[jJ]ahr(?:e[sn]?)?|\w{{0,20}}semester|seit|ab|Ende|Anfang"
        rf"|Mitte) (?P<core>{YEAR}(?:/(?:{YEAR}|\d\d)|~(?:bis|–|-|und)~{YEAR})?)(?![\w.,/]\w)",
        rf"(?<!\w)(?:(?:{_DAYS})~(?:(?:bis|und|–|-|,|/)~(?:{_DAYS})~){{0,6}},?~(?:(?:von|um|zwischen"
        rf"|ab) )?)?(?:{_HOURS})(?!\w)",
        rf"(?<!\w)(?:{_DAYS})(?:~(?:bis|und|–|-|,|/)~(?:{_DAYS})){{0,6}}(?!\w)",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield dates, months, years after a word of time, weekdays and times of day."""
    return matches(_PATTERNS, view)
