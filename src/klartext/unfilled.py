"""Dates, times and amounts that somebody still has to fill in: ``XX.XX.XXXX``, ``TT.MM.JJJJ``, ``X.XXX,XX``, ``____``.

Templates write letters or signs in place of the digits and the same dots, commas and slashes around them. Each is one
piece: no sentence ends at its dots, and nothing in it may change.
"""

from __future__ import annotations

import re
from typing import Final

_DAY = r"(?:XX|xx|TT|tt|DD|dd|##|_{2,4}|[XxTtDd])"
_MONTH = r"(?:XX|xx|MM|mm|##|_{2,4}|[XxMm])"
_YEAR = r"(?:(?:19|20)(?:XX|xx|JJ|jj|YY|yy|##|__)|X{4}|x{4}|J{4}|j{4}|Y{4}|y{4}|#{4}|_{2,8}|XX|xx|JJ|jj|YY|yy|##)"
_FIGURES = r"\d{1,2}"
_DATES = tuple(
    pattern
    for mark in (r"\.\s?", "/", "-")
    for pattern in (
        rf"{_DAY}{mark}(?:{_MONTH}|{_FIGURES}){mark}(?:{_YEAR}|(?:19|20)\d\d)",
        rf"{_FIGURES}{mark}(?:{_MONTH}{mark}(?:{_YEAR}|(?:19|20)\d\d)|{_FIGURES}{mark}{_YEAR})",
    )
)
_SHORT_DATE = r"(?:XX|xx|TT|tt|DD|dd|##)[./](?:XX|xx|MM|mm|##)|(?:XX|xx|MM|mm|##)[./-](?:X{4}|x{4}|J{4}|j{4}|Y{4}|#{4})"
_YEAR_FIRST = r"(?:J{4}|j{4}|Y{4}|y{4})-(?:MM|mm)-(?:TT|tt|DD|dd)"
_YEAR_ALONE = r"(?:19|20)(?:XX|xx|JJ|jj|YY|yy|##|__)|J{4}|j{4}|Y{4}|y{4}"
_TIME = r"(?:XX|xx|HH|hh|SS|##|__):(?:XX|xx|MM|mm|##|__|00)"
_CENTS = r",(?:XX|xx|##|00|-{1,2}|–)"
_AMOUNT = rf"(?:X{{1,3}}(?:\.X{{3}}){{0,3}}|x{{1,3}}(?:\.x{{3}}){{0,3}}|#{{1,3}}(?:\.#{{3}}){{0,3}}){_CENTS}"
_THOUSANDS = r"X{1,3}(?:\.X{3}){1,3}|x{1,3}(?:\.x{3}){1,3}|#{1,3}(?:\.#{3}){1,3}"
_NOUGHTS = r"00\.00\.0000|(?<!\d\s)0(?:(?:\.000){1,3}|0{1,2}(?:\.000){0,3}),00"
_LETTERS = "|".join((*_DATES, _YEAR_FIRST, _SHORT_DATE, _TIME, _AMOUNT, _THOUSANDS, _NOUGHTS, _YEAR_ALONE))
_RUNS = (
    r"\.{2,8}(?:/\.{2,8}){1,2}|_{1,12}(?:[ ./:,-]_{1,12}){1,8}(?![^\W_])|_{3,}|\.(?<!\.\.)(?: \.){3,40}|\.{4,}|…{2,}"
    r"|…\.{2,}|\.(?<=\s\.)\.(?![.\w])|#(?<=[^\s#] #)#{1,39}(?![\w#])"
)
_FIRST = r"(?=[\dXx#_]|[TtDdMmHhSJjYy]{2}|[TtDd][./-])"
"""How a date, time or amount in letters begins: most words are left at once."""
UNFILLED: Final = rf"(?<![\w#.,]){_FIRST}(?:{_LETTERS})(?![\w#])|{_RUNS}"
"""The pattern of a date, time, amount or blank that is not filled in yet; it has no groups."""
UNFILLED_COUNT: Final = (
    r"(?<![\w.,])(?<!\d\s)(?:XX?|xx)(?=\s?(?:EUR|Euro|€|%|Prozent|Cent|Wochen?|Tage?n?|Monate?n?|Jahre?n?|Stunden?|Uhr"
    r"|Personen|Kindern?|m²|qm)(?!\w))"
)
"""The pattern of a bare ``XX`` before a unit, where it is no Roman number."""

_ALONE: Final = re.compile(_LETTERS)
_RUN_ALONE: Final = re.compile(r"(?!\.{3}$)(?:[_.…#][ /:,-]?){2,120}")
_DOTTED_LINE: Final = re.compile(r"[. …]{2,}")
_FILLED_DATE: Final = re.compile(r"[^./-]+(?:\.\s?|[/-])[^./-]+(?:(?:\.\s?|[/-])[^./-]+)?")
_WHOLE: Final = re.compile(_THOUSANDS)


def is_unfilled(text: str) -> bool:
    """Whether a token is nothing but a date, time, amount or blank that is not filled in yet."""
    return (_ALONE.fullmatch(text) or _RUN_ALONE.fullmatch(text)) is not None


def is_dotted_line(text: str) -> bool:
    """Whether a token is a line of dots, in which a full stop may be hidden."""
    return text != "..." and _DOTTED_LINE.fullmatch(text) is not None


def as_filled(text: str) -> str:
    """Return what such a place looks like once it is filled in, for those who read grammar.

    >>> as_filled("TT.MM.JJJJ"), as_filled("X.XXX,XX"), as_filled("hh:mm"), as_filled("20XX"), as_filled("____")
    ('31.03.2025', '1.234,56', '11:30', '2025', 'X')
    """
    if not re.search(r"[^._… -]", text) and text.count(".") != text.count("._"):
        return "X"
    if "," in text:
        return "1.234,56" if "." in text else "234,56"
    if ":" in text:
        return "11:30"
    if _WHOLE.fullmatch(text):
        return "1.234"
    if " " not in text.replace(". ", ".") and _FILLED_DATE.fullmatch(text):
        return "31.03.2025"
    return "2025" if _YEAR_PATTERN.fullmatch(text) else "X"


_YEAR_PATTERN: Final = re.compile(_YEAR_ALONE)
