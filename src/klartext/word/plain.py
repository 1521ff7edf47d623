"""A simple Word file for a letter that was no Word file: paragraphs, nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from klartext.word.characters import printable


def document_of(text: str) -> bytes:
    """Return a Word file on A4 with the paragraphs of a text; blank lines part them."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    core = document.core_properties
    core.author, core.comments, core.title, core.created = "", "", "", datetime.now(UTC)
    for paragraph in re.split(r"\n[ \t]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        document.add_paragraph(printable(paragraph))
    out = BytesIO()
    document.save(out)
    return out.getvalue()
