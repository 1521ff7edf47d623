"""How much energy the check of one letter needs: seconds of the processor times the watts of a busy core.

    python evaluation/energie.py                      # messen
    python evaluation/energie.py --write              # dazu results/energie.json schreiben
    python evaluation/energie.py --watt 8 --write     # mit der Leistung Ihres Prozessors

Nothing here reads a meter: the seconds are measured (all threads of the process, least of several processes that read
each letter once), the watts are named with the result. Loading the program counts apart, because it happens once for
many letters. Screen, power supply and the rest of the computer are not part of the figure.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from benchmarks.speed import LETTERS, in_processes, mean_of
from klartext.session import Klartext
from results import record, show

WATTS = 15.0
"""A busy core of an office computer; a whole processor of this class is sold with 15 to 65 watts."""
LETTERS_A_YEAR = 4_200_000
_JOULES_PER_KWH = 3_600_000


def main() -> int:
    """Measure and print; write the figures on demand."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--runden", type=int, default=3)
    parser.add_argument("--watt", type=float, default=WATTS, help="Leistung eines ausgelasteten Kerns")
    options = parser.parse_args()
    start = time.process_time()
    Klartext.load()
    loading = time.process_time() - start
    seconds = mean_of(in_processes(LETTERS, options.runden)).whole
    joules = seconds * options.watt
    values = [
        ("Briefe", str(len(LETTERS)), ""),
        ("Prozessorsekunden je Brief", f"{seconds:.2f}", ""),
        ("Prozessorsekunden für das Laden, einmal", f"{loading:.1f}", ""),
        ("Angenommene Leistung eines ausgelasteten Kerns, Watt", f"{options.watt:g}", ""),
        ("Energie je Brief, Joule (Sekunden × Watt)", f"{joules:.1f}", ""),
        ("Energie je 1000 Briefe, Wattstunden", f"{1000 * joules / 3600:.1f}", ""),
        ("Energie für 4,2 Millionen Briefe, Kilowattstunden", f"{LETTERS_A_YEAR * joules / _JOULES_PER_KWH:.1f}", ""),
    ]
    show(values)
    if options.write:
        watts = "" if options.watt == WATTS else f" --watt {options.watt:g}"
        record("energie", "Energie je Brief, ohne Sprachmodell", f"python evaluation/energie.py{watts} --write", values)
    return 0


if __name__ == "__main__":
    sys.exit(main())
