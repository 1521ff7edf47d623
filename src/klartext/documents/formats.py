"""What the readable formats are called; whoever only names one need not load what reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORD: Final = "Word-Datei (.docx)"
OPEN_DOCUMENT: Final = "OpenDocument-Textdatei (.odt)"
PDF: Final = "PDF-Datei"

BY_SUFFIX: Final[Mapping[str, str]] = {".docx": WORD, ".dotx": WORD, ".odt": OPEN_DOCUMENT, ".pdf": PDF}
"""Name by file name ending; plain texts have none, they are what is left."""

SUFFIXES: Final = (".txt", ".md", *BY_SUFFIX)
"""File name endings of the formats that can be read."""
