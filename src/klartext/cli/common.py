"""Options, input and output that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.errors import InputError
from klartext.records import ActorAnswer

if TYPE_CHECKING:
    from klartext.config import Config
    from klartext.records import Document
    from klartext.session import Klartext

STDIN: Final = "-"
CONFIG_HELP: Final = "klartext.toml mit den Einstellungen Ihres Hauses; sonst die nächste im Ordner oder darüber."


class Format(StrEnum):
    """How ``check`` shows its result."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"
    RDJSONL = "rdjsonl"


class Acting(StrEnum):
    """Who acts where a letter does not say."""

    OFFICE = "wir"
    READER = "sie"

    @property
    def answer(self) -> ActorAnswer:
        """The answer as the session takes it."""
        return "wir" if self is Acting.OFFICE else "Sie"


ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="DATEI", help=CONFIG_HELP)]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="off|auto|ORDNER",
        help="Sprachmodell für weitere Vorschläge: aus, das eingerichtete oder eines in einem Ordner; sonst wie in"
        " klartext.toml.",
    ),
]
ActorOption = Annotated[
    Acting | None,
    typer.Option(
        "--handelnde",
        help="Wer handelt, wo der Brief es nicht sagt; sonst fragt der Vorschlag danach oder nennt, was er annimmt.",
    ),
]
FailOption = Annotated[
    int | None,
    typer.Option(
        "--fail-on",
        metavar="1|2|3",
        min=1,
        max=3,
        help="Status 1, sobald ein Befund diese Schwere erreicht: 1 Hinweis, 2 ändern, 3 schwer verständlich.",
    ),
]
LetterArgument = Annotated[str, typer.Argument(metavar="BRIEF", help="Datei mit dem Brief; - liest die Eingabe.")]
OutOption = Annotated[Path, typer.Option("--output", "-o", metavar="DATEI", help="Wohin der neue Brief kommt.")]


def answer_of(actor: Acting | None) -> ActorAnswer:
    """Return what was said about who acts, as the session takes it; empty where nothing was said."""
    return actor.answer if actor else ""


def configuration(path: Path | None) -> Config:
    """Return the configuration that was named, or else the nearest one, or else the defaults."""
    from klartext.config import find_config, load_config

    return load_config(path or find_config(Path.cwd()))


def load(config: Config, model: str | None) -> Klartext:
    """Return a loaded Klartext."""
    from klartext.session import Klartext

    return Klartext.load(config=config, model=model)


def read(source: str) -> Document:
    """Return the letter at a path, or the one on standard input."""
    from klartext.documents import read_path, read_stdin

    return read_stdin() if source == STDIN else read_path(Path(source))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failed write into an error that says what to do.

    Raises:
        InputError: KT-A02.
    """
    try:
        yield
    except OSError as problem:
        raise InputError(
            "KT-A02",
            f"Die Datei lässt sich nicht schreiben ({problem.strerror or problem}).",
            "Prüfen Sie, ob es den Ordner gibt und ob Sie dort schreiben dürfen.",
            str(path),
        ) from problem


def write(path: Path, text: str) -> None:
    """Write a text as it stands, in UTF-8 and with its own line ends.

    Raises:
        InputError: KT-A02, the file cannot be written.
    """
    with writing(path):
        path.write_text(text, encoding="utf-8", newline="")


def refuse_overwriting(source: str, out: Path) -> None:
    """Keep the letter that was read.

    Raises:
        InputError: KT-A03, the output is the input.
    """
    if source != STDIN and out.exists() and out.samefile(source):
        raise InputError(
            "KT-A03",
            "Der neue Brief würde den alten überschreiben.",
            "Nennen Sie mit -o eine andere Datei.",
            str(out),
        )
