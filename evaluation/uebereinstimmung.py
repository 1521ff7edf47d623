"""How far two readers agree who annotated the same ten letters without seeing each other's work.

    python evaluation/uebereinstimmung.py             # messen
    python evaluation/uebereinstimmung.py --stellen   # dazu jede Stelle, die nur einer nennt
    python evaluation/uebereinstimmung.py --write     # dazu results/uebereinstimmung.json schreiben

First reading: ``briefe/*.gold.json``; second: ``zweitlesung/*.json``. F1 counts places of the same category that touch,
as ``befunde.py`` does. Cohen's kappa looks at every word: is it in a place of the category or not; overall it is the
mean of the categories, weighed by how many words either reader marks. Protected places were read once only. Klartext
is compared with each reading, too.
Exit status: 0 done.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

sys.path.insert(0, str(Path(__file__).resolve().parent))

from befunde import FOLDER as LETTERS
from befunde import Group, Place, Tally, gold_places, interval, marked_places, score_letter
from klartext.documents import read_path
from klartext.records import Category
from klartext.session import Klartext
from results import figure, record, show

SECOND: Final = Path(__file__).resolve().parent / "zweitlesung"
_WORD: Final = re.compile(r"\w+(?:[.-]\w+)*")


@dataclass(slots=True)
class Words:
    """Words of all letters by what the two readers say of them."""

    both: int = 0
    first: int = 0
    second: int = 0
    none: int = 0

    def add(self, other: Words) -> None:
        """Add the counts of another one."""
        self.both += other.both
        self.first += other.first
        self.second += other.second
        self.none += other.none

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where chance alone decides."""
        every = self.both + self.first + self.second + self.none
        if not every:
            return None
        agreed = (self.both + self.none) / every
        one, two = (self.both + self.first) / every, (self.both + self.second) / every
        chance = one * two + (1 - one) * (1 - two)
        return None if chance == 1 else (agreed - chance) / (1 - chance)

    @property
    def marked(self) -> int:
        """Words that at least one reader marks."""
        return self.both + self.first + self.second


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and what both readers mark in it."""

    name: str
    text: str
    first: Sequence[Place]
    second: Sequence[Place]


def read_letters() -> Iterator[Letter]:
    """Yield the letters that were read twice."""
    for path in sorted(SECOND.glob("*.json")):
        text = (LETTERS / f"{path.stem}.txt").read_text(encoding="utf-8")
        first, second = (
            gold_places(text, json.loads(file.read_text(encoding="utf-8")))
            for file in (LETTERS / f"{path.stem}.gold.json", path)
        )
        yield Letter(path.stem, text, first, second)


def words_of(letter: Letter, category: str) -> Words:
    """Count the words of a letter for one category."""
    first, second = (
        {i for place in places if place.category == category for i in range(place.span.start, place.span.end)}
        for places in (letter.first, letter.second)
    )
    found = Words()
    for word in _WORD.finditer(letter.text):
        here = range(*word.span())
        one, two = not first.isdisjoint(here), not second.isdisjoint(here)
        found.add(Words(one and two, one and not two, two and not one, not one and not two))
    return found


def overall(by_category: Mapping[str, Words]) -> float:
    """Return the mean kappa, weighed by the marked words."""
    known = [(words.kappa, words.marked) for words in by_category.values() if words.kappa is not None and words.marked]
    return sum(kappa * weight for kappa, weight in known) / sum(weight for _, weight in known)


def figures(letters: Sequence[Letter], scores: Sequence[Group]) -> list[tuple[str, str, str]]:
    """Return name, value and bar of every figure."""
    total = Group()
    for score in scores:
        total.add(score)
    words: dict[str, Words] = {name: Words() for name in get_args(Category)}
    for letter in letters:
        for name, count in words.items():
            count.add(words_of(letter, name))
    low, high = interval([score.total for score in scores]) or (0.0, 0.0)
    values = [
        ("Briefe", str(len(letters)), ""),
        ("Stellen der ersten Lesung", str(total.total.found + total.total.missed), ""),
        ("Stellen der zweiten Lesung", str(total.total.right + total.total.wrong), ""),
        ("F1 zwischen beiden", figure(total.total.f1), ""),
        ("95-%-Intervall von F1", f"{low:.2f}–{high:.2f}", ""),
        ("Cohens Kappa je Wort, gewichtetes Mittel", f"{overall(words):.2f}", ""),
    ]
    for name in get_args(Category):
        tally = total.tallies.get(name, Tally())
        values += [(f"F1 {name}", figure(tally.f1), ""), (f"Kappa {name}", figure(words[name].kappa), "")]
    return values


def program(klartext: Klartext, letters: Sequence[Letter]) -> list[tuple[str, str, str]]:
    """Return how far the program agrees with each reading."""
    values = []
    for which, places in (("ersten", [x.first for x in letters]), ("zweiten", [x.second for x in letters])):
        total = Group()
        for letter, gold in zip(letters, places, strict=True):
            schutz = [p for p in letter.first if p.category == "schutz"]
            own = [p for p in gold if p.category != "schutz"]
            marked = marked_places(klartext.analyse(read_path(LETTERS / f"{letter.name}.txt")))
            total.add(score_letter(letter.name, letter.text, [*schutz, *own], marked))
        values.append((f"F1 zwischen Klartext und der {which} Lesung", figure(total.total.f1), ""))
    return values


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stellen", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    letters = list(read_letters())
    scores = [score_letter(x.name, x.text, x.first, [p for p in x.second if p.category != "schutz"]) for x in letters]
    values = [*figures(letters, scores), *program(Klartext.load(model="off"), letters)]
    show(values)
    if args.stellen:
        lines = [line.replace("fehlt  ", "nur 1  ").replace("zu viel", "nur 2  ") for s in scores for line in s.errors]
        print("", *lines, sep="\n")
    if args.write:
        command = "python evaluation/uebereinstimmung.py --write"
        record("uebereinstimmung", "Zwei Lesungen derselben zehn Briefe", command, values)
    return 0


if __name__ == "__main__":
    sys.exit(main())
