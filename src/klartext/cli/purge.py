"""``klartext purge``: show and remove everything that Klartext keeps on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli import log
from klartext.cli.common import ConfigOption, configuration
from klartext.cli.storing import opened_store
from klartext.report.words import count, decimal

if TYPE_CHECKING:
    from klartext.audit.removal import Kept
    from klartext.config import Config

_STAYS: Final = (
    "Nicht dabei sind Dateien, die Sie selbst angelegt haben: Briefe, Protokolle, Entscheidungsdateien, "
    "Berichte und klartext.toml. Das Programm entfernt: pip uninstall klartext"
)


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nur zeigen, nichts löschen.")] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="DATEI", help="Die Entscheidungen vorher ausgeben: Endung .csv oder .json."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ohne Rückfrage löschen.")] = False,
    config: ConfigOption = None,
) -> None:
    """Alles zeigen und löschen, was Klartext gespeichert hat: Entscheidungen, Bearbeitungen, Sprachmodell."""
    from klartext.audit.removal import kept, remove

    settings = configuration(config)
    found = kept(settings)
    if not found:
        typer.echo("Klartext hat auf diesem Rechner nichts gespeichert.")
        return
    for thing in found:
        typer.echo(_line(thing))
    typer.echo(_STAYS)
    if dry_run:
        typer.echo("Es wurde nichts gelöscht (--dry-run).")
        return
    _export(settings, export if export or yes else _offered())
    if not yes and input("Das alles löschen? Es lässt sich nicht zurückholen. [j/n]: ").strip().lower() != "j":
        typer.echo("Es wurde nichts gelöscht.")
        return
    remove(found)
    typer.echo("Gelöscht.")


def _offered() -> Path | None:
    answer = input("Entscheidungen vorher ausgeben? Datei mit der Endung .csv oder .json, leer heißt nein: ").strip()
    return Path(answer) if answer else None


def _export(config: Config, path: Path | None) -> None:
    if path is None:
        return
    with opened_store(config) as store:
        number = store.export(path) if store else 0
    typer.echo(f"{count(number, 'Entscheidung', 'Entscheidungen')} in {path} geschrieben." if store else log.NOTHING)


def _line(thing: Kept) -> str:
    size = "" if thing.size is None else f", {decimal(thing.size / 1_000_000)} MB"
    return f"{thing.what}: {thing.where}{size}"
