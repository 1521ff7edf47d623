import pytest

from klartext.grammar.features import CASES
from klartext.grammar.pronouns import personal, pronouns, relative


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("wir", "wir - uns uns"),
        ("Ihnen", "Sie - Ihnen Sie"),
        ("er", "er - ihm ihn"),
        ("ich", "ich - mir mich"),
        ("man", "man - einem einen"),
        ("wer", "wer wessen wem wen"),
        ("denen", "die deren denen die"),
    ],
)
def test_paradigm(form, cells):
    (word,) = pronouns(form)
    assert [word.form(case) or "-" for case in CASES] == cells.split()


def test_a_capital_is_polite_and_a_small_letter_is_not():
    assert [p.polite for p in pronouns("Sie")] == [True]
    assert not any(p.polite for p in pronouns("sie"))


def test_personal_and_relative():
    assert [personal("Sing", g).form("Acc") for g in ("Masc", "Fem", "Neut")] == ["ihn", "sie", "es"]
    assert personal("Plur", None).form("Dat") == "ihnen"
    assert [relative("Sing", g).form("Gen") for g in ("Masc", "Fem", "Neut")] == ["dessen", "deren", "dessen"]
    assert relative("Sing", None) is None
