"""Letters whose text is normalised as it stands: offsets are the same before and after reading. No tests in here."""

from klartext.letter import read_letter
from klartext.records import Document, Letter
from klartext.spans import OffsetMap


def document_of(text: str, source: str = "brief.txt") -> Document:
    return Document(source, text, text, OffsetMap.identity(len(text)))


def letter_of(text: str) -> Letter:
    return read_letter(document_of(text))
