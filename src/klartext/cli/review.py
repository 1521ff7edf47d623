"""``klartext review``: decide on every suggestion in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klartext.cli import files, letters
from klartext.cli.common import (
    ActorOption,
    ConfigOption,
    LetterArgument,
    ModelOption,
    OutOption,
    answer_of,
    configuration,
    load,
    refuse_overwriting,
)
from klartext.cli.storing import record
from klartext.report.words import count

if TYPE_CHECKING:
    from klartext.decisions import Review


def review(
    path: LetterArgument,
    output: OutOption,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="NAME",
            envvar="KLARTEXT_PERSON",
            help="Wer entscheidet; steht bei jeder Entscheidung. Sonst werden Sie gefragt.",
        ),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", metavar="DATEI", help="Wo die Entscheidungen stehen; sonst neben dem neuen Brief."),
    ] = None,
    protocol: files.ProtocolOption = None,
    clean: letters.CleanOption = False,
    model: ModelOption = None,
    actor: ActorOption = None,
    config: ConfigOption = None,
) -> None:
    """Über jeden Vorschlag entscheiden: annehmen, ablehnen, selbst schreiben, später, zurück, aufhören.

    Jede Entscheidung wird sofort gesichert. Derselbe Aufruf macht dort weiter, wo Sie aufgehört haben.
    """
    from klartext.cli.dialogue import Dialogue
    from klartext.cli.screen import screen

    letters.check_letter_name(output)
    refuse_overwriting(path, output)
    files.check_protocol_name(protocol)
    kept = decisions or files.beside(output)
    settings = configuration(config)
    source = letters.read_source(path)
    klartext = load(settings, model)
    acting = answer_of(actor)
    start = klartext.review(klartext.with_model(klartext.analyse(source.document, acting)), acting)
    taken_up = files.take_up(start, kept)
    for note in taken_up.notes:
        typer.echo(note)
    if done := len(taken_up.review.in_force):
        typer.echo(f"Es geht weiter. Bisher entschieden: {done}.")
    dialogue = Dialogue(
        review=taken_up.review,
        person=person or _ask("Ihr Name oder Kürzel: "),
        screen=screen(_ask, typer.echo),
        keep=lambda now: files.keep(now, kept),
    )
    finished = dialogue.run()
    if settings.store_on:
        record(dialogue.review, settings)
    if not finished:
        typer.echo(f"Aufgehört. Ihre Entscheidungen stehen in {kept}; derselbe Aufruf macht hier weiter.")
        return
    files.keep(dialogue.review, kept)
    _hand_out(source, dialogue.review, output, clean)
    if protocol:
        files.write_protocol(dialogue.review, protocol)


def _hand_out(source: letters.Source, review: Review, output: Path, clean: bool) -> None:
    from klartext import word

    for note in letters.deliver(source, output, review.released_text(), word.from_review(review), clean):
        typer.echo(note)
    left = len(review.open_suggestions)
    typer.echo(f"Der Brief steht in {output}." + (f" {count(left, 'Vorschlag', 'Vorschläge')} offen." if left else ""))


def _ask(question: str) -> str:
    """Return what the person types; the end of the input stops the program like ``q`` stops the questions."""
    try:
        return input(question)
    except EOFError as end:
        raise typer.Abort from end
