"""Abbreviations between article and noun are written out with the ending that both ask for."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import kuerzel

TABLE = [
    ("Wir haben Ihren o. g. Antrag geprüft.", "Wir haben Ihren oben genannten Antrag geprüft."),
    ("Ihr o. g. Antrag fehlt.", "Ihr oben genannter Antrag fehlt."),
    ("Ihre o. g. Beschwerde fehlt.", "Ihre oben genannte Beschwerde fehlt."),
    ("Die o. g. Unterlagen fehlen.", "Die oben genannten Unterlagen fehlen."),
    ("Die u. g. Frist endet bald.", "Die unten genannte Frist endet bald."),
    ("Mit dem o.g. Bescheid haben wir entschieden.", "Mit dem oben genannten Bescheid haben wir entschieden."),
    ("Wir laden Sie zum o. g. Termin ein.", "Wir laden Sie zum oben genannten Termin ein."),
    ("Die Kosten der o. g. Reise tragen Sie.", "Die Kosten der oben genannten Reise tragen Sie."),
    ("Eine o. g. Ausnahme liegt vor.", "Eine oben genannte Ausnahme liegt vor."),
    # no article, no noun, or both singular and plural
    ("Zu o. g. Antrag fehlen Unterlagen.", None),
    ("Die o. g. fehlen.", None),
    ("Die o. g. Wohnung und das o. g. Haus", "Die oben genannte Wohnung und das o. g. Haus"),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_kuerzel(text, expected):
    assert first(kuerzel.rewrites, text) == expected
