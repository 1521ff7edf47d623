"""Compare the conjugation with a hand-checked table of verbs from official letters.

    python evaluation/verben.py [--write]

``evaluation/verben/liste.txt`` names the verbs, ``golden.tsv`` holds their forms; every difference is printed.
``--write`` records the figures in evaluation/results/verben.json. Exit status: 0 every form is right, 1 one is not.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from klartext.grammar.verbs import lemma_of_participle, verb
from results import record, show

FOLDER = Path(__file__).resolve().parent / "verben"


def conjugated(infinitive: str) -> dict[str, str]:
    """Return the forms of a verb under the column names of the table; empty for an unknown verb."""
    known = verb(infinitive)
    if known is None:
        return {}
    return {
        "infinitiv": known.infinitive,
        "zu_infinitiv": known.zu_infinitive,
        "partizip": known.participle,
        "hilfsverb": "/".join(known.auxiliaries),
        "partikel": known.particle,
        "ich": known.finite(1, "Sing"),
        "er": known.finite(3, "Sing"),
        "sie": known.finite(3, "Plur"),
        "er_praeteritum": known.finite(3, "Sing", "Past"),
        "sie_praeteritum": known.finite(3, "Plur", "Past"),
        "er_konjunktiv1": known.finite(3, "Sing", mood="Sub"),
        "er_konjunktiv2": known.finite(3, "Sing", "Past", "Sub"),
        "er_nebensatz": known.finite_joined(3, "Sing"),
        "hoeflich": " … ".join(part for part in known.polite_imperative() if part),
    }


def read_golden() -> list[dict[str, str]]:
    """Return the rows of the table."""
    with (FOLDER / "golden.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def differences(row: Mapping[str, str]) -> list[str]:
    """Return a line for every form of a verb that is not as in the table."""
    found = conjugated(row["infinitiv"])
    return [
        f"{row['infinitiv']}: {name} ist {found.get(name, '–')!r}, richtig {right!r}"
        for name, right in row.items()
        if found.get(name) != right
    ]


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    listed = (FOLDER / "liste.txt").read_text(encoding="utf-8").split()
    rows = read_golden()
    wrong = [line for row in rows for line in differences(row)]
    missing = sorted(set(listed) ^ {row["infinitiv"] for row in rows})
    lemmas = {row["infinitiv"]: lemma_of_participle(row["partizip"]) for row in rows}
    unclear = [word for word, lemma in lemmas.items() if lemma is None]
    other = [word for word, lemma in lemmas.items() if lemma not in (word, None)]
    for line in (*wrong, *(f"{word}: nur in einer der beiden Dateien" for word in missing)):
        print(line)
    forms = sum(len(row) for row in rows)
    values = [
        ("Verben", str(len(rows)), "≥ 300"),
        ("Formen richtig", f"{forms - len(wrong)} von {forms}", f"{forms} von {forms}"),
        ("Partizip gehört zu zwei Verben, keines gewählt", str(len(unclear)), ""),
        ("Partizip gehört zu zwei Verben, das andere gewählt", str(len(other)), ""),
    ]
    show(values)
    print("keines gewählt:", *unclear, "– das andere:", *other)
    if args.write:
        record("verben", "Konjugation der Verben aus Behördenbriefen", "python evaluation/verben.py --write", values)
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
