"""How common German words are: the frequencies of wordfreq (Speer 2022), read from a file of our own.

wordfreq unpacks its 630,000 words when the first one is asked for; therefore the list is a ``kept_table``, and the
package itself is asked only for words with digits and other characters that are no letters.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from klartext import paths
from klartext.pipeline.kept_table import kept_table

_LANGUAGE: Final = "de"
_ONE_IN: Final = 1e9
"""Rarer than once in a billion words counts as unknown."""
_LETTERS: Final = re.compile(r"[a-zäöüß]+(?:-[a-zäöüß]+)*")


@lru_cache(maxsize=100_000)
def zipf_frequency(word: str) -> float:
    """Return the Zipf frequency of a word: the logarithm of how often it stands in a billion words, 0 if it is unknown.

    It is wordfreq's value to the hundredth; that of a word with hyphens is less than that of each of its parts.
    """
    small = unicodedata.normalize("NFC", word).casefold()
    if not _LETTERS.fullmatch(small):
        from wordfreq import zipf_frequency as of_any_text

        return float(of_any_text(word, _LANGUAGE))
    centibels = [_table().get(part) for part in small.split("-")]
    rarity = sum(10 ** (int(c) / 100) if c else math.inf for c in centibels)
    return _zipf(1 / rarity) if rarity < _ONE_IN else 0.0


def _zipf(frequency: float) -> float:
    """Return a share of all words on the Zipf scale, rounded as wordfreq rounds it."""
    digits = math.floor(-math.log(frequency, 10)) + 3
    return round(math.log(round(frequency, digits), 10) + 9, 2)


def cache_file() -> Path:
    """Return where the list of this wordfreq is kept; it need not be there."""
    return paths.user_cache_dir() / f"wordfreq-{version('wordfreq')}-{_LANGUAGE}.trie"


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    return kept_table(cache_file(), _centibels)


def _centibels() -> Mapping[str, str]:
    """Return for each word how many hundredths of a power of ten it is rarer than any word at all."""
    from wordfreq import get_frequency_list

    return {word: str(rarity) for rarity, words in enumerate(get_frequency_list(_LANGUAGE)) for word in words}
