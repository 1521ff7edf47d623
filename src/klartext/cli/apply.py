"""``klartext apply``: put recorded decisions into the letter, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klartext.cli import files
from klartext.cli.common import LetterArgument, OutOption, check_letter_name, read, refuse_overwriting, write


def apply(
    path: LetterArgument,
    decisions: Annotated[
        Path, typer.Option("--decisions", metavar="DATEI", help="Entscheidungen, zum Beispiel aus „klartext review“.")
    ],
    output: OutOption,
) -> None:
    """Festgehaltene Entscheidungen anwenden, sonst nichts.

    Eine Entscheidung ohne Namen oder eine, die nicht zum Text passt, wird abgelehnt; dann entsteht kein Brief.
    """
    from klartext.decisions import apply_decisions
    from klartext.letter import read_letter
    from klartext.protect import protect

    check_letter_name(output)
    refuse_overwriting(path, output)
    document = read(path)
    write(output, apply_decisions(document, files.read_json(decisions), protect(read_letter(document))))
    typer.echo(f"Der Brief steht in {output}.")
