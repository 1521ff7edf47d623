"""Who does what to whom stays the same."""

import pytest
from loaded import pipeline

from klartext.guard.selfcheck import Side, personen

KEPT = (
    ("Ihr Antrag wird geprüft.", "Wir prüfen Ihren Antrag."),
    ("Die Belege sind vorzulegen.", "Sie müssen die Belege vorlegen."),
    ("Die Belege sind von Ihnen vorzulegen.", "Sie müssen die Belege vorlegen."),
    ("Ihnen wird die Leistung bewilligt.", "Wir bewilligen Ihnen die Leistung."),
    ("Ihnen wird die Leistung bewilligt.", "Sie erhalten die Leistung."),
    ("Sie werden gebeten, den Bogen zurückzusenden.", "Bitte senden Sie den Bogen zurück."),
    ("Wir bitten Sie, den Bogen zurückzusenden.", "Bitte senden Sie den Bogen zurück."),
    ("Wir teilen Ihnen mit, dass die Frist endet.", "Die Frist endet."),
    ("Wir weisen Sie darauf hin, dass die Frist endet.", "Die Frist endet."),
    ("Der Antrag wurde vom Bauamt geprüft.", "Das Bauamt hat den Antrag geprüft."),
    ("Die von Ihnen gestellten Anträge fehlen.", "Die Anträge, die Sie gestellt haben, fehlen."),
    ("Der Bescheid ist bestandskräftig geworden.", "Der Bescheid ist bestandskräftig."),
    ("Der Mieter wird vom Vermieter verklagt.", "Der Vermieter verklagt den Mieter."),
    ("Sie sind verpflichtet, sich zu melden.", "Sie müssen sich melden."),
)

CHANGED = (
    ("Sie erstatten uns den Betrag.", "Wir erstatten Ihnen den Betrag."),
    ("Ihr Antrag wird von uns geprüft.", "Sie prüfen Ihren Antrag."),
    ("Sie werden von uns informiert.", "Sie informieren uns."),
    ("Ihnen wird die Leistung bewilligt.", "Sie bewilligen die Leistung."),
    ("Ihnen wird die Leistung bewilligt.", "Wir bewilligen die Leistung."),
    ("Der Antrag wird geprüft.", "Der Antrag prüft."),
    ("Der Mieter verklagt den Vermieter.", "Der Vermieter verklagt den Mieter."),
    ("Der Antrag wurde vom Bauamt geprüft.", "Der Antrag wurde geprüft."),
    ("Ihr Antrag wird geprüft.", "Wir prüfen unseren Antrag."),
    ("Ihr Antrag wird geprüft.", "Wir prüfen den Antrag."),
    ("Vom Betrag werden Kosten abgezogen.", "Wir werden vom Betrag abgezogen."),
)


def fault(before, after):
    return personen(Side.of(pipeline()(before)), Side.of(pipeline()(after)))


@pytest.mark.parametrize(("before", "after"), KEPT)
def test_a_rewrite_that_keeps_its_people_passes(before, after):
    assert fault(before, after) == ""


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_a_rewrite_that_gives_them_other_parts_fails(before, after):
    assert fault(before, after) != ""
