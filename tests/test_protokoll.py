"""The record of a review: complete, safe to open, and enough to get the same letter again."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from review_samples import analyse, analysis, document, with_rival

from klartext.decisions import Review, apply_decisions
from klartext.protokoll import STATEMENT, protokoll, to_csv, to_html, to_json


def clock():
    return datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def review():
    start = Review(with_rival(analysis()), analyse, clock=clock)
    return (
        start.accept("g2", "Ada Kern")
        .edit("g1", "Ben <Ott>", "nicht", insist=True)
        .reject("g4", "Ada Kern", '=HYPERLINK("x")')
        .accept("g3", "Cem Öz")
        .undo("Ada Kern")
    )


def test_record_counts_what_holds():
    counts = protokoll(review()).counts
    assert counts == {"accepted": 1, "edited": 1, "rejected": 1, "undone": 1, "open": 4, "superseded": 1}


def test_json_says_everything_and_gives_the_same_letter():
    done = review()
    data = json.loads(to_json(protokoll(done)))
    assert data["statement"] == STATEMENT
    assert data["klartext"] == {
        "version": "0.1.0", "pipeline": "de_klartext 0.1.0", "rules": "sha256:abc", "model": None,
    }  # fmt: skip
    assert [row["person"] for row in data["decisions"]] == ["Ada Kern", "Ben <Ott>", "Ada Kern", "Cem Öz"]
    assert [row["in_force"] for row in data["decisions"]] == [True, True, True, False]
    assert data["decisions"][1]["insisted"] is True
    assert {"verneinung", "zahlen"} <= {c["name"] for c in data["decisions"][1]["checks"]}
    assert data["reversals"][0]["person"] == "Ada Kern"
    assert len(data["open"]) == 4
    again = apply_decisions(document(), data, done.first.protected)
    assert again == done.released_text()
    assert sha256(again.encode()).hexdigest() == data["released_sha256"]


def test_csv_has_one_row_for_each_decision_and_no_formula():
    text = to_csv(protokoll(review()))
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Entscheidung"] for row in rows] == ["angenommen", "eigene Fassung", "abgelehnt", "angenommen"]
    assert rows[2]["Grund"] == '\'=HYPERLINK("x")'
    assert rows[3]["Stand"].startswith("zurückgenommen von Ada Kern")
    assert rows[1]["Gegen Einwand"] == "ja"
    assert rows[0]["Regelstand"] == "sha256:abc"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝", "\n+"])
def test_csv_disarms_every_formula(start):
    done = Review(analysis(), clock=clock).reject("g4", start + "1+1", "x")
    entry = done.decisions[0]
    risky = replace(done, log=(replace(entry, decision=replace(entry.decision, person=start + "1+1")),))
    (row,) = csv.DictReader(io.StringIO(to_csv(protokoll(risky)), newline=""), delimiter=";")
    assert row["Person"] == "'" + start + "1+1"


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.text, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name in ("src", "href", "action")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_html_is_one_wellformed_page_that_loads_nothing():
    page = to_html(protokoll(review()))
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert outline.links == []
    assert not re.search(r"https?:|@import|url\(|<script", page)
    assert '<html lang="de">' in page
    text = " ".join(outline.text)
    for expected in (STATEMENT, "Ben <Ott>", "sha256:abc", "de_klartext 0.1.0", "Kürzer.", "verneinung nicht bestanden",
                     "ausdrücklich bestätigt", "01.03.2025, 09:30:00 UTC", "Offene Vorschläge", "Überholte Vorschläge",
                     "zurückgenommen von Ada Kern"):  # fmt: skip
        assert expected in text
    assert "Ben <Ott>" not in page


def test_record_of_a_review_without_decisions():
    done = Review(analysis(), clock=clock)
    record = protokoll(done)
    assert record.counts["open"] == 6
    assert "Es gibt keine Entscheidung." in to_html(record)
    assert len(to_csv(record).splitlines()) == 1


def test_replaced_decision_says_that_a_later_one_contains_it():
    done = Review(analysis(), analyse, clock=clock).accept("g4", "A").edit("g4", "B", "Falls")
    first, second = protokoll(done).lines
    assert (first.standing, second.standing) == ("in einer späteren Entscheidung aufgegangen", "gilt")
    assert first.standing == "in einer späteren Entscheidung aufgegangen"
