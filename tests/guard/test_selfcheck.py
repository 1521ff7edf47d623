"""The self-check finds planted errors of grammar and leaves correct German alone."""

from functools import lru_cache

import pytest
from loaded import pipeline
from planted import GRAMMAR_OPERATORS as OPERATORS

from klartext.guard.grammar_words import is_known_form
from klartext.guard.phrases import Side
from klartext.guard.selfcheck import grammatik, run_grammar, zeit

SENTENCES = (
    "Wir prüfen den Antrag, sobald Sie alle Unterlagen eingereicht haben.",
    "Sie müssen uns die fehlenden Belege bis zum 3. Mai 2025 vorlegen.",
    "Wenn Sie die Frist nicht einhalten, müssen wir den Antrag ablehnen.",
    "Der Bescheid, den wir Ihnen am 4. März 2025 geschickt haben, ist gültig.",
    "Wir haben Ihren Antrag gründlich geprüft.",
    "Bis zum 30. Juni 2025 können Sie gegen den Bescheid Widerspruch einlegen.",
    "Bitte senden Sie uns den ausgefüllten Vordruck mit dem beigefügten Umschlag zurück.",
    "Die Behörde teilt Ihnen das Ergebnis der Prüfung mit.",
    "Wir fordern den gesamten Betrag zurück, weil Sie die Änderung nicht mitgeteilt haben.",
    "Das Jobcenter zahlt die Leistung am Ende des Monats aus.",
    "Die Unterlagen, die Sie eingereicht haben, reichen aus.",
    "Sie müssen den Beitrag monatlich an die Kasse zahlen.",
    "Die Kasse hat die Kosten übernommen.",
    "Im Mai haben wir Ihnen den Betrag überwiesen.",
    "Der Widerspruch wird von der Stelle bearbeitet.",
    "Auf Ihre Anfrage haben Sie von dem Amt noch keine Antwort auf die Fragen erhalten.",
    "Wir senden Ihnen den Bescheid mit der Post.",
    "Nach der Prüfung erhalten Sie eine Nachricht, dass wir den Antrag bewilligt haben.",
)


@lru_cache(maxsize=5000)
def side(text):
    return Side.of(pipeline()(text))


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda o: o.name)
def test_most_planted_errors_are_found(operator):
    spoilt = [(text, new) for text in SENTENCES for new in operator.spoil(text) if new != text]
    assert spoilt, "no sentence shows this error"
    found = [new for text, new in spoilt if grammatik(side(text), side(new))]
    assert len(found) >= 0.6 * len(spoilt), [new for _, new in spoilt if new not in found]


@pytest.mark.parametrize("text", SENTENCES)
def test_correct_sentences_have_no_fault(text):
    assert grammatik(side("Das ist so."), side(text)) == ""


CORRECT = (
    "Wichtig ist, dass Sie die Frist einhalten.",
    "Ob Sie Anspruch haben, hängt vom Einkommen ab.",
    "Haben Sie noch Fragen?",
    "Haben Sie noch Fragen, rufen Sie uns an.",
    "Bitte beachten Sie: Die Frist endet am 3. Mai.",
    "Sie hätten uns das mitteilen müssen.",
    "Wer umzieht, muss das melden.",
    "Auch die Kosten der Unterkunft übernehmen wir.",
    "Nur wenn Sie zustimmen, können wir die Daten weitergeben.",
    "Wir bitten Sie, den Vordruck auszufüllen und zurückzusenden.",
    "Der Antrag ist unzulässig und wird daher abgelehnt.",
    "Die Miete, mit der die Behörde rechnet, ist zu hoch.",
    "Das müssen Sie unverzüglich tun.",
    "Beigefügt erhalten Sie eine Kopie des Bescheids.",
    "Wie hoch die Gebühr ist, steht in der Satzung.",
    "Mit dem Bescheid vom 3. Mai 2025, gegen den Sie Widerspruch eingelegt haben, haben wir die Leistung bewilligt.",
    "Einer der Gründe ist, dass die Unterschrift fehlt.",
    "Die Beschäftigten der Stadt und das Jobcenter beraten Sie gern.",
    "Um die Leistung zu erhalten, müssen Sie einen Antrag stellen.",
    "Ich weise ferner darauf hin, dass jede Änderung, die von Bedeutung ist, unverzüglich angezeigt werden muss; "
    "dies betrifft den Umzug.",
    "Je schneller Sie antworten, desto eher können wir entscheiden.",
)


@pytest.mark.parametrize("text", CORRECT)
def test_constructions_that_look_odd_are_no_fault(text):
    assert grammatik(side("Das ist so."), side(text)) == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Wir haben Ihrem Hinweis nachgegangen.", True),
        ("Die Gemeinde hat dem Verband beigetreten.", True),
        ("Die Frist hat gestern abgelaufen.", True),
        ("Wir sind Ihrem Hinweis nachgegangen.", False),
        ("Die Gemeinde hat dem Verband zugestimmt.", False),
        ("Die Kasse hat die Beiträge eingezogen.", False),
        ("Ein fremder Hund hat das Kind angesprungen.", False),
        ("Der Fahrer hat den Wagen gefahren.", False),
    ],
)
def test_the_perfect_of_verbs_of_motion_takes_sein(text, wrong):
    assert ("„sein“" in grammatik(side("Das ist so."), side(text))) is wrong


def test_what_somebody_names_is_in_the_accusative():
    before = "Dort wurde im Schreiben von Ihnen kein Grund genannt."
    assert "Nominativ" in grammatik(side(before), side("Dort haben Sie im Schreiben kein Grund genannt."))
    assert grammatik(side(before), side("Dort haben Sie im Schreiben keinen Grund genannt.")) == ""


def test_a_fault_of_the_old_sentence_does_not_count():
    wrong = "Wir haben den neuer Bescheid geprüft."
    assert grammatik(side("Das ist so."), side(wrong))
    assert grammatik(side(wrong), side("Wir haben gestern den neuer Bescheid geprüft.")) == ""


def test_a_fee_at_the_start_of_a_sentence_may_be_she():
    after = "Sie muss bis zum 3. Mai gezahlt werden."
    assert grammatik(side("Sie ist bis zum 3. Mai zu zahlen."), side(after)) == ""
    assert grammatik(side("Sie haben bis zum 3. Mai zu zahlen."), side(after))


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ("Der Antrag wurde geprüft.", "Wir haben den Antrag geprüft.", True),
        ("Der Antrag ist geprüft worden.", "Wir haben den Antrag geprüft.", True),
        ("Der Antrag war geprüft worden.", "Wir hatten den Antrag geprüft.", True),
        ("Der Antrag wurde geprüft.", "Wir prüfen den Antrag.", False),
        ("Der Antrag wird geprüft.", "Wir werden den Antrag prüfen.", False),
        ("Der Antrag wird bis Ende Mai geprüft werden.", "Wir prüfen den Antrag bis Ende Mai.", True),
        ("Der Antrag wird geprüft werden.", "Wir prüfen den Antrag.", False),
        ("Um Beachtung wird gebeten.", "Ich bitte um Beachtung.", True),
        ("Die Gebühr wird erstattet.", "Ich erstatte die Gebühr.", True),
        ("Die Gebühr wird erstattet.", "Ich erstattete die Gebühr.", False),
        ("Der Antrag ist beigefügt.", "Wir haben den Antrag beigefügt.", True),
        ("Der Antrag ist einzureichen.", "Sie müssen den Antrag einreichen.", True),
        ("Wenn Sie gezahlt haben, endet das Verfahren.", "Wenn Sie zahlen, endet das Verfahren.", True),
    ],
)
def test_time_stays(before, after, passes):
    assert (zeit(side(before), side(after)) == "") is passes


def test_a_check_that_crashes_counts_as_failed():
    def kaputt(before, after):
        raise RuntimeError("boom")

    doc = pipeline()("Das ist gut.")
    (outcome,) = run_grammar(doc, doc, (kaputt,))
    assert not outcome.passed
    assert "RuntimeError" in outcome.detail
    crashed = run_grammar(None, doc)
    assert crashed and all("abgebrochen" in c.detail for c in crashed)


def test_several_sentences_are_read_one_by_one():
    before = "Der Antrag ist am 4. Mai eingegangen und wird abgelehnt."
    assert grammatik(side(before), side("Der Antrag ist am 4. Mai eingegangen. Wir lehnen ihn ab.")) == ""
    assert grammatik(side(before), side("Der Antrag ist am 4. Mai eingegangen. Wir ihn lehnen ab."))


@pytest.mark.parametrize("form", ["nachzureichen", "amtsärztliches", "zurückgefordert", "widerspruchsfähig"])
def test_built_forms_are_known(form):
    assert is_known_form(form)


@pytest.mark.parametrize("form", ["geprüfet", "abgelehnen", "vorgelegtet", "eingezahlen"])
def test_wrong_forms_are_not_known(form):
    assert not is_known_form(form)
