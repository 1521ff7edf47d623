"""The commands put together, and leaving with the right exit status."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from klartext import __version__
from klartext.cli import log, model, rules, users, word
from klartext.cli.apply import apply
from klartext.cli.batch import batch
from klartext.cli.check import check
from klartext.cli.doctor import doctor
from klartext.cli.explain import explain
from klartext.cli.german import GermanCommand, GermanGroup, usage_problem
from klartext.cli.purge import purge
from klartext.cli.review import review
from klartext.cli.serve import app as serve
from klartext.cli.transparency import transparency
from klartext.errors import ExitCode, KlartextError

app = typer.Typer(
    name="klartext",
    cls=GermanGroup,
    help="Klartext hilft, Behördenbriefe verständlich zu schreiben. Über jeden Vorschlag entscheiden Sie.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (check, review, apply, batch, doctor, purge, transparency, explain):
    app.command(cls=GermanCommand)(command)
app.command("app", cls=GermanCommand)(serve)
app.add_typer(rules.app, name="rules")
app.add_typer(log.app, name="log")
app.add_typer(model.app, name="model")
app.add_typer(users.app, name="users")
app.add_typer(word.app, name="word")


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Die Version nennen.")] = False,
) -> None:
    if version:
        typer.echo(f"klartext {__version__}")
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit status; the entry point of the console command."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(list(sys.argv[1:] if arguments is None else arguments), "klartext", standalone_mode=False)
    except KlartextError as problem:
        typer.echo(str(problem), err=True)
        status = ExitCode.UNUSABLE
    except typer.Abort:
        typer.echo("Abgebrochen.", err=True)
        status = ExitCode.UNUSABLE
    except Exception as problem:
        told = usage_problem(problem)
        if told is None:
            raise
        typer.echo(told, err=True)
        status = ExitCode.UNUSABLE
    sys.exit(status if isinstance(status, int) else ExitCode.OK)
