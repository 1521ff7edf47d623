"""Light verbs: the plain verb with its arguments, legal terms stay."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.catalogue import light_verbs
from klartext.ruleset import load_rules

TABLE = [
    ("Eine Stundung kommt in Betracht.", "Eine Stundung ist möglich."),
    ("Ist eine Zahlung nicht möglich, kommt eine Stundung in Betracht.", None),
    ("Die Möglichkeit einer Stundung kommt in Betracht.", None),
    ("Ohne Stempel verlieren die Karten ihre Gültigkeit.", "Ohne Stempel werden die Karten ungültig."),
    (
        "Denken Sie daran, dass der Pass am 3. Mai seine Gültigkeit verliert.",
        "Denken Sie daran, dass der Pass am 3. Mai ungültig wird.",
    ),
    ("Die Urkunde behält ihre Gültigkeit.", "Die Urkunde gilt weiter."),
    ("Sie verlieren Ihre Gültigkeit.", None),
    ("Der Pass hat seine Gültigkeit verloren.", None),
    ("Am Montag nehmen Sie im Rathaus Einsicht in den Plan.", "Am Montag sehen Sie im Rathaus den Plan ein."),
    ("Einsicht in die Baupläne zu nehmen,", "die Baupläne einzusehen,"),
    ("Einsicht in den Mietspiegel zu nehmen.", "den Mietspiegel einzusehen."),
    (
        "Die Eltern haben das Recht, Einsicht in das Zeugnis zu nehmen.",
        "Die Eltern haben das Recht, das Zeugnis einzusehen.",
    ),
    ("Im Rathaus nehmen Sie Einsicht in die Baupläne.", "Im Rathaus sehen Sie die Baupläne ein."),
    ("Wir bringen den Betrag in Abzug.", "Wir ziehen den Betrag ab."),
    ("Der Betrag wird in Abzug gebracht.", "Der Betrag wird abgezogen."),
    ("Wir haben den Betrag in Abzug gebracht.", "Wir haben den Betrag abgezogen."),
    (
        "Wenn wir den Betrag in Abzug bringen, sinkt die Nachzahlung.",
        "Wenn wir den Betrag abziehen, sinkt die Nachzahlung.",
    ),
    ("Die Einnahmen können nicht zur Anrechnung gebracht werden.", None),
    ("Die Wohnung wird am 3. Mai in Augenschein genommen.", "Die Wohnung wird am 3. Mai besichtigt."),
    ("Wir nehmen eine Prüfung Ihrer Unterlagen vor.", "Wir prüfen Ihre Unterlagen."),
    ("Eine Prüfung Ihrer Unterlagen wird vorgenommen.", "Ihre Unterlagen werden geprüft."),
    ("Ihre Angaben finden Berücksichtigung.", "Ihre Angaben werden berücksichtigt."),
    ("Ihre Angaben haben Berücksichtigung gefunden.", "Ihre Angaben sind berücksichtigt worden."),
    ("Über Ihren Antrag treffen wir im Mai eine Entscheidung.", "Über Ihren Antrag entscheiden wir im Mai."),
    ("Über Ihren Antrag wird eine Entscheidung getroffen.", "Über Ihren Antrag wird entschieden."),
    (
        "Eine Entscheidung über die Beschwerde kann erst im Mai getroffen werden.",
        "Über die Beschwerde kann erst im Mai entschieden werden.",
    ),
    ("Hilfe beim Umzug wird nicht geleistet.", "Beim Umzug wird nicht geholfen."),
    ("Sie haben der Aufforderung keine Folge geleistet.", None),
    ("Weil Sie keine Zahlungen geleistet haben, mahnen wir Sie.", "Weil Sie nicht gezahlt haben, mahnen wir Sie."),
    ("Wir stellen Ihnen die Kosten in Rechnung.", None),
    ("Die Kosten werden Ihnen in Rechnung gestellt.", None),
    ("Bitte setzen Sie uns von jeder Änderung in Kenntnis.", "Bitte informieren Sie uns über jede Änderung."),
    ("Wir stellen den Sachverhalt nicht in Abrede.", "Wir bestreiten den Sachverhalt nicht."),
    ("Die Maßnahme kommt zum Abschluss.", "Die Maßnahme endet."),
    ("Sie können Widerspruch einlegen.", None),
    ("Gegen das Urteil haben Sie Klage erhoben.", None),
    ("Die Vorschrift tritt am 1. Mai in Kraft.", None),
    ("Eine Verlängerung kommt nicht in Betracht.", "Eine Verlängerung ist nicht möglich."),
    ("Wir nehmen Sie in Anspruch.", None),
    ("Der Verein leistet gute Arbeit.", None),
    ("Die Prüfung der Unterlagen findet statt.", None),
    ("Es wurde bisher keine Stellungnahme abgegeben.", None),
    (
        "Das Jobcenter ist von der Einstellung in Kenntnis gesetzt worden.",
        "Das Jobcenter ist über die Einstellung informiert worden.",
    ),
    ("Die Messung wurde mit einem geeichten Gerät durchgeführt.", None),
    ("Der Arzt hat bereits einen Bericht erstattet.", None),
    (
        "Ob eine nachträgliche Legalisierung in Frage kommt, prüfen wir.",
        "Ob eine nachträgliche Legalisierung möglich ist, prüfen wir.",
    ),
    ("Als Nachweis kommen Rechnungen in Betracht.", None),
    ("Sie kommen als Erbe in Betracht.", None),
    ("Eine Rückforderung kann in Betracht kommen.", None),
    ("Einwendungen können keine Berücksichtigung mehr finden.", None),
    (  # „als Halterin …“ stands in the infinitive, whatever the parse hangs it on
        "Wir legen Ihnen zur Last, als Halterin des Fahrzeugs MB-ES 404 am 19.05.2025 in der Zeit von 09:12 Uhr bis "
        "10:05 Uhr in der Bahnhofstraße vor Haus Nr. 31 im absoluten Haltverbot (Zeichen 283) geparkt zu haben.",
        "Wir werfen Ihnen vor, als Halterin des Fahrzeugs MB-ES 404 am 19.05.2025 in der Zeit von 09:12 Uhr bis "
        "10:05 Uhr in der Bahnhofstraße vor Haus Nr. 31 im absoluten Haltverbot (Zeichen 283) geparkt zu haben.",
    ),
]


@cache
def construction():
    return light_verbs(lexicon(), load_rules()).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_funktionsverb(text, expected):
    assert first(construction(), text) == expected
