"""Our count of syllables is textstat's, word for word."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from textstat.backend.counts import count_syllables

from klartext.metrics import syllables

LETTERS = sorted((Path(__file__).parents[2] / "evaluation" / "briefe").glob("*.txt"))


def test_every_word_of_our_letters_has_the_syllables_that_textstat_counts() -> None:
    words = {word for letter in LETTERS for word in re.findall(r"\S+", letter.read_text(encoding="utf-8"))}
    assert len(words) > 2500
    assert {word for word in words if syllables.syllables(word) != count_syllables(word, "de")} == set()


@pytest.mark.parametrize("word", ["", "–", "'", "geht's", "E-Mail", "§", "24", "ÄÖÜSS", "d'Angelo", "x" * 100])
def test_odd_words_too(word: str) -> None:
    assert syllables.syllables(word) == count_syllables(word, "de")


def test_the_examples_hold() -> None:
    assert doctest.testmod(syllables).failed == 0
