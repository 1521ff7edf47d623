"""``klartext log``: the recorded decisions, as far as the store is switched on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli.common import ConfigOption, configuration, write
from klartext.cli.german import GermanCommand, GermanGroup
from klartext.cli.storing import opened_store
from klartext.errors import DecisionError, StoreError
from klartext.records import DecisionKind
from klartext.report.plain import wrapped
from klartext.report.words import count

if TYPE_CHECKING:
    from klartext.config import Config
    from klartext.store import Item, Recorded, Store, Verdict

app = typer.Typer(
    cls=GermanGroup,
    help="Festgehaltene Entscheidungen zeigen, zählen, ausgeben und löschen.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
NOTHING: Final = (
    "Es sind keine Entscheidungen festgehalten. Klartext speichert sie erst, wenn in klartext.toml unter [speicher] "
    "„an = true“ steht."
)


class StatsFormat(StrEnum):
    """How ``stats`` shows its result."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


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
_NO_SENTENCES: Final = (
    "Es gibt keine Vorschläge zum Beurteilen. Dafür muss in klartext.toml unter [speicher] neben „an = true“ auch "
    "„mit_text = true“ stehen; ohne den Wortlaut ist nichts zu beurteilen."
)
_ALL_OWN: Final = "Alle Vorschläge hat diese Person selbst entschieden. Beurteilen kann sie nur jemand anders."
_ALL_JUDGED: Final = "Sie haben schon alles beurteilt, was andere entschieden haben."
_VERDICTS: Final[dict[str, Verdict]] = {"r": "right", "f": "wrong", "s": "harmful"}
_JUDGE_KEYS: Final = "[r] richtig  [f] falsch  [s] schädlich  [q] aufhören"
SizeOption = Annotated[int, typer.Option("--size", min=1, metavar="ZAHL", help="So viele höchstens.")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="ZAHL", help="Dieselbe Zahl zieht dieselbe Stichprobe.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Das Ergebnis als JSON.")]


@app.command("list", cls=GermanCommand)
def list_decisions(
    rule: Annotated[str | None, typer.Option(metavar="ID", help="Nur zu einer Regel.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Nur eine Art der Entscheidung.")] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Nur von einer Person.")] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="ZAHL", help="So viele höchstens.")] = 50,
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Die letzten Entscheidungen zeigen, die neueste zuerst."""
    with opened_store(configuration(config)) as store:
        wanted = _KINDS[kind] if kind else None
        found = store.list_decisions(rule=rule, kind=wanted, person=person, limit=limit) if store else ()
    if as_json:
        rows = [asdict(entry) | {"time": entry.time.isoformat()} for entry in found]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for entry in found:
        typer.echo(_line(entry))
    if not found:
        typer.echo("Dazu ist keine Entscheidung festgehalten." if store else NOTHING)


@app.command(cls=GermanCommand)
def stats(
    as_json: Annotated[bool, typer.Option("--json", help="Nur die Zahlen je Regel, als JSON-Liste.")] = False,
    form: Annotated[StatsFormat, typer.Option("--format", help="Wie das Ergebnis aussieht.")] = StatsFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DATEI", help="Das Ergebnis in eine Datei schreiben.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Zählen, was aus den Vorschlägen wurde: je Regel, Fassung und Monat, mit Gründen und Entwürfen."""
    from klartext.audit import figures_report
    from klartext.audit.drafts import drafts
    from klartext.audit.figures import count as count_figures
    from klartext.audit.figures import figures

    settings = configuration(config)
    with opened_store(settings) as store:
        found = figures(store) if store else count_figures(())
    drafted = drafts(found, _names_for_settings()) if found.rules else ()
    if as_json:
        told = json.dumps([figures_report.rule_dict(r) for r in found.rules], ensure_ascii=False, indent=2) + "\n"
    elif form is StatsFormat.JSON:
        told = figures_report.to_json(found, drafted)
    elif form is StatsFormat.HTML:
        told = figures_report.to_html(found, drafted, settings)
    else:
        told = figures_report.to_text(found, drafted, settings) if found.rules else f"{NOTHING}\n"
    if output is None:
        typer.echo(told, nl=False)
    else:
        write(output, told)


@app.command(cls=GermanCommand)
def sample(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DATEI", help="Formular mit der Endung .csv oder .json.")
    ],
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Wer urteilen soll; was diese Person entschied, bleibt weg."),
    ] = None,
    size: SizeOption = 50,
    seed: SeedOption = 1,
    config: ConfigOption = None,
) -> None:
    """Eine Stichprobe früherer Vorschläge zum zweiten Beurteilen ziehen, ohne die Entscheidungen."""
    from klartext.audit.sampling import QUESTION, draw, write_form

    with opened_store(configuration(config)) as store:
        items = store.items() if store else ()
        drawn = draw(items, size, seed, store.decided_by(person or "")) if store else ()
    if not drawn:
        typer.echo(_ALL_OWN if items else _NO_SENTENCES)
        return
    write_form(drawn, output)
    typer.echo(f"{count(len(drawn), 'Vorschlag', 'Vorschläge')} in {output}. Tragen Sie unter „urteil“ ein:")
    typer.echo(QUESTION)
    typer.echo(f"Danach: klartext log judge --form {output} --person NAME")


@app.command(cls=GermanCommand)
def judge(
    person: Annotated[
        str, typer.Option("--person", metavar="NAME", envvar="KLARTEXT_PERSON", help="Wer urteilt.", prompt="Ihr Name")
    ],
    form: Annotated[
        Path | None, typer.Option("--form", metavar="DATEI", help="Ein ausgefülltes Formular statt der Fragen hier.")
    ] = None,
    size: SizeOption = 50,
    seed: SeedOption = 1,
    config: ConfigOption = None,
) -> None:
    """Frühere Vorschläge beurteilen, ohne die Entscheidung zu sehen: richtig, falsch oder schädlich.

    Die Urteile gehen in „klartext log stats“ ein, mit der Übereinstimmung zwischen den Urteilenden.
    """
    from klartext.audit.sampling import draw, read_form
    from klartext.decisions import utc_now

    who = " ".join(person.split())
    if not who:
        raise DecisionError("KT-D01", "Das Urteil nennt keine Person.", "Nennen Sie mit --person, wer urteilt.")
    with opened_store(configuration(config)) as store:
        if store is None or not (items := store.items()):
            typer.echo(_NO_SENTENCES)
            return
        own = store.decided_by(who)
        if form is not None:
            found = read_form(form, who, utc_now())
            others = [judgement for judgement in found if (judgement.letter, judgement.mark) not in own]
            for judgement in others:
                store.judge(judgement)
            typer.echo(f"{count(len(others), 'Urteil', 'Urteile')} festgehalten.")
            if left := len(found) - len(others):
                typer.echo(f"{left} nicht: Darüber haben Sie selbst entschieden.")
            return
        done = {(j.letter, j.mark) for j, _ in store.judgements() if j.reviewer == who}
        _ask_about(draw(items, size, seed, done | own), who, store)


def _ask_about(drawn: Sequence[Item], who: str, store: Store) -> None:
    """Ask for a verdict on one suggestion after the other; each is kept at once."""
    from klartext.audit.sampling import QUESTION
    from klartext.decisions import utc_now
    from klartext.store import Judgement

    typer.echo(QUESTION)
    for number, item in enumerate(drawn, 1):
        typer.echo(f"\n{number} von {len(drawn)}")
        for line in (*wrapped("  Satz:      ", item.sentence), *wrapped("  Vorschlag: ", item.proposed)):
            typer.echo(line)
        while (key := input(f"{_JUDGE_KEYS}: ").strip().lower()) not in (*_VERDICTS, "q"):
            typer.echo("Bitte antworten Sie mit r, f, s oder q.")
        if key == "q":
            return
        remark = input("Bemerkung (darf leer bleiben): ").strip() or None
        store.judge(Judgement(item.letter, item.mark, who, _VERDICTS[key], utc_now(), remark))
    typer.echo("Alles beurteilt." if drawn else _ALL_JUDGED)


def _names_for_settings() -> set[str]:
    """Return the rules that ``klartext.toml`` may name; own terms are none of them."""
    from klartext.ruleset import load_rules

    return {rule.id for rule in load_rules().rules}


@app.command(cls=GermanCommand)
def export(
    output: Annotated[Path, typer.Argument(metavar="DATEI", help="Datei mit der Endung .csv oder .json.")],
    config: ConfigOption = None,
) -> None:
    """Alle Entscheidungen in eine Datei schreiben."""
    with opened_store(configuration(config)) as store:
        if store is None:
            typer.echo(NOTHING)
            return
        number = store.export(output)
    typer.echo(f"{count(number, 'Entscheidung', 'Entscheidungen')} in {output} geschrieben.")


@app.command(cls=GermanCommand)
def purge(
    before: Annotated[
        str | None, typer.Option(metavar="JJJJ-MM-TT", help="Alles löschen, was vor diesem Tag gespeichert wurde.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Alles löschen.")] = False,
    expired: Annotated[
        bool, typer.Option("--expired", help="Löschen, was älter ist als „tage“ unter [speicher].")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ohne Rückfrage löschen.")] = False,
    config: ConfigOption = None,
) -> None:
    """Entscheidungen und angefangene Bearbeitungen löschen; Gelöschtes wird in der Datei überschrieben."""
    if sum((before is not None, everything, expired)) != 1:
        raise StoreError(
            "KT-A10",
            "Es fehlt, was gelöscht werden soll.",
            "Nennen Sie eines davon: --before mit einem Tag, --expired oder --all.",
        )
    settings = configuration(config)
    day = _day(before) if before else _oldest(settings) if expired else None
    with opened_store(replace(settings, store_days=None)) as store:
        if store is None:
            typer.echo(NOTHING)
            return
        what = f"alles vor dem {day:%d.%m.%Y}" if day else "alles"
        if not yes and input(f"Wirklich {what} löschen? [j/n]: ").strip().lower() != "j":
            typer.echo("Es wurde nichts gelöscht.")
            return
        number = store.purge(day, everything=everything)
    typer.echo(f"{count(number, 'Eintrag', 'Einträge')} gelöscht.")


def _oldest(config: Config) -> datetime:
    """Return the time before which the house keeps nothing.

    Raises:
        StoreError: KT-A14, it has not said how long it keeps things.
    """
    if config.store_days is None:
        raise StoreError(
            "KT-A14",
            "In klartext.toml steht nicht, wie lange Entscheidungen bleiben.",
            "Schreiben Sie unter [speicher] zum Beispiel „tage = 365“, oder nennen Sie --before mit einem Tag.",
        )
    return datetime.now().astimezone() - timedelta(days=config.store_days)


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
