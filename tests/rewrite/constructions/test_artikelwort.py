"""Sämtliche and welcher: the plain word in the same form, or nothing."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import artikelwort

TABLE = [
    ("Der Kurs, dessen sämtliche Gebühren Sie zahlen, beginnt im Mai.", None),
    ("Bitte legen Sie sämtliche Unterlagen vor.", "Bitte legen Sie alle Unterlagen vor."),
    ("Sämtliche Waffen sind bereitzuhalten.", "Alle Waffen sind bereitzuhalten."),
    ("Die Kosten sämtlicher Maßnahmen tragen Sie.", "Die Kosten aller Maßnahmen tragen Sie."),
    ("Mit sämtlichen Beteiligten wurde gesprochen.", "Mit allen Beteiligten wurde gesprochen."),
    ("Sämtliche vorhandene Belege fehlen.", None),
    ("Seine sämtlichen Unterlagen liegen vor.", None),
    ("Sämtliches Vermögen zählt.", None),
    ("Der Betrag, welcher Ihnen zusteht, wird überwiesen.", "Der Betrag, der Ihnen zusteht, wird überwiesen."),
    ("Das Formular, welches beiliegt, ist neu.", "Das Formular, das beiliegt, ist neu."),
    ("Die Stelle, an welche Sie sich wenden, hilft.", "Die Stelle, an die Sie sich wenden, hilft."),
    ("Die Fristen, welche die Stelle setzt, gelten.", None),
    ("Sie müssen sagen, welcher Betrag fehlt.", None),
    ("Es ist offen, welche Unterlagen fehlen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(artikelwort.rewrites, text) == expected
