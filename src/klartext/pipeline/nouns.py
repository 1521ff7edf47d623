"""The noun table: which lemma, gender, case and number a written noun can have.

Source: German Wiktionary through the package ``german-nouns`` (CC BY-SA 4.0), see ``models/training/nouns.py``.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

_GENDERS = {"m": "Masc", "f": "Fem", "n": "Neut", "-": ""}
_CASES = ("Nom", "Gen", "Dat", "Acc")
_SHORTEST_HEAD = 3


@dataclass(frozen=True, slots=True)
class NounReading:
    """One reading of a noun form; ``gender`` is empty for a plural-only noun without one."""

    lemma: str
    gender: str
    cells: tuple[tuple[str, str], ...]  # (case, number)


class NounTable:
    """Looks forms up by bisection in the sorted lines of the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _lines(self) -> list[str]:
        return self._path.read_text(encoding="utf-8").split("\n")

    @lru_cache(maxsize=20_000)  # noqa: B019 - one table lives as long as the program
    def readings(self, form: str) -> tuple[NounReading, ...]:
        """Return the readings of a noun; of an unknown compound those of its longest known head."""
        found = self.exact(form)
        if found:
            return found
        start = form.rfind("-") + 1
        if start:
            return tuple(_compound(form[:start], r, False) for r in self.readings(form[start:]))
        for at in range(2, len(form) - _SHORTEST_HEAD + 1):
            head = self.exact(form[at].upper() + form[at + 1 :])
            if head:
                return tuple(_compound(form[:at], r, True) for r in head)
        return ()

    def exact(self, form: str) -> tuple[NounReading, ...]:
        """Return the readings of a form that stands in the table itself."""
        at = bisect_left(self._lines, form + "\t")
        if at == len(self._lines) or not self._lines[at].startswith(form + "\t"):
            return ()
        return tuple(_reading(entry) for entry in self._lines[at].split("\t")[1].split(" "))


def _reading(entry: str) -> NounReading:
    lemma, _, code = entry.rpartition(":")
    mask = int(code[1:], 16)
    cells = tuple((_CASES[bit % 4], "Plur" if bit >= 4 else "Sing") for bit in range(8) if mask >> bit & 1)
    return NounReading(lemma, _GENDERS[code[0]], cells)


def _compound(front: str, head: NounReading, lower: bool) -> NounReading:
    lemma = head.lemma[0].lower() + head.lemma[1:] if lower else head.lemma
    return NounReading(front + lemma, head.gender, head.cells)
