"""Look for known security gaps in the packages that Klartext runs on, and say of how many nothing could be found out.

Usage: ``python scripts/luecken.py``. Needs the package ``pip-audit`` (extra ``audit``) and a network: names and
versions of the packages go to pypi.org, nothing else. ``pip-audit`` itself reports success where it could look up
nothing, for example behind a mirror; here that is no success. Without data a table of packages, versions and licences
is printed, to compare by hand with https://osv.dev. Exit status: 0 everything was looked up and nothing found, 1 gaps,
2 not everything could be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lizenzen import Package, packages


def looked_up(found: Sequence[Package]) -> list[dict[str, Any]]:
    """Return what pip-audit says of each package.

    Raises:
        FileNotFoundError: The tool is not installed.
        ValueError: It gave no answer; the message is its own.
    """
    tool = Path(sys.executable).with_name("pip-audit")
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "pakete.txt"
        pinned.write_text("".join(f"{p.name}=={version(p.name)}\n" for p in found), encoding="utf-8")
        command = [tool, "--requirement", pinned, "--no-deps", "--disable-pip", "--format", "json", "--timeout", "20"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        answers: list[dict[str, Any]] = json.loads(run.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError) as error:
        raise ValueError(run.stderr.strip() or "pip-audit hat nicht geantwortet") from error
    return answers


def gaps(answer: Mapping[str, Any]) -> list[str]:
    """Return the gaps of one package, each with the version that closes it."""
    return [
        f"{answer['name']} {answer['version']}: {gap['id']}, behoben in {', '.join(gap['fix_versions']) or '–'}"
        for gap in answer.get("vulns", ())
    ]


def main() -> int:
    """Look up and print."""
    found = packages()
    try:
        answers = looked_up(found)
    except FileNotFoundError:
        print("Das Werkzeug pip-audit fehlt. Abhilfe: pip install '.[audit]'", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"Keine Auskunft: {error}", file=sys.stderr)
        answers = []
    known = [a for a in answers if "vulns" in a and "skip_reason" not in a]
    lines = [line for answer in known for line in gaps(answer)]
    print(f"Nachgeschlagen: {len(known)} von {len(found)} Paketen, bekannte Lücken: {len(lines)}")
    print(*lines, sep="\n", end="\n" if lines else "")
    if lines:
        return 1
    if len(known) == len(found):
        return 0
    print("Nicht alles ließ sich nachschlagen. Zum Vergleich von Hand mit https://osv.dev:")
    print(*(f"{p.name}=={version(p.name)}  {', '.join(p.licences)}" for p in found), sep="\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
