"""Pronouns: personal, polite, reflexive, relative, man, wer, jemand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klartext.grammar.features import CASES, Case, Gender, Number
from klartext.pipeline.words import POLITE_WORDS


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One pronoun.

    Args:
        cells: Forms in Nom, Gen, Dat, Acc; empty where nobody writes it (seiner, ihrer).
        number: Its number.
        gender: None where it has none.
        person: 1, 2 or 3.
        polite: Whether it is the polite Sie, which is written with a capital everywhere.
    """

    cells: tuple[str, str, str, str]
    number: Number
    gender: Gender | None = None
    person: int = 3
    polite: bool = False

    def form(self, case: Case) -> str:
        """Return its form in a case, empty if it has none."""
        return self.cells[CASES.index(case)]


_PRONOUNS = (
    Pronoun(("ich", "", "mir", "mich"), "Sing", None, 1),
    Pronoun(("wir", "", "uns", "uns"), "Plur", None, 1),
    Pronoun(("du", "", "dir", "dich"), "Sing", None, 2),
    Pronoun(("ihr", "", "euch", "euch"), "Plur", None, 2),
    Pronoun(("er", "", "ihm", "ihn"), "Sing", "Masc"),
    Pronoun(("sie", "", "ihr", "sie"), "Sing", "Fem"),
    Pronoun(("es", "", "ihm", "es"), "Sing", "Neut"),
    Pronoun(("sie", "", "ihnen", "sie"), "Plur"),
    Pronoun(("Sie", "", "Ihnen", "Sie"), "Plur", None, 3, True),
    Pronoun(("", "", "sich", "sich"), "Sing"),
    Pronoun(("", "", "sich", "sich"), "Plur"),
    Pronoun(("man", "", "einem", "einen"), "Sing", "Masc"),
    Pronoun(("wer", "wessen", "wem", "wen"), "Sing", "Masc"),
    Pronoun(("jemand", "jemandes", "jemandem", "jemanden"), "Sing", "Masc"),
    Pronoun(("niemand", "niemandes", "niemandem", "niemanden"), "Sing", "Masc"),
    Pronoun(("was", "", "", "was"), "Sing", "Neut"),
    Pronoun(("etwas", "", "etwas", "etwas"), "Sing", "Neut"),
    Pronoun(("nichts", "", "nichts", "nichts"), "Sing", "Neut"),
    Pronoun(("alles", "", "allem", "alles"), "Sing", "Neut"),
    Pronoun(("dies", "", "diesem", "dies"), "Sing", "Neut"),
)
_RELATIVE = (
    Pronoun(("der", "dessen", "dem", "den"), "Sing", "Masc"),
    Pronoun(("die", "deren", "der", "die"), "Sing", "Fem"),
    Pronoun(("das", "dessen", "dem", "das"), "Sing", "Neut"),
    Pronoun(("die", "deren", "denen", "die"), "Plur"),
)
_UNSURE = ("einen", "einem")
POLITE_FORMS: Final = frozenset(map(str.capitalize, POLITE_WORDS))
"""Forms of *Sie* and *Ihr* that address the reader."""
RELATIVE_FORMS: Final = frozenset({
    "der", "die", "das", "den", "dem", "welcher", "welche", "welches", "welchen", "welchem",
})  # fmt: skip
"""Forms of the relative pronouns in nominative, dative and accusative, but for *denen*."""


@lru_cache(maxsize=256)
def pronouns(form: str) -> tuple[Pronoun, ...]:
    """Return the pronouns with this form; a capital Sie or Ihnen is only the polite one."""
    if form in _UNSURE:
        return ()
    return tuple(p for p in (*_PRONOUNS, *_RELATIVE) if form in p.cells)


def personal(number: Number, gender: Gender | None) -> Pronoun | None:
    """Return er, sie, es or the plural sie."""
    for pronoun in _PRONOUNS[4:8]:
        if pronoun.number == number and (number == "Plur" or pronoun.gender == gender):
            return pronoun
    return None


def relative(number: Number, gender: Gender | None) -> Pronoun | None:
    """Return the relative der, die, das or the plural die."""
    for pronoun in _RELATIVE:
        if pronoun.number == number and (number == "Plur" or pronoun.gender == gender):
            return pronoun
    return None
