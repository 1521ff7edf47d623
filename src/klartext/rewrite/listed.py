"""A list behind a colon: its items stand in the case of what they list."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span

from klartext.grammar.nouns import analyses
from klartext.nlp import sentence_after
from klartext.ruleset.match import LIST_MARKER

_ITEM: Final = re.compile(
    r"(?:^|, |\b(?:und|oder|sowie) )"
    r"(?:der|ein|kein|(?:Ihr|unser|dies|jed)(?:er)?|(?:[a-zäöüß]+ )?[a-zäöüß]+er)(?: [a-zäöüß]+,?){0,4}"
    r" (?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_MOST: Final = 20


def items_behind(words: Span) -> tuple[str, ...]:
    """Return the items that stand below a sentence with a colon at its end, without their markers."""
    found: list[str] = []
    sentence = sentence_after(words) if words.text.rstrip().endswith(":") else None
    while sentence is not None and len(found) < _MOST:
        text = " ".join(sentence.text.split())
        marker = LIST_MARKER.match(text)
        if marker is None and found:
            break
        found.append(text[marker.end() :] if marker else text)
        sentence = sentence_after(sentence)
    return tuple(found)


def has_nominative(items: str) -> bool:
    """Whether a list has an item that can only be a subject: *ein Kontoauszug und der Mietvertrag*."""
    return any(_is_masculine(hit["noun"]) for hit in _ITEM.finditer(items))


def _is_masculine(noun: str) -> bool:
    ways = analyses(noun)
    return bool(ways) and all(way.gender == "Masc" and noun in way.form("Nom", "Sing") for way in ways)
