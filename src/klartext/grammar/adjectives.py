"""Endings of adjectives: strong, weak and mixed."""

from __future__ import annotations

import re
from functools import lru_cache

from klartext.grammar.features import CASES, Case, Declension, Gender, Number

_COLUMNS = ("Masc", "Fem", "Neut", "Plur")
_ENDINGS: dict[Declension, tuple[str, ...]] = {  # rows Nom, Gen, Dat, Acc; columns Masc, Fem, Neut, Plur
    "strong": ("er e es e", "en er en er", "em er em en", "en e es e"),
    "weak": ("e e e en", "en en en en", "en en en en", "en e e en"),
    "mixed": ("er e es en", "en en en en", "en en en en", "en e es en"),
}
_ENDED = re.compile(r"(?P<stem>.*[^\W\d_]{2})(?P<ending>e|en|em|er|es)")
_SHORTENED = re.compile(r"(?:(?<=[^aeiouäöü])el|(?<=[aäe]u)er|(?<=mak)aber|(?<=int)eger)\Z")
_INVARIABLE = re.compile(r".*(?:[ai]|[^\W\d_]{2}er Straße)|.*\.|.*\d.*|beige|orange|ganz|halb|solch|manch|welch")


@lru_cache(maxsize=64)
def ending(declension: Declension, case: Case, number: Number, gender: Gender) -> str:
    """Return the ending of an adjective, for example ``em``."""
    row = _ENDINGS[declension][CASES.index(case)].split()
    return row[_COLUMNS.index("Plur" if number == "Plur" else gender)]


def inflected_stem(lemma: str) -> str:
    """Return what the endings are put to: dunkel → dunkl, teuer → teur, hoch → hoh, weise → weis."""
    if lemma == "hoch" or lemma.endswith("hoch"):
        return lemma[:-2] + "h"
    if found := _SHORTENED.search(lemma):
        return lemma[: found.start()] + found[0].replace("e", "", 1) if found[0] != "aber" else lemma[:-2] + "r"
    return lemma.removesuffix("e")


def attributive(lemma: str, declension: Declension, case: Case, number: Number, gender: Gender) -> str:
    """Return the form of an adjective before a noun; lila, rosa … stay as they are."""
    return lemma if is_invariable(lemma) else inflected_stem(lemma) + ending(declension, case, number, gender)


def is_invariable(form: str) -> bool:
    """Whether a word before a noun never takes an ending: lila, a figure, an abbreviation with a full stop."""
    return bool(_INVARIABLE.fullmatch(form.lower()))


def is_place(form: str) -> bool:
    """Whether a capital form can be an adjective from a place: Berliner."""
    return form[:1].isupper() and form.endswith("er")


@lru_cache(maxsize=4096)
def as_nouns(form: str) -> tuple[str, ...]:
    """Return the base forms of an inflected adjective used as a noun: *Betroffenen* → *Betroffener, Betroffene*."""
    return tuple(stem + ending for stem in stems(form) for ending in ("er", "e"))


def stems(form: str) -> tuple[str, ...]:
    """Return the stems that an inflected form can have; of ``höherer`` höher- and höherer- is only the first one."""
    found = _ENDED.fullmatch(form)
    return (found["stem"],) if found else ()
