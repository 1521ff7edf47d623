"""Sentences without their facts, for a server: each protected place becomes a neutral mark and is put back after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LAW: Final = re.compile(r"(?:§|Art(?:\.|ikel\b))")
"""Places of the law are public, and a model needs them to build its sentence."""
_LETTERS: Final = "PQVXYZ"


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence with marks; ``places`` are the texts behind the marks 1, 2 …, each mark stands once."""

    text: str
    letter: str
    places: tuple[str, ...]

    def restore(self, text: str) -> str | None:
        """Return a new wording with the places put back; None if a mark is missing, doubled or unknown."""
        mark = re.compile(rf"\[\s*{self.letter}\s*(\d+)\s*\]")
        found = sorted(int(number) for number in mark.findall(text))
        if found != list(range(1, len(self.places) + 1)):
            return None
        return mark.sub(lambda m: self.places[int(m[1]) - 1], text)


def mask(sentence: str, places: tuple[str, ...]) -> Masked | None:
    """Replace every place, and every other spot that reads the same.

    Returns:
        None where that is not possible; the sentence must not leave the machine then.
    """
    letter = next((sign for sign in _LETTERS if f"[{sign}" not in sentence), None)
    secret = sorted({place for place in places if place.strip() and not _LAW.match(place)}, key=len, reverse=True)
    if letter is None or any(place not in sentence for place in secret):
        return None
    if not secret:
        return Masked(sentence, letter, ())
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        hidden.append(found[0])
        return f"[{letter}{len(hidden)}]"

    text = re.sub("|".join(map(_pattern, secret)), hide, sentence)
    return Masked(text, letter, tuple(hidden))


def _pattern(place: str) -> str:
    """Return the pattern of a place; one that begins or ends with a digit is no part of a longer number."""
    before, behind = r"(?<!\d)" * place[0].isdigit(), r"(?!\d)" * place[-1].isdigit()
    return f"{before}{re.escape(place)}{behind}"
