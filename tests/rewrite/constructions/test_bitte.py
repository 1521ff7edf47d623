"""Requests address the reader; what others ask stays."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.bitte import Requests

TABLE = [
    (
        "Wir bitten Sie, die beiliegende Vollmacht mit Ihrem Stempel versehen zurückzusenden.",
        "Bitte senden Sie die beiliegende Vollmacht mit Ihrem Stempel versehen zurück.",
    ),
    (
        "Wir bitten um Übersendung folgender Belege bis zum 3. Mai:",
        "Bitte übersenden Sie bis zum 3. Mai folgende Belege:",
    ),
    (
        "Wir bitten um Übersendung folgender Belege bis zum 3. Mai.",
        "Bitte übersenden Sie folgende Belege bis zum 3. Mai.",
    ),
    (
        "Ändert sich Ihre Adresse, bitten wir um entsprechende Mitteilung.",
        "Ändert sich Ihre Adresse, teilen Sie uns das bitte mit.",
    ),
    (
        "Fallen die Gründe vorher weg, bitten wir um Mitteilung.",
        "Fallen die Gründe vorher weg, teilen Sie uns das bitte mit.",
    ),
    ("Haben Sie Einwände, bitten wir um entsprechende Mitteilung.", None),
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
    (
        "Ich bitte daher um Ausfüllung und Rücksendung des anliegenden Fragebogens bis spätestens 02.12.2024.",
        "Bitte füllen Sie daher den anliegenden Fragebogen aus und senden Sie ihn bis spätestens 02.12.2024 zurück.",
    ),
    (
        "Es wird um Ausfüllung und Rückgabe des Formulars gebeten.",
        "Bitte füllen Sie das Formular aus und geben Sie es zurück.",
    ),
    (
        "Wir bitten um Unterzeichnung und Rücksendung der Erklärung.",
        "Bitte unterzeichnen Sie die Erklärung und senden Sie sie zurück.",
    ),
    ("Wir bitten um Prüfung und Übersendung des Ergebnisses.", None),
    ("Wir bitten um Ausfüllung und Rückgabe des Bogens an die Schule.", None),
    ("Wir bitten um Benachrichtigung des Gutachters.", "Bitte benachrichtigen Sie den Gutachter."),
    ("Wir bitten um Prüfung des Finanzamts.", None),
    ("In obiger Sache bitten wir um Rücksendung des Bogens.", "Bitte senden Sie den Bogen zurück."),
    ("Wir bitten Sie erneut, den Ausweis vorzulegen.", None),
    ("Wir dürfen Sie nochmals bitten, den Ausweis vorzulegen.", None),
    (
        "Insbesondere bitten wir um Beantwortung folgender Fragen:",
        "Bitte beantworten Sie insbesondere folgende Fragen:",
    ),
    ("Ferner bitte ich um Vorlage Ihres Mietvertrags.", "Bitte legen Sie ferner Ihren Mietvertrag vor."),
    ("Nochmals bitten wir um Vorlage Ihres Mietvertrags.", None),
    ("Wir bitten um Verständnis.", None),
    ("Die Eltern werden gebeten, ihre Kinder pünktlich abzuholen.", None),
    ("Sie haben uns gebeten, die Frist zu verlängern.", None),
    ("Der Arzt bittet Sie, nüchtern zu kommen.", None),
    ("Sie werden aufgefordert, die Mängel zu beseitigen.", None),
    ("Wir bitten um Mitteilung.", None),
    (
        "Sollten Sie verreist sein, bitte ich um rechtzeitige Mitteilung, damit wir neu planen können.",
        "Sollten Sie verreist sein, teilen Sie mir das bitte rechtzeitig mit, damit wir neu planen können.",
    ),
    (
        "Falls Sie nicht kommen können, bitten wir um umgehende Benachrichtigung.",
        "Falls Sie nicht kommen können, teilen Sie uns das bitte umgehend mit.",
    ),
    (
        "Sollte Ihnen die Teilnahme nicht möglich sein, wird um Mitteilung gebeten.",
        "Sollte Ihnen die Teilnahme nicht möglich sein, teilen Sie uns das bitte mit.",
    ),
    ("Wenn Sie Einwände haben, bitten wir um Mitteilung.", None),
    ("Wenn Ihnen der Halter bekannt ist, bitten wir um Mitteilung.", None),
    ("Da Sie umgezogen sind, bitten wir um Mitteilung.", None),
    ("Sollte der Mieter verzogen sein, bitten wir um Mitteilung.", None),
    ("Hinsichtlich des Einkommens Ihres Vaters wird um Vorlage des Bescheides gebeten.", None),
    (
        "Falls die Angaben falsch sind, bitten wir um Rücksendung des Formulars.",
        "Falls die Angaben falsch sind, senden Sie bitte das Formular zurück.",
    ),
    (
        "Sollten weitere Personen berechtigt sein, werden Sie gebeten, uns deren Namen mitzuteilen.",
        "Sollten weitere Personen berechtigt sein, teilen Sie uns bitte deren Namen mit.",
    ),
    ("Um den Antrag bearbeiten zu können, bitten wir um Vorlage des Vertrages.", None),
    ("Wie bereits mitgeteilt, bitten wir um Vorlage des Vertrages.", None),
    ("Obwohl der Fall klar ist, bitten wir um Vorlage des Vertrages.", None),
    (
        "Den beigefügten Anhörungsbogen wollen Sie bitte ausgefüllt zurücksenden.",
        "Bitte senden Sie den beigefügten Anhörungsbogen ausgefüllt zurück.",
    ),
    ("Sie wollen bitte bis zum 3. Mai die Unterlagen vorlegen.", "Bitte legen Sie bis zum 3. Mai die Unterlagen vor."),
    (
        "Sollten Sie umgezogen sein, wollen Sie bitte Ihre neue Anschrift mitteilen.",
        "Sollten Sie umgezogen sein, teilen Sie bitte Ihre neue Anschrift mit.",
    ),
    ("Den Bogen wollen Sie bitte nicht falten.", None),
    ("Wenn Sie widersprechen wollen, schreiben Sie uns bitte.", None),
    ("Wir bitten um Mitteilung, ob Sie umgezogen sind.", "Bitte teilen Sie uns mit, ob Sie umgezogen sind."),
    (
        "Wir bitten um umgehende schriftliche Mitteilung, wann Sie umziehen.",
        "Bitte teilen Sie uns umgehend schriftlich mit, wann Sie umziehen.",
    ),
    (
        "Wenn Sie umziehen, bitten wir um Mitteilung Ihrer neuen Anschrift.",
        "Wenn Sie umziehen, teilen Sie uns bitte Ihre neue Anschrift mit.",
    ),
    ("Wir bitten um Mitteilung des Arbeitgebers.", None),
    (
        "Wenn Sie umziehen, werden Sie gebeten, dies unter Angabe der Anschrift anzuzeigen.",
        "Wenn Sie umziehen, zeigen Sie dies bitte unter Angabe der Anschrift an.",
    ),
    ("Wir bitten das Gericht um Mitteilung, ob die Klage zurückgenommen ist.", None),
]


@cache
def construction():
    return Requests(lexicon().actions, lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_bitte(text, expected):
    assert first(construction(), text) == expected
