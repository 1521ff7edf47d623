from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from view_samples import HELD, LONG, PASSIVE, PROPOSAL, SUGGESTION, WORD, analysis, decision

from klartext.errors import ModelError
from klartext.guard.check_names import CHECK_NAMES
from klartext.guard.checks import OF_PLACES, OF_TEXTS
from klartext.guard.selfcheck import GRAMMAR_CHECKS
from klartext.guard.strict import STRICT_CHECKS
from klartext.records import Analysis, Check, DecisionKind, HeldBack, Sentence, Step, Suggestion
from klartext.spans import Span
from klartext.view import asking_line, card, items, progress, sentence_of


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
        "Zahlen",
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


def test_card_of_a_model_names_it_with_its_version_and_shows_every_check(letter: Analysis):
    checks = (Check("neue_woerter", True), Check("unbenannt", True))
    by_model = Suggestion("m1", replace(PROPOSAL, origin="model", rule="sprachmodell"), checks)
    told = replace(letter, suggestions=(by_model,), versions=replace(letter.versions, model="probe 7.1 sha256:abc"))
    fragment = card(told, items(told)[1])
    assert "<dt>Sprachmodell</dt><dd>probe 7.1 sha256:abc</dd>" in fragment
    assert "<code>sprachmodell</code>" not in fragment
    assert "Kein neuer Inhalt" in fragment and "unbenannt" in fragment


def test_card_of_a_hint_sums_up_what_a_model_had_for_the_place(letter: Analysis):
    proposal = replace(HELD.proposal, origin="model")
    held = tuple(HeldBack(proposal, (Check("zahlen", True), Check(n, False))) for n in ("aussage", "zeit", "aussage"))
    fragment = card(replace(letter, held_back=held), items(letter)[0])
    assert fragment.count("zurückgehalten") == 1
    assert "hier 3 Fassungen zurückgehalten. Nicht bestanden: Jedes Verb sagt dasselbe, Zeit." in fragment


def test_every_check_of_the_guard_has_a_german_name():
    functions = (*OF_PLACES, *OF_TEXTS, *GRAMMAR_CHECKS, *STRICT_CHECKS)
    others = {"stelle", "zusatz", "alternativen", "einfacher", "aehnlichkeit", "sprachfluss"}
    assert {f.__name__ for f in functions} | others <= set(CHECK_NAMES)
    assert len(set(CHECK_NAMES.values())) == len(CHECK_NAMES)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (("running", 3, 7, 0, 0), "Das Sprachmodell sucht weitere Vorschläge: 3 von 7 Sätzen."),
        (("running", 0, 1, 1, 0), "0 von 1 Satz. Bisher gefunden: 1."),
        (("done", 7, 7, 2, 5), "<p>Das Sprachmodell hat 2 weitere Vorschläge; 5 hat die Prüfung zurückgehalten.</p>"),
        (("done", 7, 7, 1, 1), "hat einen weiteren Vorschlag; einen hat die Prüfung zurückgehalten."),
        (("done", 7, 7, 0, 0), "hat keinen weiteren Vorschlag."),
        (("done", 0, 0, 0, 0), "Für das Sprachmodell bleibt in diesem Brief nichts zu tun."),
        (("stopped", 3, 7, 0, 2), "Angehalten nach 3 von 7 Sätzen. Das Sprachmodell hat keinen weiteren Vorschlag; 2"),
    ],
)
def test_the_line_about_the_model_tells_how_far_it_is(told: tuple[Any, ...], said: str):
    assert said in asking_line(*told)


def test_the_line_about_a_model_that_failed_is_calm_and_says_what_to_do():
    line = asking_line("failed", 3, 7, 1, 0, ModelError("KT-T09", "Es ist <weg>.", "Warten Sie.", "/ein/pfad"))
    assert "<strong>Es ist &lt;weg&gt;.</strong> Warten Sie. Das Sprachmodell hat einen weiteren Vorschlag." in line
    assert "Ihre Arbeit geht ohne Sprachmodell weiter." in line and "[KT-T09]" in line
    assert "keinen weiteren" not in asking_line("failed", 0, 0, 0, 0, ModelError("KT-T05", "Knapp.", "Warten."))


def test_each_entry_knows_the_sentence_in_which_it_starts(letter: Analysis):
    start = letter.sentences[0].span.start
    two = replace(
        letter,
        sentences=(
            Sentence("s1", Span(start, start + 10), "", 2),
            Sentence("s2", Span(start + 11, len(letter.letter.text)), "", 9),
        ),
        findings=(LONG, PASSIVE, replace(WORD, id="f8")),
        suggestions=(),
        held_back=(),
    )
    where = sentence_of(two, items(two))
    assert where.keys() == {i.id for i in items(two)} and set(where.values()) == {"s1", "s2"}
    heads = replace(two, findings=(*two.findings, replace(WORD, id="f0", span=Span(0, 4))))
    assert sentence_of(heads, items(heads)) == where
    assert sentence_of(two, ()) == {}


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
