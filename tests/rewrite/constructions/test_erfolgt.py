"""*Erfolgen*: the deed becomes the verb; the passive where nobody says who acts."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.erfolgt import EmptyVerbs

TABLE = [
    ("Wenn Kindern wegen Krankheit die Abgabe der Hefte nicht möglich ist, genügt ein Anruf.", None),
    ("Die Prüfung Ihrer Unterlagen erfolgt im Mai.", "Wir prüfen Ihre Unterlagen im Mai."),
    ("Die Prüfung der Unterlagen erfolgte am 3. Mai.", "Wir haben die Unterlagen am 3. Mai geprüft."),
    ("Die Prüfung Ihrer Angaben ist durch das Hauptzollamt erfolgt.", "Das Hauptzollamt hat Ihre Angaben geprüft."),
    ("Die Erstattung der Kosten hat durch das Jugendamt zu erfolgen.", "Das Jugendamt muss die Kosten erstatten."),
    ("Eine Verlängerung des Reisepasses erfolgt nicht.", "Der Reisepass wird nicht verlängert."),
    ("Im Juli erfolgt die Auszahlung des Zuschusses.", "Im Juli zahlen wir den Zuschuss aus."),
    (
        "Sobald die Berechnung des Beitrags erfolgt ist, erhalten Sie einen Bescheid.",
        "Sobald wir den Beitrag berechnet haben, erhalten Sie einen Bescheid.",
    ),
    (
        "Die Ermittlung der Menge des Abwassers erfolgte anhand des Zählerstandes.",
        "Die Menge des Abwassers wurde anhand des Zählerstandes ermittelt.",
    ),
    ("Die Auszahlung erfolgt zum Monatsende.", "Wir zahlen das Geld zum Monatsende aus."),
    ("Die Lieferung erfolgt frei Haus.", None),
    ("Die Prüfung der Rechnungen erfolgt durch mich.", "Ich prüfe die Rechnungen."),
    ("Die Veranlassung der Überweisung erfolgt dann durch uns.", "Wir veranlassen die Überweisung dann."),
    ("Auf Veranlassung des Landkreises erfolgt eine Begehung.", None),
    (
        "Die Ablehnung des Antrags erfolgt im Interesse der Anwohner, weil nachts Lärm entsteht.",
        "Der Antrag wird im Interesse der Anwohner abgelehnt, weil nachts Lärm entsteht.",
    ),
    (
        "Die Anordnung der Nutzungspause erfolgt im öffentlichen Interesse, da im Saal Besucher gefährdet wären.",
        "Wir ordnen die Nutzungspause im öffentlichen Interesse an, da im Saal Besucher gefährdet wären.",
    ),
    ("Die Ablehnung des Antrags erfolgt aus einem Grund, der im Gesetz steht.", None),
    ("Eine Äußerung Ihrerseits ist nicht erfolgt.", "Sie haben sich nicht geäußert."),
    ("Eine Antwort Ihrerseits erfolgte bislang nicht.", "Sie haben bislang nicht geantwortet."),
    (
        "Eine Rückmeldung von Ihnen ist trotz Erinnerung nicht erfolgt.",
        "Sie haben sich trotz Erinnerung nicht gemeldet.",
    ),
    ("Eine Mitteilung Ihrerseits ist nicht erfolgt.", None),
    ("Eine Äußerung seinerseits ist nicht erfolgt.", None),
    ("Eine Äußerung von ihnen ist nicht erfolgt.", None),
    ("Die Übermittlung der Daten an das Finanzamt erfolgt nicht automatisch.", None),
    ("Die Eintragung des Vereins in das Register erfolgt im Mai.", None),
    ("Die Reinigung der Räume in der Schule erfolgt täglich.", "Die Räume in der Schule werden täglich gereinigt."),
    ("Eine Heizung der Räume erfolgt nicht.", None),
    ("Der Einzug erfolgt am 1. Mai.", None),
    ("Die Abmeldung hat gegenüber der Leitung zu erfolgen.", None),
    ("Die Aushändigung der Urkunde erfolgt bei einer Vorsprache, bei der ein Bekenntnis abzulegen ist.", None),
    ("Eine Abmeldung vom Unterricht hat schriftlich zu erfolgen.", None),
    (
        "Die Rückzahlung hat innerhalb eines Monats auf das unten genannte Konto zu erfolgen.",
        "Sie müssen den Betrag innerhalb eines Monats auf das unten genannte Konto zurückzahlen.",
    ),
    ("Sofern die Zahlung nicht fristgerecht erfolgt, mahnen wir.", "Sofern Sie nicht fristgerecht zahlen, mahnen wir."),
    (
        "Wenn die Rücksendung der Unterlagen nicht innerhalb der Frist erfolgt, entscheiden wir nach Aktenlage.",
        "Wenn Sie die Unterlagen nicht innerhalb der Frist zurücksenden, entscheiden wir nach Aktenlage.",
    ),
    ("Die Meldung des Umzugs ist nicht unverzüglich erfolgt.", "Der Umzug wurde nicht unverzüglich gemeldet."),
    ("Die Auszahlung des Zuschusses erfolgt nicht vor Mai.", "Wir zahlen den Zuschuss nicht vor Mai aus."),
    ("Die Erstattung der Kosten erfolgt daher nicht.", "Wir erstatten die Kosten daher nicht."),
    ("Erfolgt die Zahlung nicht rechtzeitig, mahnen wir.", "Wenn Sie nicht rechtzeitig zahlen, mahnen wir."),
    ("Die Abmeldung hat unter Rückgabe der Hundesteuermarke zu erfolgen.", None),
    ("Eine Prüfung Ihrer Angaben ist derzeit nicht möglich.", "Wir können Ihre Angaben derzeit nicht prüfen."),
    ("Eine Erstattung der Kosten war leider nicht möglich.", "Wir konnten die Kosten leider nicht erstatten."),
    ("Eine Auszahlung des Zuschusses ist erst im Mai möglich.", "Wir können den Zuschuss erst im Mai auszahlen."),
    (
        "Eine Übertragung der Erlaubnis auf Dritte ist nicht möglich.",
        "Die Erlaubnis kann nicht auf Dritte übertragen werden.",
    ),
    ("Eine Verzögerung der Auszahlung ist möglich.", None),
    ("Eine Verzögerung der Auszahlung ist durchaus möglich.", None),
    ("Eine Prüfung der Angaben ist Ihnen nicht möglich.", None),
    ("Eine Prüfung der Angaben wäre nicht möglich.", None),
    ("Eine Bearbeitung ist derzeit nicht möglich.", None),
    (
        "Die Reinigung der Anlage darf ausschließlich durch eine zugelassene Fachfirma erfolgen.",
        "Nur eine zugelassene Fachfirma darf die Anlage reinigen.",
    ),
    ("Die Reinigung der Anlage darf nicht nur durch eine Fachfirma erfolgen.", None),
    ("Die Übermittlung der Daten unterblieb im Mai.", "Die Daten wurden im Mai nicht übermittelt."),
    ("Die Auszahlung des Geldes unterbleibt.", "Das Geld wird nicht ausgezahlt."),
    ("Eine Mitteilung des Arbeitgebers unterblieb.", None),
    ("Die Auszahlung unterblieb.", None),
]


@cache
def construction():
    return EmptyVerbs(lexicon().roles, lexicon().actions).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_erfolgt(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", "Wir zahlen das Geld zum Monatsende aus."),
        ("Sie müssen dafür nichts tun.", "", "Wir zahlen das Geld zum Monatsende aus."),
        ("Wir gewähren Ihnen einen Zuschuss.", "", None),
        ("", "Für Zeiten ohne Arbeitsentgelt wird der Zuschuss nicht gezahlt.", None),
    ],
)
def test_what_has_a_name_nearby_is_not_called_money(before, after, expected):
    assert first(construction(), "Die Auszahlung erfolgt zum Monatsende.", before=before, after=after) == expected
