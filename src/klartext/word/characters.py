"""Which characters a Word file can hold."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(filter(_may_stand, text))


def _may_stand(character: str) -> bool:
    return character in "\t\n" or " " <= character < "\ud800" or "\udfff" < character < "\ufffe" or character > "\uffff"
