"""How fast Klartext is, cold and warm, against its own bare spaCy pipeline in the same run.

    python evaluation/benchmarks/speed.py                 # messen
    python evaluation/benchmarks/speed.py --seiten 1000   # Wachstum bis zu so vielen Seiten (sonst 30)
    python evaluation/benchmarks/speed.py --write         # dazu results/geschwindigkeit.json schreiben

Everything is counted in seconds of the processor. A process is warm when it has read the letters in ``lesungen/``; none
of them is measured. Then it reads each letter once, so that nothing of it is remembered from before; the bare pipeline
comes before the rest and behind it by turns, so that neither side gains by what the other has looked up. The least of
several processes counts, so that other programs on the machine disturb little. A page is a letter of the evaluation
with 200 to 300 words; the sample letter is the page with the most officialese that we have.
Exit status: 0 every bar is reached, 1 one is not.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "evaluation"))

from klartext.documents import read_path, read_text
from klartext.letter import read_letter
from klartext.nlp import finished
from klartext.protect import protect
from klartext.records import Document
from klartext.ruleset import find
from klartext.session import Klartext
from results import record, show

PAGE = ROOT / "src" / "klartext" / "page" / "beispielbrief.txt"
LETTERS = tuple(sorted((ROOT / "evaluation" / "briefe").glob("*.txt")))
WARMING = tuple(sorted((ROOT / "evaluation" / "lesungen").glob("*/*.txt")))
"""Read first, so that every file is loaded and common words are known."""
_PAGE_WORDS = range(200, 301)
FINDINGS_BAR, REWRITING_BAR, COLD_BAR, WARM_BAR, MEMORY_BAR = 0.5, 1.0, 4.0, 300, 700
_SIZES = (1, 3, 10, 30, 100, 300, 1000)


@dataclass(frozen=True, slots=True)
class Times:
    """Processor seconds for one letter: the bare pipeline; findings and scores with it; rewriting and guard alone."""

    words: float
    bare: float
    reading: float
    rewriting: float

    @property
    def whole(self) -> float:
        """Seconds from the text to guarded suggestions."""
        return self.reading + self.rewriting


def once(klartext: Klartext, document: Document, bare_first: bool) -> Times:
    """Measure a letter; what comes second finds words that the first has looked up."""
    fresh = klartext.fresh()
    bare = _bare(klartext, document) if bare_first else 0.0
    start = time.process_time()
    reading = finished(fresh.reading(document))
    read = time.process_time()
    for _ in fresh.drafts(reading):
        pass
    drafted = time.process_time()
    return Times(len(document.text.split()), bare or _bare(klartext, document), read - start, drafted - read)


def _bare(klartext: Klartext, document: Document) -> float:
    start = time.process_time()
    letter = read_letter(document)
    klartext.pipeline.analyse(letter, protect(letter))
    return time.process_time() - start


def in_this_process(paths: Sequence[Path], turn: int) -> list[Times]:
    """Measure letters one after the other, after others that warm everything up."""
    klartext = Klartext.load()
    for path in WARMING:
        once(klartext, read_path(path), bare_first=False)
    return [once(klartext, read_path(path), bare_first=(turn + i) % 2 == 0) for i, path in enumerate(paths)]


def in_processes(paths: Sequence[Path], rounds: int) -> list[Times]:
    """Return the least times of several processes."""
    found: list[list[Times]] = []
    for turn in range(rounds):
        command = [sys.executable, __file__, "--hier", str(turn), *map(str, paths)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found.append([Times(**times) for times in json.loads(told)])
    return [_least(times) for times in zip(*found, strict=True)]


def _least(times: Sequence[Times]) -> Times:
    """Return the least time of each part of the work."""
    return Times(*map(min, zip(*map(astuple, times), strict=True)))


def mean_of(times: Sequence[Times]) -> Times:
    """Return the mean of each part."""
    return Times(*(statistics.mean(values) for values in zip(*map(astuple, times), strict=True)))


def cold() -> tuple[float, float]:
    """Return processor seconds and largest memory in MB of ``klartext check`` on one page in new processes."""
    command, seconds = [sys.executable, "-m", "klartext", "check", str(PAGE)], []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def growth(pages: int) -> list[tuple[str, str, str]]:
    """Return the time of findings per page for more and more pages, nothing of which is remembered."""
    klartext, text = Klartext.load(), read_path(PAGE).text
    klartext.analyse(read_text(text))
    rows = []
    for size in (size for size in _SIZES if size <= pages):
        document, start = read_text("\n\n".join([text] * size)), time.process_time()
        letter = read_letter(document)
        protected = protect(letter)
        doc = klartext.pipeline.analyse(letter, protected)
        found = tuple(find(doc, letter, protected, klartext.rules, klartext.settings))
        seconds = time.process_time() - start
        assert len(found) >= size, "every page has findings"
        rows.append((f"Befunde, {size} Seiten, Millisekunden je Seite", f"{1000 * seconds / size:.0f}", ""))
    return rows


def main() -> int:
    """Measure and print; return 0 if every bar is reached."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seiten", type=int, default=30)
    parser.add_argument("--runden", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--hier", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hier:
        turn, *paths = options.hier
        print(json.dumps([asdict(times) for times in in_this_process([Path(path) for path in paths], int(turn))]))
        return 0
    start, memory = cold()
    page, *letters = in_processes((PAGE, *LETTERS), options.runden)
    mean, one = mean_of(letters), mean_of([times for times in letters if times.words in _PAGE_WORDS])
    ratios = (mean.reading / mean.bare - 1, mean.rewriting / mean.bare)
    values = [
        ("klartext check auf einer Seite, kalt, Sekunden", f"{start:.1f}", f"< {COLD_BAR:g}"),
        ("Größter Speicherbedarf dabei, MB", f"{memory:.0f}", f"< {MEMORY_BAR}"),
        ("Briefe", str(len(letters)), ""),
        ("Wörter je Brief", f"{mean.words:.0f}", ""),
        ("Ein Brief, warm, Millisekunden", f"{1000 * mean.whole:.0f}", ""),
        (
            "Eine Seite (Briefe mit 200 bis 300 Wörtern), warm, Millisekunden",
            f"{1000 * one.whole:.0f}",
            f"< {WARM_BAR}",
        ),
        ("Wörter je Sekunde, Pipeline", f"{mean.words / mean.bare:.0f}", ""),
        ("Wörter je Sekunde, mit Befunden und Werten", f"{mean.words / mean.reading:.0f}", ""),
        ("Wörter je Sekunde, mit Umformulieren und Prüfung", f"{mean.words / mean.whole:.0f}", ""),
        ("Befunde und Werte im Verhältnis zur Pipeline", f"{ratios[0]:.2f}", f"≤ {FINDINGS_BAR:g}"),
        ("Umformulieren und Prüfung im Verhältnis zur Pipeline", f"{ratios[1]:.2f}", f"≤ {REWRITING_BAR:g}"),
        ("Musterbrief: Wörter", str(page.words), ""),
        ("Musterbrief, warm, Millisekunden", f"{1000 * page.whole:.0f}", ""),
        ("Musterbrief: Umformulieren im Verhältnis zur Pipeline", f"{page.rewriting / page.bare:.2f}", ""),
        *growth(options.seiten),
    ]
    show(values)
    if options.write:
        record("geschwindigkeit", "Geschwindigkeit", "python evaluation/benchmarks/speed.py --write", values)
    reached = start < COLD_BAR and memory < MEMORY_BAR and 1000 * one.whole < WARM_BAR
    return 0 if reached and ratios[0] <= FINDINGS_BAR and ratios[1] <= REWRITING_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
