"""The files that a person takes away from the desk: the released letter, its protocol, and proposals to decide in Word.

A letter that came as a Word file goes out in that very file; any other goes out as a simple one.
"""

from __future__ import annotations

from typing import Final

from klartext import word
from klartext.decisions import Review
from klartext.protokoll import protokoll, to_csv, to_html, to_json
from klartext.view import Download, file_stem

Taken = tuple[tuple[Download, ...], tuple[str, ...]]
"""Files, and what to tell the person about them."""
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_LONGER: Final = (
    "Die Word-Datei, aus der Ihr Brief stammt, liegt hier nicht mehr vor. Darum ist die neue Datei schlicht gestaltet."
)


def released(review: Review, upload: bytes | None) -> Taken:
    """Return the released letter as text and Word file, and its protocol.

    Raises:
        DecisionError: KT-D11, a fact would be lost.
        KlartextError: The uploaded Word file cannot be written to.
    """
    stem = _stem(review)
    letters, notes = _as_word(review, upload)
    return (
        *letters,
        Download(f"{stem}-freigegeben.txt", "text/plain", review.released_text(), "Brief als Text"),
        *_protocols(review),
    ), notes


def as_pdf(review: Review, upload: bytes | None) -> Download:
    """Return the released letter as a PDF file that LibreOffice makes.

    Raises:
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the letter.
    """
    pdf = word.convert(_clean(review, upload)[0], "pdf", review.first.letter.document.source)
    return Download(f"{_stem(review)}-freigegeben.pdf", "application/pdf", pdf, "Brief als PDF")


def to_decide(review: Review, upload: bytes) -> Taken:
    """Return the Word file with the decisions so far and every open suggestion as a tracked change.

    Raises:
        KlartextError: The uploaded Word file cannot be written to.
    """
    written = word.tracked(upload, review, include_open=True)
    name = f"{_stem(review)}-entscheiden.docx"
    return (Download(name, _WORD, written.data, "Datei für Word herunterladen"),), written.notes


def word_file(upload: bytes | None) -> bytes | None:
    """Return the upload if it is a Word file."""
    return upload if upload is not None and word.is_word_file(upload) else None


def _as_word(review: Review, upload: bytes | None) -> Taken:
    stem, source = _stem(review), word_file(upload)
    plain, notes = _clean(review, upload)
    clean = Download(f"{stem}-freigegeben.docx", _WORD, plain, "Brief für Word")
    if source is None:
        return (clean,), notes
    written = word.tracked(source, review)
    marked = Download(f"{stem}-aenderungen.docx", _WORD, written.data, "Brief für Word mit nachverfolgten Änderungen")
    return (marked, clean), written.notes


def _clean(review: Review, upload: bytes | None) -> tuple[bytes, tuple[str, ...]]:
    if source := word_file(upload):
        written = word.clean(source, review)
        return written.data, written.notes
    gone = review.first.letter.document.source.lower().endswith((".docx", ".dotx"))
    return word.document_of(review.released_text()), (_NO_LONGER,) if gone else ()


def _protocols(review: Review) -> tuple[Download, ...]:
    record, stem = protokoll(review), _stem(review)
    return (
        Download(f"{stem}-protokoll.html", "text/html", to_html(record), "Protokoll zum Lesen (HTML)"),
        Download(f"{stem}-protokoll.csv", "text/csv", to_csv(record), "Protokoll als Tabelle (CSV)"),
        Download(f"{stem}-protokoll.json", "application/json", to_json(record), "Protokoll für Programme (JSON)"),
    )


def _stem(review: Review) -> str:
    return file_stem(review.first.letter.document.source)
