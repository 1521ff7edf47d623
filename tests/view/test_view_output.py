from __future__ import annotations

import base64
import re
from dataclasses import replace
from html import unescape

import pytest
from view_samples import NO_SCORES

from klartext.errors import InputError
from klartext.records import Scores
from klartext.view import Download, download_links, error_message, file_stem, message, preview, score_panel

BEFORE = Scores(214, 12, 17.83, 31.2, 13.4, 61.0, 38.5, "C1", (("Satzlänge", -20.0), ("Passiv", -4.26), ("Rest", 0.0)))


def test_score_panel_shows_figures_with_a_decimal_comma():
    fragment = score_panel(BEFORE, BEFORE)
    assert all(figure in fragment for figure in ("214", "17,8", "31,2", "13,4", "61,0", "38,5", "C1"))
    assert "→" not in fragment


def test_score_panel_says_in_words_whether_the_letter_got_easier():
    now = replace(BEFORE, flesch_amstad=40.0, lix=65.0, klartext_index=45.0, cefr="B2")
    fragment = score_panel(BEFORE, now)
    trends = re.findall(r"<dt>([^<]+)</dt>(?:(?!</div>).)*kt-trend (\w+)", fragment)
    assert trends == [("Flesch-Amstad", "leichter"), ("LIX", "schwerer")]
    assert "geschätztes Sprachniveau B2, vorher C1" in fragment


def test_score_panel_names_the_largest_contributions_first():
    fragment = score_panel(BEFORE, BEFORE)
    assert fragment.index("Satzlänge") < fragment.index("Passiv") and "−4,3" in fragment
    assert "Rest" not in fragment


def test_score_panel_tells_what_moved_the_index_since_the_start():
    now = replace(BEFORE, contributions=(("Satzlänge", -8.0), ("Passiv", -4.26), ("Rest", 0.0)))
    moved = score_panel(BEFORE, now).split("seit dem Anfang bewegt")[1]
    assert "−20,0 → −8,0" in moved and "Passiv" not in moved
    assert "seit dem Anfang bewegt" not in score_panel(BEFORE, BEFORE)


def test_score_panel_of_a_short_letter_gives_no_numbers():
    fragment = score_panel(NO_SCORES, NO_SCORES)
    assert fragment.count("nicht bestimmt") >= 5
    assert "Unter 50 Wörtern" in fragment and "None" not in fragment


def test_score_panel_says_when_nothing_measured_the_changed_text():
    assert "Stand vor den Entscheidungen" in score_panel(BEFORE, None)


def test_error_message_says_what_happened_where_and_what_to_do():
    fragment = error_message(
        InputError("KT-E01", "Die Datei ist leer <b>.", "Wählen Sie eine andere Datei.", "a<b.txt")
    )
    assert "Die Datei ist leer &lt;b&gt;. (a&lt;b.txt)" in fragment
    assert "Wählen Sie eine andere Datei." in fragment and "KT-E01" in fragment


def test_message_names_its_kind_in_words():
    assert "Bitte beachten:" in message("Ihr <Name> fehlt.", "hinweis")
    assert "&lt;Name&gt;" in message("Ihr <Name> fehlt.")


def test_preview_is_escaped_and_keeps_every_character():
    text = "Guten Tag,\n\n<script>alert(1)</script>\n\n\nEnde"
    blocks = preview(text)
    assert len(blocks) == 3 and not any("<script" in block for block in blocks)
    assert unescape("".join(blocks)) == text


def test_download_links_carry_the_file_itself():
    fragment = download_links([Download("brief.txt", "text/plain", "Grüße\n<script>", "Brief")])
    found = re.search(r'download="brief.txt" href="data:text/plain;charset=utf-8;base64,([^"]+)"', fragment)
    assert found is not None
    assert base64.b64decode(found[1]).decode("utf-8") == "Grüße\n<script>"


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("Bescheid 12/Müller & Söhne.docx", "Müller-Söhne"),
        ("C:\\Briefe\\a.b.txt", "a-b"),
        ("", "brief"),
        ('<">.txt', "brief"),
        ("x" * 200 + ".pdf", "x" * 60),
    ],
)
def test_file_stem_is_accepted_by_every_system(source: str, stem: str):
    assert file_stem(source) == stem
