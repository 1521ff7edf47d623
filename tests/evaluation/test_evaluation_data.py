"""The annotated material is well-formed, and the commands count it as they say."""

import json
from typing import get_args

import pytest
from outside import EVALUATION, load

from klartext.records import Category
from klartext.spans import Span

LETTERS = sorted((EVALUATION / "briefe").glob("*.txt"))
MARKED = sorted((EVALUATION / "saetze").glob("*.txt"))
CASES = [
    json.loads(line) for line in (EVALUATION / "briefe" / "minimal.jsonl").read_text(encoding="utf-8").splitlines()
]
CATEGORIES = {*get_args(Category)}


@pytest.fixture(scope="module")
def saetze():
    return load(EVALUATION, "saetze")


@pytest.fixture(scope="module")
def befunde():
    return load(EVALUATION, "befunde")


def entries(letter):
    return json.loads(letter.with_name(f"{letter.stem}.gold.json").read_text(encoding="utf-8"))


def test_there_are_48_letters_and_ninety_sentences():
    assert len(LETTERS) == 48
    assert len(CASES) == 90
    assert len({case["id"] for case in CASES}) == 90


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_every_quote_occurs_and_is_unambiguous(letter):
    text = letter.read_text(encoding="utf-8")
    for entry in entries(letter):
        count = text.count(entry["quote"])
        assert count >= entry.get("occurrence", 1) >= 1, entry
        assert count == 1 or "occurrence" in entry, entry


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_every_entry_has_a_category_a_severity_and_usable_rewrites(letter):
    for entry in entries(letter):
        assert entry["category"] in CATEGORIES | {"schutz"}, entry
        assert entry["severity"] in (1, 2, 3), entry
        assert isinstance(entry["sentence_level"], bool), entry
        rewrites = entry.get("rewrites", ["-"])
        assert rewrites and all(isinstance(r, str) and r.strip() == r and r for r in rewrites), entry
        assert entry["quote"] not in rewrites, entry


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_entries_stand_in_text_order(letter, befunde):
    starts = [place.span.start for place in befunde.gold_places(letter.read_text(encoding="utf-8"), entries(letter))]
    assert starts == sorted(starts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_sentences_name_categories_that_exist(case):
    assert {*case["must_flag"], *case["must_not_flag"]} <= CATEGORIES
    assert not {*case["must_flag"]} & {*case["must_not_flag"]}
    assert case["accept"]
    assert not any(word in accepted for word in case["forbid"] for accepted in case["accept"])


@pytest.mark.parametrize("file", MARKED, ids=lambda path: path.stem)
def test_marks_can_be_read(file, saetze):
    text, starts = saetze.parse_marks(file.read_text(encoding="utf-8"))
    assert saetze.MARK not in text
    assert all(not text[start].isspace() and (start == 0 or text[start - 1].isspace()) for start in starts)


def test_there_are_more_than_three_hundred_marked_sentences(saetze):
    texts = [saetze.parse_marks(file.read_text(encoding="utf-8")) for file in MARKED]
    inside = sum(text[start - 1] == " " for text, starts in texts for start in starts if start)
    assert sum(len(starts) for _, starts in texts) > 500
    assert inside > 200


def test_marks_give_the_text_and_its_sentence_starts(saetze):
    text, starts = saetze.parse_marks("Betreff\n\nEins. ‖Zwei.\n‖- Drei.\n")
    assert text == "Betreff\n\nEins. Zwei.\n- Drei.\n"
    assert sorted(text[start:].split()[0] for start in starts) == ["-", "Betreff", "Eins.", "Zwei."]


@pytest.mark.parametrize("marked", ["Eins. ‖ Zwei.", "Eins.‖", "‖Eins.", "Eins. ‖‖Zwei."])
def test_a_mark_without_need_is_refused(saetze, marked):
    with pytest.raises(ValueError, match="mark"):
        saetze.parse_marks(marked)


def test_boundaries_are_counted_without_those_the_layout_gives_away(saetze):
    one = saetze.Comparison(
        "x", "A. B. C.\n\nD. E.", frozenset({0, 3, 6, 10, 13}), frozenset({0, 3, 10, 12}), frozenset({0, 10})
    )
    assert (one.missed, one.invented, one.exact) == ([6, 13], [12], 1)
    measured = saetze.figures([one])
    assert measured["Grenzen in Blöcken"] == 3
    assert measured["Genauigkeit"] == pytest.approx(1 / 2)
    assert measured["Trefferquote"] == pytest.approx(1 / 3)
    assert measured["Sätze ganz richtig"] == pytest.approx(1 / 5)


def test_findings_on_protected_places_count_neither_way(befunde):
    text = "Der Antrag nach § 3 SGB X wird seitens der Stadt geprüft."
    gold = befunde.gold_places(
        text,
        [
            {"quote": "§ 3 SGB X", "category": "schutz"},
            {"quote": "seitens der Stadt", "category": "amtswort"},
            {"quote": "wird seitens der Stadt geprüft", "category": "passiv"},
        ],
    )
    marked = [
        befunde.Place("paragraphenkette", Span(16, 25)),
        befunde.Place("amtswort", Span(31, 38)),
        befunde.Place("fremdwort", Span(4, 10)),
    ]
    group = befunde.score_letter("x", text, gold, marked)
    total = group.total
    assert (total.found, total.missed, total.right, total.wrong) == (1, 1, 1, 1)
    assert group.tallies["passiv"].missed == 1
    assert group.tallies["fremdwort"].wrong == 1
    assert total.f1 == pytest.approx(0.5)


def test_sentences_count_only_the_categories_they_rate(befunde):
    case = {"id": "x", "text": "Es wird gebeten.", "must_flag": ["passiv", "floskel"], "must_not_flag": ["verneinung"]}
    marked = [befunde.Place(name, Span(0, 7)) for name in ("passiv", "verneinung", "amtswort")]
    total = befunde.score_sentence(case, marked).total
    assert (total.found, total.missed, total.right, total.wrong) == (1, 1, 1, 1)
