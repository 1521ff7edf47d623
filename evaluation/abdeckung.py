"""How many hard places in dense letters get a proposal.

    python evaluation/abdeckung.py            # messen
    python evaluation/abdeckung.py --fehlend  # dazu jede Stelle ohne Vorschlag
    python evaluation/abdeckung.py --write    # dazu results/abdeckung.json schreiben

Counted are the findings on passives, modal infinitives, light-verb constructions, official prepositions and formulas in
the dense letters of ``briefe/`` and ``rewrites/briefe/``; letters in plain language are left out. A finding has a
proposal if a suggestion that passed the guard answers it. The bar: 60 %.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from befunde import PLAIN_LETTERS
from klartext.documents import read_path
from klartext.ruleset.lexicon import load_lexicon
from klartext.session import Klartext
from results import record, show

ROOT = Path(__file__).resolve().parent
PLAIN = {*PLAIN_LETTERS, "b06"}
LETTERS = [
    p
    for p in (*sorted((ROOT / "briefe").glob("*.txt")), *sorted((ROOT / "rewrites" / "briefe").glob("*.txt")))
    if p.stem not in PLAIN
]
BAR = 60


def main() -> int:
    """Count; return 0 if the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fehlend", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    klartext = Klartext.load()
    prepositions = {p.rule for p in load_lexicon().prepositions.by_word.values() if p.rule}
    counted = {
        "passiv": "Passiv",
        "modaler_infinitiv": "modaler Infinitiv",
        "funktionsverbgefuege": "Funktionsverbgefüge",
        "amtswort": "Verhältniswörter",
        "floskel": "Floskeln",
    }
    found: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for path in LETTERS:
        analysis = klartext.analyse(read_path(path))
        answers = {id for s in analysis.suggestions for id in s.proposal.findings}
        for finding in analysis.findings:
            if finding.category not in counted or (finding.category == "amtswort" and finding.rule not in prepositions):
                continue
            found[finding.category] += 1
            answered[finding.category] += finding.id in answers
            if options.fehlend and finding.id not in answers:
                print(f"{path.stem} [{finding.category}] {' '.join(finding.text.split())}")
    share = 100 * answered.total() / found.total()
    values = [("Briefe", str(len(LETTERS)), "")]
    values += [(f"{name}: mit Vorschlag", f"{answered[c]} von {found[c]}", "") for c, name in counted.items()]
    values.append(("Stellen mit Vorschlag", f"{share:.0f} %", f"≥ {BAR} %"))
    show(values)
    if options.write:
        record(
            "abdeckung", "Stellen mit Vorschlag in dichten Briefen", "python evaluation/abdeckung.py --write", values
        )
    return 0 if share >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
