"""Two negations that cancel out: the plain statement, for a person to confirm, or nothing."""

import pytest
from phrase_scenes import first, scene

from klartext.rewrite.constructions import verneinung

TABLE = [
    ("Die Kosten sind nicht unerheblich.", "Die Kosten sind erheblich."),
    ("Ihre Einwände sind nicht unbegründet.", "Ihre Einwände sind begründet."),
    ("Der Aufwand ist nicht unbeträchtlich gestiegen.", "Der Aufwand ist beträchtlich gestiegen."),
    ("Nicht unwesentlich ist der Tag der Zahlung.", "Wesentlich ist der Tag der Zahlung."),
    ("Das ist eine nicht unerhebliche Belastung.", "Das ist eine erhebliche Belastung."),
    ("Sie haben nicht unerhebliche Einnahmen.", "Sie haben erhebliche Einnahmen."),
    ("Ihr Vorbringen ist nicht unbeachtlich.", "Ihr Vorbringen ist beachtlich."),
    ("Es ist nicht unüblich, dass dies dauert.", "Es ist üblich, dass dies dauert."),
    ("Die Frist ist nicht unangemessen.", "Die Frist ist angemessen."),
    ("Das ist kein unerheblicher Betrag.", "Das ist ein erheblicher Betrag."),
    ("Wir haben keinen unerheblichen Schaden.", "Wir haben einen erheblichen Schaden."),
    ("Die Höhe ist nicht unrealistisch.", "Die Höhe ist realistisch."),
    ("Die Angabe ist nicht unwichtig.", "Die Angabe ist wichtig."),
    (
        "Die Auszahlung ist nicht ohne Ihre Unterschrift möglich.",
        "Die Auszahlung ist nur mit Ihrer Unterschrift möglich.",
    ),
    (
        "Die Genehmigung kann nicht ohne die Zustimmung der Nachbarn erteilt werden.",
        "Die Genehmigung kann nur mit der Zustimmung der Nachbarn erteilt werden.",
    ),
    ("Der Umbau ist nicht ohne einen Architekten zulässig.", "Der Umbau ist nur mit einem Architekten zulässig."),
    (
        "Ein nicht unerheblicher Teil der Miete kann erlassen werden.",
        "Ein erheblicher Teil der Miete kann erlassen werden.",
    ),
    ("Die Pflege ist nicht unwichtig, Sie können sie anrechnen.", "Die Pflege ist wichtig, Sie können sie anrechnen."),
    # near misses
    ("Es ist nicht unwahrscheinlich, dass der Damm hält.", None),
    ("Ein nicht ungewöhnlicher Verlauf liegt vor.", None),
    ("Ihre Angaben sind nicht unglaubhaft.", None),
    ("Auf dem Spielplatz dürfen Hunde nicht unangeleint laufen.", None),
    ("Spritzen können nicht unverpackt entsorgt werden.", None),
    ("Das Gerüst darf nicht ungesichert betreten werden.", None),
    ("Der Fahrer muss nicht ungeübt sein.", None),
    ("Die Säcke sind nicht unverschlossen zu lagern.", None),
    ("Der Händler darf kein ungeprüftes Siegel verwenden.", None),
    ("Wir haben Ihren Brief nicht bekommen.", None),
    ("Das ist nicht unbedingt nötig.", None),
    ("Sie haben die Änderung nicht unverzüglich gemeldet.", None),
    ("Der Bescheid ist noch nicht unanfechtbar.", None),
    ("Die Kosten sind nicht unerheblich, sondern hoch.", None),
    ("Die Kosten sind unerheblich.", None),
    ("Der Weg ist nicht ungefährlich und nicht beleuchtet.", None),
    ("Das geht nicht ohne Weiteres.", None),
    ("Sie haben nicht unterschrieben.", None),
    ("Der Einwand darf nicht unberücksichtigt bleiben.", None),
    ("Es gibt keine unerheblichen Kosten.", None),
    ("Er ist nicht ohne seinen Hund gekommen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(verneinung.rewrites, text) == expected


def test_a_person_decides():
    (rewrite,) = verneinung.rewrites(scene("Die Kosten sind nicht unerheblich."))
    assert rewrite.needs == "verneinung"
    assert rewrite.confidence <= 0.7
