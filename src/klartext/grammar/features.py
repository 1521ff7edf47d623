"""Case, number and gender: the words that every module of this room speaks in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias, TypeVar

_T = TypeVar("_T")

Case: TypeAlias = Literal["Nom", "Gen", "Dat", "Acc"]
Number: TypeAlias = Literal["Sing", "Plur"]
Gender: TypeAlias = Literal["Masc", "Fem", "Neut"]
Declension: TypeAlias = Literal["strong", "weak", "mixed"]
Reading: TypeAlias = tuple[Case, Number, Gender]

CASES: tuple[Case, ...] = ("Nom", "Gen", "Dat", "Acc")
NUMBERS: tuple[Number, ...] = ("Sing", "Plur")
GENDERS: tuple[Gender, ...] = ("Masc", "Fem", "Neut")
READINGS: tuple[Reading, ...] = tuple((c, n, g) for c in CASES for n in NUMBERS for g in GENDERS)


def only(values: Iterable[_T]) -> _T | None:
    """Return the one value that all are; None if they differ or there is none."""
    different = set(values)
    return next(iter(different)) if len(different) == 1 else None
