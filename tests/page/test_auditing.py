"""What the tab „Prüfung“ shows, with a real store and the real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import gradio as gr
import pytest
from loaded import checker

from klartext.config import Config, Serving
from klartext.documents import read_text
from klartext.errors import KlartextError
from klartext.page import auditing
from klartext.page.audit_tab import Gate
from klartext.page.desk import Desk
from klartext.page.office import Office
from klartext.store import open_store

LETTER = """Sehr geehrte Frau Nowak,

unter Bezugnahme auf Ihr Schreiben wird Ihnen mitgeteilt, dass die Nachweise bis zum 31.01.2026 vorzulegen sind.
Der Antrag wird seitens der Behörde geprüft. Bei Nichtvorlage der Unterlagen ist die Zahlung einzustellen.
"""


@pytest.fixture(scope="module")
def klartext():
    return checker()


@pytest.fixture(scope="module")
def review(klartext):
    """A review in which Cem has decided on everything."""
    review = klartext.review(klartext.analyse(read_text(LETTER, "brief.txt")))
    for suggestion in review.first.suggestions:
        if review.state(suggestion.id) == "open":
            review = review.reject(suggestion.id, "Cem", "klingt falsch")
    return review


@pytest.fixture
def office(klartext, review, tmp_path):
    """An office that keeps sentences, with the decisions of one review."""
    with open_store(tmp_path / "klartext.db", with_text=True) as store:
        store.record(review)
        yield Office(klartext, store)


def keys(office):
    return {label: key for label, key in auditing.in_store(office)}


def test_without_a_store_people_read_how_to_switch_it_on(klartext):
    office = Office(klartext)
    assert "„an = true“" in auditing.figures_panel(office)
    assert auditing.in_store(office) == []
    assert auditing.agreement_panel(office) == ""
    with pytest.raises(KlartextError, match="KT-W06"):
        auditing.begin(office, "Dana", 5, 1)


def test_figures_count_what_is_recorded(office, review):
    panel = auditing.figures_panel(office)
    assert f"{len(review.in_force)} Entscheidungen" in panel
    assert "× „klingt falsch“" in panel


def test_a_suggestion_on_the_desk_is_explained_with_its_decision(office, review):
    desk = Desk(review)
    choices = auditing.on_desk(desk)
    assert len(choices) == len(review.analysis.suggestions)
    told = auditing.explain_on_desk(office, desk, choices[0][1])
    for wanted in ("<svg", "Cem", "klingt falsch", "Prüfung vor dem Zeigen", review.first.versions.rules):
        assert wanted in told.panel
    assert "<!doctype html>" in told.files[0].content
    assert auditing.on_desk(None) == []


def test_a_recorded_decision_is_explained_from_the_letter_on_the_desk(office, review):
    for key in keys(office).values():
        told = auditing.explain_recorded(office, Desk(review), key)
        assert told.title.startswith("Wie der Vorschlag g")
        assert "brief.txt" in told.panel


def test_without_the_letter_the_kept_sentence_gives_the_same_suggestion(office, review):
    again = [auditing.explain_recorded(office, None, key).panel for key in keys(office).values()]
    whole = [panel for panel in again if "für sich gelesen" in panel]
    assert whole
    for panel in whole:
        assert "<svg" in panel
        assert "Cem" in panel


def test_without_any_words_what_is_recorded_is_told(klartext, review, tmp_path):
    with open_store(tmp_path / "klartext.db") as store:
        store.record(review)
        office = Office(klartext, store)
        told = auditing.explain_recorded(office, None, auditing.in_store(office)[0][1])
        assert "Nowak" not in told.panel
        for wanted in ("noch einmal herleiten", "Cem", "klingt falsch", review.first.versions.rules):
            assert wanted in told.panel
        with pytest.raises(KlartextError, match="KT-W07"):
            auditing.explain_recorded(office, None, "nie gesehen")
        with pytest.raises(KlartextError, match="KT-W08"):
            auditing.begin(office, "Dana", 5, 1)


def test_two_people_with_the_same_number_judge_the_same_suggestions(office):
    first, second = (auditing.begin(office, name, 3, 7) for name in ("Dana", " Emre "))
    assert first.sample == second.sample
    for verdict in ("right", "wrong", "right"):
        first = auditing.judge(office, first, verdict, "")
        second = auditing.judge(office, second, verdict, " gut ")
    assert first.now is None
    assert first.line == "3 von 3 Vorschlägen beurteilt"
    panel = auditing.agreement_panel(office)
    assert "Dana und Emre: 3 von 3 Urteilen gleich, Cohens Kappa 1,00" in panel
    assert auditing.agreement_panel(office) != "" and "Zweite Durchsicht" in auditing.figures_panel(office)


def test_a_verdict_can_be_changed_and_a_round_goes_on_where_it_stopped(office):
    going = auditing.judge(office, auditing.begin(office, "Dana", 3, 7), "harmful", "")
    back = auditing.go_back(going)
    assert back.now == going.sample[0]
    assert back.given[0] == "harmful"
    auditing.judge(office, back, "right", "")
    again = auditing.begin(office, "Dana", 3, 7)
    assert again.at == 1
    assert again.given == ("right", None, None)
    assert [j.verdict for j, _ in office.store.judgements()] == ["right"]
    assert auditing.go_back(auditing.begin(office, "Emre", 3, 7)).at == 0


def test_a_sample_leaves_out_what_the_person_decided(office):
    with pytest.raises(KlartextError, match="nur jemand anders"):
        auditing.begin(office, "Cem", 3, 7)


def test_nobody_judges_without_a_name(office):
    with pytest.raises(KlartextError, match="KT-W03"):
        auditing.begin(office, "  ", 3, 7)


@pytest.mark.parametrize(
    ("shared", "login", "seen"),
    [(False, None, True), (True, "e.muster", True), (True, "b.beispiel", False), (True, None, False)],
)
def test_on_a_server_only_those_whom_the_house_has_named_see_the_tab(klartext, shared, login, seen):
    serving = Serving(reviewers=("e.muster",))
    assert auditing.may_see(serving, shared, login) is seen
    office = Office(replace(klartext, settings=Config(serving=serving)), shared=shared)
    user = SimpleNamespace(identity=login) if login else None
    request = gr.Request(SimpleNamespace(scope={"user": user}), username=login)
    asked = []
    answer = Gate(office).guarded(lambda *values: asked.append(values) or ("das",), 1, named=True)(request, "Fremd", 3)
    assert bool(asked) is seen
    assert (answer[1] == "das") is seen
    if asked:
        assert asked[0] == (login or "Fremd", 3), "whoever has signed in judges under that name"


def test_a_fault_in_the_program_is_told_in_words_and_breaks_nothing(office, caplog):
    done, said = auditing.attempted(lambda: 1 // 0)
    assert done is None
    assert "Fehlers im Programm" in said
    assert "ZeroDivisionError" in caplog.text


def test_old_decisions_have_their_own_line_to_choose(office, review):
    later = replace(review, clock=lambda: datetime(2030, 1, 1, tzinfo=UTC))
    office.store.record(later)
    labels = [label for label, _ in auditing.in_store(office)]
    assert len(labels) == len(office.store.list_decisions())
    assert labels and all("Cem · abgelehnt" in label for label in labels)


def test_the_whole_catalogue_can_be_taken_away(office):
    file = auditing.catalogue_file(office)
    assert file.content.count('class="regel"') == len(office.klartext.rules.rules)
