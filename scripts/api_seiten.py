"""What mkdocs needs to make the reference from the code: a hook and an extension of griffe.

The hook adds one page for every room of the program, so that the reference cannot leave one out. The extension puts
doctests into code blocks; without it their output would be read as Markdown.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "klartext"

_DOCTEST = re.compile(r"(?:^>>> .*\n(?:.+\n)*)+", re.MULTILINE)


class Doctests(griffe.Extension):
    """Puts doctests into code blocks."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Change the docstring of one object."""
        if obj.docstring and ">>> " in obj.docstring.value:
            text = f"{obj.docstring.value}\n"
            obj.docstring.value = _DOCTEST.sub(lambda m: f"```pycon\n{m[0]}```\n", text).rstrip()


def rooms() -> Iterator[tuple[str, str]]:
    """Yield name and first line of the docstring of every room."""
    for path in sorted(PACKAGE.iterdir()):
        source = path / "__init__.py" if path.is_dir() else path
        if source.suffix == ".py" and source.exists() and not path.stem.startswith("_"):
            said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
            yield path.stem, said.split("\n")[0]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages."""
    rows = []
    for name, said in rooms():
        rows.append(f"| [`klartext.{name}`]({name}.md) | {said} |")
        page = f"# klartext.{name}\n\n::: klartext.{name}\n"
        files.append(File.generated(config, f"api/{name}.md", content=page))
    head = "# Programmierschnittstelle\n\nKlartext als Bibliothek: `klartext.session.Klartext.load().analyse(brief)`. "
    head += "Ein Brief geht durch die Räume; wie, steht in `ARCHITECTURE.md`. "
    head += "Die Beschreibungen sind englisch wie der Code.\n"
    table = "\n".join(["| Raum | Aufgabe |", "| --- | --- |", *rows])
    files.append(File.generated(config, "api/index.md", content=f"{head}\n{table}\n"))
    return files
