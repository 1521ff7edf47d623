"""The dictionary says what simplemma's own says, from the cache and without it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import simplemma
from simplemma.strategies import DefaultDictionaryFactory

from klartext.pipeline import word_forms
from klartext.pipeline.kept_table import Table
from klartext.pipeline.word_forms import cache_file, is_known, lemma_of


def test_forms_lemmas_and_words_made_up_are_those_of_simplemma() -> None:
    forms = random.Random(7).sample(list(DefaultDictionaryFactory().get_dictionary("de")), 2000)
    made_up = [f"{form}{ending}" for form, ending in zip(forms[:400], ["e", "ung", "s", "x"] * 100, strict=True)]
    for word in (*forms, *(f.lower() for f in forms[:400]), *made_up, "Xyzzyx", "24", "§", "O'Neill", "E-Mail-Adresse"):
        assert is_known(word) == simplemma.is_known(word, "de"), word
        assert lemma_of(word) == simplemma.lemmatize(word, "de"), word


def test_the_first_start_leaves_the_dictionary_the_next_one_opens_it(
    cache: Path, next_start: Callable[[], None]
) -> None:
    assert lemma_of("Bescheide") == "Bescheid" and list(cache.iterdir()) == [cache_file()]
    next_start()
    assert lemma_of("Bescheide") == "Bescheid" and not is_known("xyzzyx")
    assert isinstance(word_forms._factory().get_dictionary("de"), Table)


def test_a_damaged_file_is_made_again(cache: Path) -> None:
    cache.mkdir()
    cache_file().write_bytes(b"We love Marisa.\0 but not this")
    assert lemma_of("Bescheide") == "Bescheid" and cache_file().stat().st_size > 1_000_000


def test_where_nothing_can_be_written_words_are_looked_up_all_the_same(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    assert lemma_of("Bescheide") == "Bescheid" and is_known("Amt")
