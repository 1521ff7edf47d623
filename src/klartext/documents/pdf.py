"""Read PDF files that have a text layer."""

from __future__ import annotations

import logging
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from klartext.documents import formats
from klartext.documents.problems import Problem
from klartext.errors import InputError

_SILENT = logging.NullHandler()
_KEPT_SHARE = 0.95
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


def read_pdf(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of all pages, with a blank line where the page shows a gap, and notes for the reader.

    Raises:
        InputError: KT-E07, KT-E08, KT-E09 no page has text.
    """
    logging.getLogger("pypdf").addHandler(_SILENT)  # its English warnings are not for clerks
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Problem.PROTECTED.error(source)
        pages = [_page_text(page).translate(_LIGATURES) for page in reader.pages]
        has_form = any(reader.get_form_text_fields().values())
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise Problem.PROTECTED.error(source) from error
    except Exception as error:  # pypdf stumbles over damaged files in many ways
        raise Problem.BROKEN.error(source, format=formats.PDF) from error
    if not pages:
        raise Problem.BROKEN.error(source, format=formats.PDF)
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if len(empty) == len(pages):
        raise Problem.SCAN.error(source)
    notes = (
        (bool(empty), f"Ohne lesbaren Text (leer oder nur ein Bild): Seite {', '.join(empty)}."),
        (has_form, "Die PDF-Datei hat ausgefüllte Formularfelder. Ihr Inhalt wurde nicht gelesen."),
    )
    return _pages_joined([page for page in pages if page.strip()]), tuple(note for applies, note in notes if applies)


def _page_text(page: pypdf.PageObject) -> str:
    """Return the text as laid out, or in drawing order where the layout would lose characters or blanks."""
    drawn = page.extract_text()
    try:
        laid_out = page.extract_text(extraction_mode="layout")
    except Exception:  # the layout mode needs font data that some producers leave out
        return drawn
    drawn_words, laid_out_words = drawn.split(), laid_out.split()
    complete = len("".join(laid_out_words)) >= _KEPT_SHARE * len("".join(drawn_words))
    return laid_out if complete and len(laid_out_words) >= _KEPT_SHARE * len(drawn_words) else drawn


def _pages_joined(pages: list[str]) -> str:
    """Join pages; a page that begins in lower case continues the sentence of the one before."""
    text = pages[0].strip("\n")
    for page in pages[1:]:
        following = page.strip("\n")
        text += ("\n" if following.lstrip()[:1].islower() else "\n\n") + following
    return text
