"""``klartext batch``: many letters or templates at once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from klartext.cli.common import ConfigOption, FailOption, ModelOption, configuration, write
from klartext.errors import ConfigError, ExitCode


class Engine(StrEnum):
    """Who shares the work."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    folder: Annotated[Path, typer.Argument(metavar="ORDNER", help="Ordner mit Briefen, auch in Unterordnern.")],
    report: Annotated[
        Path, typer.Option(metavar="DATEI", help="Bericht: Datei mit der Endung .csv, .json oder .html.")
    ],
    jobs: Annotated[int, typer.Option(min=1, metavar="ZAHL", help="Wie viele Prozesse sich die Arbeit teilen.")] = 1,
    engine: Annotated[Engine, typer.Option(help="Wo gerechnet wird.")] = Engine.LOCAL,
    baseline: Annotated[
        Path | None, typer.Option(metavar="ORDNER", help="Frühere Fassung derselben Briefe zum Vergleich.")
    ] = None,
    model: ModelOption = None,
    fail_on: FailOption = None,
    config: ConfigOption = None,
) -> int:
    """Viele Briefe oder Vorlagen prüfen: eine Zeile je Brief, Summen und Diagramme.

    Status 0: kein Befund ab der Schwere --fail-on. Status 1: mindestens einer. Status 2: falscher Aufruf, oder ein
    Brief war nicht lesbar; der Bericht nennt ihn und enthält alle anderen.
    """
    from klartext.batch import analyse_folder, check_report_name, compare, exceeds, render

    if engine is Engine.RAY:
        raise ConfigError(
            "KT-A04",
            "Das Rechnen auf mehreren Rechnern (ray) gibt es in dieser Version noch nicht.",
            "Lassen Sie --engine weg; mit --jobs teilen sich mehrere Prozesse auf diesem Rechner die Arbeit.",
        )
    check_report_name(report)
    settings = configuration(config)
    rows = tuple(analyse_folder(folder, settings, model, jobs))
    before = tuple(analyse_folder(baseline, settings, model, jobs)) if baseline else ()
    write(report, render(rows, compare(before, rows) if baseline else (), report.suffix))
    unreadable = [row for row in rows if row.error]
    typer.echo(f"{len(rows)} Briefe geprüft, {sum(row.findings for row in rows)} Befunde. Bericht: {report}")
    for row in unreadable:
        typer.echo(f"{row.source}: {row.error}", err=True)
    if unreadable:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if fail_on and exceeds(rows, fail_on) else ExitCode.OK
