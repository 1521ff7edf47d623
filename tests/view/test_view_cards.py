from __future__ import annotations

from dataclasses import replace

import pytest
from view_samples import PASSIVE, PROPOSAL, SUGGESTION, WORD, analysis, decision

from klartext.records import Analysis, DecisionKind, Step
from klartext.view import card, items, progress


@pytest.fixture
def letter() -> Analysis:
    return analysis()


def test_card_shows_the_whole_sentence_the_reason_and_what_it_rests_on(letter: Analysis):
    fragment = card(letter, items(letter)[1])
    for expected in (
        "Passiv · Amtswort",
        "schwer verständlich",
        "prüft den Antrag",
        "§ 5 SGB X gilt.",
        "Wer handelt hier",
        "Erklärung f1",
        "Wir nennen, wer handelt.",
        "<code>passiv-wir</code>, <code>amtswort-seitens</code>",
        "Quelle f2",
        "zahlen",
    ):
        assert expected in fragment


def test_card_escapes_everything_that_rules_and_letters_say(letter: Analysis):
    fragment = "".join(
        card(letter, i, state, d)
        for i in items(letter)
        for state, d in (("open", None), ("superseded", None), ("rejected", decision(reason="<img src=x>")))
    )
    assert not [tag for tag in ("<script", "<b>", "<i>", "<u>", "<em>", "<img", "<Muster") if tag in fragment]


def test_card_of_a_hint_says_that_there_is_no_suggestion_and_what_was_held_back(letter: Analysis):
    fragment = card(letter, items(letter)[0])
    assert "Hinweis, kein Vorschlag" in fragment
    assert "zurückgehalten" in fragment and "tempus: gilt/galt" in fragment


def test_card_of_a_place_with_several_hints_tells_them_all():
    hints = analysis((PASSIVE, WORD), (), ())
    fragment = card(hints, items(hints)[0])
    assert "Passiv · Amtswort" in fragment and "„wird seitens der Stadt geprüft“" in fragment
    assert all(part in fragment for part in ("Erklärung f1", "Erklärung f2", "Quelle f1", "amtswort-seitens"))


@pytest.mark.parametrize(
    ("kind", "said"), [("accepted", "Angenommen"), ("rejected", "Abgelehnt"), ("edited", "Bearbeitet")]
)
def test_card_of_a_decided_suggestion_names_person_time_and_reason(letter: Analysis, kind: DecisionKind, said: str):
    fragment = card(letter, items(letter)[1], kind, decision(kind, "eigene Fassung", "passt nicht"))
    assert f"{said} von Erika &lt;Muster&gt; am 03.03.2025" in fragment
    assert "Grund: passt nicht" in fragment


def test_card_of_an_edited_suggestion_shows_the_words_of_the_person(letter: Analysis):
    fragment = card(letter, items(letter)[1], "edited", decision("edited", "eigene Fassung"))
    assert "Ihre Fassung" in fragment and "eigene Fassung" in fragment


def test_card_of_a_rejected_suggestion_still_shows_what_was_proposed(letter: Analysis):
    fragment = card(letter, items(letter)[1], "rejected", decision("rejected", PROPOSAL.original))
    assert "prüft den Antrag" in fragment


def test_card_of_an_overtaken_suggestion_says_so(letter: Analysis):
    fragment = card(letter, items(letter)[1], "superseded")
    assert "überholt" in fragment and "Eine andere Änderung betrifft dieselbe Stelle." in fragment


def test_card_names_the_model_as_the_author(letter: Analysis):
    by_model = replace(SUGGESTION, proposal=replace(PROPOSAL, origin="model"))
    with_model = replace(letter, suggestions=(by_model,))
    assert "vom Sprachmodell formuliert" in card(with_model, items(with_model)[1])
    assert "vom Sprachmodell formuliert" not in card(letter, items(letter)[1])


def test_progress_counts_decisions_and_hints(letter: Analysis):
    assert progress(items(letter), {}) == "0 von 1 Vorschlag entschieden, dazu 1 Hinweis."
    assert progress(items(letter), {"g1": "rejected"}).startswith("1 von 1")
    assert progress(items(letter), {"g1": "superseded"}) == "Kein Vorschlag, 1 Hinweis."
    assert progress((), {}) == "Klartext hat keine schwere Stelle gefunden."


def test_card_with_many_findings_says_what_at_once_and_why_when_unfolded():
    third = replace(WORD, id="f9", message="Drittens.", explanation="Erklärung f9")
    many = analysis((PASSIVE, WORD, third), (), ())
    before, unfolded = card(many, items(many)[0]).split("<details>")
    assert "Drittens." in before and "Erklärung f9" not in before
    assert "Erklärung f9" in unfolded


def test_card_of_several_steps_tells_each_step_only_once():
    steps = tuple(Step("passiv", f"Satz {n}.", f"Schritt {n} hilft.", "") for n in (1, 2))
    proposal = replace(PROPOSAL, steps=steps, explanation="Schritt 1 hilft. Schritt 2 hilft.")
    both = analysis(suggestions=(replace(SUGGESTION, proposal=proposal),))
    fragment = next(c for i in items(both) if "Schritte" in (c := card(both, i)))
    assert fragment.count("Schritt 1 hilft.") == 1
    assert "2 Schritte einzeln zeigen" in fragment
