"""*In obiger Sache* falls away where the subject stands right behind the verb; a matter that is none stays."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.betreffsformel import rewrites

TABLE = [
    ("In obiger Sache bestätigen wir den Eingang.", "Wir bestätigen den Eingang."),
    ("in obiger Angelegenheit nehme ich Bezug auf Ihr Schreiben.", "ich nehme Bezug auf Ihr Schreiben."),
    ("In der vorbezeichneten Angelegenheit ist Ihre Vollmacht eingegangen.", "Ihre Vollmacht ist eingegangen."),
    ("in vorbezeichneter Sache haben Sie keine Angaben gemacht.", "Sie haben keine Angaben gemacht."),
    ("In oben genannter Sache hat der Gutachter das Haus besucht.", "Der Gutachter hat das Haus besucht."),
    ("In vorgenannter Angelegenheit warten wir noch auf Ihre Antwort.", "Wir warten noch auf Ihre Antwort."),
    ("In obiger Angelegenheit fehlen uns noch Ihre Kontoauszüge.", None),
    ("In obiger Sache wird Ihnen mitgeteilt, dass der Antrag fehlt.", None),
    ("In dieser Sache bestätigen wir den Eingang.", None),
    ("In eigener Sache bitten wir um Geduld.", None),
    ("Zu Ihrer Frage in obiger Sache haben wir geschrieben.", None),
    ("Wir haben in obiger Sache geschrieben.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_the_formula_at_the_start(text, expected):
    assert first(rewrites, text) == expected
