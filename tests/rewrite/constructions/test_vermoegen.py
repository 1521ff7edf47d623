"""*Vermag … zu* becomes *kann*, everything else stays."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.vermoegen import rewrites

TABLE = [
    (
        "Ihr Vortrag vermag eine andere Entscheidung nicht zu rechtfertigen.",
        "Ihr Vortrag kann eine andere Entscheidung nicht rechtfertigen.",
    ),
    ("Die Belege vermochten den Anspruch nicht zu begründen.", "Die Belege konnten den Anspruch nicht begründen."),
    (
        "Es zeigt sich, dass dies die Kürzung nicht zu verhindern vermag.",
        "Es zeigt sich, dass dies die Kürzung nicht verhindern kann.",
    ),
    ("Wir vermögen Ihrer Auffassung nicht zu folgen.", "Wir können Ihrer Auffassung nicht folgen."),
    (
        "Der Gutachter vermag die Ursache weder zu nennen noch auszuschließen.",
        "Der Gutachter kann die Ursache weder nennen noch ausschließen.",
    ),
    ("Der Arzt vermochte nicht, die Ursache zu finden.", None),
    ("Ihr Vermögen ist zu verwerten.", None),
    ("Der Nachbar vermag mehr als andere.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_vermoegen(text, expected):
    assert first(rewrites, text) == expected
