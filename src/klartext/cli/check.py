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
    answer_of,
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

    Status 0: kein Befund ab der Schwere --fail-on, und die Grenzen in klartext.toml sind eingehalten. Status 1:
    mindestens ein Brief hält sie nicht ein. Status 2: falscher Aufruf, oder ein Brief war nicht lesbar.
    """
    from klartext.report import render
    from klartext.report.gate import failures

    settings = configuration(config)
    klartext = load(settings, model)
    acting = answer_of(actor)
    analyses, unreadable = [], 0
    for path in paths:
        try:
            analyses.append(klartext.with_model(klartext.analyse(read(path), acting)))
        except KlartextError as problem:
            typer.echo(str(problem), err=True)
            unreadable += 1
    failed = failures(settings.limits, fail_on, analyses)
    if analyses:
        report = render(analyses, form.value, as_list=len(paths) > 1, failures=failed)
        if output is None:
            typer.echo(report, nl=False)
        else:
            write(output, report)
    for source, reasons in failures(settings.limits, None, analyses).items():
        for why in reasons:
            typer.echo(f"{source}: {why}", err=True)
    if unreadable:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if failed else ExitCode.OK
