"""``klartext app``: the web page on this machine."""

from __future__ import annotations

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
) -> None:
    """Die Seite öffnen; sie ist nur auf diesem Rechner erreichbar, solange --host nichts anderes sagt."""
    from klartext.page import launch

    launch(host, port, open_browser=browser, model=model)
