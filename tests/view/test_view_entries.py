"""The controls of an entry: what can be done with it, told in words, and nothing that a letter could smuggle in."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from view_samples import SUGGESTION, analysis

from klartext.records import Suggestion
from klartext.view import Stage, State, entry, items, working_line


def shown(suggestion: Suggestion = SUGGESTION, state: State = "open", stage: Stage = "decide", at: int = 1) -> str:
    letter = analysis(suggestions=(suggestion,))
    return entry(letter, items(letter)[at], state, None, stage, {})


def deeds(fragment: str) -> list[str]:
    return re.findall(r'data-tat="(\w+)"', fragment)


def test_each_stage_offers_its_deeds():
    assert deeds(shown()) == ["annehmen", "bearbeiten", "ablehnen"]
    assert deeds(shown(stage="write")) == ["uebernehmen", "lassen"]
    assert deeds(shown(stage="doubted")) == ["uebernehmen", "lassen", "trotzdem"]
    assert deeds(shown(state="rejected", stage="decided")) == ["anders"]


def test_hints_and_lapsed_suggestions_offer_nothing():
    assert deeds(shown(at=0)) == [] and deeds(shown(state="superseded", stage="decided")) == []


def test_every_field_and_button_has_a_name():
    fragment = shown(replace(SUGGESTION, proposal=replace(SUGGESTION.proposal, alternatives=("so", "anders"))))
    assert re.search(r'<input type="text"[^>]*aria-label="Grund, wenn Sie Vorschlag 2 ablehnen', fragment)
    assert fragment.count("<label>") == 3 and "<legend>Welche Fassung passt?</legend>" in fragment
    writing = shown(stage="write")
    assert '<label for="eigen-g1">Ihre Fassung</label>' in writing and 'id="eigen-g1"' in writing
    assert len(re.findall(r'aria-describedby="titel-g1"', fragment)) == 3


@pytest.mark.parametrize("stage", ["decide", "write"])
def test_wordings_are_text(stage: Stage):
    odd = 'x" onfocus="alert(1)"><script>alert(1)</script></textarea>'
    proposal = replace(SUGGESTION.proposal, replacement=odd, alternatives=(odd + "2",))
    fragment = shown(replace(SUGGESTION, proposal=proposal), stage=stage)
    assert "<script" not in fragment and ' onfocus="' not in fragment
    assert fragment.count("</textarea>") == (stage == "write")


def test_a_line_says_what_is_done_and_how_far_it_is():
    line = working_line("formuliert", 3, 40, meanwhile=True)
    assert "Klartext formuliert Vorschläge: 3 von 40 Sätzen. Über die fertigen" in line
    assert '<progress max="40" value="3"' in line
    assert "Über die fertigen" not in working_line("formuliert", 3, 40)
    assert "Klartext liest den Brief: 1 von 1 Satz." in working_line("liest", 1, 1, meanwhile=True)
