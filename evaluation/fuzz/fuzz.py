"""Feed the rooms of the program with bytes that a coverage-guided fuzzer makes up (package ``atheris``).

    python evaluation/fuzz/fuzz.py leser --sekunden 600       # Dateien aller Formate
    python evaluation/fuzz/fuzz.py briefteile --sekunden 600  # Briefteile, Schutz, Wörter und Sätze
    python evaluation/fuzz/fuzz.py regeln --sekunden 600      # Regeln, Umformulieren, Annehmen
    python evaluation/fuzz/fuzz.py pruefung --sekunden 600    # Prüfung vor dem Zeigen

A crash, a broken promise or an input that takes longer than 20 seconds of the processor ends the run; the input lies in
``build/fuzz/<ziel>`` then. What is promised stands in ``targets.py``; the suite feeds the same targets for a moment.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import atheris

with atheris.instrument_imports(include=["klartext"]):
    import targets

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS_PER_INPUT: Final = 20


def _too_long(_signal: int, _frame: Any) -> None:  # noqa: ANN401 - what signal hands over
    raise TimeoutError(f"more than {SECONDS_PER_INPUT} seconds")


def main() -> None:
    """Run one target for some time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ziel", choices=sorted(targets.TARGETS))
    parser.add_argument("--sekunden", type=int, default=600)
    options = parser.parse_args()
    found = ROOT / "build" / "fuzz" / options.ziel
    found.mkdir(parents=True, exist_ok=True)
    seeds = found / "saat"
    seeds.mkdir(exist_ok=True)
    for number, seed in enumerate(targets.seeds(options.ziel)):
        (seeds / f"{number:03}").write_bytes(seed)
    target = targets.TARGETS[options.ziel]
    signal.signal(signal.SIGVTALRM, _too_long)

    def one(data: bytes) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_PER_INPUT)
        try:
            target(data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    flags = [f"-max_total_time={options.sekunden}", "-max_len=6000", "-rss_limit_mb=4096", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], *flags, str(seeds)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
