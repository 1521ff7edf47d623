"""``klartext doctor``: what is installed and what is missing."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from klartext.cli.common import ConfigOption, configuration
from klartext.errors import ExitCode


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Das Ergebnis als JSON, zum Beispiel für die IT.")] = False,
    config: ConfigOption = None,
) -> int:
    """Nachsehen, was eingerichtet ist, was fehlt und welcher eine Befehl es ergänzt.

    Status 0: alles Nötige ist da. Status 1: etwas fehlt.
    """
    from klartext import doctor as check_up

    entries = check_up.examine(configuration(config))
    if as_json:
        typer.echo(json.dumps(check_up.to_dict(entries), ensure_ascii=False, indent=2))
    else:
        typer.echo(check_up.to_text(entries), nl=False)
    return ExitCode.OK if check_up.healthy(entries) else ExitCode.FINDINGS
