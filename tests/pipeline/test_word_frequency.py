"""Words are as common as wordfreq says, with and without its list in the cache."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import wordfreq

from klartext.pipeline import word_frequency
from klartext.pipeline.kept_table import Table
from klartext.pipeline.word_frequency import cache_file, zipf_frequency


def test_words_are_as_common_as_wordfreq_says() -> None:
    words = random.Random(7).sample(sorted(wordfreq.get_frequency_dict("de")), 3000)
    pairs = [f"{a}-{b}" for a, b in zip(words[:600], words[600:1200], strict=True)]
    strange = ("", "-", "A-", "Xyzzyx", "24", "4.2", "§", "O'Neill", "E-Mail-Adresse", "STRASSE", "A\u0308mter")
    for word in (*words, *(w.title() for w in words[:300]), *pairs, *strange):
        assert zipf_frequency(word) == wordfreq.zipf_frequency(word, "de"), word


def test_the_first_start_leaves_the_list_the_next_one_opens_it(cache: Path, next_start: Callable[[], None]) -> None:
    first = zipf_frequency("Bescheid")
    assert list(cache.iterdir()) == [cache_file()]
    next_start()
    assert zipf_frequency("Bescheid") == first and isinstance(word_frequency._table(), Table)
