"""The other ways to mark a text do what the comparison says of them, and agreement is counted as defined."""

import json

import numpy as np
import pytest
from outside import EVALUATION, load

from klartext.records import Category
from klartext.ruleset import load_rules
from klartext.spans import Span


@pytest.fixture(scope="module")
def others():
    return {name: load(EVALUATION, f"andere.{name}") for name in ("muster", "schwellen", "wortliste", "zix")}


@pytest.fixture(scope="module")
def agreement():
    return load(EVALUATION, "uebereinstimmung")


def quotes(marks, text):
    return [(category, text[span.start : span.end]) for category, span in marks]


def test_expressions_mark_signal_words_and_keep_offsets_over_line_breaks(others):
    text = "Die Nachweise wurden\nseitens der Stadt geprüft."
    assert ("amtswort", "seitens") in quotes(others["muster"].marks(text), text)
    assert ("passiv", "wurden\nseitens der Stadt geprüft") in quotes(others["muster"].marks(text), text)
    assert quotes(others["muster"].marks("Wir helfen Ihnen gern."), "Wir helfen Ihnen gern.") == []


def test_thresholds_mark_long_sentences_and_words_only(others):
    long = "Wir " + "sagen es und " * 12 + "gehen."
    text = f"Das ist kurz.\n\n{long} Der Grundstücksverkehrsgenehmigungsantrag fehlt."
    found = quotes(others["schwellen"].marks(text), text)
    assert ("langer_satz", long) in found
    assert ("bandwurmwort", "Grundstücksverkehrsgenehmigungsantrag") in found
    assert all("kurz" not in quote for _, quote in found)


def test_the_word_list_knows_words_only_as_they_are_written(others):
    words = others["wortliste"].WordList(load_rules())
    text = "Seitens der Stadt obliegt Ihnen nichts."
    assert quotes(words.marks(text), text) == [("amtswort", "Seitens")]
    assert words.replaced(text) == "Von der Stadt obliegt Ihnen nichts."


def test_the_regression_orders_rows_by_level(others):
    rows = np.array([[1.0, 5.0], [2.0, 4.0], [3.0, 3.5], [4.0, 1.0]])
    levels = others["zix"].Ridge(rows, np.array([1.0, 2.0, 3.0, 4.0])).level(rows)
    assert list(np.argsort(levels)) == [0, 1, 2, 3]


def test_kappa_is_one_for_the_same_marks_and_zero_for_chance(agreement):
    assert agreement.Words(both=5, none=5).kappa == 1
    assert agreement.Words(both=25, first=25, second=25, none=25).kappa == pytest.approx(0)
    assert agreement.Words(none=5).kappa is None


def test_kappa_looks_at_words_that_a_place_touches(agreement):
    text = "Der Antrag wird geprüft."
    letter = agreement.Letter(
        "x", text, [agreement.Place("passiv", Span(11, 23))], [agreement.Place("passiv", Span(16, 23))]
    )
    words = agreement.words_of(letter, "passiv")
    assert (words.both, words.first, words.second, words.none) == (1, 1, 0, 2)


@pytest.mark.parametrize("file", sorted((EVALUATION / "zweitlesung").glob("*.json")), ids=lambda path: path.stem)
def test_the_second_reading_quotes_its_letter(file, agreement):
    entries = json.loads(file.read_text(encoding="utf-8"))
    text = (EVALUATION / "briefe" / f"{file.stem}.txt").read_text(encoding="utf-8")
    assert len(agreement.gold_places(text, entries)) == len(entries)
    assert {e["category"] for e in entries} <= {*Category.__args__}
