"""What ``klartext batch`` costs with one process and with two, and what that means for a year of letters.

    python evaluation/skalierung.py            # messen
    python evaluation/skalierung.py --write    # dazu results/skalierung.json schreiben

Whole runs of the command over the same letters. A run over a single letter tells what starting costs; the rest is
divided among the other letters. Seconds of the processor hardly depend on what else the machine does, wall clock does;
the load of the machine is written down with the figures. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from results import record, show

LETTERS = tuple(sorted((Path(__file__).resolve().parent / "briefe").glob("*.txt")))
YEAR = 4_200_000
"""Letters a year that the arithmetic is done for."""
NIGHT_HOURS, NIGHTS = 10, 250
"""When a machine may work on them: hours of a night, nights of a year."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the processor over all its processes, and seconds that went by."""

    processor: float
    clock: float
    table: bytes


def run(letters: Sequence[Path], jobs: int) -> Run:
    """Run the command over letters and return what it took and its table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary, "briefe"), Path(temporary, "briefe.csv")
        folder.mkdir()
        for letter in letters:
            shutil.copy(letter, folder)
        command = [sys.executable, "-m", "klartext", "batch", folder, "--report", out, "--jobs", str(jobs)]
        before, start = _seconds(), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return Run(_seconds() - before, time.perf_counter() - start, out.read_bytes())


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def figures(count: int, start: Run, one: Run, two: Run) -> list[tuple[str, str, str]]:
    """Return the figures and the arithmetic for a year."""
    letter = (one.processor - start.processor) / (count - 1)
    hours = YEAR * letter / 3600
    cores = hours / (NIGHT_HOURS * NIGHTS)
    return [
        ("Briefe", str(count), ""),
        (
            "Last des Rechners dabei (rechenbereite Prozesse je Kern)",
            f"{os.getloadavg()[1] / (os.cpu_count() or 1):.1f}",
            "",
        ),
        ("Start mit dem ersten Brief, Prozessorsekunden", f"{start.processor:.1f}", ""),
        ("Prozessorsekunden je Brief", f"{letter:.2f}", ""),
        ("1 Prozess: Prozessorsekunden", f"{one.processor:.1f}", ""),
        ("1 Prozess: Sekunden auf der Uhr", f"{one.clock:.1f}", ""),
        ("2 Prozesse: Prozessorsekunden", f"{two.processor:.1f}", ""),
        ("2 Prozesse: Sekunden auf der Uhr", f"{two.clock:.1f}", ""),
        ("2 Prozesse: so viel schneller auf der Uhr", f"{one.clock / two.clock:.2f}", ""),
        ("Tabelle mit 1 und 2 Prozessen gleich", "ja" if one.table == two.table else "nein", "ja"),
        (f"{YEAR / 1e6:.1f} Millionen Briefe: Prozessorstunden im Jahr".replace(".", ",", 1), f"{hours:.0f}", ""),
        (f"dafür Kerne, {NIGHTS} Nächte zu {NIGHT_HOURS} Stunden", f"{cores:.1f}", ""),
    ]


def main() -> int:
    """Measure; return 0 if both tables are the same."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--briefe", type=int, default=len(LETTERS), help="nur die ersten so vielen Briefe")
    options = parser.parse_args()
    letters = LETTERS[: options.briefe]
    if len(letters) < 2:
        parser.error("Es braucht mindestens zwei Briefe.")
    start, one, two = run(letters[:1], 1), run(letters, 1), run(letters, 2)
    values = figures(len(letters), start, one, two)
    show(values)
    if options.write:
        command = f"python evaluation/skalierung.py --briefe {len(letters)} --write"
        record("skalierung", "Viele Briefe auf einmal", command, values)
    return 0 if one.table == two.table else 1


if __name__ == "__main__":
    sys.exit(main())
