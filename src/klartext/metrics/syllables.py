"""Syllables of a word as textstat counts them: the places where pyphen's German patterns hyphenate, plus one.

pyphen takes its 78,000 patterns apart before the first word, which costs more than reading a letter, and textstat loads
nltk for an English dictionary. Here a pattern is taken apart when a word holds its letters. Algorithm: Liang, Word
Hy-phen-a-tion by Com-put-er, 1983; the levels of all patterns in a word are laid over each other, the highest counts,
an odd one allows a hyphen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pyphen import LANGUAGES, language_fallback

_NO_LETTER: Final = re.compile(r"[^\w\s']|'(?![tsd]|ve|ll|re)")
"""An apostrophe counts where textstat sees an English contraction."""
_LEVEL: Final = re.compile(r"(\d?)\D?")
_NO_PATTERN: Final = ("%", "#", "COMPOUND", "LEFTHYPHENMIN", "RIGHTHYPHENMIN")
_LEAST: Final = 2
"""Letters that stay together at the beginning and at the end of a word."""


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return the number of syllables; 0 for what has neither letter nor digit.

    >>> [syllables(word) for word in ("Amt", "Bescheid", "Widerspruchsfrist", "–")]
    [1, 2, 4, 0]
    """
    bare = _NO_LETTER.sub("", word).lower()
    return 1 + sum(_LEAST <= at <= len(bare) - _LEAST for at in _hyphens(bare)) if bare else 0


def _hyphens(word: str) -> list[int]:
    """Return the places where a hyphen may stand, as the number of letters before it."""
    patterns, longest = _patterns()
    pointed = f".{word}."
    highest = [0] * (len(pointed) + 1)
    for start in range(len(pointed)):
        for end in range(start + 1, min(start + longest, len(pointed)) + 1):
            pattern = patterns.get(pointed[start:end])
            if pattern:
                for at, level in enumerate(_levels(pattern), start):
                    highest[at] = max(highest[at], level)
    return [at - 1 for at, level in enumerate(highest) if level % 2]


def _levels(pattern: str) -> list[int]:
    """Return the level before each letter of a pattern and behind the last: ``da1her1`` → 0, 0, 1, 0, 0, 1."""
    return [int(level or 0) for level in _LEVEL.findall(pattern)]


@lru_cache(maxsize=1)
def _patterns() -> tuple[dict[str, str], int]:
    """Return the patterns by their letters, and the length of the longest."""
    encoding, _, rest = LANGUAGES[language_fallback("de")].read_bytes().partition(b"\n")
    lines = [line for line in rest.decode(encoding.decode().strip()).split("\n") if not line.startswith(_NO_PATTERN)]
    letters = re.sub(r"\d", "", "\n".join(lines)).split("\n")
    return dict(zip(letters, lines, strict=True)), max(map(len, letters))
