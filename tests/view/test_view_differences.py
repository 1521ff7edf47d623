from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.view import Piece, side_by_side, word_diff

WORDS = st.text(alphabet="ab ,.\n_§1-", max_size=30)


def test_word_diff_names_what_stays_goes_and_comes():
    assert word_diff("Der Antrag wird geprüft.", "Wir prüfen den Antrag.") == (
        Piece("entfällt", "Der"),
        Piece("neu", "Wir prüfen den"),
        Piece("gleich", " Antrag"),
        Piece("entfällt", " wird geprüft"),
        Piece("gleich", "."),
    )


def test_word_diff_keeps_amounts_and_dates_in_one_piece():
    pieces = word_diff("bis 03.05.2025 1.250,00 Euro", "bis 04.05.2025 1.250,00 Euro")
    assert Piece("entfällt", "03.05.2025") in pieces
    assert Piece("gleich", " 1.250,00 Euro") in pieces


@settings(deadline=None, derandomize=True)
@given(WORDS, WORDS)
def test_word_diff_gives_back_both_texts(before: str, after: str):
    pieces = word_diff(before, after)
    assert "".join(p.text for p in pieces if p.kind != "neu") == before
    assert "".join(p.text for p in pieces if p.kind != "entfällt") == after
    assert all(p.text for p in pieces)


def test_word_diff_of_very_long_texts_does_not_compare_word_by_word():
    long = "a " * 2000
    assert [p.kind for p in word_diff(long, long + "b")] == ["entfällt", "neu"]


def test_side_by_side_says_in_words_what_goes_and_comes():
    fragment = side_by_side("Der Antrag\nwird geprüft <b>.", "Wir prüfen <b>.")
    assert "[entfällt:] " in fragment and "[neu:] " in fragment
    assert "<b>" not in fragment and "&lt;" in fragment


def test_side_by_side_says_when_a_place_is_dropped():
    assert "(wird gestrichen)" in side_by_side("hiermit", "")
