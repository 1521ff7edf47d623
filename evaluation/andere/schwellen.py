"""Marking with nothing but textstat: sentences that are long or hard by a formula, and words of many syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import textstat

from klartext.spans import Span

_SENTENCE: Final = re.compile(r"[^.!?\n](?:[^.!?]|[.!?](?!\s+[A-ZÄÖÜ]))*[.!?]?", re.DOTALL)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
MOST_WORDS: Final = 20
HARD: Final = 14.0
"""From this value of the first Wiener Sachtextformel on a sentence counts as hard to read (4 easy … 15 hard)."""
MOST_LETTERS: Final = 20
ENOUGH_WORDS: Final = 8
"""A formula over fewer words says nothing."""


def marks(text: str) -> Iterator[tuple[str, Span]]:
    """Yield category and place; a hard sentence counts as one that needs to be shorter."""
    textstat.set_lang("de")
    for block in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        for found in _SENTENCE.finditer(block[0]):
            start = block.start() + found.start()
            words = textstat.lexicon_count(found[0])
            long = words > MOST_WORDS
            if long or (words >= ENOUGH_WORDS and textstat.wiener_sachtextformel(found[0], 1) >= HARD):
                yield "langer_satz", Span(start, start + len(found[0]))
    for word in _WORD.finditer(text):
        if "-" not in word[0] and len(word[0]) >= MOST_LETTERS:
            yield "bandwurmwort", Span(*word.span())
