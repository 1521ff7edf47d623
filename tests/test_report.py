import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from analysis_samples import ORIGINAL, analysis, document
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.records import Scores, Step, Suggestion
from klartext.report import render, to_dict, to_html, to_sarif, to_text
from klartext.report.places import Lines
from klartext.report.preview import compatible
from klartext.report.words import decimal, score_rows, shorten
from klartext.spans import Span


def test_json_offsets_count_in_the_text_that_was_read():
    result = to_dict(analysis())
    assert result["text"] == ORIGINAL
    placed = [*result["sentences"], *result["findings"], *result["protected"]]
    assert all(ORIGINAL[p["start"] : p["end"]] == p["text"] for p in placed)
    assert all(ORIGINAL[s["start"] : s["end"]] == s["original"] for s in result["suggestions"])
    assert result["findings"][2]["text"] == "Seitens der Be\u00adhörde wurde Ihr <Antrag> geprüft."
    assert [ORIGINAL[e["start"] : e["end"]] for e in result["findings"][1]["evidence"]] == ["wurde", "geprüft"]
    assert ORIGINAL[result["parts"][0]["start"] : result["parts"][0]["end"]] == "Betreff: Ihr Antrag"


def test_json_has_the_fields_of_the_contract():
    result = to_dict(analysis())
    assert result["schema_version"] == 1
    assert {"source", "text", "klartext", "parts", "protected", "sentences", "findings", "suggestions", "scores"} <= {
        *result
    }
    assert result["klartext"] == {
        "version": "0.1.0",
        "pipeline": "de_klartext 0.1.0",
        "rules": "sha256:abc",
        "model": None,
    }
    assert {*result["sentences"][0]} == {"id", "start", "end", "text", "words", "proposal", "suggestions"}
    assert {*result["findings"][0]} == {
        *("id", "rule", "category", "severity", "start", "end", "text"),
        *("message", "explanation", "sources", "evidence"),
    }
    suggestion = result["suggestions"][1]
    assert {*suggestion} == {
        *("id", "sentence", "findings", "start", "end", "original", "replacement", "alternatives"),
        *("origin", "rule", "confidence", "needs", "explanation", "steps", "guard"),
    }
    assert suggestion["needs"] == "handelnde"
    assert suggestion["guard"]["passed"] is True
    assert suggestion["guard"]["checks"][1] == {"name": "fristen", "passed": True, "detail": "3. Mai bleibt"}
    assert {
        *("words", "sentences", "words_per_sentence", "flesch_amstad"),
        *("wiener_sachtextformel_1", "lix", "klartext_index", "cefr"),
    } <= {*result["scores"]}


def test_json_counts_held_back_proposals_with_their_first_failed_check():
    assert to_dict(analysis())["rejected"] == {
        "count": 2,
        "reasons": [
            {"origin": "model", "reason": "zahlen", "count": 1},
            {"origin": "rule", "reason": "fristen", "count": 1},
        ],
    }


def test_json_names_each_note_once():
    assert to_dict(analysis())["notes"] == ["Die Kodierung wurde geschätzt.", "Eine Regel wurde übersprungen."]


def test_proposal_applies_compatible_rule_suggestions_and_leaves_the_model_out():
    sentences = {s["id"]: s for s in to_dict(analysis())["sentences"]}
    assert sentences["s1"]["proposal"] is None
    assert sentences["s2"]["proposal"] == "Von uns wurde Ihr <Antrag> angesehen."
    assert sentences["s2"]["suggestions"] == ["g1", "g2", "g3"]
    assert sentences["s3"]["proposal"] is None, "only a model has words for it"


def _with_span(number: int, span: Span, confidence: float, needs: str | None) -> Suggestion:
    sample = analysis().suggestions[0]
    proposal = replace(sample.proposal, span=span, confidence=confidence, needs=needs)
    return replace(sample, id=f"g{number}", proposal=proposal)


_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(_SPANS, st.floats(0, 1), st.sampled_from([None, "handelnde"])), max_size=12))
def test_compatible_suggestions_never_overlap_and_none_fits_any_more(drawn):
    suggestions = [_with_span(at, *entry) for at, entry in enumerate(drawn)]
    chosen = compatible(suggestions)
    assert all(a.proposal.span.end <= b.proposal.span.start for a, b in pairwise(chosen))
    assert all(s.proposal.needs is None for s in chosen)
    left = [s for s in suggestions if s not in chosen and s.proposal.needs is None]
    assert all(any(s.proposal.span.overlaps(c.proposal.span) for c in chosen) for s in left)


def test_one_letter_is_an_object_and_several_are_a_list():
    one, two = analysis(), analysis("zwei.txt")
    assert json.loads(render([one], "json"))["source"] == "brief.txt"
    assert [r["source"] for r in json.loads(render([one], "json", as_list=True))] == ["brief.txt"]
    assert [r["source"] for r in json.loads(render([one, two], "json"))] == ["brief.txt", "zwei.txt"]
    assert json.loads(render([], "json")) == []


def test_text_shows_the_whole_new_sentence_and_what_is_taken_for_granted():
    one = analysis()
    first, *rest = one.suggestions
    step = Step("passiv", "Wir haben Ihren Antrag heute geprüft.", "Aktiv liest sich leichter.", "Die Behörde handelt.")
    stepped = replace(first, proposal=replace(first.proposal, steps=(step,)))
    text = to_text([replace(one, suggestions=(stepped, *rest))])
    assert "Vorschlag: „Wir haben Ihren Antrag heute geprüft.“" in text
    assert "  Angenommen: Die Behörde handelt." in text


def test_text_names_place_reason_and_suggestion():
    text = to_text([analysis()])
    assert "Zeile 3, Spalte 1: Hinweis [amtswort-seitens]" in text
    assert "Zeile 5, Spalte 15: ändern [modaler-infinitiv-sein]" in text
    assert "Vorschlag: „Wir haben Ihren <Antrag> geprüft“ (offene Frage: Wer handelt?)" in text
    assert "4 Befunde (1 × Hinweis, 2 × ändern, 1 × schwer verständlich), 4 Vorschläge." in text
    assert "Zurückgehalten: 2 Vorschläge (1 × zahlen, 1 × fristen)." in text
    assert text.count("Die Kodierung wurde geschätzt.") == 1


def test_text_of_a_letter_without_findings_says_so():
    clean = replace(analysis(), findings=(), suggestions=(), held_back=(), notes=())
    assert "0 Befunde, 0 Vorschläge." in to_text([clean])


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.letter, self.ids, self.targets, self.tags = [], [], [], [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.targets += [values["href"][1:]] if "href" in values else []
        if tag not in {"meta", "br"}:
            self.open.append((tag, values.get("class")))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag, "tags nest"

    def handle_data(self, data):
        if ("div", "brief") in self.open:
            self.letter.append(data)


def test_html_shows_the_whole_letter_escaped_with_links_that_lead_somewhere():
    reader = _Reader()
    reader.feed(to_html([analysis(), analysis("zwei.txt")]))
    assert "".join(reader.letter) == ORIGINAL * 2
    assert reader.open == []
    assert {*reader.targets} <= {*reader.ids}
    assert len(reader.ids) == len({*reader.ids}) == 8


def test_html_loads_and_runs_nothing():
    page = to_html([analysis()])
    reader = _Reader()
    reader.feed(page)
    assert not reader.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|url\(|@import", page)


def test_html_marks_overlapping_places_with_the_severest():
    page = to_html([analysis()])
    assert page.count('<mark class="s3"') == 4, "the long sentence is cut at the findings inside it"
    assert page.count('<mark class="s2"') == 1


def test_sarif_regions_and_fixes_count_in_the_text_that_was_read():
    run = to_sarif([to_dict(analysis("ordner mit leerzeichen/brief.txt"))])["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"][0]["location"]["uri"] == "ordner%20mit%20leerzeichen/brief.txt"
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = region["charOffset"], region["charLength"]
        assert ORIGINAL[start : start + length] == region["snippet"]["text"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [r["level"] for r in run["results"]] == ["note", "warning", "error", "warning"]


def test_sarif_offers_no_fix_that_waits_for_an_answer():
    results = to_sarif([to_dict(analysis())])["runs"][0]["results"]
    texts = [
        fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
        for result in results
        for fix in result["fixes"]
    ]
    assert texts == ["Von uns", "angesehen", "nötig"]


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [("", 0, (1, 1)), ("ab\ncd", 3, (2, 1)), ("ab\r\ncd", 4, (2, 1)), ("a\rb", 2, (2, 1)), ("a\n\nb", 3, (3, 1))],
)
def test_lines_count_every_kind_of_line_end_once(text, offset, place):
    assert Lines.of(text).place(offset) == place


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab \r\n\u00adé", max_size=60), st.data())
def test_place_is_the_number_of_lines_before(text, data):
    offset = data.draw(st.integers(0, len(text)))
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        return
    line, column = Lines.of(text).place(offset)
    parts = re.split(r"\r\n|\r|\n", before)
    assert (line, column) == (len(parts), len(parts[-1]) + 1)


def test_undefined_figures_are_a_dash_and_never_zero():
    rows = dict(score_rows(Scores(0, 0, None, None, None, None, None, None)))
    assert rows["Klartext-Index"] == rows["Wörter je Satz"] == rows["Sprachniveau (Schätzung)"] == "–"
    assert decimal(-3.25) == "−3,2"


def test_shorten_keeps_both_ends():
    assert shorten("kurz\n und gut") == "kurz und gut"
    long = shorten("anfang " + "x" * 300 + " ende")
    assert long.startswith("anfang")
    assert long.endswith("ende")
    assert len(long) <= 160


def test_sample_document_map_leads_back():
    read = document()
    assert read.offsets.to_original(Span(0, len(read.text))) == Span(0, len(ORIGINAL))
