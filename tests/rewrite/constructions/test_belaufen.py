"""*Beläuft sich auf* becomes *beträgt*, everything else stays."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.belaufen import rewrites

TABLE = [
    ("Die Gebühr beläuft sich auf 12 Euro.", "Die Gebühr beträgt 12 Euro."),
    (
        "Die Kosten, die sich auf insgesamt 480 Euro belaufen, tragen Sie.",
        "Die Kosten, die insgesamt 480 Euro betragen, tragen Sie.",
    ),
    ("Der Schaden belief sich damals auf rund 5.000 Euro.", "Der Schaden betrug damals rund 5.000 Euro."),
    ("Die Kosten werden sich auf 900 Euro belaufen.", "Die Kosten werden 900 Euro betragen."),
    ("Die Rückstände beliefen sich zum 2. Mai 2025 auf 84.317,55 Euro.", None),
    (
        "Die Rückstände beliefen sich zum 2. Mai 2025 auf insgesamt 84.317,55 Euro.",
        "Die Rückstände betrugen zum 2. Mai 2025 insgesamt 84.317,55 Euro.",
    ),
    ("Der Schaden beläuft sich auf eine hohe Summe.", None),
    ("Der Vertrag ist abgelaufen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_belaufen(text, expected):
    assert first(rewrites, text) == expected
