"""The door of the program: a file, bytes or pasted text comes in, a ``Document`` goes on.

What a file contains decides how it is read, its name only helps to say what is wrong. Nothing here
runs macros, loads linked content or touches the network. What reads a format is loaded with its
first file, for most letters are pasted.
"""

from __future__ import annotations

import sys
from pathlib import Path, PurePath
from typing import Final

from klartext.documents import formats, normalise
from klartext.documents.archive import Archive
from klartext.documents.formats import SUFFIXES
from klartext.documents.problems import Problem
from klartext.documents.text import decode
from klartext.errors import InputError
from klartext.records import Document

__all__ = ["STDIN_NAME", "SUFFIXES", "bytes_of", "bytes_of_stdin", "read_bytes", "read_path", "read_stdin", "read_text"]

STDIN_NAME: Final = "Standardeingabe"
"""The source of a letter that came in by standard input."""
MAX_FILE_MB = 100
LONG_TEXT_CHARACTERS = 5_000_000
LONG_TEXT_WORDS = 100_000
LONG_WORD_CHARACTERS = 1_000

_MAX_BYTES = MAX_FILE_MB * 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_MISREAD_UTF8 = ("Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ", "â€")


def read_path(path: Path, encoding: str | None = None) -> Document:
    """Read a letter from a file.

    Args:
        path: The file.
        encoding: The encoding of a plain text; without it, it is detected. Other formats know their own.

    Raises:
        InputError: Any code of ``problems``.
    """
    return read_bytes(bytes_of(path), str(path), encoding)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds, one byte more than can be read at most; ``read_bytes`` makes a letter of it.

    Raises:
        InputError: KT-E01 to KT-E03, the file cannot be read.
    """
    source = str(path)
    try:
        if path.is_dir():
            raise Problem.FOLDER.error(source)
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise Problem.MISSING.error(source) from error
    except OSError as error:
        raise Problem.UNREADABLE.error(source, reason=_reason(error)) from error
    except ValueError as error:  # a name with a null character
        raise Problem.MISSING.error(source) from error
    return data


def read_bytes(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read a letter from the content of a file; ``name`` becomes the source of the document.

    Raises:
        InputError: Any code of ``problems`` from KT-E04 on.
    """
    if len(data) > _MAX_BYTES:
        raise Problem.TOO_LARGE.error(name, limit=MAX_FILE_MB, unpacked="")
    if not data:
        raise Problem.EMPTY.error(name)
    if data.startswith(b"PK\x03\x04"):
        text, notes = _read_package(data, name)
        return _document(name, text, notes, flowing=True)
    if b"%PDF-" in data[:1024]:
        from klartext.documents.pdf import read_pdf

        text, notes = read_pdf(data, name)
    else:
        text, notes = _read_plain(data, name, encoding)
    return _document(name, text, notes)


def read_text(text: str, source: str = "Text") -> Document:
    """Read a letter that somebody pasted.

    Raises:
        InputError: KT-E04.
    """
    return _document(source, text, ())


def read_stdin() -> Document:
    """Read a letter from standard input, in any of the readable formats.

    Raises:
        InputError: Any code of ``problems`` from KT-E03 on.
    """
    return read_bytes(bytes_of_stdin(), STDIN_NAME)


def bytes_of_stdin() -> bytes:
    """Return what comes by standard input, as ``bytes_of`` does for a file.

    Raises:
        InputError: KT-E03 it cannot be read, KT-E04 there is none.
    """
    if sys.stdin is None:
        raise Problem.EMPTY.error(STDIN_NAME)
    try:
        return sys.stdin.buffer.read(_MAX_BYTES + 1)
    except OSError as error:
        raise Problem.UNREADABLE.error(STDIN_NAME, reason=_reason(error)) from error


def _document(source: str, original: str, notes: tuple[str, ...], flowing: bool = False) -> Document:
    # A lone half of a surrogate pair is no character and could not be written out again.
    original = original.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    text, offsets = normalise.normalise(original)
    if not text.strip():
        raise Problem.EMPTY.error(source)
    return Document(source, original, text, offsets, notes + _warnings(text), flowing)


def _warnings(text: str) -> tuple[str, ...]:
    words = text.split()
    damaged = text.count("\ufffd")
    misread = next((sign for sign in _MISREAD_UTF8 if sign in text), "")
    warnings = (
        (
            len(words) > LONG_TEXT_WORDS or len(text) > LONG_TEXT_CHARACTERS,
            f"Der Text ist sehr lang ({len(words)} Wörter). Die Prüfung kann lange dauern.",
        ),
        (
            max(map(len, words)) > LONG_WORD_CHARACTERS,
            f"Der Text enthält mehr als {LONG_WORD_CHARACTERS} Zeichen ohne Leerzeichen. Bitte prüfen Sie die Datei.",
        ),
        (damaged > 0, f"Der Text enthält unlesbare Zeichen (�), Anzahl: {damaged}. Bitte prüfen Sie diese Stellen."),
        (
            bool(misread),
            f"Der Text enthält Zeichenfolgen wie „{misread}“. Vermutlich wurden Umlaute falsch gespeichert.",
        ),
    )
    return tuple(warning for applies, warning in warnings if applies)


def _read_package(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Read a zip package by what is inside."""
    from klartext.documents import docx, odt

    expected = formats.BY_SUFFIX.get(PurePath(name).suffix.lower())
    archive = Archive.open(data, name, expected or "Word- oder OpenDocument-Datei")
    if docx.is_docx(archive) or docx.is_dotx(archive):
        return docx.read_docx(archive)
    if docx.CONTENT_TYPES in archive.names:
        if any(member.startswith("word/") for member in archive.names):
            raise Problem.FORMAT.error(name, format="Word-Datei mit Makros")
        if any(member.startswith(("xl/", "ppt/")) for member in archive.names):
            raise Problem.FORMAT.error(name, format="Office-Datei, die kein Textdokument ist")
    if "mimetype" in archive.names:
        kind = archive.read("mimetype")
        if kind.startswith(_OPEN_DOCUMENT + b"text"):
            return odt.read_odt(archive)
        if kind.startswith(_OPEN_DOCUMENT):
            raise Problem.FORMAT.error(name, format="OpenDocument-Datei, die kein Textdokument ist")
    if expected is None:
        raise Problem.FORMAT.error(name, format="ZIP-Archiv")
    raise Problem.BROKEN.error(name, format=expected)


def _read_plain(data: bytes, name: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    """Read what is neither a package nor a PDF: a text, unless it gives itself away."""
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            raise Problem.PROTECTED.error(name)
        raise Problem.FORMAT.error(name, format="altes Office-Format (zum Beispiel .doc)")
    beginning = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if beginning.startswith(b"{\\rtf"):
        raise Problem.FORMAT.error(name, format="Rich-Text-Format (.rtf)")
    if beginning.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise Problem.FORMAT.error(name, format="Webseite oder XML-Datei")
    ending = PurePath(name).suffix.lower()
    expected = formats.BY_SUFFIX.get(ending)
    if expected is None:
        return decode(data, name, encoding)
    try:
        decode(data, name, encoding)
    except InputError as error:
        raise Problem.BROKEN.error(name, format=expected) from error
    raise Problem.MISNAMED.error(name, ending=ending, format=expected)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "keine Berechtigung"
    return f"Fehler {error.errno} des Betriebssystems"
