"""``klartext log``: the recorded decisions, as far as the store is switched on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext import paths
from klartext.cli.german import GermanCommand, GermanGroup
from klartext.errors import StoreError
from klartext.records import DecisionKind
from klartext.report.words import count

if TYPE_CHECKING:
    from klartext.config import Config
    from klartext.decisions import Review
    from klartext.store import Recorded, Store

app = typer.Typer(
    cls=GermanGroup,
    help="Festgehaltene Entscheidungen zeigen, zählen, ausgeben und löschen.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_NOTHING: Final = (
    "Es sind keine Entscheidungen festgehalten. Klartext speichert sie erst, wenn in klartext.toml unter [speicher] "
    "„an = true“ steht."
)


class Kind(StrEnum):
    """What became of a suggestion."""

    ACCEPTED = "angenommen"
    EDITED = "bearbeitet"
    REJECTED = "abgelehnt"


_KINDS: Final[dict[Kind, DecisionKind]] = {
    Kind.ACCEPTED: "accepted",
    Kind.EDITED: "edited",
    Kind.REJECTED: "rejected",
}
_WORDS: Final = {value: key.value for key, value in _KINDS.items()}
JsonOption = Annotated[bool, typer.Option("--json", help="Das Ergebnis als JSON.")]


def record(review: Review, config: Config) -> None:
    """Keep the decisions of a review in the store."""
    from klartext.store import open_house_store

    with open_house_store(config) as store:
        store.record(review)


@contextmanager
def _store() -> Iterator[Store | None]:
    """Give the store, or None where there is none; looking never creates one."""
    if not paths.store_file().is_file():
        yield None
        return
    from klartext.store import open_store

    with open_store(paths.store_file()) as store:
        yield store


@app.command("list", cls=GermanCommand)
def list_decisions(
    rule: Annotated[str | None, typer.Option(metavar="ID", help="Nur zu einer Regel.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Nur eine Art der Entscheidung.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Nur von einer Person.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="ZAHL", help="So viele höchstens.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """Die letzten Entscheidungen zeigen, die neueste zuerst."""
    with _store() as store:
        wanted = _KINDS[kind] if kind else None
        found = store.list_decisions(rule=rule, kind=wanted, person=person, limit=limit) if store else ()
    if as_json:
        rows = [asdict(entry) | {"time": entry.time.isoformat()} for entry in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for entry in found:
        typer.echo(_line(entry))
    if not found:
        typer.echo(_NOTHING if not paths.store_file().is_file() else "Dazu ist keine Entscheidung festgehalten.")


@app.command(cls=GermanCommand)
def stats(as_json: JsonOption = False) -> None:
    """Zählen, wie oft die Vorschläge jeder Regel angenommen wurden."""
    with _store() as store:
        found = store.stats() if store else ()
    if as_json:
        rows = [asdict(entry) | {"acceptance": entry.acceptance} for entry in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    width = max((len(entry.rule) for entry in found), default=0)
    for entry in found:
        typer.echo(
            f"{entry.rule:<{width}}  {entry.accepted:>5} angenommen  {entry.edited:>5} bearbeitet  "
            f"{entry.rejected:>5} abgelehnt  {100 * entry.acceptance:>3.0f} % übernommen"
        )
    if not found:
        typer.echo(_NOTHING)


@app.command(cls=GermanCommand)
def export(
    output: Annotated[Path, typer.Argument(metavar="DATEI", help="Datei mit der Endung .csv oder .json.")],
) -> None:
    """Alle Entscheidungen in eine Datei schreiben."""
    with _store() as store:
        if store is None:
            typer.echo(_NOTHING)
            return
        number = store.export(output)
    typer.echo(f"{count(number, 'Entscheidung', 'Entscheidungen')} in {output} geschrieben.")


@app.command(cls=GermanCommand)
def purge(
    before: Annotated[
        str | None, typer.Option(metavar="JJJJ-MM-TT", help="Alles löschen, was vor diesem Tag gespeichert wurde.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Alles löschen.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ohne Rückfrage löschen.")] = False,
) -> None:
    """Entscheidungen und angefangene Bearbeitungen löschen; Gelöschtes wird in der Datei überschrieben."""
    if (before is None) == (not everything):
        raise StoreError(
            "KT-A10", "Es fehlt, was gelöscht werden soll.", "Nennen Sie --before mit einem Tag oder --all."
        )
    day = _day(before) if before else None
    with _store() as store:
        if store is None:
            typer.echo(_NOTHING)
            return
        what = f"alles vor dem {day:%d.%m.%Y}" if day else "alles"
        if not yes and input(f"Wirklich {what} löschen? [j/n]: ").strip().lower() != "j":
            typer.echo("Es wurde nichts gelöscht.")
            return
        number = store.purge(day, everything=everything)
    typer.echo(f"{count(number, 'Eintrag', 'Einträge')} gelöscht.")


def _day(text: str) -> datetime:
    """Return the beginning of a day in the time zone of this machine.

    Raises:
        StoreError: KT-A11.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone()
    except (ValueError, OSError) as problem:
        raise StoreError(
            "KT-A11", f"„{text}“ ist kein Tag.", "Schreiben Sie den Tag als Jahr-Monat-Tag, zum Beispiel 2026-01-31."
        ) from problem


def _line(entry: Recorded) -> str:
    state = _WORDS[entry.kind] + ("" if entry.in_force else " (gilt nicht mehr)")
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{entry.time.astimezone():%d.%m.%Y %H:%M}  {entry.person}  {state}  {entry.rule}{reason}"
