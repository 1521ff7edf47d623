"""A duty behind *und* gets its own sentence, the pronoun points back."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.gemeinsames_subjekt import SharedSubjects

TABLE = [
    (
        "Der Betrag wird am 21.02.2025 fällig und ist auf das Konto der Stadtkasse zu zahlen.",
        "Der Betrag wird am 21.02.2025 fällig. Sie müssen ihn auf das Konto der Stadtkasse zahlen.",
    ),
    (
        "Das Hilfsmittel verbleibt im Eigentum der Krankenkasse und ist nach Gebrauch zurückzugeben.",
        "Das Hilfsmittel verbleibt im Eigentum der Krankenkasse. Sie müssen es nach Gebrauch zurückgeben.",
    ),
    (
        "Die Gebühr wurde festgesetzt und ist bis zum 3. Mai zu zahlen.",
        "Die Gebühr wurde festgesetzt. Sie müssen diese bis zum 3. Mai zahlen.",
    ),
    ("Der Bescheid wurde aufgehoben und wird neu erlassen.", "Der Bescheid wurde aufgehoben. Wir erlassen ihn neu."),
    ("Der Antrag ist unvollständig und kann nicht bearbeitet werden.", None),
    ("Der Antrag wurde geprüft und entspricht den Vorgaben.", None),
    ("Er wird fällig und ist zu zahlen.", None),
    ("Die Frist läuft ab und ist nicht zu verlängern.", None),
    ("Der Zaun ist zu hoch und wurde vom Nachbarn beanstandet.", None),
    ("Sie erhalten den Bescheid und müssen zahlen.", None),
    (
        "Die historischen Fensterflügel dürfen nicht entsorgt werden und sind trocken zu lagern.",
        "Die historischen Fensterflügel dürfen nicht entsorgt werden. Sie müssen diese trocken lagern.",
    ),
    ("Die Eltern werden benachrichtigt und haben sich innerhalb von zwei Tagen zu entscheiden.", None),
]


@cache
def construction():
    return SharedSubjects(lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_gemeinsames_subjekt(text, expected):
    assert first(construction(), text) == expected
