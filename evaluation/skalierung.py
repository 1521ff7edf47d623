"""What ``klartext batch`` costs with one process and with two, and what that means for a year of letters.

    python evaluation/skalierung.py            # messen
    python evaluation/skalierung.py --write    # dazu results/skalierung.json schreiben
    python evaluation/skalierung.py --ray      # dazu ein und zwei Arbeiter auf Ray (Extra cluster)

Whole runs of the command over the same letters, from its start to the finished page and tables. The letters are those
of ``briefe/``, again and again: each time with other names, other numbers and its paragraphs in another order, so that
no two are the same. Nothing is remembered from one letter to the next in any case (``Klartext.fresh``).

A run over a single letter tells what starting costs; the rest is divided among the other letters. Seconds of the
processor hardly depend on what else the machine does, wall clock does; the load of the machine is written down with the
figures. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.protect import protect
from results import record, show

SOURCES = tuple(sorted((Path(__file__).resolve().parent / "briefe").glob("*.txt")))
LETTERS = 300
"""How many letters are measured; a house has several hundred templates."""
SURNAMES = ("Adler", "Brandt", "Conrad", "Dreyer", "Ebert", "Falk", "Gerlach", "Hoppe", "Imhof", "Jansen")
FASTER = 1.7
"""So much faster two processes should be than one."""
YEAR = 4_200_000
"""Letters a year that the arithmetic is done for."""
NIGHT_HOURS, NIGHTS = 10, 250
"""When a machine may work on them: hours of a night, nights of a year."""


def letters(count: int) -> list[str]:
    """Return so many letters, no two the same."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    return [varied(texts[number % len(texts)], number // len(texts)) for number in range(count)]


def varied(text: str, version: int) -> str:
    """Return a letter with other names, other numbers and its middle paragraphs in another order; 0 is as it was."""
    if not version:
        return text
    names = (re.findall(r"[A-ZÄÖÜ]\w+", p.text) for p in protect(read_letter(read_text(text))) if p.kind == "name")
    for number, name in enumerate(sorted({words[-1] for words in names if words})):
        text = re.sub(rf"\b{name}\b", SURNAMES[(number + version) % len(SURNAMES)], text)
    text = re.sub(r"\d{3,}", lambda m: f"{m[0][:-1]}{(int(m[0][-1]) + version) % 10}", text)
    paragraphs = text.split("\n\n")
    greetings = ("Sehr geehrte", "Guten Tag")
    start = next((i for i, p in enumerate(paragraphs, 1) if p.startswith(greetings)), len(paragraphs) // 3)
    middle = paragraphs[start:-2]
    turn = version % len(middle) if middle else 0
    return "\n\n".join([*paragraphs[:start], *middle[turn:], *middle[:turn], *paragraphs[-2:]])


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the processor over all its processes, and seconds that went by."""

    processor: float
    clock: float
    tables: bytes


def run(texts: Sequence[str], jobs: int, engine: str = "local") -> Run:
    """Run the command over letters and return what it took and its tables."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary, "briefe"), Path(temporary, "bericht")
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "klartext", "batch", folder, "--report", out]
        before, start = _seconds(), time.perf_counter()
        subprocess.run([*command, "--jobs", str(jobs), "--engine", engine], check=True, stdout=subprocess.DEVNULL)
        clock = time.perf_counter() - start
        return Run(_seconds() - before, clock, b"".join(table.read_bytes() for table in sorted(out.glob("*.csv"))))


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures(count: int, start: Run, one: Run, two: Run) -> list[tuple[str, str, str]]:
    """Return the figures and the arithmetic for a year."""
    letter = (one.processor - start.processor) / (count - 1)
    hours = YEAR * letter / 3600
    cores = hours / (NIGHT_HOURS * NIGHTS)
    load = os.getloadavg()[1] / (os.cpu_count() or 1)
    return [
        ("Briefe", str(count), ""),
        ("Last des Rechners dabei (rechenbereite Prozesse je Kern)", f"{load:.1f}", ""),
        ("Start mit dem ersten Brief, Prozessorsekunden", f"{start.processor:.1f}", ""),
        ("Prozessorsekunden je Brief", f"{letter:.2f}", ""),
        *compared("Prozesse", one, two, f"≥ {FASTER}"),
        (f"{YEAR / 1e6:.1f} Millionen Briefe: Prozessorstunden im Jahr".replace(".", ",", 1), f"{hours:.0f}", ""),
        (f"dafür Kerne, {NIGHTS} Nächte zu {NIGHT_HOURS} Stunden", f"{cores:.1f}", ""),
    ]


def compared(workers: str, one: Run, two: Run, bar: str) -> list[tuple[str, str, str]]:
    """Return the figures of a run with one worker beside one with two."""
    return [
        (f"{workers}: 1, Prozessorsekunden", f"{one.processor:.1f}", ""),
        (f"{workers}: 1, Sekunden auf der Uhr", f"{one.clock:.1f}", ""),
        (f"{workers}: 2, Prozessorsekunden", f"{two.processor:.1f}", ""),
        (f"{workers}: 2, Sekunden auf der Uhr", f"{two.clock:.1f}", ""),
        (f"{workers}: 2 sind auf der Uhr so viel schneller", f"{one.clock / two.clock:.2f}", bar),
        (f"{workers}: Tabellen mit 1 und 2 gleich", "ja" if one.tables == two.tables else "nein", "ja"),
    ]


def main() -> int:
    """Measure; return 0 if all tables are the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ray", action="store_true", help="auch auf Ray")
    parser.add_argument("--briefe", type=int, default=LETTERS, help="so viele Briefe")
    options = parser.parse_args()
    if options.briefe < 2:
        parser.error("Es braucht mindestens zwei Briefe.")
    texts = letters(options.briefe)
    start, one, two = run(texts[:1], 1), run(texts, 1), run(texts, 2)
    runs, values = [one, two], figures(len(texts), start, one, two)
    if options.ray:
        runs += [run(texts, workers, "ray") for workers in (1, 2)]
        values += compared("Ray, Arbeiter", runs[2], runs[3], "")
    show(values)
    if options.write:
        command = f"python evaluation/skalierung.py --briefe {len(texts)}{' --ray' * options.ray} --write"
        record("skalierung", "Viele Briefe auf einmal", command, values)
    return 0 if all(r.tables == one.tables for r in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
