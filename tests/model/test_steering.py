import pytest

from klartext.model.steering import Digits, after

RUNS = frozenset({"3", "2024", "25"})


@pytest.mark.parametrize(
    ("run", "text", "then"),
    [
        ("", "3", "3"),
        ("", "2", "2"),
        ("2", "0", "20"),
        ("20", "2", "202"),
        ("202", "4", "2024"),
        ("", "20", "20"),
        ("", " 25 ", ""),
        ("3", ".", ""),
        ("3", ". Mai 2", "2"),
        ("2024", "", "2024"),
        ("", "4", None),
        ("2", "6", None),
        ("25", "5", None),
        ("3", "0", None),
        ("2", " ", None),
        ("202", "x", None),
        ("3", ".2", "2"),
        ("3", ".4", None),
        ("", "Wort", ""),
    ],
)
def test_only_numbers_of_the_sentence_can_be_written(run, text, then):
    assert after(run, text, RUNS) == then


class Vocabulary:
    def get_vocab(self):
        return {"▁Wort": 0, "2": 1, "▁25": 2, "Ġ3": 3, "<0x39>": 4, "<0xF0>": 5, "4.": 6, "ab": 7}


def test_pieces_with_digits_are_known_by_what_they_write():
    digits = Digits(Vocabulary())
    assert digits.texts == {1: "2", 2: " 25", 3: " 3", 4: "9", 6: "4."}
    assert sorted(digits.forbidden("", RUNS)) == [4, 6]
    assert sorted(digits.forbidden("202", RUNS)) == [1, 2, 3, 4]
    assert sorted(digits.forbidden("", frozenset())) == [1, 2, 3, 4, 6]
