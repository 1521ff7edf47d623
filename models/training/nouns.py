"""Write the noun table of the pipeline from the package ``german-nouns`` (Wiktionary, CC BY-SA 4.0).

    python models/training/nouns.py --out models/de_klartext/nouns.txt

One line a form, sorted by code points: form, tab, then entries parted by a blank. An entry is lemma, gender letter
(m, f, n) and a hexadecimal mask of the cells the form fills (bit = 4 * plural + case, cases Nom, Gen, Dat, Acc).
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
from collections import defaultdict
from pathlib import Path

_CASES = {"nominativ": 0, "genitiv": 1, "dativ": 2, "akkusativ": 3}
_WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*")
_SKIPPED = ("Vorname", "Nachname", "Wortverbindung", "Toponym", "Eigenname")


def main() -> None:
    """Read the CSV of the installed package and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    spec = importlib.util.find_spec("german_nouns")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Das Paket fehlt: pip install german-nouns==1.2.5")
    source = Path(next(iter(spec.submodule_search_locations))) / "nouns.csv"
    table: defaultdict[str, defaultdict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not any(kind in row["pos"] for kind in _SKIPPED):
                _add(row, table)
    lines = []
    for form in sorted(table):
        entries = " ".join(f"{lemma}:{gender}{mask:x}" for (lemma, gender), mask in sorted(table[form].items()))
        lines.append(f"{form}\t{entries}\n")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{args.out}: {len(lines)} forms, {args.out.stat().st_size / 1e6:.1f} MB")


def _add(row: dict[str, str], table: defaultdict[str, defaultdict[tuple[str, str], int]]) -> None:
    genders = [row[k] for k in ("genus", "genus 1", "genus 2", "genus 3", "genus 4") if row.get(k) in ("m", "f", "n")]
    lemma = row["lemma"]
    if not _WORD.fullmatch(lemma):
        return
    for column, form in row.items():
        case, _, rest = column.partition(" ")
        if case not in _CASES or not form or not _WORD.fullmatch(form):
            continue
        bit = 1 << (_CASES[case] + 4 * rest.startswith("plural"))
        number = re.search(r"\d", rest)
        wanted = genders
        if rest.startswith("singular") and number and row.get(f"genus {number[0]}") in ("m", "f", "n"):
            wanted = [row[f"genus {number[0]}"]]
        for gender in wanted or ([""] if rest.startswith("plural") else []):
            table[form][(lemma, gender or "-")] |= bit


if __name__ == "__main__":
    main()
