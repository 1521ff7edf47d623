"""Chains of genitives: *von* where somebody issued a paper, else nothing."""

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.genitivkette import GenitiveChains

TABLE = [
    (
        "Das Gutachten des Arztes der Klinik des Trägers liegt vor.",
        "Das Gutachten vom Arzt der Klinik des Trägers liegt vor.",
    ),
    (
        "Es fehlt die Bescheinigung des Arbeitgebers des Vaters des Kindes.",
        "Es fehlt die Bescheinigung vom Arbeitgeber des Vaters des Kindes.",
    ),
    (
        "Wir prüfen die Vorlage der Bescheinigung der Krankenkasse des Vaters.",
        "Wir prüfen die Vorlage der Bescheinigung von der Krankenkasse des Vaters.",
    ),
    (
        "Wir warten auf den Eingang der Stellungnahme des Jugendamts der Stadt.",
        "Wir warten auf den Eingang der Stellungnahme vom Jugendamt der Stadt.",
    ),
    (
        "Der Zeitpunkt des Eingangs des Berichts des Arztes zählt.",
        "Der Zeitpunkt des Eingangs des Berichts vom Arzt zählt.",
    ),
    (
        "Senden Sie uns eine Kopie der Bescheinigung Ihrer Schule der Stadt.",
        None,
    ),
    (
        "Wir kennen den Inhalt der Mitteilung des Finanzamts der Stadt.",
        "Wir kennen den Inhalt der Mitteilung vom Finanzamt der Stadt.",
    ),
    (
        "Der Tag des Eingangs der Stellungnahme der Polizei zählt.",
        "Der Tag des Eingangs der Stellungnahme von der Polizei zählt.",
    ),
    (
        "Wir kennen den Inhalt der Bescheinigung des Finanzamts der Stadt.",
        "Wir kennen den Inhalt der Bescheinigung vom Finanzamt der Stadt.",
    ),
    (
        "Wir warten auf die Vorlage des Gutachtens des Arztes der Klinik.",
        "Wir warten auf die Vorlage des Gutachtens vom Arzt der Klinik.",
    ),
    (
        "Der Inhalt des Schreibens des Gerichts der Stadt ist bekannt.",
        "Der Inhalt des Schreibens vom Gericht der Stadt ist bekannt.",
    ),
    (
        "Wir prüfen die Richtigkeit der Bescheinigung der Bank des Vaters.",
        "Wir prüfen die Richtigkeit der Bescheinigung von der Bank des Vaters.",
    ),
    # near misses
    ("Die Kosten der Heizung der Wohnung des Mieters sind hoch.", None),
    ("Der Zeitpunkt des Eingangs der Erklärung des Kindes zählt.", None),
    ("Die Auszahlung der Rente der Mutter des Kindes ruht.", None),
    ("Der Name des Leiters der Schule des Kindes fehlt.", None),
    ("Die Dauer der Gültigkeit des Ausweises des Kindes ist kurz.", None),
    ("Die Stellungnahme der Polizei der Stadt fehlt.", None),
    ("Die Höhe der Kosten der Unterkunft steht fest.", None),
    ("Die Prüfung der Höhe der Kosten der Unterkunft dauert an.", None),
    ("Die Bescheinigung des Arbeitgebers fehlt.", None),
    ("Das Gutachten des Arztes der Klinik liegt vor.", None),
    ("Die Berechnung der Dauer des Bezugs des Krankengeldes ist richtig.", None),
    ("Der Beginn der Frist der Zahlung der Gebühr steht im Bescheid.", None),
    ("Die Änderung des Namens des Trägers der Einrichtung ist bekannt.", None),
    ("Die Wohnung des Bruders des Vaters des Kindes ist frei.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(GenitiveChains(lexicon().roles).rewrites, text) == expected
