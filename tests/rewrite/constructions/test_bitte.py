"""Requests address the reader; what others ask stays."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.bitte import Requests

TABLE = [
    ("Es wird um Rücksendung des Formulars gebeten.", "Bitte senden Sie das Formular zurück."),
    (
        "Es wird gebeten, die Unterlagen bis zum 3. Mai einzureichen.",
        "Bitte reichen Sie die Unterlagen bis zum 3. Mai ein.",
    ),
    ("Wir bitten Sie, uns die Bescheinigung zuzusenden.", "Bitte senden Sie uns die Bescheinigung zu."),
    ("Sie werden gebeten, sich unverzüglich zu melden.", "Bitte melden Sie sich unverzüglich."),
    (
        "Wir bitten um Übersendung der Nachweise bis zum 3. Mai 2025.",
        "Bitte übersenden Sie die Nachweise bis zum 3. Mai 2025.",
    ),
    ("Wir dürfen Sie bitten, die Rechnung umgehend zu bezahlen.", "Bitte bezahlen Sie die Rechnung umgehend."),
    ("Es wird daher gebeten, von Rückfragen abzusehen.", "Bitte sehen Sie daher von Rückfragen ab."),
    (
        "Sie werden deshalb gebeten, am Montag, dem 3. Mai 2027, um 8 Uhr im Gesundheitsamt zu erscheinen.",
        "Bitte erscheinen Sie deshalb am Montag, dem 3. Mai 2027, um 8 Uhr im Gesundheitsamt.",
    ),
    ("Sie werden hiermit gebeten, am Freitag um 10 Uhr vorzusprechen.", "Bitte sprechen Sie am Freitag um 10 Uhr vor."),
    (
        "Wir bitten Sie deshalb, die Pflanzen zu entfernen, und zwar bis zum 3. Mai.",
        "Bitte entfernen Sie deshalb die Pflanzen, und zwar bis zum 3. Mai.",
    ),
    ("Um Beachtung der Hinweise wird gebeten.", "Bitte beachten Sie die Hinweise."),
    ("Wir bitten Sie höflich, den Termin nicht zu versäumen.", "Bitte versäumen Sie den Termin nicht."),
    ("Wir bitten um Verständnis.", None),
    ("Die Eltern werden gebeten, ihre Kinder pünktlich abzuholen.", None),
    ("Sie haben uns gebeten, die Frist zu verlängern.", None),
    ("Der Arzt bittet Sie, nüchtern zu kommen.", None),
    ("Sie werden aufgefordert, die Mängel zu beseitigen.", None),
    ("Wir bitten um Mitteilung.", None),
    ("Hinsichtlich des Einkommens Ihres Vaters wird um Vorlage des Bescheides gebeten.", None),
]


@cache
def construction():
    return Requests(lexicon().actions, lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_bitte(text, expected):
    assert first(construction(), text) == expected
