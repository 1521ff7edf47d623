"""How fast Klartext is, cold and warm, against its own bare spaCy pipeline in the same run.

    python evaluation/benchmarks/speed.py                 # messen
    python evaluation/benchmarks/speed.py --seiten 1000   # Wachstum bis zu so vielen Seiten (sonst 30)
    python evaluation/benchmarks/speed.py --write         # dazu results/geschwindigkeit.json schreiben

Everything is counted in seconds of the processor, the least of several rounds, so that other programs on the machine
disturb little; a page is the sample letter. Exit status: 0 every bar is reached, 1 one is not.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "evaluation"))

from klartext import metrics
from klartext.documents import read_path, read_text
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.records import Document
from klartext.ruleset import find
from klartext.session import Klartext
from results import record, show

PAGE = ROOT / "src" / "klartext" / "page" / "beispielbrief.txt"
ROUNDS = 10
FINDINGS_BAR, REWRITING_BAR, COLD_BAR, WARM_BAR, MEMORY_BAR = 0.5, 1.0, 4.0, 300, 700
_SIZES = (1, 3, 10, 30, 100, 300, 1000)


def least(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the least processor seconds of each work; they take turns, so that a busy moment hits all of them."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, seconds, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return [min(times) for times in seconds]


def cold() -> tuple[float, float]:
    """Return processor seconds and largest memory in MB of ``klartext check`` on one page in new processes."""
    command, seconds = [sys.executable, "-m", "klartext", "check", str(PAGE)], []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def bare(klartext: Klartext, document: Document) -> None:
    """Read, protect and parse a letter, nothing else."""
    letter = read_letter(document)
    klartext.pipeline.analyse(letter, protect(letter))


def findings(klartext: Klartext, document: Document) -> None:
    """Do what ``bare`` does, and findings and scores."""
    letter = read_letter(document)
    protected = protect(letter)
    doc = klartext.pipeline.analyse(letter, protected)
    tuple(find(doc, letter, protected, klartext.rules, klartext.settings))
    metrics.scores(doc, letter)


def everything(klartext: Klartext, document: Document) -> None:
    """Analyse a letter with an empty memory of sentences."""
    klartext.fresh().analyse(document)


def main() -> int:
    """Measure and print; return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seiten", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    start, memory = cold()
    klartext, page = Klartext.load(), read_path(PAGE)
    everything(klartext, page)
    words = klartext.analyse(page).scores.words
    parse, marked, whole = least(*(partial(step, klartext, page) for step in (bare, findings, everything)))
    ratios = (marked / parse - 1, (whole - marked) / parse)
    values = [
        ("klartext check auf einer Seite, kalt, Sekunden", f"{start:.1f}", f"< {COLD_BAR:g}"),
        ("Größter Speicherbedarf dabei, MB", f"{memory:.0f}", f"< {MEMORY_BAR}"),
        ("Eine Seite, warm, Millisekunden", f"{1000 * whole:.0f}", f"< {WARM_BAR}"),
        ("Wörter je Sekunde, Pipeline", f"{words / parse:.0f}", ""),
        ("Wörter je Sekunde, mit Befunden und Werten", f"{words / marked:.0f}", ""),
        ("Wörter je Sekunde, mit Umformulieren und Prüfung", f"{words / whole:.0f}", ""),
        ("Befunde und Werte im Verhältnis zur Pipeline", f"{ratios[0]:.2f}", f"≤ {FINDINGS_BAR:g}"),
        ("Umformulieren und Prüfung im Verhältnis zur Pipeline", f"{ratios[1]:.2f}", f"≤ {REWRITING_BAR:g}"),
    ]
    for pages in (size for size in _SIZES if size <= options.seiten):
        document = read_text("\n\n".join([page.text] * pages))
        seconds = least(partial(findings, klartext, document), rounds=1)[0]
        values.append((f"Befunde, {pages} Seiten, Millisekunden je Seite", f"{1000 * seconds / pages:.0f}", ""))
    show(values)
    if options.write:
        record("geschwindigkeit", "Geschwindigkeit", "python evaluation/benchmarks/speed.py --write", values)
    reached = start < COLD_BAR and memory < MEMORY_BAR and 1000 * whole < WARM_BAR
    return 0 if reached and ratios[0] <= FINDINGS_BAR and ratios[1] <= REWRITING_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
