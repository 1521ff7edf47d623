"""*Bedarf der Genehmigung* becomes *braucht eine Genehmigung*, where nothing but a consent is needed."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.beduerfen import rewrites

TABLE = [
    ("Der Umbau bedarf der Genehmigung.", "Der Umbau braucht eine Genehmigung."),
    ("Ihr Vorhaben bedarf einer Baugenehmigung.", "Ihr Vorhaben braucht eine Baugenehmigung."),
    ("Der Umbau bedarf keiner Genehmigung.", "Der Umbau braucht keine Genehmigung."),
    (
        "Die Untervermietung bedarf der vorherigen Zustimmung des Vermieters.",
        "Die Untervermietung braucht die vorherige Zustimmung des Vermieters.",
    ),
    ("Änderungen bedürfen der schriftlichen Einwilligung.", "Änderungen brauchen eine schriftliche Einwilligung."),
    (
        "Wenn das Vorhaben einer Genehmigung bedarf, stellen Sie einen Antrag.",
        "Wenn das Vorhaben eine Genehmigung braucht, stellen Sie einen Antrag.",
    ),
    ("Eine Änderung bedarf unserer Zustimmung.", "Eine Änderung braucht unsere Zustimmung."),
    ("Der Umbau bedarf nicht der Genehmigung.", None),
    ("Der Umbau bedarf nur der Genehmigung.", None),
    ("Der Umbau bedarf der Genehmigung und der Abnahme.", None),
    ("Die Vereinbarung bedarf der Schriftform.", None),
    ("Es bedarf der Zustimmung des Vermieters.", None),
    ("Der Umbau bedurfte der Genehmigung.", None),
    ("Nach § 5 bedarf die Errichtung der Genehmigung.", None),
    ("Die Änderung bedarf schriftlicher Zustimmung.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_beduerfen(text, expected):
    assert first(rewrites, text) == expected
