"""Build the wheel twice from what is committed and compare: the same source gives the same bytes.

Usage: ``python scripts/reproduzierbar.py`` (exit status 0 the same, 1 not). Needs ``git`` and the package ``build``.
Both builds get the time of the last commit as ``SOURCE_DATE_EPOCH`` and different folders.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final
from zipfile import ZipFile

ROOT: Final = Path(__file__).resolve().parents[1]


def _git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True).stdout


def build(folder: Path, epoch: str) -> Path:
    """Build the wheel from a clean copy of the commit in a folder and return its path."""
    source, out = folder / "quelle", folder / "fertig"
    source.mkdir()
    packed = folder / "quelle.tar"
    _git("archive", "--output", str(packed), "HEAD")
    subprocess.run(["tar", "-xf", str(packed), "-C", str(source)], check=True)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    return next(out.glob("*.whl"))


def differing(one: Path, other: Path) -> list[str]:
    """Return the names of the files in two wheels that are not the same."""
    with ZipFile(one) as left, ZipFile(other) as right:
        names = sorted({*left.namelist(), *right.namelist()})
        both = {*left.namelist()} & {*right.namelist()}
        return [name for name in names if name not in both or left.read(name) != right.read(name)]


def main() -> int:
    """Build, compare, tell."""
    epoch = _git("log", "-1", "--format=%ct").strip()
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        wheels = [build(Path(folder), epoch) for folder in (first, second)]
        sums = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in wheels]
        print(f"{wheels[0].name}\nSOURCE_DATE_EPOCH={epoch}\nsha256 {sums[0]}")
        if sums[0] == sums[1]:
            print("Beide Male dieselben Bytes.")
            return 0
        print(f"Der zweite Bau ist anders: sha256 {sums[1]}", *differing(*wheels), sep="\n  ")
        return 1


if __name__ == "__main__":
    sys.exit(main())
