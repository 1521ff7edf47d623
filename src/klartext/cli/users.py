"""``klartext users``: who may sign in where several people work on one server."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from klartext.cli.common import ConfigOption, configuration
from klartext.cli.german import GermanCommand, GermanGroup
from klartext.errors import ServerError
from klartext.report.words import count

app = typer.Typer(
    cls=GermanGroup,
    help="Festlegen, wer sich anmelden darf, wenn mehrere Personen auf einem Server arbeiten.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
LoginArgument = Annotated[str, typer.Argument(metavar="NAME", help="Unter diesem Namen meldet sich die Person an.")]
PasswordsOption = Annotated[
    Path | None,
    typer.Option("--passwords", metavar="DATEI", help="Die Datei mit den Personen; sonst die in klartext.toml."),
]


@app.command(cls=GermanCommand)
def add(
    login: LoginArgument,
    passwords: PasswordsOption = None,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Wie die Person im Protokoll heißt; sonst wie beim Anmelden.")
    ] = "",
    config: ConfigOption = None,
) -> None:
    """Eine Person anlegen oder ihr ein neues Kennwort geben.

    Klartext fragt nach dem Kennwort und speichert nur eine Prüfsumme davon (Argon2id). In Skripten kommt das
    Kennwort als eine Zeile über die Eingabe.
    """
    from klartext.server.people import add_person

    path = _file(passwords, config)
    new = add_person(path, login, name, _password())
    typer.echo(f"„{login}“ {'kann sich jetzt anmelden' if new else 'hat ein neues Kennwort'}: {path}.")


@app.command("list", cls=GermanCommand)
def list_people(passwords: PasswordsOption = None, config: ConfigOption = None) -> None:
    """Alle zeigen, die sich anmelden dürfen."""
    from klartext.server.people import read_people

    entries = read_people(_file(passwords, config))
    width = max((len(e.person.login) for e in entries), default=0)
    for entry in entries:
        typer.echo(f"{entry.person.login:<{width}}  {entry.person.name}")
    typer.echo(f"{count(len(entries), 'Person', 'Personen')}.")


@app.command(cls=GermanCommand)
def remove(login: LoginArgument, passwords: PasswordsOption = None, config: ConfigOption = None) -> None:
    """Eine Person streichen; sie ist damit auch abgemeldet."""
    from klartext.server.people import remove_person

    remove_person(_file(passwords, config), login)
    typer.echo(f"„{login}“ kann sich nicht mehr anmelden.")


def _file(named: Path | None, config: Path | None) -> Path:
    """Return the file that was named, or else that of the house.

    Raises:
        ServerError: KT-A17, neither names one.
    """
    path = named or configuration(config).serving.passwords
    if path is None:
        raise ServerError(
            "KT-A17",
            "Es fehlt die Datei mit den Personen.",
            "Nennen Sie sie mit --passwords oder in klartext.toml unter [server] bei „kennwoerter“.",
        )
    return path


def _password() -> str:
    """Return a password typed twice without being shown, or one line of the input of a script.

    Raises:
        ServerError: KT-A18, the two differ.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Kennwort: ")
    if getpass.getpass("Noch einmal: ") != first:
        raise ServerError(
            "KT-A18", "Die beiden Eingaben sind verschieden.", "Versuchen Sie es noch einmal. Es ist nichts geändert."
        )
    return first
