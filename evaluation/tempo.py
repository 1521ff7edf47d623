"""How long a letter takes: the pipeline alone, and rewriting with guard on top of it.

    python evaluation/tempo.py            # messen
    python evaluation/tempo.py --write    # dazu results/tempo.json schreiben

Every letter is analysed in a new round with empty memory of sentences; the least of several rounds counts, in seconds
of the processor, so that other programs on the machine disturb little. The bar: rewriting takes less than 1.5 times the
time of the pipeline.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext.documents import read_path
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.records import Document
from klartext.session import Klartext
from results import record, show

ROOT = Path(__file__).resolve().parent
LETTERS = (*sorted((ROOT / "briefe").glob("*.txt")), *sorted((ROOT / "rewrites" / "briefe").glob("*.txt")))
BAR = 1.5


def seconds_of_pipeline(klartext: Klartext, document: Document) -> float:
    """Return the seconds of reading, protecting and parsing a letter."""
    start = time.process_time()
    letter = read_letter(document)
    klartext.pipeline.analyse(letter, protect(letter))
    return time.process_time() - start


def seconds_of_all(klartext: Klartext, document: Document, rewriting: bool = True) -> float:
    """Return the seconds of a whole analysis; without rewriting no construction and no fixed text proposes."""
    fresh = klartext.fresh()
    if not rewriting:
        fresh = replace(fresh, constructions=(), fixed=replace(fresh.fixed, by_rule={}))
    start = time.process_time()
    fresh.analyse(document)
    return time.process_time() - start


def main() -> int:
    """Measure; return 0 if the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--runden", type=int, default=3)
    options = parser.parse_args()
    klartext = Klartext.load()
    documents = [read_path(path) for path in LETTERS]
    for document in documents:
        seconds_of_all(klartext, document, rewriting=True)
    pipeline = rewriting = 0.0
    for document in documents:
        rounds = range(options.runden)
        pipeline += min(seconds_of_pipeline(klartext, document) for _ in rounds)
        without = min(seconds_of_all(klartext, document, rewriting=False) for _ in rounds)
        rewriting += max(0.0, min(seconds_of_all(klartext, document, rewriting=True) for _ in rounds) - without)
    ratio = rewriting / pipeline
    values = [
        ("Briefe", str(len(documents)), ""),
        ("Pipeline, Millisekunden je Brief", f"{1000 * pipeline / len(documents):.0f}", ""),
        ("Umformulieren mit Prüfung, Millisekunden je Brief", f"{1000 * rewriting / len(documents):.0f}", ""),
        ("Umformulieren im Verhältnis zur Pipeline", f"{ratio:.2f}", f"< {BAR}"),
    ]
    show(values)
    if options.write:
        record("tempo", "Zeit je Brief", "python evaluation/tempo.py --write", values)
    return 0 if ratio < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
