"""Case, number and gender: the words that every module of this room speaks in."""

from __future__ import annotations

from typing import Literal, TypeAlias

Case: TypeAlias = Literal["Nom", "Gen", "Dat", "Acc"]
Number: TypeAlias = Literal["Sing", "Plur"]
Gender: TypeAlias = Literal["Masc", "Fem", "Neut"]
Declension: TypeAlias = Literal["strong", "weak", "mixed"]
Reading: TypeAlias = tuple[Case, Number, Gender]

CASES: tuple[Case, ...] = ("Nom", "Gen", "Dat", "Acc")
NUMBERS: tuple[Number, ...] = ("Sing", "Plur")
GENDERS: tuple[Gender, ...] = ("Masc", "Fem", "Neut")
READINGS: tuple[Reading, ...] = tuple((c, n, g) for c in CASES for n in NUMBERS for g in GENDERS)
