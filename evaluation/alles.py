"""Run every measurement that needs neither corpora nor the language model, and say which ones are left out.

    python evaluation/alles.py            # messen
    python evaluation/alles.py --write    # dazu die Ergebnisse schreiben

Exit status: 0 every bar is reached, 1 one is not.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ALONE = (
    "saetze", "befunde", "uebereinstimmung", "abdeckung", "rewrites", "lesung", "fairness", "benchmarks/speed",
)  # fmt: skip
LEFT_OUT = {
    "pipeline.py": "braucht die Baumbanken (--corpora ORDNER)",
    "readability.py": "braucht die Stufentexte (--corpora ORDNER)",
    "vergleich.py": "braucht die Stufentexte und Satzpaare (--corpora ORDNER) und das Extra „evaluation“",
    "guard.py": "braucht die Satzpaare (--pairs ORDNER)",
    "model.py": "braucht das Sprachmodell (pip install '.[model]')",
    "rewrites_gesetze.py, vereinfachung.py, verben.py, substantive.py": (
        "laufen einzeln; evaluation/README.md nennt, was sie brauchen"
    ),
}


def main() -> int:
    """Run them one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = ["--write"] if parser.parse_args().write else []
    failed = []
    for name in ALONE:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, FOLDER / f"{name}.py", *options], check=False).returncode:
            failed.append(name)
    print("\n== ausgelassen")
    for name, why in LEFT_OUT.items():
        print(f"{name}: {why}")
    print(f"\nNicht erreicht: {', '.join(failed)}" if failed else "\nAlle Grenzen erreicht.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
