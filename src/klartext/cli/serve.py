"""``klartext app``: the web page and the HTTP interface, on this machine or for several people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klartext.cli.common import ModelOption


def app(
    host: Annotated[
        str, typer.Option(metavar="ADRESSE", help="Adresse, unter der die Seite erreichbar ist.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, metavar="ZAHL", help="Port; sonst der erste freie ab 7860.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Die Seite im Browser öffnen.")] = True,
    model: ModelOption = None,
    passwords: Annotated[
        Path | None,
        typer.Option(
            "--passwords",
            metavar="DATEI",
            help="Wer sich anmelden darf; „klartext users add NAME“ legt Personen an. Sonst wie in klartext.toml.",
        ),
    ] = None,
) -> None:
    """Die Seite und die HTTP-Schnittstelle öffnen.

    Beide sind nur auf diesem Rechner erreichbar, solange --host nichts anderes sagt. Mit --host für andere Rechner
    müssen sich alle anmelden.
    """
    from klartext.server import launch

    launch(host, port, open_browser=browser, model=model, passwords=passwords)
