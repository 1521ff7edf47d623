"""Announced clauses stand for themselves; reports of what somebody said stay."""

from functools import cache

import pytest
from phrase_scenes import first

from klartext.rewrite.catalogue import announcements
from klartext.ruleset import load_rules

TABLE = [
    # a passive without a subject
    (
        "Wir machen darauf aufmerksam, dass mit dem Bau erst nach Zugang der Genehmigung begonnen werden darf.",
        "Mit dem Bau darf erst nach Zugang der Genehmigung begonnen werden.",
    ),
    ("Wir weisen darauf hin, dass auf Ihre Eignung geschlossen werden darf.", None),
    (
        "Wir weisen darauf hin, dass bei der Weigerung, sich impfen zu lassen, oder bei Krankheit gekündigt wird.",
        None,
    ),
    ("Wir weisen darauf hin, dass die Kosten für die Abschleppung nach § 14 PolG erhoben werden.", None),
    (
        "Wir weisen darauf hin, dass die Aufnahme der Daten durch die mit der Zählung betrauten Helfer nach § 9 ZensG "
        "zu gestatten ist.",
        "Die Aufnahme der Daten durch die mit der Zählung betrauten Helfer ist nach § 9 ZensG zu gestatten.",
    ),
    ("Wir weisen darauf hin, dass der Anspruch nach § 7 BUrlG verfällt.", "Der Anspruch verfällt nach § 7 BUrlG."),
    (
        "Wir weisen darauf hin, dass nach dem Probejahr eine Prüfung abgelegt werden kann.",
        "Nach dem Probejahr kann eine Prüfung abgelegt werden.",
    ),
    (
        "Wir weisen darauf hin, dass die Eignung für die Ausbildung durch die Erkrankung nicht beeinträchtigt wird.",
        None,
    ),
    ("Wir weisen darauf hin, dass die Frist am 3. Juni endet.", "Die Frist endet am 3. Juni."),
    ("Hiermit teilen wir Ihnen mit, dass wir Ihren Antrag ablehnen.", "Wir lehnen Ihren Antrag ab."),
    (
        "Es wird darauf hingewiesen, dass der Anspruch nach drei Jahren verjährt.",
        "Der Anspruch verjährt nach drei Jahren.",
    ),
    ("Wir müssen Ihnen leider mitteilen, dass Ihr Antrag keinen Erfolg hat.", "Leider hat Ihr Antrag keinen Erfolg."),
    ("Sie werden darauf hingewiesen, dass Sie sich schriftlich äußern können.", "Sie können sich schriftlich äußern."),
    (
        "Wir weisen vorsorglich darauf hin, dass wir die Akte nach zehn Jahren vernichten.",
        "Wir vernichten die Akte nach zehn Jahren.",
    ),
    (
        "Wir teilen Ihnen mit, dass die Frist zur Stellungnahme am 3. Juni 2025 endet.",
        "Die Frist zur Stellungnahme endet am 3. Juni 2025.",
    ),
    (
        "Wir machen Sie darauf aufmerksam, dass das Büro am Freitag geschlossen ist.",
        "Das Büro ist am Freitag geschlossen.",
    ),
    (
        "Es ist festzustellen, dass der Zaun die zulässige Höhe überschreitet.",
        "Der Zaun überschreitet die zulässige Höhe.",
    ),
    (
        "Wir weisen darauf hin, dass Sie, wenn Sie umziehen, die neue Anschrift mitteilen müssen.",
        "Sie müssen, wenn Sie umziehen, die neue Anschrift mitteilen.",
    ),
    ("Bitte beachten Sie, dass die Frist am 3. Juni endet.", None),
    ("Sie haben uns mitgeteilt, dass Sie umgezogen sind.", None),
    ("Der Arzt teilt mit, dass Sie gesund sind.", None),
    ("Wir haben Ihnen am 3. Mai mitgeteilt, dass die Frist endet.", None),
    ("Wir weisen nicht darauf hin, dass die Frist endet.", None),
    ("Wir teilen mit, ob der Antrag Erfolg hat.", None),
    ("Mit Schreiben vom 3. Mai 2025 teilen wir Ihnen mit, dass die Frist endet.", None),
    (
        "Außerdem weisen wir Sie darauf hin, dass die Mahngebühr 5 Euro beträgt.",
        "Die Mahngebühr beträgt 5 Euro.",
    ),
    ("Wir weisen darauf hin, dass das Führen eines Fahrzeugs auf öffentlichen Straßen eine Straftat darstellt.", None),
    (
        "Es wird darauf hingewiesen, dass Verstöße als Ordnungswidrigkeit mit einer Geldbuße geahndet werden können.",
        None,
    ),
    (
        "Es wird darauf hingewiesen, dass durch den Schein kein Anspruch auf Zuweisung einer Wohnung begründet wird.",
        None,
    ),
    # one phrase stands before the verb: the time behind it belongs to the verb, or nobody knows
    (
        "Wir weisen darauf hin, dass mit dem Abbau des Zelts vor Erteilung der Genehmigung nicht begonnen werden darf.",
        "Mit dem Abbau des Zelts darf vor Erteilung der Genehmigung nicht begonnen werden.",
    ),
    (
        "Wir weisen darauf hin, dass mit dem Abbruch der Scheune während der Brutzeit nicht begonnen werden darf.",
        None,
    ),
]


@cache
def construction():
    return announcements(load_rules()).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_einleitung(text, expected):
    assert first(construction(), text) == expected
