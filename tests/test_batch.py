import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from analysis_samples import analysis

from klartext.batch import Row, check_report_name, compare, exceeds, letters, render, row_of, totals
from klartext.errors import InputError

GOOD = row_of("a.txt", analysis())
BAD = Row("ordner/kaputt.pdf", error="KT-E03 Die Datei hat keine Textebene.")


def test_row_counts_findings_by_severity_and_category():
    assert GOOD.findings == 4
    assert GOOD.severities == {1: 1, 2: 2, 3: 1}
    assert GOOD.categories == {"amtswort": 1, "passiv": 1, "langer_satz": 1, "modaler_infinitiv": 1}
    assert (GOOD.suggestions, GOOD.held_back) == (4, 2)


def test_totals_leave_unreadable_letters_out_and_count_them():
    sums = totals([GOOD, BAD, GOOD])
    assert (sums["letters"], sums["unreadable"]) == (3, 1)
    assert (sums["words"], sums["sentences"], sums["words_per_sentence"]) == (36, 6, 6.0)
    assert (sums["findings"], sums["suggestions"], sums["rejected"]) == (8, 8, 4)
    assert sums["severities"] == {"1": 2, "2": 4, "3": 2}


def test_totals_of_nothing_readable_have_no_means():
    sums = totals([BAD])
    assert sums["words_per_sentence"] is sums["median_klartext_index"] is sums["findings_per_100_words"] is None


def test_compare_matches_letters_by_path():
    better = replace(GOOD, severities={1: 1}, scores=replace(GOOD.scores, klartext_index=10.0))
    changes = {c.source: c for c in compare([GOOD, Row("alt.txt")], [better, Row("neu.txt")])}
    assert (changes["a.txt"].findings, changes["a.txt"].index) == (-3, 13.5)
    assert changes["alt.txt"].after is changes["neu.txt"].before is None
    assert changes["neu.txt"].findings is None


def test_compare_says_nothing_about_a_letter_that_was_unreadable_once():
    (change,) = compare([BAD], [replace(GOOD, source=BAD.source)])
    assert change.findings is None
    assert change.index is None


@pytest.mark.parametrize(("level", "expected"), [(1, True), (2, True), (3, False)])
def test_exceeds_asks_for_at_least_the_level(level, expected):
    assert exceeds([BAD, Row("a", severities={2: 1})], level) is expected


def test_csv_opens_in_a_german_spreadsheet():
    evil = replace(GOOD, source="=HYPERLINK(1).txt")
    text = render([GOOD, BAD, evil], compare([], [GOOD]), ".csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))
    assert rows[0]["Wörter je Satz"] == "6,0"
    assert rows[0]["Klartext-Index"] == "-3,5"
    assert rows[0]["passiv"] == "1"
    assert rows[1]["Fehler"].startswith("KT-E03")
    assert rows[2]["Brief"].startswith("'=")


def test_json_report_has_rows_totals_and_changes():
    data = json.loads(render([GOOD, BAD], compare([GOOD], [GOOD, BAD]), ".JSON"))
    assert [row["source"] for row in data["letters"]] == ["a.txt", "ordner/kaputt.pdf"]
    assert data["letters"][1]["scores"] is None
    assert data["totals"]["unreadable"] == 1
    assert [c["status"] for c in data["changes"]] == ["in beiden", "neu"]


def test_html_report_shows_rows_and_escapes_names():
    page = render([replace(GOOD, source="<b>.txt"), BAD], compare([GOOD], [GOOD]), ".html")
    assert "&lt;b&gt;.txt" in page
    assert "<b>.txt" not in page
    assert "keine Textebene" in page
    assert "Gegenüber der früheren Fassung" in page
    assert "Passiv" in page


@pytest.mark.parametrize("name", ["bericht.docx", "bericht", "bericht.csv.bak"])
def test_unknown_report_ending_is_refused(name):
    with pytest.raises(InputError, match="KT-B02"):
        check_report_name(Path(name))


def test_letters_are_found_in_subfolders_and_lock_files_are_not(tmp_path):
    (tmp_path / "unter").mkdir()
    for name in ("b.TXT", "unter/a.docx", "~$b.docx", ".versteckt.txt", "bild.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in letters(tmp_path)] == ["b.TXT", "unter/a.docx"]


@pytest.mark.parametrize("folder", ["", "gibt-es-nicht"])
def test_a_folder_without_letters_is_an_error(tmp_path, folder):
    with pytest.raises(InputError, match="KT-B01"):
        letters(tmp_path / folder)
