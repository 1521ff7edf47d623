"""Places that look like a fault and are none, each beside one that is."""

import loaded
import pytest

from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.ruleset import find, load_rules

LONG = " und führt deshalb nach dem Gesetz zum Widerruf der Erlaubnis"
TABLE = [
    ("partizipialattribut", "Sie stellen den Antrag unter Beifügung geeigneter Unterlagen.", []),
    ("partizipialattribut", "Hinterbliebenenrente nach der/dem verstorbenen Versicherten", []),
    ("partizipialattribut", "In Anspruch genommene Hilfen zahlen Sie.", ["In Anspruch genommene Hilfen"]),
    ("nominalstil", "Sie erhalten eine Ausfertigung des Gutachtens.", []),
    ("nominalstil", "Die Klausur war schwer. Nach der Prüfung waren Sie krank.", []),
    ("nominalstil", "Nach der Prüfung melden wir uns.", ["Nach der Prüfung"]),
    ("nominalstil", "Wir besichtigten die Schafhaltung Ihres Betreuten.", []),
    ("nominalstil", "Wir untersagen die Haltung des Hundes.", ["die Haltung des Hundes"]),
    ("nominalstil", "Das war nach Auffassung des Dienstes falsch.", []),
    ("nominalstil", "Die Besichtigung findet nicht statt.", ["Die Besichtigung findet nicht statt"]),
    ("schachtelsatz", f"Die Erklärung, Sie hätten die Waffe nur kurz entnommen, ist falsch{LONG}.", []),
    ("schachtelsatz", f"Für den Fall, dass Sie den Platz bis zum 3. Mai räumen, entfällt die Gebühr{LONG}.", []),
    ("verneinung", "Er muss seinen Lebensunterhalt ohne Hilfe bestreiten.", []),
    ("verneinung", "Wir verkennen nicht, dass Sie krank waren.", ["verkennen nicht"]),
    ("verneinung", "Das endgültige Nichtbestehen stellen wir fest.", []),
    ("verneinung", "Bei Nichtbestehen der Prüfung zahlen Sie.", ["Bei Nichtbestehen"]),
    ("genitivkette", "Wir schreiben den Eltern der Schülerin/des Schülers.", []),
    ("genitivkette", "Das steht in Artikel 22 Absatz 6 des Zollkodex der Union.", []),
    ("amtswort-eingangs", "Es zählt der Tag des Eingangs.", []),
    ("modaler-infinitiv", "Sie geben an, nicht in der Lage gewesen zu sein, die Klausur zu schreiben.", []),
    ("modaler-infinitiv", "Der Hund ist anzuleinen und zu füttern.", ["ist anzuleinen und zu füttern"]),
    ("modaler-infinitiv", "Sie zahlen, was Sie zu zahlen haben.", ["zu zahlen haben"]),
]


@pytest.fixture(scope="module")
def pipeline():
    return loaded.pipeline()


@pytest.mark.parametrize(("rule", "text", "expected"), TABLE)
def test_no_false_alarm(pipeline, rule, text, expected):
    letter = read_letter(read_text(text))
    protected = protect(letter)
    found = find(pipeline.analyse(letter, protected), letter, protected, load_rules())
    assert [f.text for f in found if f.rule == rule] == expected
