"""*Ihrerseits* becomes *von Ihnen* where a participle says what was done, and stays everywhere else."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.ihrerseits import rewrites

TABLE = [
    ("Bei der Anhörung wurde Ihrerseits nichts vorgetragen.", "Bei der Anhörung wurde von Ihnen nichts vorgetragen."),
    ("Der Antrag wurde Ihrerseits nicht unterschrieben.", "Der Antrag wurde von Ihnen nicht unterschrieben."),
    ("Die Ihrerseits vorgenommene Einreihung ist falsch.", "Die von Ihnen vorgenommene Einreihung ist falsch."),
    ("Die unsererseits festgesetzte Gebühr bleibt.", "Die von uns festgesetzte Gebühr bleibt."),
    ("Eine Antwort Ihrerseits fehlt bisher.", None),
    ("Sollten Ihrerseits Fragen bestehen, rufen Sie uns an.", None),
    ("Auf die Schreiben erfolgte Ihrerseits keine Reaktion.", None),
    ("Die Mieter haben ihrerseits einen Anwalt beauftragt.", None),
    ("Der Vertrag wurde ihrerseits gekündigt.", None),
    ("Ihrerseits wurde nichts vorgetragen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_who_acts(text, expected):
    assert first(rewrites, text) == expected
