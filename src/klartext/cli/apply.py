"""``klartext apply``: put recorded decisions into the letter, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klartext.cli import files, letters
from klartext.cli.common import LetterArgument, OutOption, refuse_overwriting

if TYPE_CHECKING:
    from klartext.records import Document
    from klartext.word import Changes


def apply(
    path: LetterArgument,
    decisions: Annotated[
        Path, typer.Option("--decisions", metavar="DATEI", help="Entscheidungen, zum Beispiel aus „klartext review“.")
    ],
    output: OutOption,
    clean: letters.CleanOption = False,
) -> None:
    """Festgehaltene Entscheidungen anwenden, sonst nichts.

    Eine Entscheidung ohne Namen oder eine, die nicht zum Text passt, wird abgelehnt; dann entsteht kein Brief.
    Aus einer Word-Datei wird mit -o NEU.docx wieder eine, mit nachverfolgten Änderungen.
    """
    from klartext.decisions import apply_decisions
    from klartext.letter import read_letter
    from klartext.protect import protect

    letters.check_letter_name(output)
    refuse_overwriting(path, output)
    source = letters.read_source(path)
    document, recorded = source.document, files.read_json(decisions)
    released = apply_decisions(document, recorded, protect(read_letter(document)))
    for note in letters.deliver(source, output, released, _changes(document, recorded), clean):
        typer.echo(note)
    typer.echo(f"Der Brief steht in {output}.")


def _changes(document: Document, recorded: object) -> Changes:
    from klartext import __version__, word
    from klartext.decisions import from_dict
    from klartext.records import Versions
    from klartext.ruleset import load_rules

    rules = load_rules()
    sources = {rule.id: tuple(map(str, rule.sources)) for rule in rules.rules}
    versions = Versions(__version__, pipeline="", rules=rules.digest)
    return word.from_log(document, from_dict(recorded, document), versions, sources)
