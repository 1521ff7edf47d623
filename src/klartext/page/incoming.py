"""Files that come to the page, and where the text in the box comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from klartext.documents import read_bytes
from klartext.errors import InputError, KlartextError
from klartext.view import Html, error_message, message

LARGEST_UPLOAD: Final = 10 * 1024 * 1024
"""Bytes; a letter of a hundred pages is far smaller."""
PASTED: Final = "Eingabe"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text in the box comes from, as long as nobody has changed it."""

    name: str = PASTED
    text: str = ""
    file: bytes | None = field(default=None, repr=False)

    def file_of(self, text: str) -> bytes | None:
        """Return the bytes of the file that a text was read from."""
        return self.file if text.strip() == self.text.strip() else None

    def of(self, text: str) -> str:
        """Return the name to give to a text."""
        return self.name if text.strip() == self.text.strip() else PASTED


def take_bytes(path: Path) -> bytes:
    """Return what was uploaded and delete the file and its folder, whatever comes of it."""
    try:
        if path.stat().st_size > LARGEST_UPLOAD:
            raise InputError(
                "KT-W02",
                f"Die Datei ist größer als {LARGEST_UPLOAD // (1024 * 1024)} Megabyte.",
                "Laden Sie eine kleinere Datei hoch, oder kopieren Sie den Text in das Feld.",
                path.name,
            )
        return path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
        if path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()


def take_upload(file: str | None, text: str, source: Source) -> tuple[str, Source, Html]:
    """Return the text of an uploaded file, its source and a message; when it cannot be read, the old text stays."""
    if file is None:
        return text, source, Html()
    try:
        content = take_bytes(Path(file))
        document = read_bytes(content, Path(file).name)
    except KlartextError as error:
        return text, source, error_message(error)
    said = f"„{document.source}“ ist eingelesen. Sehen Sie den Text kurz durch und wählen Sie dann „Brief prüfen“."
    origin = Source(document.source, document.original, content)
    return document.original, origin, message(" ".join((said, *document.notes)))
