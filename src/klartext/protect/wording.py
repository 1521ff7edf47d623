r"""Pieces of regular expressions that several kinds of facts share.

In these pieces and in everything that ``fact`` compiles, a blank stands for white space between two words
(a soft line break included) and ``~`` for white space that may be missing. A blank as such is written ``\x20``.
Every repetition is bounded, so that no pattern can take more than linear time.
"""

from __future__ import annotations

import re

_CAPITALS = "".join(chr(c) for c in range(0x41, 0x590) if chr(c).isupper()) + "ẞ"
CAPITAL = f"[{_CAPITALS}]"
NAME_WORD = rf"{CAPITAL}[\w'’]{{0,30}}(?:-{CAPITAL}?[\w'’]{{1,30}}){{0,3}}"

MONTH = (
    r"(?:Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|(?:Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.)"
)
WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"

DAY_OF_MONTH = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:1[89]|20|21)\d\d"
FULL_DATE = (
    rf"(?:(?:{WEEKDAY},? (?:den |dem )?)?"
    rf"(?:{DAY_OF_MONTH}\.\s?{MONTH_NUMBER}\.(?:\s?(?:{YEAR}|\d\d(?![\d.,]))|(?!\s?\d))"
    rf"|{DAY_OF_MONTH}\.~{MONTH}(?: {YEAR})?(?!\w))"
    rf"|{YEAR}-[01]\d-[0-3]\d(?!\d))"
)

_UNIT_WORD = (
    "eine?n?|zwei|drei|vier|fünf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|sechzig"
    "|siebzig|achtzig|neunzig|hundert|tausend"
)
NUMBER_WORD = rf"(?:(?:{_UNIT_WORD})(?:{_UNIT_WORD}|und){{0,6}})"
PLURAL_NUMBER_WORD = rf"(?!eine?[nrms]?(?:mal|fach\w{{0,2}})?(?!\w)){NUMBER_WORD}"
LARGE = r"(?:Mio\.?|Millionen|Million|Mrd\.?|Milliarden|Milliarde|Tsd\.?|Tausend)"
DECIMAL = r"(?:\d{1,3}(?:\.\d{3}){1,5}|\d{1,3}(?:[\x20\u00a0\u202f’']\d{3}){1,5}|\d{1,15})(?:,\d{1,4})?"

TIME_UNIT = (
    r"(?:(?:Kalender|Werk|Arbeits|Bank)?[tT]age?[sn]?|(?:Kalender)?[wW]ochen?|(?:Kalender)?[mM]onat(?:e[ns]?|s)?"
    r"|(?:Kalender)?[jJ]ahr(?:e[ns]?|s)?|Quartal(?:e[ns]?|s)?|Halbjahr(?:e[ns]?|s)?|Stunden?|Minuten?)"
)

COMPARED = r"(?:(?:nicht )?mehr als|(?:nicht )?weniger als|mindestens|höchstens|bis zu)"


def fact(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern in which blanks and ``~`` stand for white space.

    >>> fact("bis~zum Ende").search("biszum  Ende") is not None
    True
    """
    return re.compile(pattern.replace(" ", r"\s{1,6}").replace("~", r"\s{0,6}"), flags)
