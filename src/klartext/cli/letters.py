"""The released letter as a file: text, Word with tracked changes or without, OpenDocument, PDF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli.common import STDIN, write, writing
from klartext.errors import InputError

if TYPE_CHECKING:
    from klartext.records import Document
    from klartext.word import Changes

TEXT_SUFFIXES: Final = (".txt", ".md")
SUFFIXES: Final = (*TEXT_SUFFIXES, ".docx", ".dotx", ".odt", ".pdf")
_PLAIN: Final = (
    "Der Brief kam nicht als Word-Datei. Darum hat der neue Brief keine nachverfolgten Änderungen und nicht die"
    " Gestaltung des alten. Wenn Sie beides brauchen: Speichern Sie den Brief in Ihrem Textprogramm als .docx und"
    " prüfen Sie diese Datei."
)
CleanOption = Annotated[
    bool,
    typer.Option("--clean", help="In .docx und .odt ohne nachverfolgte Änderungen und Kommentare."),
]


@dataclass(frozen=True, slots=True)
class Source:
    """A letter as it was read, with the bytes it was read from."""

    document: Document
    data: bytes


def read_source(source: str) -> Source:
    """Return the letter at a path, or the one on standard input, with its bytes."""
    from klartext import documents

    if source == STDIN:
        name, data = documents.STDIN_NAME, documents.bytes_of_stdin()
    else:
        name, data = str(Path(source)), documents.bytes_of(Path(source))
    return Source(documents.read_bytes(data, name), data)


def check_letter_name(out: Path) -> None:
    """Refuse an ending that promises a format that cannot be written.

    Raises:
        InputError: KT-A07.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise InputError(
            "KT-A07",
            f"Einen Brief mit der Endung „{out.suffix}“ kann Klartext nicht schreiben.",
            f"Nennen Sie eine Datei mit der Endung {', '.join(SUFFIXES[:-1])} oder {SUFFIXES[-1]}.",
            str(out),
        )


def deliver(source: Source, output: Path, released: str, changes: Changes, plainly: bool) -> Iterator[str]:
    """Write the released letter in the format of its ending; yield what the person should know about it.

    Raises:
        InputError: KT-A02, the file cannot be written.
        WordError: KT-O05, KT-O06, there is no LibreOffice, or it cannot convert the letter.
    """
    from klartext import word

    ending = output.suffix.lower()
    if ending in TEXT_SUFFIXES:
        write(output, released)
        return
    if word.is_word_file(source.data):
        made = word.write(source.data, changes, plainly or ending == ".pdf")
        data, notes = made.data, made.notes
    else:
        data, notes = word.document_of(released), (_PLAIN,)
    if ending == ".dotx":
        data = word.as_template(data)
    if ending == ".odt" or ending == ".pdf":
        data = word.convert(data, "odt" if ending == ".odt" else "pdf", str(output))
    with writing(output):
        output.write_bytes(data)
    yield from notes
