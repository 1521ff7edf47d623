"""The promises of the frame: small base install, no work at import, one direction of data, files in step."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from outside import ROOT, SCRIPTS, load
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = ("torch", "transformers", "tensorflow", "ray")


def imported_by(code):
    """Return the modules that a fresh Python has loaded after running some code."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {*run.stderr.split()}


def test_base_install_names_no_heavy_package():
    names = {Requirement(line).name for line in PROJECT["dependencies"]}
    assert names
    assert not names & {*HEAVY}


def test_no_base_dependency_pulls_a_heavy_package():
    found = {package.name for package in load(SCRIPTS, "lizenzen").packages()}
    assert "spacy" in found
    assert not found & {*HEAVY}


def test_importing_every_room_loads_no_heavy_package():
    rooms = sorted(
        ".".join(p.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for p in (ROOT / "src" / "klartext").rglob("*.py")
        if p.name != "__main__.py" and "migrations" not in p.parts  # Alembic runs those
    )
    loaded = imported_by("import " + ", ".join(rooms))
    assert {*rooms} <= loaded
    assert not loaded & {*HEAVY}


def test_licences_fit_and_are_listed():
    licences = load(SCRIPTS, "lizenzen")
    packages = licences.packages()
    assert [p.name for p in packages if not p.compatible] == []
    listed = licences.FILE.read_text(encoding="utf-8")
    assert [p.name for p in packages if p.direct and f"| {p.name} | direkt |" not in listed] == []
    assert "psycopg-binary" in {p.name for p in licences.packages("postgres")}, "what an extra of a package pulls in"
    assert "| psycopg-binary |" in listed


@pytest.mark.parametrize(
    ("licences", "any_of", "fits"),
    [
        (("MIT",), False, True),
        (("GPL-3.0-only",), False, False),
        (("GPL-2.0", "MIT"), True, True),
        (("GPL-2.0", "MIT"), False, False),
        ((), False, False),
        (("Eigene Lizenz",), False, False),
    ],
)
def test_a_licence_that_does_not_fit_or_is_unknown_is_told(licences, any_of, fits):
    assert load(SCRIPTS, "lizenzen").Package("x", True, licences, any_of).compatible is fits


def test_figures_in_the_readme_are_the_measured_ones():
    figures = load(SCRIPTS, "zahlen")
    readme = figures.README.read_text(encoding="utf-8")
    assert figures.updated(readme, figures.RESULTS) == readme


def test_figures_are_written_the_german_way(tmp_path):
    figures = load(SCRIPTS, "zahlen")
    values = [
        ["F1", 0.7512, "≥ 0,75"],
        ["Wörter", 12345, None],
        ["Tempo", 3000.0, None],
        ["Text", "0.93", "≥ 0.9"],
        ["Stand", "1.2.3", ""],
    ]
    result = {"titel": "Befunde", "befehl": "python x.py", "stand": "2026-01-31", "werte": values}
    (tmp_path / "b.json").write_text(json.dumps(result), encoding="utf-8")
    block = figures.block(tmp_path)
    assert "| F1 | 0,7512 | ≥ 0,75 |" in block
    assert "| Wörter | 12.345 | – |" in block
    assert "| Tempo | 3.000 | – |" in block
    assert "| Text | 0,93 | ≥ 0,9 |" in block
    assert "| Stand | 1.2.3 | – |" in block
    assert figures.block(tmp_path / "leer") == "Es liegen noch keine Messungen vor."


def test_readme_without_its_marks_is_an_error(tmp_path):
    with pytest.raises(ValueError):
        load(SCRIPTS, "zahlen").updated("ohne Marken", tmp_path)


def test_licence_file_is_the_whole_licence_that_the_project_names():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "EUPL-1.2"
    assert text.startswith("European Union Public Licence\nV. 1.2\n")
    headings = re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)
    assert headings == [str(number) for number in range(1, 16)]
    assert "Compatible Licences" in text.rsplit("\nAppendix\n", 1)[-1]


def test_version_is_the_same_everywhere():
    import klartext

    assert f'softwareVersion: "{klartext.__version__}"' in (ROOT / "publiccode.yml").read_text(encoding="utf-8")


def test_links_in_the_documents_lead_to_files():
    for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "LIZENZEN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if not t.startswith("http")]
        assert [t for t in targets if not (ROOT / t).exists()] == [], name


def test_glossary_has_at_most_thirty_words():
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Wörter im Code")[1]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    assert 10 <= sum(len(row) // 2 for row in rows) <= 30


def test_linter_reads_the_program():
    shown = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files", str(ROOT)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
    ).stdout
    seen = {Path(line).resolve() for line in shown.splitlines()}
    assert {*(ROOT / "src").rglob("*.py")} <= seen


@pytest.mark.skipif(shutil.which("make") is None, reason="make fehlt")
@pytest.mark.parametrize(
    ("target", "command"),
    [("run", "app.py"), ("demo", "klartext check src/klartext/page/beispielbrief.txt"), ("test", "-m pytest")],
)
def test_make_knows_its_commands(target, command):
    plan = subprocess.run(
        ["make", "--dry-run", target], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
    ).stdout
    assert command in plan


def test_no_file_names_this_machine():
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    ).stdout.split("\n")
    if not any(listed):
        pytest.skip("kein git")
    texts = [ROOT / p for p in listed if p.endswith((".py", ".toml", ".md", ".yml", ".yaml", ".sh", "Makefile", "run"))]
    home = re.compile(r"(?<![\w.])/(?:home|root|Users|opt)/\w")
    assert [str(p) for p in texts if p.is_file() and home.search(p.read_text(encoding="utf-8"))] == []
