"""Case, number and gender decided for whole noun phrases: noun, articles, adjectives and preposition agree.

The parser scores every word alone. Here the readings of a phrase are weighed together, limited to what the noun
table, the article's form and the preposition allow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from klartext.pipeline.nouns import NounReading

Reading = tuple[str, str, str]
"""Case, number, gender."""

CASES, NUMBERS, GENDERS = ("Nom", "Gen", "Dat", "Acc"), ("Sing", "Plur"), ("Masc", "Fem", "Neut")
ALL_READINGS: tuple[Reading, ...] = tuple(product(CASES, NUMBERS, GENDERS))


def _cells(*patterns: str) -> frozenset[Reading]:
    """Read cells such as ``Nom.Sing.Masc`` or ``Gen.Plur`` (any gender)."""
    found = set()
    for pattern in patterns:
        case, number, *gender = pattern.split(".")
        found |= {(case, number, g) for g in (gender or GENDERS)}
    return frozenset(found)


ARTICLES = {
    "der": _cells("Nom.Sing.Masc", "Gen.Sing.Fem", "Dat.Sing.Fem", "Gen.Plur"),
    "die": _cells("Nom.Sing.Fem", "Acc.Sing.Fem", "Nom.Plur", "Acc.Plur"),
    "das": _cells("Nom.Sing.Neut", "Acc.Sing.Neut"),
    "den": _cells("Acc.Sing.Masc", "Dat.Plur"),
    "dem": _cells("Dat.Sing.Masc", "Dat.Sing.Neut"),
    "des": _cells("Gen.Sing.Masc", "Gen.Sing.Neut"),
}
ENDINGS = {
    "e": _cells("Nom.Sing.Fem", "Acc.Sing.Fem", "Nom.Plur", "Acc.Plur"),
    "er": _cells("Nom.Sing.Masc", "Gen.Sing.Fem", "Dat.Sing.Fem", "Gen.Plur"),
    "es": _cells("Nom.Sing.Neut", "Acc.Sing.Neut", "Gen.Sing.Masc", "Gen.Sing.Neut"),
    "en": _cells("Acc.Sing.Masc", "Dat.Plur", "Gen.Sing.Masc", "Gen.Sing.Neut"),
    "em": _cells("Dat.Sing.Masc", "Dat.Sing.Neut"),
}
BARE = _cells("Nom.Sing.Masc", "Nom.Sing.Neut", "Acc.Sing.Neut")
EIN_STEMS = ("ein", "kein", "mein", "dein", "sein", "ihr", "unser", "euer")
DER_STEMS = ("dies", "jen", "jed", "jedwed", "manch", "solch", "welch", "all", "beid")

PREPOSITIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        """mit von zu bei aus nach seit gegenüber ab außer entgegen nebst samt im am zum zur vom beim""".split(),
        ("Dat",),
    ),
    **dict.fromkeys("für durch gegen ohne um bis ins ans aufs fürs ums durchs pro per".split(), ("Acc",)),
    **dict.fromkeys("in an auf über unter vor hinter neben zwischen".split(), ("Dat", "Acc")),
    **dict.fromkeys(
        """wegen während trotz aufgrund hinsichtlich bezüglich seitens mittels anlässlich zwecks innerhalb außerhalb
        anhand infolge angesichts einschließlich zuzüglich abzüglich vorbehaltlich ungeachtet oberhalb unterhalb
        zugunsten zulasten mithilfe anstatt statt binnen laut""".split(),
        ("Gen", "Dat"),
    ),
}


def determiner_cells(form: str) -> frozenset[Reading] | None:
    """Return the readings that an article or article word allows, None when its form is not known."""
    word = form.lower()
    if word in ARTICLES:
        return ARTICLES[word]
    for stem in EIN_STEMS:
        if word == stem:
            return BARE
    for stem in (*EIN_STEMS, *DER_STEMS):
        ending = word.removeprefix(stem)
        if ending != word and ending in ENDINGS:
            return ENDINGS[ending]
        if stem == "unser" and ending in ("n", "m"):
            return ENDINGS["e" + ending]
    return None


def preposition_cases(form: str) -> tuple[str, ...]:
    """Return the cases a preposition or contraction can govern; all cases when it is not known."""
    return PREPOSITIONS.get(form.lower(), CASES)


def decide(
    members: Sequence[int],
    scores: Mapping[str, npt.NDArray[np.float32]],
    nouns: Sequence[NounReading],
    determiners: Sequence[str],
    prepositions: Sequence[str],
) -> Reading | None:
    """Return the best common reading of a noun phrase, None when nothing fits all limits.

    Args:
        members: Word indices of the noun and its articles and adjectives.
        scores: Log-probabilities [words, 4 or 2 or 3] of Case, Number and Gender, in their order.
        nouns: Readings of the noun from the table; none when it is unknown.
        determiners: Forms of its articles.
        prepositions: Forms of its prepositions.
    """
    allowed = _noun_cells(nouns) if nouns else set(ALL_READINGS)
    for form in determiners:
        cells = determiner_cells(form)
        if cells is not None:
            allowed = allowed & cells
    for form in prepositions:
        cases = preposition_cases(form)
        allowed = {r for r in allowed if r[0] in cases}
    if not allowed:
        return None
    rows = list(members)
    case, number, gender = (scores[f][rows].sum(0) for f in ("Case", "Number", "Gender"))
    return max(
        sorted(allowed),
        key=lambda r: float(case[CASES.index(r[0])] + number[NUMBERS.index(r[1])] + gender[GENDERS.index(r[2])]),
    )


def _noun_cells(nouns: Sequence[NounReading]) -> set[Reading]:
    return {
        (case, number, gender)
        for reading in nouns
        for case, number in reading.cells
        for gender in ((reading.gender,) if reading.gender else GENDERS)
    }
