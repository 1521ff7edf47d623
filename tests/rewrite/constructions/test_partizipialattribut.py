"""Attributes that hold a whole sentence: a relative clause behind the noun, or nothing."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import partizipialattribut

TABLE = [
    ("Wir schreiben an die uns benannte Adresse.", None),
    ("Auf Ihre am 3. Mai per Telefon erfolgte Meldung hin haben wir gehandelt.", None),
    (
        "Über Ihren am 3. Mai 2025 gestellten Antrag ist entschieden.",
        "Über Ihren Antrag vom 3. Mai 2025 ist entschieden.",
    ),
    # a second clause about another noun of the same verb
    ("Danach wird in dem von Ihnen genannten Betrieb eine Prüfung gemacht, deren Ergebnis offen ist.", None),
    # what was so then need not be so now
    ("Sie sind mit einem am Gehweg abgestellten Roller zusammengestoßen.", None),
    (
        "Den am Gehweg abgestellten Roller müssen Sie entfernen.",
        "Den Roller, der am Gehweg abgestellt ist, müssen Sie entfernen.",
    ),
    ("Gegenüber den den Fall prüfenden Beamten gaben Sie an, krank zu sein.", None),
    ("Die den Fall prüfenden Beamten haben Sie befragt.", None),
    ("Die uns vorliegenden Belege haben wir geprüft.", "Die Belege, die uns vorliegen, haben wir geprüft."),
    # „nach“ a day may be still to come
    ("Für nach dem 31.08.2025 in Anspruch genommene Fahrten behalten wir uns Ersatz vor.", None),
    (
        "Die nach dem 31.08.2025 erbrachten Leistungen haben wir zurückgefordert.",
        "Die Leistungen, die nach dem 31.08.2025 erbracht wurden, haben wir zurückgefordert.",
    ),
    # the pronoun could mean the noun in between, or stands too far from its own; what others said is only reported
    ("Die von unserem Dienst vorgenommene Prüfung dieser Belege hat nichts ergeben.", None),
    ("Ihr Nachbar gab an, dass der von Ihnen bestellte Handwerker nicht gekommen sei.", None),
    (
        "Der Ihnen am 3. Mai 2025 erteilte Ausweis Nr. 17 für das Fahrzeug mit dem amtlichen Kennzeichen LF-TO 318 ist "
        "ungültig.",
        None,
    ),
    # „nicht“ does not hang behind
    ("Wir erstatten die Ihnen entstehenden Kosten nicht.", "Wir erstatten die Kosten nicht, die Ihnen entstehen."),
    (
        "Der vom Landkreis beauftragte Gutachter stellte einen Mangel fest.",
        "Der Gutachter, den der Landkreis beauftragt hatte, stellte einen Mangel fest.",
    ),
    (
        "Die durch unser Bauamt am 3. Mai geprüfte Anlage ist sicher.",
        "Die Anlage, die unser Bauamt am 3. Mai geprüft hat, ist sicher.",
    ),
    ("Die von Ihnen geforderte Entschädigung wegen Verspätung ist nicht möglich.", None),
    ("Die von Ihnen beantragte Verlängerung aufgrund einer Krankheit haben wir abgelehnt.", None),
    ("Wir haben den von Ihnen gemeldeten Schaden wegen fehlender Fotos abgelehnt.", None),
    ("Die von Ihnen gewünschte Reise trotz Verbot wurde abgesagt.", None),
    (
        "Das von Ihnen vorgelegte Attest wegen einer Allergie reicht aus.",
        "Das Attest wegen einer Allergie, das Sie vorgelegt haben, reicht aus.",
    ),
    (
        "Das von Ihnen gepachtete Feld hinter dem Deich wird verkauft.",
        "Das Feld hinter dem Deich, das Sie gepachtet haben, wird verkauft.",
    ),
    (
        "Wir haben die von Ihnen bestellte Karte am 4. Juni verschickt.",
        "Wir haben die Karte, die Sie bestellt haben, am 4. Juni verschickt.",
    ),
    (
        "Bei einer am 6. Mai durchgeführten Kontrolle wurde nichts gefunden.",
        "Bei einer Kontrolle am 6. Mai wurde nichts gefunden.",
    ),
    ("Die am 4. Mai eingegangenen Unterlagen fehlen.", "Die Unterlagen, die am 4. Mai eingegangen sind, fehlen."),
    (
        "Die von Ihnen am 3. Mai gestellten Anträge liegen uns vor.",
        "Die Anträge, die Sie am 3. Mai gestellt haben, liegen uns vor.",
    ),
    (
        "Die am 3. Mai von Ihnen gestellten Anträge liegen uns vor.",
        "Die Anträge, die Sie am 3. Mai gestellt haben, liegen uns vor.",
    ),
    ("Der auf dem Hof stehende Baum ist krank.", "Der Baum, der auf dem Hof steht, ist krank."),
    ("Der von Ihnen zu zahlende Betrag steht unten.", "Der Betrag, den Sie zahlen müssen, steht unten."),
    ("Der vom Mieter zu tragende Anteil beträgt 30 Euro.", "Der Anteil, den der Mieter tragen muss, beträgt 30 Euro."),
    ("Wir haben die von Ihnen vorgelegten Belege geprüft.", "Wir haben die Belege geprüft, die Sie vorgelegt haben."),
    (
        "Wir weisen den von Ihnen am 3. Mai eingelegten Widerspruch zurück.",
        "Wir weisen den Widerspruch zurück, den Sie am 3. Mai eingelegt haben.",
    ),
    ("Die Ihnen entstandenen Kosten erstatten wir.", "Die Kosten, die Ihnen entstanden sind, erstatten wir."),
    # two words that say where are no burden; at the end of the sentence a clause is lighter
    ("Die im Bescheid genannten Fristen gelten weiter.", None),
    ("Bei Anlegung der in § 15 SGB XI genannten Maßstäbe sind 61 Punkte anzusetzen.", None),
    (
        "Bitte beachten Sie die im Bescheid genannten Fristen.",
        "Bitte beachten Sie die Fristen, die im Bescheid genannt sind.",
    ),
    # „das Gespräch, das mit Ihnen geführt wurde“ is no plainer
    ("Wir nehmen Bezug auf das mit Ihnen am 6. März geführte Gespräch.", None),
    ("Der am 3. Mai erlassene Bescheid bleibt gültig.", "Der Bescheid, der am 3. Mai erlassen wurde, bleibt gültig."),
    # a preposition and a bare noun are easier before the noun, unless a clause brings an active verb
    ("Zu Unrecht gezahlte Beträge fordern wir zurück.", None),
    ("Die zu Unrecht erbrachten Leistungen sind von Ihnen zu erstatten.", None),
    ("Ohne Termin erscheinende Personen warten länger.", "Personen, die ohne Termin erscheinen, warten länger."),
    ("Die von Ihnen bewohnte Wohnung ist zu groß.", "Die Wohnung, die Sie bewohnen, ist zu groß."),
    (
        "Die für die Ermittlung des Einkommens erforderlichen Nachweise fehlen.",
        "Die Nachweise, die für die Ermittlung des Einkommens erforderlich sind, fehlen.",
    ),
    (
        "Ihr am 3. Mai eingegangener Antrag auf Wohngeld war vollständig.",
        "Ihr Antrag auf Wohngeld, der am 3. Mai eingegangen ist, war vollständig.",
    ),
    ("Das von der Gemeinde beauftragte Büro ruft Sie an.", None),
    (
        "Die uns von Ihrem Arbeitgeber übersandte Bescheinigung genügt.",
        "Die Bescheinigung, die uns Ihr Arbeitgeber übersandt hat, genügt.",
    ),
    ("Die von uns gesetzte Frist ist abgelaufen.", "Die Frist, die wir gesetzt haben, ist abgelaufen."),
    (
        "Die von Ihnen eingereichten vollständigen Unterlagen liegen vor.",
        "Die vollständigen Unterlagen, die Sie eingereicht haben, liegen vor.",
    ),
    (
        "Von Ihnen eingereichte Unterlagen bewahren wir auf.",
        "Unterlagen, die Sie eingereicht haben, bewahren wir auf.",
    ),
    (
        "Die sich daraus ergebenden Kosten tragen wir.",
        "Die Kosten, die sich daraus ergeben, tragen wir.",
    ),
    (
        "Die in der Wohnung befindlichen Möbel bleiben stehen.",
        "Die Möbel, die sich in der Wohnung befinden, bleiben stehen.",
    ),
    (
        "Wir bitten Sie, die im Merkblatt genannten Nachweise vorzulegen.",
        "Wir bitten Sie, die Nachweise vorzulegen, die im Merkblatt genannt sind.",
    ),
    # near misses
    ("Die anfallenden Kosten trägt die Kasse.", None),
    ("Bitte unterschreiben Sie den ausgefüllten Vordruck.", None),
    ("Die zuständige Behörde prüft den Antrag.", None),
    ("Die von Ihnen gestellten Anträge, die noch offen sind, liegen vor.", None),
    ("Die von Ihnen gestellten und von uns geprüften Anträge liegen vor.", None),
    ("Die von Ihnen gestellten Anträge und Beschwerden liegen vor.", None),
    ("Die mit Ihnen geführten Gespräche waren gut.", None),
    ("Die nach dem Gesetz geförderten Maßnahmen stehen fest.", None),
    ("Die von Ihnen besuchte Schule liegt in Köln.", None),
    ("Der in der von Ihnen gemieteten Wohnung wohnende Sohn zahlt nicht.", None),
    (
        "Die am 3. Mai durch das Bauamt durchgeführte Prüfung ergab Mängel.",
        "Die Prüfung, die am 3. Mai durch das Bauamt durchgeführt wurde, ergab Mängel.",
    ),
    (
        "Die am 8. Juli durchgeführten Arbeiten sind mangelhaft.",
        "Die Arbeiten, die am 8. Juli durchgeführt wurden, sind mangelhaft.",
    ),
    # a paper with its date
    (
        "Ihr unter dem 3. Mai 2024 gestellter Antrag auf Beihilfe liegt vor.",
        "Ihr Antrag vom 3. Mai 2024 auf Beihilfe liegt vor.",
    ),
    (
        "Wir haben Ihr unter dem 3. Mai 2024 verfasstes Schreiben erhalten.",
        "Wir haben Ihr Schreiben vom 3. Mai 2024 erhalten.",
    ),
    ("Wir haben den unter dem falschen Namen gestellten Antrag geprüft.", None),
    ("Wir haben die am 8. Juli durchgeführte Begehung ausgewertet.", "Wir haben die Begehung vom 8. Juli ausgewertet."),
    ("Grund ist die am 1. April erfolgte Heirat.", "Grund ist die Heirat vom 1. April."),
    ("Die am 3. Mai erfolgte Zahlung haben wir verbucht.", "Die Zahlung vom 3. Mai haben wir verbucht."),
    ("In der am 4. August abgehaltenen Sitzung wurde gewählt.", "In der Sitzung am 4. August wurde gewählt."),
    ("Die im Mai 2025 durchgeführte Kontrolle ergab nichts.", "Die Kontrolle im Mai 2025 ergab nichts."),
    ("Am 8. Juli durchgeführte Kontrollen ergaben nichts.", "Kontrollen am 8. Juli ergaben nichts."),
    ("Die bis zum 3. Mai durchgeführten Prüfungen sind abgeschlossen.", None),
    ("Über die am 3. Mai erfolgte Anmeldung Ihres Gewerbes haben wir berichtet.", None),
    ("Die Frist beträgt einen Monat.", None),
    ("Sie ersetzt nicht nach anderen Vorschriften erforderliche Genehmigungen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(partizipialattribut.rewrites, text) == expected
