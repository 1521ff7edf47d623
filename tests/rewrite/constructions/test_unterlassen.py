"""*Es unterlassen* becomes the deed itself, denied."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.unterlassen import rewrites

TABLE = [
    ("Sie haben es unterlassen, uns den Umzug anzuzeigen.", "Sie haben uns den Umzug nicht angezeigt."),
    ("Sie haben es versäumt, den Antrag rechtzeitig zu stellen.", "Sie haben den Antrag nicht rechtzeitig gestellt."),
    (
        "Da Sie es unterlassen haben, uns den Umzug anzuzeigen, fordern wir das Geld zurück.",
        "Da Sie uns den Umzug nicht angezeigt haben, fordern wir das Geld zurück.",
    ),
    (
        "Sie haben es bisher versäumt, uns die Nachweise vorzulegen.",
        "Sie haben uns bisher die Nachweise nicht vorgelegt.",
    ),
    ("Sie haben es versäumt, einen Antrag zu stellen.", None),
    ("Sie haben es unterlassen, zum Termin zu erscheinen.", None),
    ("Sie haben es nicht versäumt, den Antrag zu stellen.", None),
    ("Der Eigentümer hat es unterlassen, den Zaun zu reparieren, weil er krank war.", None),
    ("Sie haben alle Störungen zu unterlassen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_unterlassen(text, expected):
    assert first(rewrites, text) == expected
