"""Measure the declension of nouns: from a lemma to every form, and from every form back to the lemma.

    python evaluation/substantive.py [--write]

The two tables of nouns are made from the same source on different ways: one is read by form, one by lemma. Of 5,000
nouns every cell (case and number) must come out the same on both. ``--write`` records the figures in
evaluation/results/substantive.json. Exit status: 0 the bar is reached, 1 it is not.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping

from klartext import paths
from klartext.grammar.features import Case, Number
from klartext.grammar.nouns import NounForms, analyses, declensions
from klartext.pipeline.nouns import NounTable
from results import record, show

NOUNS = 5_000
SEED = 20_260_101
BAR = 0.999
_SHOWN = 20

Cell = tuple[str, str, str]
"""Gender (empty for none), case, number."""


def cells_by_lemma() -> dict[str, dict[Cell, set[str]]]:
    """Return the forms of every lemma as the table by form tells them."""
    path = paths.pipeline_dir() / "nouns.txt"
    table = NounTable(path)
    found: defaultdict[str, defaultdict[Cell, set[str]]] = defaultdict(lambda: defaultdict(set))
    for line in path.read_text(encoding="utf-8").splitlines():
        form = line.split("\t")[0]
        for reading in table.exact(form):
            for case, number in reading.cells:
                found[reading.lemma][(reading.gender, case, number)].add(form)
    return {lemma: dict(cells) for lemma, cells in found.items()}


def wrong_cells(lemma: str, expected: Mapping[Cell, set[str]]) -> Iterator[str]:
    """Yield a line for every cell that does not come out the same."""
    ways = declensions(lemma)
    for (gender, case, number), forms in expected.items():
        own = [way for way in ways if (way.gender or "") == gender]
        generated = {form for way in own for form in _generated(way, case, number)}
        lost = [form for form in forms if not any(_same(way, lemma, gender) for way in analyses(form))]
        if generated != forms or lost:
            yield f"{lemma} {gender} {case} {number}: {sorted(forms)} wurde {sorted(generated)}, verloren {lost}"


def _generated(way: NounForms, case: str, number: str) -> Iterator[str]:
    for declension in ("strong", "weak", "mixed"):
        yield from way.form(_case(case), _number(number), declension)


def _same(way: NounForms, lemma: str, gender: str) -> bool:
    return (way.lemma == lemma or way.is_adjectival) and (way.gender or "") == gender


def _case(name: str) -> Case:
    found: dict[str, Case] = {"Nom": "Nom", "Gen": "Gen", "Dat": "Dat", "Acc": "Acc"}
    return found[name]


def _number(name: str) -> Number:
    return "Plur" if name == "Plur" else "Sing"


def _german(share: float, digits: int) -> str:
    return f"{share:.{digits}%}".replace(".", ",").replace("%", " %")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cells = cells_by_lemma()
    sample = random.Random(SEED).sample(sorted(cells), NOUNS)
    total = sum(len(cells[lemma]) for lemma in sample)
    wrong = [line for lemma in sample for line in wrong_cells(lemma, cells[lemma])]
    print(*wrong[:_SHOWN], sep="\n", end="\n" if wrong else "")
    share = 1 - len(wrong) / total
    values = [
        ("Substantive", f"{NOUNS:,}".replace(",", "."), ""),
        ("Zellen", f"{total:,}".replace(",", "."), ""),
        ("Zellen richtig", _german(share, 2), f"≥ {_german(BAR, 1)}"),
    ]
    show(values)
    if args.write:
        title = "Beugung der Substantive, hin und zurück"
        record("substantive", title, "python evaluation/substantive.py --write", values)
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
