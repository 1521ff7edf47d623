"""Write the bill of materials (SBOM): every package that Klartext runs on, with version, licence and checksums of ours.

Usage: ``python scripts/stueckliste.py [-o DATEI]``, by default ``build/klartext.cdx.json`` (CycloneDX, JSON). Needs
the package ``cyclonedx-bom`` (extra ``audit``), no network. The tools for tests and documents that are installed beside
are left out: only what ``pip install klartext`` brings, and the extras named with ``--extra``. Files with weights are
listed with their SHA-256 from ``models/manifest.yaml``. The same environment gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml
from packaging.utils import canonicalize_name

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lizenzen import EXTRAS, ROOT, packages

OUTPUT: Final = ROOT / "build" / "klartext.cdx.json"


def environment() -> dict[str, Any]:
    """Return the bill of everything that is installed.

    Raises:
        FileNotFoundError: The tool is not installed.
    """
    tool = Path(sys.executable).with_name("cyclonedx-py")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "alles.json"
        command = [tool, "environment", "--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "-o", file]
        subprocess.run([*command, sys.executable], check=True, capture_output=True)
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def only(bill: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a bill with only the packages of these names and what they depend on among them."""
    kept = [c for c in bill["components"] if canonicalize_name(c["name"]) in names]
    refs = {bill["metadata"]["component"]["bom-ref"], *(c["bom-ref"] for c in kept)}
    edges = [
        {**edge, **({"dependsOn": [r for r in edge["dependsOn"] if r in refs]} if "dependsOn" in edge else {})}
        for edge in bill.get("dependencies", ())
        if edge["ref"] in refs
    ]
    return {**bill, "components": kept, "dependencies": edges}


def weights() -> list[dict[str, Any]]:
    """Return our own trained files as components."""
    manifest = yaml.safe_load((ROOT / "models" / "manifest.yaml").read_text(encoding="utf-8"))
    return [
        {
            "type": "machine-learning-model",
            "bom-ref": f"{model}/{file}",
            "name": f"{model}/{file}",
            "hashes": [{"alg": "SHA-256", "content": entry["sha256"]}],
        }
        for model, files in manifest.items()
        for file, entry in files.items()
    ]


def main() -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Schreibt die Stückliste der Pakete (CycloneDX).")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    parser.add_argument("--extra", action="append", choices=tuple(EXTRAS), default=[])
    args = parser.parse_args()
    names = {p.name for p in packages()} | {p.name for extra in args.extra for p in packages(extra)}
    try:
        bill = only(environment(), names)
    except FileNotFoundError:
        print("Das Werkzeug cyclonedx-py fehlt. Abhilfe: pip install '.[audit]'", file=sys.stderr)
        return 2
    bill["components"] += weights()
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_text(json.dumps(bill, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{args.output}: {len(bill['components'])} Bestandteile")
    return 0


if __name__ == "__main__":
    sys.exit(main())
