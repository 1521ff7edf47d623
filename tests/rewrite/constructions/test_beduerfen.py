"""Who *bedarf der Genehmigung* needs one; for a deed one is needed. Nothing where anything but a consent is meant."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.beduerfen import rewrites

TABLE = [
    ("Der Umbau bedarf der Genehmigung.", "Für den Umbau ist eine Genehmigung nötig."),
    ("Ihr Vorhaben bedarf einer Baugenehmigung.", "Ihr Vorhaben braucht eine Baugenehmigung."),
    ("Der Umbau bedarf keiner Genehmigung.", "Für den Umbau ist keine Genehmigung nötig."),
    (
        "Die Untervermietung bedarf der vorherigen Zustimmung des Vermieters.",
        "Für die Untervermietung ist die vorherige Zustimmung des Vermieters nötig.",
    ),
    ("Änderungen bedürfen der schriftlichen Einwilligung.", "Für Änderungen ist eine schriftliche Einwilligung nötig."),
    (
        "Wenn das Vorhaben einer Genehmigung bedarf, stellen Sie einen Antrag.",
        "Wenn das Vorhaben eine Genehmigung braucht, stellen Sie einen Antrag.",
    ),
    ("Eine Änderung bedarf unserer Zustimmung.", "Für eine Änderung ist unsere Zustimmung nötig."),
    ("Minderjährige bedürfen der Zustimmung der Eltern.", "Minderjährige brauchen die Zustimmung der Eltern."),
    (
        "Die Inanspruchnahme eines Taxis bedarf, außer in Notfällen, unserer vorherigen Zustimmung.",
        "Für die Inanspruchnahme eines Taxis ist, außer in Notfällen, unsere vorherige Zustimmung nötig.",
    ),
    ("Das Betreten der Brücke bedarf einer Erlaubnis.", "Für das Betreten der Brücke ist eine Erlaubnis nötig."),
    ("Wenn der Umbau einer Genehmigung bedarf, stellen Sie einen Antrag.", None),
    ("Der Umbau bedarf der Genehmigung durch die Gemeinde bis Mai.", None),
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
