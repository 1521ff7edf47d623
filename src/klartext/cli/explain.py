"""``klartext explain``: everything that led to one suggestion, on one page for the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klartext.cli.common import (
    ActorOption,
    ConfigOption,
    LetterArgument,
    ModelOption,
    answer_of,
    configuration,
    load,
    read,
    refuse_overwriting,
    write,
    writing,
)
from klartext.cli.storing import opened_store
from klartext.errors import InputError

if TYPE_CHECKING:
    from klartext.config import Config
    from klartext.proof.explanation import Ruling
    from klartext.records import Analysis, Suggestion


def explain(
    path: LetterArgument,
    suggestion: Annotated[str, typer.Option("--suggestion", metavar="ID", help="Welcher Vorschlag, zum Beispiel g4.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DATEI", help="Wohin die Seite kommt: Endung .html oder .pdf.")
    ],
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="DATEI", help="Entscheidungen zu diesem Brief; sonst aus dem Speicher."),
    ] = None,
    model: ModelOption = None,
    actor: ActorOption = None,
    config: ConfigOption = None,
) -> None:
    """Zeigen, wie ein Vorschlag entstanden ist: Satzbaum, Regel, Schritte, Prüfungen, Alternativen, Entscheidung."""
    from klartext.proof import explanation, explanation_page

    if output.suffix.lower() not in (".html", ".pdf"):
        raise InputError(
            "KT-A16",
            "Die Seite braucht die Endung .html oder .pdf.",
            "Nennen Sie mit -o eine solche Datei.",
            str(output),
        )
    refuse_overwriting(path, output)
    settings = configuration(config)
    acting = answer_of(actor)
    klartext = load(settings, model)
    analysis = klartext.with_model(klartext.analyse(read(path), acting))
    found = explanation.suggestion_of(analysis, suggestion)
    ruling = _ruling(analysis, found, decisions, settings)
    told = explanation.explain(klartext, analysis, suggestion, ruling, acting)
    if output.suffix.lower() == ".html":
        write(output, explanation_page.to_html(told))
    else:
        made = explanation_page.to_pdf(told, source=str(output))
        with writing(output):
            output.write_bytes(made)
    typer.echo(f"Geschrieben: {output}")


def _ruling(analysis: Analysis, suggestion: Suggestion, kept: Path | None, config: Config) -> Ruling | None:
    """Return the decision about a suggestion from a file, or else from the store of the house."""
    from klartext.cli.files import read_json
    from klartext.decisions import from_dict, text_hash
    from klartext.proof.explanation import ruling_in_log, ruling_in_store

    document = analysis.letter.document
    if kept is not None:
        return ruling_in_log(analysis, suggestion, from_dict(read_json(kept), document))
    with opened_store(config) as store:
        return ruling_in_store(analysis, suggestion, store.list_decisions(letter=text_hash(document)) if store else ())
