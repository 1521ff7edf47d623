"""Write ``LIZENZEN.md``: every base dependency with its licence, checked against the licence of Klartext.

Usage: ``python scripts/lizenzen.py`` writes the file, ``--check`` only compares (exit status 1 if something is off).
Reads the metadata of the installed packages, no network.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = ROOT / "LIZENZEN.md"
START: Final = "<!-- pakete:anfang (erzeugt von scripts/lizenzen.py) -->"
END: Final = "<!-- pakete:ende -->"

# Licences under which a library may be used by, and installed beside, a program under EUPL-1.2: permissive ones, and
# the weak copyleft of MPL and LGPL, which stays with the library's own files.
COMPATIBLE: Final = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT"),
        *("MIT-CMU", "PSF-2.0", "Unlicense", "Zlib"),
        *("LGPL-2.1-or-later", "MPL-1.1", "MPL-2.0"),
    }
)
# What packages write instead of an SPDX name.
SPELLINGS: Final[Mapping[str, str]] = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License (GPL)": "GPL-2.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-2.1-or-later",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# Packages whose metadata names no licence or a wrong one; the licence is the one of the text they ship.
READ_IN_TEXT: Final[Mapping[str, str]] = {"locate": "MIT"}


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package; ``licences`` holds SPDX names or, where a licence is unknown, the package's own words."""

    name: str
    direct: bool
    licences: tuple[str, ...]
    any_of: bool

    @property
    def compatible(self) -> bool:
        """Whether Klartext may build on it."""
        fitting = [licence in COMPATIBLE for licence in self.licences]
        return bool(fitting) and (any(fitting) if self.any_of else all(fitting))


def packages() -> list[Package]:
    """Return the base dependencies and all they pull in on this machine, by name.

    Raises:
        PackageNotFoundError: A direct dependency is not installed.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    found: dict[str, Package] = {}
    waiting = sorted(direct)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name in direct:
                raise
            continue
        licences, any_of = licences_of(name, package)
        found[name] = Package(name, name in direct, licences, any_of)
        requirements = [Requirement(line) for line in package.requires or ()]
        waiting += [
            canonicalize_name(r.name) for r in requirements if r.marker is None or r.marker.evaluate({"extra": ""})
        ]
    return [found[name] for name in sorted(found)]


def licences_of(name: str, package: Distribution) -> tuple[tuple[str, ...], bool]:
    """Return the licences that a package declares, and whether the user may choose one of them."""
    if name in READ_IN_TEXT:
        return (READ_IN_TEXT[name],), False
    expression = _field(package, "License-Expression")
    if not expression:
        short = _field(package, "License").strip()
        expression = short if "\n" not in short and len(short) < 60 else ""
    if expression in SPELLINGS:
        return (SPELLINGS[expression],), False
    if expression:
        names = [part.strip(" ()") for part in re.split(r" AND | OR ", expression)]
        return tuple(dict.fromkeys(names)), " OR " in expression and " AND " not in expression
    classifiers = [
        line.rsplit("::", 1)[-1].strip()
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    return tuple(dict.fromkeys(SPELLINGS.get(c, c) for c in classifiers)), len(classifiers) > 1


def _field(package: Distribution, name: str) -> str:
    return next(iter(package.metadata.get_all(name) or ()), "")


def table(found: list[Package]) -> str:
    """Return the packages as a Markdown table, direct dependencies first."""
    rows = []
    for package in sorted(found, key=lambda p: (not p.direct, p.name)):
        licences = (" oder " if package.any_of else ", ").join(package.licences)
        rows.append(f"| {package.name} | {'direkt' if package.direct else 'mitgebracht'} | {licences} |")
    return "\n".join(["| Paket | Abhängigkeit | Lizenz |", "| --- | --- | --- |", *rows])


def main() -> int:
    """Write or compare the file and name every package whose licence does not fit."""
    parser = argparse.ArgumentParser(description="Schreibt oder prüft die Paketliste in LIZENZEN.md.")
    parser.add_argument("--check", action="store_true", help="nur prüfen, nichts schreiben")
    check = parser.parse_args().check
    found = packages()
    unfit = [p for p in found if not p.compatible]
    for package in unfit:
        print(f"Lizenz passt nicht oder ist unbekannt: {package.name}: {', '.join(package.licences) or 'keine Angabe'}")
    text = FILE.read_text(encoding="utf-8")
    head, rest = text.split(START, 1)
    before, tail = rest.split(END, 1)
    if check:
        absent = [p.name for p in found if p.direct and f"| {p.name} | direkt |" not in before]
        for name in absent:
            print(f"In LIZENZEN.md fehlt {name}. Abhilfe: python scripts/lizenzen.py")
        return int(bool(unfit or absent))
    FILE.write_text(f"{head}{START}\n{table(found)}\n{END}{tail}", encoding="utf-8")
    return int(bool(unfit))


if __name__ == "__main__":
    sys.exit(main())
