"""Official prepositions: the plain one with the phrase in its case, or nothing."""

import pytest
from phrase_scenes import first, lexicon, scene

from klartext.rewrite.constructions.amtspraeposition import OfficialPrepositions

TABLE = [
    (
        "Bitte legen Sie die Heiratsurkunde nebst Übersetzung vor.",
        "Bitte legen Sie die Heiratsurkunde mit Übersetzung vor.",
    ),
    ("Das Haus nebst Garten steht leer.", "Das Haus mit Garten steht leer."),
    ("Die Erklärung nebst einer Übersetzung fehlt.", "Die Erklärung mit einer Übersetzung fehlt."),
    ("Der Kläger nebst Ehefrau erschien zum Termin.", None),
    ("Der Eigentümer nebst Mieter wurde angehört.", None),
    ("Die Antragstellerin nebst ihren Kindern ist ausgereist.", None),
    ("Wir fordern die Räumung der Wohnung nebst Herausgabe der Schlüssel.", None),
    ("Im Rahmen einer bei Ihnen durchgeführten Prüfung fehlten Belege.", None),
    ("Im Rahmen der beim Amt durchgeführten Prüfung fehlten Belege.", None),
    ("Hinsichtlich der zu diesem Zweck erhobenen Daten haben wir eine Frage.", None),
    (
        "Im Rahmen einer am 3. Mai durchgeführten Prüfung fehlten Belege.",
        "Bei einer am 3. Mai durchgeführten Prüfung fehlten Belege.",
    ),
    ("Im Falle der Scheidung endet der Schutz.", "Bei einer Scheidung endet der Schutz."),
    ("Der Antrag wurde seitens des Arbeitgebers gestellt.", "Der Antrag wurde vom Arbeitgeber gestellt."),
    ("Seitens der Schulleitung wurden keine Einwände erhoben.", "Von der Schulleitung wurden keine Einwände erhoben."),
    (
        "Wir warten auf eine Antwort seitens der Krankenkasse.",
        "Wir warten auf eine Antwort von der Krankenkasse.",
    ),
    ("Ihre Frage hinsichtlich der Abwassergebühr ist geklärt.", "Ihre Frage zur Abwassergebühr ist geklärt."),
    ("Ihre Angaben bezüglich des Einkommens reichen aus.", "Ihre Angaben zum Einkommen reichen aus."),
    ("Es bestehen Zweifel hinsichtlich der Zahlungsfähigkeit.", "Es bestehen Zweifel an der Zahlungsfähigkeit."),
    ("Bezüglich Ihres Schreibens teilen wir Folgendes mit.", "Zu Ihrem Schreiben teilen wir Folgendes mit."),
    ("Die Grenze wurde mittels eines Lasers vermessen.", "Die Grenze wurde mit einem Laser vermessen."),
    ("Sie zahlen mittels der beigefügten Vordrucke.", "Sie zahlen mit den beigefügten Vordrucken."),
    ("Kommen Sie zwecks Klärung Ihrer Anschrift vorbei.", "Kommen Sie zur Klärung Ihrer Anschrift vorbei."),
    ("Zwecks Prüfung der Unterlagen rufen wir Sie an.", "Zur Prüfung der Unterlagen rufen wir Sie an."),
    ("Behufs Vermessung wurde der Stein entfernt.", "Zur Vermessung wurde der Stein entfernt."),
    ("Anlässlich der Besichtigung haben wir Mängel gefunden.", "Bei der Besichtigung haben wir Mängel gefunden."),
    ("Im Rahmen der Anhörung haben Sie das bestritten.", "Bei der Anhörung haben Sie das bestritten."),
    ("Im Zuge der Sanierung entfällt die Haltestelle.", "Bei der Sanierung entfällt die Haltestelle."),
    ("Im Falle eines Umzugs melden Sie sich bitte.", "Bei einem Umzug melden Sie sich bitte."),
    ("Im Falle des Verlusts rufen Sie uns bitte an.", "Bei Verlust rufen Sie uns bitte an."),
    ("Ausweislich des Grundbuchs gehört Ihnen das Haus.", "Laut Grundbuch gehört Ihnen das Haus."),
    ("Ausweislich Ihrer Bescheinigung arbeiten Sie seit Mai.", "Laut Ihrer Bescheinigung arbeiten Sie seit Mai."),
    ("Im Vorfeld der Bauarbeiten informieren wir Sie.", "Vor den Bauarbeiten informieren wir Sie."),
    ("In Anbetracht der Kosten verzichten wir darauf.", "Wegen der Kosten verzichten wir darauf."),
    ("Bezugnehmend auf Ihre Anfrage senden wir das Merkblatt.", "Zu Ihrer Anfrage senden wir das Merkblatt."),
    ("In Beantwortung Ihres Schreibens teilen wir das mit.", "Zu Ihrem Schreiben teilen wir das mit."),
    ("Wir haben eine Rechnung in Höhe von 30 Euro erhalten.", None),
    ("Wir beteiligen uns an den Kosten in Höhe von 30 Euro.", None),
    ("Sie erhalten einen Zuschuss in Höhe von {{Betrag}} Euro.", "Sie erhalten einen Zuschuss von {{Betrag}} Euro."),
    ("Die Miete für März in Höhe von {{Betrag}} Euro ist offen.", None),
    ("Sie erhalten einen Zuschuss in Höhe von 30 Euro.", "Sie erhalten einen Zuschuss von 30 Euro."),
    (
        "Bezüglich der von Ihnen gestellten Anfrage teilen wir mit, dass der Termin bleibt.",
        "Zu der von Ihnen gestellten Anfrage teilen wir mit, dass der Termin bleibt.",
    ),
    # near misses
    ("Die Änderung des Namens des Trägers ist erlaubt.", None),
    ("Im Hinblick auf § 28 VwVfG hören wir Sie an.", None),
    ("Im Rahmen der Möglichkeiten helfen wir Ihnen.", None),
    ("Sein Bild hängt im Rahmen aus Holz.", None),
    ("Vorbehaltlich der Zustimmung des Rates beginnen wir im Mai.", None),
    ("Der Antrag wird hinsichtlich der Unterkunftskosten abgelehnt.", None),
    ("Aufgrund des Bescheids müssen Sie zahlen.", None),
    ("Laut Satzung ist das verboten.", None),
    ("Unbeschadet dieser Erlaubnis brauchen Sie eine Genehmigung.", None),
    ("Unter Vorlage des Ausweises erhalten Sie Auskunft.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(OfficialPrepositions(lexicon().prepositions).rewrites, text) == expected


def test_untouched_words_stay_outside_of_the_edit():
    here = scene("Ihre Frage hinsichtlich der Gebühr vom 3. Mai ist geklärt.")
    (rewrite,) = OfficialPrepositions(lexicon().prepositions).rewrites(here)
    assert "3. Mai" not in here.text[rewrite.edits[0].span.start : rewrite.edits[0].span.end]
    assert rewrite.category == "amtswort"
