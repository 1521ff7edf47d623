"""``klartext word``: decide in Word itself, and bring the decisions back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli import files
from klartext.cli.common import (
    ActorOption,
    ConfigOption,
    ModelOption,
    answer_of,
    configuration,
    load,
    refuse_overwriting,
    writing,
)
from klartext.cli.german import GermanCommand, GermanGroup
from klartext.cli.letters import read_source
from klartext.errors import InputError

if TYPE_CHECKING:
    from klartext.word import Outcomes, Returned

app = typer.Typer(
    cls=GermanGroup,
    help="Vorschläge als nachverfolgte Änderungen in Word entscheiden und die Entscheidungen zurückholen.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_NAMES: Final[Mapping[Outcomes, str]] = {
    "accepted": "angenommen",
    "rejected": "abgelehnt",
    "edited": "von Hand geändert",
    "open": "in Word noch offen",
    "lost": "nicht wiedergefunden",
}
LetterArgument = Annotated[str, typer.Argument(metavar="BRIEF.docx", help="Der Brief als Word-Datei.")]


@app.command(cls=GermanCommand)
def export(
    path: LetterArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DATEI.docx", help="Wohin die Word-Datei kommt.")],
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="DATEI", help="Entscheidungen, die schon gefallen sind."),
    ] = None,
    model: ModelOption = None,
    actor: ActorOption = None,
    config: ConfigOption = None,
) -> None:
    """Offene Vorschläge als nachverfolgte Änderungen mit Kommentar in die Word-Datei schreiben.

    Nichts davon ist angenommen. Sie entscheiden in Word; „klartext word read“ liest die Datei wieder ein.
    """
    from klartext import word

    _check_word_name(output)
    refuse_overwriting(path, output)
    source = read_source(path)
    _check_word_file(source.data, path)
    klartext = load(configuration(config), model)
    acting = answer_of(actor)
    review = klartext.review(klartext.with_model(klartext.analyse(source.document, acting)), acting)
    if decisions:
        taken_up = files.take_up(review, decisions)
        review = taken_up.review
        for note in taken_up.notes:
            typer.echo(note)
    made = word.write(source.data, replace(word.from_review(review, include_open=True), actor=acting))
    with writing(output):
        output.write_bytes(made.data)
    for note in made.notes:
        typer.echo(note)
    decided = sum(not c.is_open for c in made.made)
    typer.echo(f"{output}: {len(made.made) - decided} offene Vorschläge, {decided} Entscheidungen.")


@app.command(cls=GermanCommand)
def read(
    path: Annotated[Path, typer.Argument(metavar="DATEI.docx", help="Die Word-Datei, in der entschieden wurde.")],
    letter: Annotated[
        str, typer.Option("--letter", metavar="BRIEF.docx", help="Der Brief, aus dem Klartext sie geschrieben hat.")
    ],
    person: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Wer in Word entschieden hat.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DATEI.json", help="Wohin die Entscheidungen kommen.")
    ],
    protocol: files.ProtocolOption = None,
    model: ModelOption = None,
    config: ConfigOption = None,
) -> None:
    """Lesen, welche Änderungen in Word angenommen, abgelehnt oder von Hand geändert wurden.

    Die Entscheidungen gehen danach in „klartext apply“ oder, zum Weitermachen, in „klartext review --decisions“.
    """
    from klartext import word

    files.check_protocol_name(protocol)
    source, returned = read_source(letter), read_source(str(path))
    acting = word.actor_in(returned.data, str(path))
    klartext = load(configuration(config), model)
    review = klartext.review(klartext.with_model(klartext.analyse(source.document, acting)), acting)
    back = word.read_back(returned.data, review, person, str(path))
    files.keep(back.review, output)
    if protocol:
        files.write_protocol(back.review, protocol)
    for note in back.notes:
        typer.echo(note)
    typer.echo(f"{_summary(back)}. Die Entscheidungen stehen in {output}.")


def _summary(back: Returned) -> str:
    counts = Counter(o.standing for o in back.outcomes if o.standing != "open" or o.place.open)
    said = [f"{counts[standing]} {name}" for standing, name in _NAMES.items() if counts[standing]]
    if before := sum(o.standing == "open" and not o.place.open for o in back.outcomes):
        said.append(f"{before} schon vorher entschieden")
    return ", ".join(said) or "In der Datei stand keine Änderung von Klartext"


def _check_word_name(out: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise InputError(
            "KT-A12",
            "Nachverfolgte Änderungen schreibt dieser Befehl nur in Word-Dateien.",
            "Nennen Sie eine Datei mit der Endung .docx.",
            str(out),
        )


def _check_word_file(data: bytes, path: str) -> None:
    from klartext import word

    if not word.is_word_file(data):
        raise InputError(
            "KT-A13",
            "Der Brief ist keine Word-Datei; nachverfolgte Änderungen gibt es nur darin.",
            "Speichern Sie den Brief in Ihrem Textprogramm als .docx und nennen Sie diese Datei.",
            path,
        )
