"""Article words in pairs for two genders: *der/die*, *Ihrer/Ihrem*, *der Antragstellerin/des Antragstellers*.

Both halves have one case, and both are written as the place in the sentence asks.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from klartext.grammar.determiners import determiner
from klartext.grammar.two_endings import TWO_ENDINGS

_WORD: Final = r"(?:d(?:er|ie|as|em|en|es)|(?:k?ein|mein|unser|sein|ihr|dies|jed)(?:e[rmns]?)?)"
_PAIR: Final = re.compile(rf"(?<![\w/])({_WORD})(?:\s[\w-]{{2,60}})?\s?/\s?({_WORD})(?![\w/])", re.IGNORECASE)
_INNER_CAPITAL: Final = re.compile(
    r"(?:(?<=[^\W\d_]{2}\s)|(?<=[^\W\d_]{2},\s))(?:D(?:er|ie|as|em|en|es)|(?:Ein|Kein|Dies|Jed)(?:e[rmns]?)?)(?=[\s/])"
)
_SMALL_AND_CAPITAL: Final = re.compile(r"(?<![\w/])(?:er|sie|ihm|ihr|ihn)/(?:Er|Sie|Ihm|Ihr|Ihn)(?!\w)")


def pair_fault(before: str, after: str) -> str:
    """Return in German what is wrong with a pair or an article in mid sentence and was not in the old text."""
    for (_, fault), was, now in zip(_FAULTS, _faults(before), _faults(after), strict=True):
        if new := now - was:
            return f"„{next(iter(new))}“ {fault}"
    return ""


@lru_cache(maxsize=4096)
def _faults(text: str) -> tuple[Counter[str], ...]:
    """Return what is wrong in a text, by kind."""
    return tuple(Counter(found(text)) for found, _ in _FAULTS)


def _half_declined(text: str) -> list[str]:
    """Return the pairs whose halves have no case in common."""
    return [hit[0] for hit in _PAIR.finditer(text) if not _cases(hit[1]) & _cases(hit[2])]


def _half_capital(text: str) -> list[str]:
    """Return the pairs of which only the second half has a capital: *dem/Der Antragsteller/in*."""
    articles = [hit[0] for hit in _PAIR.finditer(text) if hit[1][0].islower() and hit[2][0].isupper()]
    return articles + _SMALL_AND_CAPITAL.findall(text)


def _two_endings(text: str) -> list[str]:
    """Return the words with both endings, in small letters: *Ihr/e*, *Bevollmächtigte/r*; none may be made anew."""
    return [word.lower() for word in TWO_ENDINGS.findall(text)]


def _cases(form: str) -> frozenset[str]:
    known = determiner(form)
    if known is None:
        return frozenset()
    return frozenset(case for (case, _, _), own in known.forms.items() if own == form.lower())


_FAULTS: Final = (
    (_half_declined, "ist nur halb gebeugt"),
    (_two_endings, "ist nur halb gebeugt"),
    (_half_capital, "ist nur halb klein geschrieben"),
    (_INNER_CAPITAL.findall, "steht groß mitten im Satz"),
)
