"""Check that every base dependency, with all it pulls in, has wheels for Windows, Linux and macOS.

Usage: ``python scripts/check_wheels.py``, for the version of Python that runs it; asks the package index that pip is
set up for, downloads at most metadata and wheels into a temporary folder, installs nothing. Exit status 1 if a wheel is
missing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of office computer: pip's platform tags and the values of environment markers."""

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]


PLATFORMS = (
    Platform(
        "Windows 64 Bit",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    Platform(
        "Linux x86_64",
        ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_24_x86_64", "manylinux2014_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    ),
    Platform(
        "macOS 14 mit Apple-Prozessor",
        ("macosx_14_0_arm64",),
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    ),
)


def base_requirements() -> list[str]:
    """Return the base dependencies of ``pyproject.toml``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def resolve(requirements: list[str], platform: Platform) -> list[dict[str, Any]]:
    """Return what pip would install on that platform from wheels alone.

    Raises:
        LookupError: A package has no fitting wheel; the text is pip's answer.
    """
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"),
            *("--only-binary=:all:", "--python-version", VERSION, "--implementation", "cp", *tags),
            *("--target", folder, "--report", str(report), *requirements),
        ]
        answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        if answer.returncode:
            raise LookupError("\n".join(line for line in answer.stderr.splitlines() if line.startswith("ERROR")))
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
    return found


def missing_on(platform: Platform, installed: list[dict[str, Any]]) -> list[str]:
    """Return requirements that hold on the platform only; pip reads markers with the machine it runs on."""
    names = {canonicalize_name(entry["metadata"]["name"]) for entry in installed}
    environment = {**platform.markers, "extra": ""}
    needed = [Requirement(line) for entry in installed for line in entry["metadata"].get("requires_dist", ())]
    return sorted(
        {
            f"{requirement.name}{requirement.specifier}"
            for requirement in needed
            if requirement.marker
            and requirement.marker.evaluate(environment)
            and canonicalize_name(requirement.name) not in names
        }
    )


def without_wheel(platform: Platform, requirements: list[str]) -> list[str]:
    """Return the requirements that cannot be had from wheels on the platform."""
    missing = []
    for requirement in requirements:
        try:
            resolve([requirement], platform)
        except LookupError:
            missing.append(requirement)
    return missing


def closure(platform: Platform, requirements: list[str]) -> list[str]:
    """Return all wheel file names that the requirements need on the platform.

    Raises:
        LookupError: The requirements cannot be met from wheels.
    """
    found = resolve(requirements, platform)
    while extra := missing_on(platform, found):
        found += resolve(extra, platform)
    return sorted({entry["download_info"]["url"].rsplit("/", 1)[-1] for entry in found})


def main() -> int:
    """Check all platforms and print the result in German."""
    parser = argparse.ArgumentParser(description="Prüft, ob es für alle Abhängigkeiten fertige Wheels gibt.")
    parser.add_argument("--verbose", action="store_true", help="alle Dateinamen zeigen")
    arguments = parser.parse_args()
    failed = False
    for platform in PLATFORMS:
        requirements = base_requirements()
        try:
            wheels = closure(platform, requirements)
        except LookupError as problem:
            failed = True
            missing = without_wheel(platform, requirements)
            print(f"FEHLT  {platform.name}: {', '.join(missing) or problem}")
            wheels = closure(platform, [r for r in requirements if r not in missing])
        print(f"da     {platform.name}: {len(wheels)} Wheels")
        if arguments.verbose:
            print("".join(f"         {wheel}\n" for wheel in wheels), end="")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
