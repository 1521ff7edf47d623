"""A list behind a colon: its items stand in the case of what they list."""

from __future__ import annotations

import re
from typing import Final

from klartext.grammar.nouns import analyses

_ITEM: Final = re.compile(
    r"(?:^|, |\b(?:und|oder|sowie) )"
    r"(?:der|ein|kein|(?:Ihr|unser|dies|jed)(?:er)?|[a-zäöüß]+er)(?: [a-zäöüß]+er?)? (?P<noun>[A-ZÄÖÜ][\w-]+)"
)


def has_nominative(items: str) -> bool:
    """Whether a list has an item that can only be a subject: *ein Kontoauszug und der Mietvertrag*."""
    return any(_is_masculine(hit["noun"]) for hit in _ITEM.finditer(items))


def _is_masculine(noun: str) -> bool:
    ways = analyses(noun)
    return bool(ways) and all(way.gender == "Masc" and noun in way.form("Nom", "Sing") for way in ways)
