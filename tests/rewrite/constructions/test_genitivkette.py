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
    # near misses
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
