"""``klartext check``: what is hard to read in one letter or in several."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from klartext.cli.common import (
    ActorOption,
    ConfigOption,
    FailOption,
    Format,
    ModelOption,
    configuration,
    load,
    read,
    write,
)
from klartext.errors import ExitCode, KlartextError


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="BRIEF", help="Dateien mit Briefen; - liest die Standardeingabe.")
    ],
    form: Annotated[Format, typer.Option("--format", help="Wie das Ergebnis aussieht.")] = Format.TEXT,
    model: ModelOption = None,
    actor: ActorOption = None,
    fail_on: FailOption = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DATEI", help="Das Ergebnis in eine Datei schreiben.")
    ] = None,
    config: ConfigOption = None,
) -> int:
    """Briefe prüfen: schwer verständliche Stellen, Vorschläge und Lesbarkeit.

    Status 0: kein Befund ab der Schwere --fail-on. Status 1: mindestens einer. Status 2: falscher Aufruf, oder ein
    Brief war nicht lesbar.
    """
    from klartext.report import render

    klartext = load(configuration(config), model)
    analyses, unreadable = [], 0
    for path in paths:
        try:
            analyses.append(klartext.with_model(klartext.analyse(read(path), actor.answer if actor else "")))
        except KlartextError as problem:
            typer.echo(str(problem), err=True)
            unreadable += 1
    if analyses:
        report = render(analyses, form.value, as_list=len(paths) > 1)
        if output is None:
            typer.echo(report, nl=False)
        else:
            write(output, report)
    if unreadable:
        return ExitCode.UNUSABLE
    found = any(f.severity >= fail_on for a in analyses for f in a.findings) if fail_on else False
    return ExitCode.FINDINGS if found else ExitCode.OK
