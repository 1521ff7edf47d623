"""The closing formula offers help in plain words; other offers stay."""

from functools import cache

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.rueckfragen import rewrites

TABLE = [
    ("Für Rückfragen steht Ihnen die Unterzeichnerin gern zur Verfügung.", "Bei Fragen helfe ich Ihnen gern."),
    (
        "Für Rückfragen steht Ihnen der Unterzeichner unter der Durchwahl 9 zur Verfügung.",
        "Bei Fragen erreichen Sie mich unter der Durchwahl 9.",
    ),
    ("Für Rückfragen stehen wir Ihnen gerne zur Verfügung.", "Bei Fragen helfen wir Ihnen gerne."),
    (
        "Für Rückfragen stehe ich Ihnen unter der Durchwahl 123 gern zur Verfügung.",
        "Bei Fragen erreichen Sie mich unter der Durchwahl 123.",
    ),
    (
        "Für etwaige Rückfragen steht Ihnen Frau Müller jederzeit zur Verfügung.",
        "Bei Fragen hilft Ihnen Frau Müller jederzeit.",
    ),
    (
        "Für weitere Fragen stehen wir Ihnen unter der oben genannten Rufnummer zur Verfügung.",
        "Bei Fragen erreichen Sie uns unter der oben genannten Rufnummer.",
    ),
    ("Für Notfälle steht Ihnen der Bereitschaftsdienst zur Verfügung.", None),
    ("Für Rückfragen steht den Eltern die Schulleitung zur Verfügung.", None),
    ("Die Unterlagen stehen Ihnen im Internet zur Verfügung.", None),
]


@cache
def construction():
    return rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_rueckfragen(text, expected):
    assert first(construction(), text) == expected
