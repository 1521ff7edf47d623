"""Articles and article words: their forms, and how an adjective declines after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klartext.grammar.adjectives import ending
from klartext.grammar.features import READINGS, Case, Declension, Gender, Number, Reading
from klartext.pipeline.agreement import ARTICLES, BARE, DER_STEMS, EIN_STEMS, ENDINGS

DEFINITE_ARTICLES: Final = frozenset({"der", "die", "das", "den", "dem", "des"})
_MORE_DER_STEMS = ("sämtlich", "irgendwelch", "irgendein")
_FLUCTUATING = ("solch", "manch", "welch", "irgendwelch", "sämtlich", "beid", "all")
_JOINED = ("selb", "jenig")
_INVARIABLE = ("dessen", "deren", "wessen", "viel", "wenig", "mehr", "weniger", "etwas", "genug", "lauter", "allerlei")
_BEFORE_OTHERS = ("all", "manch", "solch", "welch")


@dataclass(frozen=True, slots=True, eq=False)
class Determiner:
    """One article word.

    Args:
        forms: Its form for every reading it has.
        declensions: How adjectives behind it decline, the recommended way first; none if it changes nothing.
    """

    forms: Mapping[Reading, str]
    declensions: tuple[Declension, ...]

    def form(self, case: Case, number: Number, gender: Gender) -> str | None:
        """Return its form, lower case; None where it has none (ein in plural)."""
        return self.forms.get((case, number, gender))


@lru_cache(maxsize=512)
def determiner(form: str) -> Determiner | None:
    """Return the article word with this form (any case of letters), None if it is none."""
    word = form.lower()
    if word in ARTICLES:
        return _definite("")
    for joined in _JOINED:
        article, found, rest = word.partition(joined)
        if found and article in ARTICLES and rest in ("e", "en"):
            return _definite(joined)
    if word in _INVARIABLE:
        return Determiner(dict.fromkeys(READINGS, word), ("strong",))
    if word in _BEFORE_OTHERS:
        return Determiner(dict.fromkeys(READINGS, word), ())
    return _ein_word(word) or _der_word(word)


def article(definite: bool = True) -> Determiner:
    """Return der, die, das or ein, eine, ein."""
    found = determiner("der" if definite else "ein")
    assert found is not None
    return found


@lru_cache(maxsize=4)
def _definite(joined: str) -> Determiner:
    plain = {reading: form for form, cells in ARTICLES.items() for reading in cells}
    forms = {r: plain[r] + (joined + ending("weak", *r) if joined else "") for r in READINGS}
    return Determiner(forms, ("weak",))


def _ein_word(word: str) -> Determiner | None:
    for stem in (*EIN_STEMS, "irgendein"):
        rest = word.removeprefix(stem)
        if word == stem or (rest != word and rest in ENDINGS):
            only_one = stem in ("ein", "irgendein")
            forms = {r: stem if r in BARE else text for r, text in _endings(stem, only_one).items()}
            return Determiner(forms, ("mixed",))
    return None


def _der_word(word: str) -> Determiner | None:
    for stem in (*DER_STEMS, *_MORE_DER_STEMS):
        rest = word.removeprefix(stem)
        if rest != word and rest in ENDINGS:
            forms = _endings(stem, stem in ("jed", "jedwed"))
            ways: tuple[Declension, ...] = ("weak", "strong") if stem in _FLUCTUATING else ("weak",)
            return Determiner(forms, ways)
    return None


def _endings(stem: str, only_one: bool) -> dict[Reading, str]:
    """Return stem and ending for every reading; the genitive of der-words ends in -es (dieses Jahres)."""
    order = ("es", "em", "er", "e", "en")
    return {
        r: stem + next(rest for rest in order if r in ENDINGS[rest]) for r in READINGS if r[1] == "Sing" or not only_one
    }
