"""Text as a Word file holds it: which characters, and the element that keeps them all."""

from __future__ import annotations

from typing import Final

from docx.oxml.parser import OxmlElement

from klartext.documents.labels import Element

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def text_element(text: str) -> Element:
    """Return an element with a text; without the mark Word would drop the blanks at its ends."""
    element = OxmlElement("w:t")
    element.text = text
    keep_blanks(element)
    return element


def keep_blanks(element: Element) -> None:
    """Mark an element whose text may begin or end with a blank."""
    element.set(_SPACE, "preserve")


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(filter(_may_stand, text))


def _may_stand(character: str) -> bool:
    return character in "\t\n" or " " <= character < "\ud800" or "\udfff" < character < "\ufffe" or character > "\uffff"
