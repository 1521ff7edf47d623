"""``klartext transparency``: the document that tells the public and the staff what Klartext does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from klartext.cli.common import ConfigOption, configuration, write, writing


def transparency(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="ORDNER", help="In diesen Ordner kommen die beiden Dateien.")
    ] = Path(),
    config: ConfigOption = None,
) -> None:
    """Das Transparenz-Dokument schreiben: Zweck, Grenzen, Daten, Versionen, Zahlen, als Markdown und HTML."""
    from klartext.proof.inventory import take_stock
    from klartext.proof.paper import to_html, to_markdown
    from klartext.proof.transparency import CONTACTS, TITLE, sections

    settings = configuration(config)
    document = sections(take_stock(settings), settings, datetime.now().astimezone().date())
    with writing(output):
        output.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("transparenz.md", to_markdown(TITLE, document)),
        ("transparenz.html", to_html(TITLE, document)),
    ):
        write(output / name, text)
        typer.echo(f"Geschrieben: {output / name}")
    typer.echo(f"Bitte noch ausfüllen: {len(CONTACTS)} Angaben unter „Verantwortliche und Kontakt“.")
