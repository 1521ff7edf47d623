"""Write the declension table of nouns from the package ``german-nouns`` (Wiktionary, CC BY-SA 4.0).

    python models/training/noun_forms.py --out models/de_klartext/noun_forms.txt

First line: how many paradigms follow. A paradigm is a gender letter (m, f, n, - for none) and eight cells (Nom, Gen,
Dat, Acc in singular, then in plural) parted by commas. A cell lists its forms, best first, parted by slashes; a form
is how many letters of the lemma to cut and what to put there: ``0es``, ``4ände``. What declines as an adjective has
the paradigm ``m:*``.

Then one line a lemma, sorted by code points: lemma, tab, numbers of its paradigms parted by blanks; a question mark
behind the number says that the gender is rare: named second in the source, or followed by hardly any compound.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
from collections import Counter, defaultdict
from itertools import product
from pathlib import Path

_CASES = ("nominativ", "genitiv", "dativ", "akkusativ")
_WORD = re.compile(r"[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]+(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*")
_SKIPPED = ("Vorname", "Nachname", "Wortverbindung", "Toponym", "Eigenname", "Buchstabe", "Symbol", "fix")
_ADJECTIVAL = "adjektivische Deklination"

_WEAK = re.compile(r"m:[^,]*,0e?n,").match
_RARE, _ENOUGH = 0.02, 5

Cells = tuple[tuple[str, ...], ...]


def main() -> None:
    """Read the CSV of the installed package and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with source().open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not any(kind in row["pos"] for kind in _SKIPPED)]
    numbers: dict[str, int] = {}
    lemmas: defaultdict[str, list[int]] = defaultdict(list)
    second: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        for paradigm in paradigms(row):
            number = numbers.setdefault(paradigm, len(numbers))
            if number not in lemmas[row["lemma"]]:
                lemmas[row["lemma"]].append(number)
            if row["genus 1"] not in ("", paradigm[0]):
                second[row["lemma"]].add(number)
    rare = _rare_genders(lemmas, list(numbers)) | second
    lines = [str(len(numbers)), *numbers]
    for lemma in sorted(lemmas):
        marked = sorted((n in rare.get(lemma, ()), at, n) for at, n in enumerate(lemmas[lemma]))
        if marked:
            lines.append(f"{lemma}\t{' '.join(f'{n}?' if is_rare else str(n) for is_rare, _, n in marked)}")
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{args.out}: {len(lemmas)} lemmas, {len(numbers)} paradigms, {args.out.stat().st_size / 1e6:.1f} MB")


def _rare_genders(lemmas: dict[str, list[int]], paradigms: list[str]) -> dict[str, set[int]]:
    """Return the paradigms that hardly any compound follows: das Monat, das Steuer; weak masculines are never rare."""
    counts = {lemma: Counter({paradigms[n][0]: 0 for n in own}) for lemma, own in lemmas.items()}
    several = {lemma: found for lemma, found in counts.items() if len(found) > 1}
    for lemma, own in lemmas.items():
        for at in range(2, len(lemma) - 2):
            if found := several.get(lemma[at].upper() + lemma[at + 1 :]):
                found.update({paradigms[n][0] for n in own})
    return {
        lemma: {n for n in lemmas[lemma] if found[paradigms[n][0]] <= _RARE * found.total() and not _WEAK(paradigms[n])}
        for lemma, found in several.items()
        if found.total() >= _ENOUGH
    }


def source() -> Path:
    """Return the CSV file of the installed package."""
    spec = importlib.util.find_spec("german_nouns")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Das Paket fehlt: pip install german-nouns==1.2.5")
    return Path(next(iter(spec.submodule_search_locations))) / "nouns.csv"


def paradigms(row: dict[str, str]) -> list[str]:
    """Return the paradigms of one row, coded as in the file."""
    lemma = row["lemma"]
    if not _WORD.fullmatch(lemma):
        return []
    genders = [row[k] for k in ("genus", "genus 1", "genus 2", "genus 3", "genus 4") if row[k] in ("m", "f", "n")]
    if _ADJECTIVAL in row["pos"] and re.search(r"(?:e|er|es)\Z", lemma):
        return [f"{gender}:*" for gender in genders]
    singulars = _sets(row, "singular") or [("", ((),) * 4)]
    plurals = _sets(row, "plural") or [("", ((),) * 4)]
    found = []
    for (key, singular), (_, plural) in product(singulars, plurals):
        own = row.get(f"genus {key}", "") if key else ""
        if not any(singular + plural):
            continue
        if not genders:
            singular = ((),) * 4
        for gender in [own] if own in ("m", "f", "n") else genders or ["-"] * any(plural):
            cells = _ordered(lemma, singular) + plural
            found.append(f"{gender}:" + ",".join("/".join(_code(lemma, form) for form in cell) for cell in cells))
    return found


def _sets(row: dict[str, str], number: str) -> list[tuple[str, Cells]]:
    """Return the sets of four cells that belong together: the plain columns, then each numbered group."""
    found = []
    for key in ("", "1", "2", "3", "4"):
        names = [f"{number} {key}".strip()] + ([f"{number}*"] if not key else [])
        cells = tuple(
            tuple(dict.fromkeys(f for n in names if (f := row.get(f"{case} {n}", "")) and _WORD.fullmatch(f)))
            for case in _CASES
        )
        if any(cells):
            found.append((key, cells))
    return found


def _ordered(lemma: str, singular: Cells) -> Cells:
    """Put a form without ending and the old dative last: des Grades before des Grad, dem Amt before dem Amte."""
    nominative, genitive, dative, accusative = singular
    genitive = tuple(sorted(genitive, key=lambda form: form == lemma))
    dative = tuple(sorted(dative, key=lambda form: form == lemma + "e"))
    return (nominative, genitive, dative, accusative)


def _code(lemma: str, form: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(lemma, form, strict=False)) if a != b), min(len(lemma), len(form)))
    return f"{len(lemma) - same}{form[same:]}"


if __name__ == "__main__":
    main()
