"""``klartext batch``: many letters or templates at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli.common import ConfigOption, FailOption, ModelOption, configuration, writing
from klartext.errors import ExitCode
from klartext.report.words import count

if TYPE_CHECKING:
    from klartext.batch import Order, Outcome

_WORK: Final = ".arbeit"


class Engine(StrEnum):
    """Who shares the work."""

    LOCAL = "local"
    RAY = "ray"


def batch(
    folder: Annotated[Path, typer.Argument(metavar="ORDNER", help="Ordner mit Briefen, auch in Unterordnern.")],
    report: Annotated[
        list[Path],
        typer.Option(
            metavar="ZIEL",
            help="Bericht: Datei mit der Endung .html, .csv, .parquet, .json, .sarif, .xml (JUnit) oder .jsonl "
            "(rdjson); ein Ordner bekommt Seite und Tabellen. Mehrmals möglich.",
        ),
    ],
    jobs: Annotated[int, typer.Option(min=1, metavar="ZAHL", help="Wie viele Prozesse sich die Arbeit teilen.")] = 1,
    engine: Annotated[Engine, typer.Option(help="Wo gerechnet wird.")] = Engine.LOCAL,
    baseline: Annotated[
        Path | None, typer.Option(metavar="ORDNER", help="Frühere Fassung derselben Briefe zum Vergleich.")
    ] = None,
    model: ModelOption = None,
    fail_on: FailOption = None,
    details: Annotated[
        int, typer.Option(min=1, metavar="ZAHL", help="Wie viele Briefe die Seite ganz zeigt, die schwersten zuerst.")
    ] = 500,
    keep: Annotated[
        Path | None,
        typer.Option(
            "--work",
            metavar="ORDNER",
            help="Arbeitsordner, der bleibt: Der nächste Lauf prüft nur, was sich geändert hat. Er enthält die Texte.",
        ),
    ] = None,
    config: ConfigOption = None,
) -> int:
    """Viele Briefe oder Vorlagen prüfen: Bericht mit Rangliste, gleichen Absätzen und Vorschlägen.

    Ein abgebrochener Lauf geht mit demselben Befehl dort weiter, wo er aufgehört hat.

    Status 0: Alle Briefe halten --fail-on und die Grenzen in klartext.toml ein. Status 1: mindestens einer nicht.
    Status 2: falscher Aufruf, oder ein Brief war nicht lesbar; der Bericht nennt ihn und enthält alle anderen.
    """
    from klartext.batch import Gate, Order, Plan, Recipe, Work, files_of, other_files, run, write_all

    settings = configuration(config)
    files = files_of(report)
    plan = Plan(folder, baseline, Recipe(settings, model), jobs, engine.value)
    plan.check()
    if plan.processes < jobs:
        typer.echo(_ONE_MODEL, err=True)
    total = plan.count()
    gate = Gate(fail_on, settings.limits)
    order = Order(files, folder.resolve().name, other_files(folder), details, baseline is not None, gate)
    first = report[0]
    with Work(keep or first.with_name(f"{first.name}{_WORK}")) as work, _resumable():
        with _progress(total) as told:
            run(plan, work, told)
        with writing(first):
            outcome = write_all(order, work)
        if keep is None:
            work.remove()
    _tell(outcome, order)
    if outcome.summary.unreadable:
        return ExitCode.UNUSABLE
    return ExitCode.FINDINGS if outcome.failures else ExitCode.OK


_ONE_MODEL: Final = (
    "Mit dem Sprachmodell arbeitet ein Prozess allein; --jobs gilt nicht. Jeder weitere bräuchte das Modell noch "
    "einmal im Speicher, und schon eines nutzt alle Prozessorkerne. Mit „--model off“ teilen sich mehrere die Arbeit."
)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """Show how far the work is and how long it will take, where somebody looks on."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("Prüfen"), BarColumn(), MofNCompleteColumn(), TextColumn("vergangen"), TimeElapsedColumn(),
        TextColumn("noch etwa"), TimeRemainingColumn(),
    )  # fmt: skip
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def _resumable() -> Iterator[None]:
    """Say how to go on after an interruption."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        typer.echo("Unterbrochen. Derselbe Befehl macht dort weiter; fertige Briefe bleiben gespeichert.", err=True)
        raise typer.Exit(ExitCode.UNUSABLE) from stopped


def _tell(outcome: Outcome, order: Order) -> None:
    summary = outcome.summary
    written = ", ".join(map(str, order.files))
    checked, found = count(summary.readable, "Brief", "Briefe"), count(summary.findings, "Befund", "Befunde")
    refused = f", {len(summary.unreadable)} nicht lesbar" if summary.unreadable else ""
    typer.echo(f"{checked} geprüft{refused}, {found}. Bericht: {written}")
    if order.others:
        left = ", ".join(f"{n} × {kind or 'ohne Endung'}" for kind, n in order.others.items())
        typer.echo(f"Nicht gelesen: {left}.", err=True)
    for source, reasons in outcome.failures.items():
        for why in reasons:
            typer.echo(f"{source}: {why}", err=True)
    for row in summary.unreadable:
        typer.echo(f"{row.source}: {row.error}", err=True)
