"""Correct rewrites pass every check, with and without grammar; wrong ones fail the check that is there for them."""

from functools import lru_cache

import pytest
from loaded import pipeline

from klartext.documents import read_text
from klartext.guard import judge
from klartext.guard.change import Change
from klartext.guard.checks import run
from klartext.guard.selfcheck import run_grammar
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.spans import Span

RIGHT = (
    (
        "Sie haben uns die Belege bis zum 3. Mai 2025 vorzulegen.",
        "Sie müssen uns die Belege bis zum 3. Mai 2025 vorlegen.",
    ),
    ("Der Antrag ist bis 3. Mai einzureichen.", "Sie müssen den Antrag bis zum 3. Mai einreichen."),
    (
        "Nach Prüfung Ihrer Unterlagen erhalten Sie einen Bescheid.",
        "Wenn wir Ihre Unterlagen geprüft haben, erhalten Sie einen Bescheid.",
    ),
    (
        "Nach Prüfung Ihrer Unterlagen teilen wir Ihnen das Ergebnis mit.",
        "Sobald wir Ihre Unterlagen geprüft haben, teilen wir Ihnen das Ergebnis mit.",
    ),
    ("Bei Nichtzahlung werden Mahngebühren erhoben.", "Wenn Sie nicht zahlen, erheben wir Mahngebühren."),
    (
        "Bei nicht rechtzeitiger Zahlung erheben wir Säumniszuschläge.",
        "Wenn Sie nicht rechtzeitig zahlen, erheben wir Säumniszuschläge.",
    ),
    (
        "Gemäß § 60 Abs. 1 SGB I sind Sie verpflichtet, alle Änderungen mitzuteilen.",
        "Sie müssen alle Änderungen mitteilen (§ 60 Abs. 1 SGB I).",
    ),
    (
        "Gemäß § 60 Abs. 1 SGB I sind Sie verpflichtet, alle Änderungen mitzuteilen.",
        "Sie müssen alle Änderungen mitteilen (§ 60 Absatz 1 SGB I).",
    ),
    (
        "Es wird um Rücksendung des Fragebogens bis zum 15. Juni 2025 gebeten.",
        "Bitte senden Sie den Fragebogen bis zum 15. Juni 2025 zurück.",
    ),
    ("Der Antragsteller hat die Kosten zu tragen.", "Sie müssen die Kosten tragen."),
    ("Die Auszahlung der Leistung erfolgt am 1. Juli 2025.", "Wir zahlen die Leistung am 1. Juli 2025 aus."),
    ("Wir weisen darauf hin, dass die Frist am 30. Juni 2025 endet.", "Die Frist endet am 30. Juni 2025."),
    ("Wir teilen Ihnen mit, dass der Antrag eingegangen ist.", "Der Antrag ist eingegangen."),
    (
        "Der Widerspruch wurde von der Widerspruchsstelle geprüft.",
        "Die Widerspruchsstelle hat den Widerspruch geprüft.",
    ),
    ("Die Entscheidung wird von der Widerspruchsstelle getroffen.", "Die Widerspruchsstelle trifft die Entscheidung."),
    (
        "Die von Ihnen am 3. Mai 2025 eingereichten Unterlagen sind unvollständig.",
        "Die Unterlagen, die Sie am 3. Mai 2025 eingereicht haben, sind unvollständig.",
    ),
    (
        "Der dem Schreiben beigefügte Vordruck ist auszufüllen.",
        "Sie müssen den Vordruck ausfüllen, der dem Schreiben beigefügt ist.",
    ),
    ("Die Kosten sind nicht unerheblich.", "Die Kosten sind erheblich."),
    (
        "Ein nicht unerheblicher Teil der Kosten kann erstattet werden.",
        "Ein erheblicher Teil der Kosten kann erstattet werden.",
    ),
    ("Zahlen Sie den Betrag binnen zwei Wochen.", "Zahlen Sie den Betrag innerhalb von zwei Wochen."),
    ("Die Zahlung hat binnen eines Monats zu erfolgen.", "Sie müssen innerhalb eines Monats zahlen."),
    ("Ihr Antrag wird abgelehnt.", "Wir lehnen Ihren Antrag ab."),
    ("Ihr Antrag vom 4. März 2025 wurde abgelehnt.", "Wir haben Ihren Antrag vom 4. März 2025 abgelehnt."),
    ("Die Leistung ist eingestellt worden.", "Wir haben die Leistung eingestellt."),
    ("Die Leistung war vom Jobcenter eingestellt worden.", "Das Jobcenter hatte die Leistung eingestellt."),
    ("Ihr Antrag kann nicht bearbeitet werden.", "Wir können Ihren Antrag nicht bearbeiten."),
    ("Der Bescheid muss aufgehoben werden.", "Wir müssen den Bescheid aufheben."),
    ("Die Belege müssen von Ihnen vorgelegt werden.", "Sie müssen die Belege vorlegen."),
    (
        "Die Bescheinigung soll bis zum 2. Juni 2025 vorgelegt werden.",
        "Sie sollen die Bescheinigung bis zum 2. Juni 2025 vorlegen.",
    ),
    (
        "Ihnen wird eine Rente in Höhe von 812,50 Euro bewilligt.",
        "Wir bewilligen Ihnen eine Rente in Höhe von 812,50 Euro.",
    ),
    (
        "Ihnen wird Gelegenheit gegeben, sich bis zum 9. Mai 2025 zu äußern.",
        "Sie können sich bis zum 9. Mai 2025 äußern.",
    ),
    ("Sie werden gebeten, den Vordruck auszufüllen.", "Bitte füllen Sie den Vordruck aus."),
    ("Sie werden aufgefordert, den Betrag zu zahlen.", "Wir fordern Sie auf, den Betrag zu zahlen."),
    ("Über Ihren Antrag wird bis Ende Juni entschieden.", "Wir entscheiden bis Ende Juni über Ihren Antrag."),
    (
        "Über die Verlängerung wurde noch keine Entscheidung getroffen.",
        "Wir haben über die Verlängerung noch nicht entschieden.",
    ),
    ("Das Amt trifft über den Antrag eine Entscheidung.", "Das Amt entscheidet über den Antrag."),
    ("Die Angaben werden einer Prüfung unterzogen.", "Wir prüfen die Angaben."),
    (
        "Der Bescheid wird aufgehoben, und der Betrag wird zurückgefordert.",
        "Wir heben den Bescheid auf und fordern den Betrag zurück.",
    ),
    (
        "Der Bescheid wird, da die Voraussetzungen nicht vorliegen, aufgehoben.",
        "Wir heben den Bescheid auf, da die Voraussetzungen nicht vorliegen.",
    ),
    (
        "Die Genehmigung wird widerrufen, falls gegen die Auflagen verstoßen wird.",
        "Wir widerrufen die Genehmigung, wenn Sie gegen die Auflagen verstoßen.",
    ),
    (
        "Sofern die Voraussetzungen vorliegen, wird die Leistung gewährt.",
        "Wenn die Voraussetzungen vorliegen, gewähren wir die Leistung.",
    ),
    (
        "Der Antrag, der am 4. Mai 2025 eingegangen ist, wird abgelehnt, weil Nachweise fehlen.",
        "Der Antrag ist am 4. Mai 2025 eingegangen. Wir lehnen ihn ab, weil Nachweise fehlen.",
    ),
    (
        "Wir haben festgestellt, dass Sie 300,00 Euro zu viel erhalten haben, weshalb wir den Betrag zurückfordern.",
        "Wir haben festgestellt, dass Sie 300,00 Euro zu viel erhalten haben. Deshalb fordern wir den Betrag zurück.",
    ),
    (
        "Sie können innerhalb eines Monats Widerspruch einlegen, wobei die Frist mit der Bekanntgabe beginnt.",
        "Sie können innerhalb eines Monats Widerspruch einlegen. Die Frist beginnt mit der Bekanntgabe.",
    ),
    (
        "Wir zahlen, sofern Sie die Belege vorlegen, ab dem 1. Juli 2025, und die Nachzahlung erhalten Sie im August.",
        "Wir zahlen ab dem 1. Juli 2025, wenn Sie die Belege vorlegen. Die Nachzahlung erhalten Sie im August.",
    ),
    (
        "Die Rechnung vom 3. April 2025 ist bis zum 12. Mai 2025 zu bezahlen.",
        "Bis zum 12. Mai 2025 müssen Sie die Rechnung vom 3. April 2025 bezahlen.",
    ),
    (
        "Mangels Angabe einer Kontonummer können wir nicht zahlen.",
        "Wir können nicht zahlen, weil Sie keine Kontonummer angegeben haben.",
    ),
    ("Von einer Rückforderung wird abgesehen.", "Wir fordern nichts zurück."),
    ("Von einer Rückforderung des Betrags wird abgesehen.", "Wir fordern den Betrag nicht zurück."),
    (
        "Eine Auszahlung ist nicht möglich, solange die Belege nicht vorliegen.",
        "Eine Auszahlung ist erst möglich, wenn die Belege vorliegen.",
    ),
    ("Die Leistung wird nicht vor dem 1. Juli 2025 gezahlt.", "Wir zahlen die Leistung frühestens am 1. Juli 2025."),
    ("Die Prüfung dauert zwölf Monate.", "Wir prüfen zwölf Monate lang."),
    ("Es besteht die Möglichkeit, den Antrag online zu stellen.", "Sie können den Antrag online stellen."),
    (
        "Die Wohnungsgeberbestätigung ist unverzüglich nachzureichen.",
        "Sie müssen die Wohnungsgeberbestätigung unverzüglich nachreichen.",
    ),
    ("Hecken sind nicht auf den Stock zu setzen.", "Sie dürfen Hecken nicht auf den Stock setzen."),
    ("Auf die Einhaltung der Fristen ist zu achten.", "Sie müssen auf die Einhaltung der Fristen achten."),
    ("Aufgrund fehlender Nachweise wird der Antrag abgelehnt.", "Weil Nachweise fehlen, lehnen wir den Antrag ab."),
    ("Seitens der Behörde wurde der Antrag geprüft.", "Die Behörde hat den Antrag geprüft."),
    ("Die Prüfung des Antrags wird durch das Bauamt vorgenommen.", "Das Bauamt prüft den Antrag."),
    ("Eine Kopie des Ausweises ist dem Antrag beizufügen.", "Sie müssen dem Antrag eine Kopie des Ausweises beifügen."),
    ("Etwaige Überzahlungen sind zu erstatten.", "Sie müssen mögliche Überzahlungen erstatten."),
    (
        "Wir wenden uns an Sie zwecks Klärung der Angelegenheit.",
        "Wir wenden uns an Sie, um die Angelegenheit zu klären.",
    ),
    (
        "Zur Bearbeitung Ihres Antrags benötigen wir eine Kopie des Mietvertrags.",
        "Um Ihren Antrag zu bearbeiten, brauchen wir eine Kopie des Mietvertrags.",
    ),
    (
        "Zur Bearbeitung Ihres Antrags benötigen wir eine Kopie des Mietvertrags.",
        "Damit wir Ihren Antrag bearbeiten können, brauchen wir eine Kopie des Mietvertrags.",
    ),
    (
        "Vor Erteilung der Genehmigung hört die Behörde Sie an.",
        "Bevor die Behörde die Genehmigung erteilt, hört sie Sie an.",
    ),
    (
        "Die für die Berechnung maßgebenden Werte stehen im Anhang.",
        "Die Werte, die für die Berechnung maßgebend sind, stehen im Anhang.",
    ),
    (
        "Der Betrag von 45,00 Euro wird am 15. Juli 2025 von der Stadtkasse abgebucht.",
        "Die Stadtkasse bucht den Betrag von 45,00 Euro am 15. Juli 2025 ab.",
    ),
    (
        "Frau Kolbe wurde die Leistung am 2. Mai 2025 bewilligt.",
        "Am 2. Mai 2025 haben wir Frau Kolbe die Leistung bewilligt.",
    ),
    ("Der Versicherte ist zur Mitwirkung verpflichtet.", "Der Versicherte muss mitwirken."),
    (
        "Die Belege sind, soweit vorhanden, bis zum 3. Mai 2025 vorzulegen.",
        "Sie müssen die Belege, soweit vorhanden, bis zum 3. Mai 2025 vorlegen.",
    ),
    (
        "Sie haben die Erklärung, die von beiden unterschrieben ist, einzureichen.",
        "Sie müssen die Erklärung, die von beiden unterschrieben ist, einreichen.",
    ),
    ("Die Frist von zwölf Monaten ist einzuhalten.", "Sie müssen die Frist von zwölf Monaten einhalten."),
    ("Es wird gebeten, von weiteren Anfragen Abstand zu nehmen.", "Bitte nehmen Sie von weiteren Anfragen Abstand."),
    (
        "Der Grund der Ablehnung kann Ihnen nicht mitgeteilt werden.",
        "Wir können Ihnen den Grund der Ablehnung nicht mitteilen.",
    ),
    (
        "Die Ihnen erteilte Erlaubnis gilt bis zum 31. Dezember 2025.",
        "Die Erlaubnis, die wir Ihnen erteilt haben, gilt bis zum 31. Dezember 2025.",
    ),
    (
        "Die Nachzahlung wird Ihnen Ende Mai von der Familienkasse überwiesen werden.",
        "Die Familienkasse überweist Ihnen die Nachzahlung Ende Mai.",
    ),
)

WRONG = (
    ("Ihr Antrag kann bearbeitet werden.", "Wir bearbeiten Ihren Antrag.", "modalitaet"),
    ("Ihr Antrag kann bearbeitet werden.", "Wir werden Ihren Antrag bearbeiten.", "modalitaet"),
    ("Ihr Antrag wird nicht bewilligt.", "Wir bewilligen Ihren Antrag.", "verneinung"),
    ("Hunde dürfen nicht unangeleint laufen.", "Hunde dürfen angeleint laufen.", "verneinung"),
    ("Der Fisch kann nicht ungekühlt verschickt werden.", "Wir können den Fisch gekühlt verschicken.", "verneinung"),
    (
        "Der Antrag ist bis zum 3. Mai 2025 einzureichen.",
        "Sie müssen den Antrag ab dem 3. Mai 2025 einreichen.",
        "fristen",
    ),
    ("Der Antrag ist bis zum 3. Mai 2025 einzureichen.", "Sie müssen den Antrag am 3. Mai 2025 einreichen.", "fristen"),
    ("Sie haben uns den Betrag zu erstatten.", "Wir müssen Ihnen den Betrag erstatten.", "personen"),
    ("Sie schulden uns 300,00 Euro.", "Wir schulden Ihnen 300,00 Euro.", "personen"),
    ("Wir erstatten Ihnen die Kosten.", "Sie erstatten uns die Kosten.", "personen"),
    ("Gemäß § 60 Abs. 1 SGB I müssen Sie das melden.", "Sie müssen das melden (§ 66 Abs. 1 SGB I).", "paragrafen"),
    ("Gemäß § 60 Abs. 1 SGB I müssen Sie das melden.", "Sie müssen das melden (§ 60 Abs. 2 SGB I).", "paragrafen"),
    ("Gemäß § 60 Abs. 1 SGB I müssen Sie das melden.", "Sie müssen das melden.", "paragrafen"),
    ("Gemäß § 60 müssen Sie das melden.", "Sie müssen das melden (§ 60 der Marktordnung).", "paragrafen"),
    ("Der Widerspruch wird von der Widerspruchsstelle geprüft.", "Der Widerspruch wird geprüft.", "personen"),
    ("Der Bescheid ist vom Bauamt erlassen worden.", "Der Bescheid ist erlassen worden.", "personen"),
    ("Wir zahlen, wenn Sie die Belege vorlegen.", "Wir zahlen.", "bedingungen"),
    (
        "Die Genehmigung wird widerrufen, falls Sie gegen die Auflagen verstoßen.",
        "Wir widerrufen die Genehmigung.",
        "bedingungen",
    ),
    ("Die Änderung ist unverzüglich mitzuteilen.", "Sie müssen die Änderung mitteilen.", "modalitaet"),
    ("Sie sollen die Bescheinigung vorlegen.", "Sie müssen die Bescheinigung vorlegen.", "modalitaet"),
    ("Sie müssen die Belege vorlegen.", "Sie können die Belege vorlegen.", "modalitaet"),
    ("Die Belege sind vorzulegen.", "Legen Sie die Belege bitte vor.", "modalitaet"),
    ("Wir prüfen Ihren Antrag.", "Wir prüfen Ihren Antrag innerhalb von zwei Wochen.", "fristen"),
    ("Wir prüfen Ihren Antrag.", "Wir prüfen Ihren Antrag, wenn Sie zahlen.", "bedingungen"),
    ("Wir prüfen Ihren Antrag.", "Wir prüfen nur Ihren Antrag.", "modalitaet"),
    ("Ihr Antrag wurde am 4. März 2025 geprüft.", "Wir prüfen Ihren Antrag am 4. März 2025.", "zeit"),
    ("Ihr Antrag wird geprüft.", "Wir haben Ihren Antrag geprüft.", "zeit"),
    ("Ihr Antrag wird geprüft.", "Wir prüften Ihren Antrag.", "zeit"),
    ("Ihr Antrag ist geprüft worden.", "Wir prüfen Ihren Antrag.", "zeit"),
    ("Ihr Antrag wird geprüft werden.", "Wir haben Ihren Antrag geprüft.", "zeit"),
    ("Der Betrag wurde überwiesen.", "Wir überweisen den Betrag.", "zeit"),
    ("Die Gebühr beträgt 45,00 Euro.", "Die Gebühr beträgt 54,00 Euro.", "betraege"),
    ("Die Gebühr beträgt 45,00 Euro.", "Die Gebühr ist festgesetzt.", "betraege"),
    ("Sie müssen zwei Kopien vorlegen.", "Sie müssen drei Kopien vorlegen.", "zahlen"),
    ("Zahlen Sie bis zum 3. Mai 2025.", "Zahlen Sie bis zum 3. Juni 2025.", "daten"),
    ("Alle Unterlagen sind vorzulegen.", "Sie müssen die Unterlagen vorlegen.", "mengen"),
    ("Sie können nur mit Termin kommen.", "Sie können mit Termin kommen.", "modalitaet"),
    ("Die Leistung wird in der Regel bewilligt.", "Wir bewilligen die Leistung.", "modalitaet"),
    ("Sie müssen mindestens 50 Euro zahlen.", "Sie müssen 50 Euro zahlen.", "modalitaet"),
    ("Der Vermieter verklagt den Mieter.", "Der Mieter verklagt den Vermieter.", "personen"),
    ("Der Mieter wird vom Vermieter verklagt.", "Der Mieter verklagt den Vermieter.", "personen"),
    ("Der Antrag wird geprüft.", "Der Antrag prüft.", "personen"),
    ("Ihr Antrag wird geprüft.", "Wir prüfen unseren Antrag.", "personen"),
    ("Ihre Leistung wird gekürzt.", "Wir kürzen unsere Leistung.", "personen"),
    ("Ihnen wird die Leistung bewilligt.", "Wir bewilligen die Leistung.", "personen"),
    ("Vom Betrag werden die Gebühren abgezogen.", "Wir werden vom Betrag abgezogen.", "personen"),
    ("Von einer Rückforderung wird abgesehen.", "Wir fordern den Betrag zurück.", "verneinung"),
    ("Auf eine Anhörung wird verzichtet.", "Wir hören Sie an.", "verneinung"),
    ("Ihr Antrag wird abgelehnt.", "Wir lehnen Ihr Antrag ab.", "grammatik"),
    ("Ihr Antrag wird abgelehnt.", "Wir ablehnen Ihren Antrag.", "grammatik"),
    ("Ihr Antrag wird abgelehnt.", "Wir lehnen Ihren Antrag.", "grammatik"),
    ("Ihr Antrag wurde abgelehnt.", "Wir haben Ihren Antrag ablehnen.", "grammatik"),
    ("Der Antrag muss geprüft werden.", "Wir müssen den Antrag geprüft.", "grammatik"),
    ("Der Antrag muss geprüft werden.", "Wir muss den Antrag prüfen.", "grammatik"),
    ("Der Antrag ist einzureichen.", "Sie müssen den Antrag einzureichen.", "grammatik"),
    ("Der Antrag ist einzureichen.", "Sie müssen der Antrag einreichen.", "grammatik"),
    ("Im Mai wird der Antrag geprüft.", "Im Mai wir prüfen den Antrag.", "grammatik"),
    ("Bei Nichtzahlung mahnen wir.", "Wenn Sie zahlen nicht, mahnen wir.", "grammatik"),
    ("Bei Nichtzahlung mahnen wir.", "Wenn Sie nicht zahlen mahnen wir.", "grammatik"),
    ("Bei Nichtzahlung mahnen wir.", "Wenn Sie nicht zahlen, wir mahnen.", "grammatik"),
    ("Die eingereichten Belege fehlen.", "Die Belege, die Sie haben eingereicht, fehlen.", "grammatik"),
    ("Die von Ihnen eingereichten Belege fehlen.", "Die Belege die Sie eingereicht haben, fehlen.", "grammatik"),
    ("Die Belege sind dem Antrag beizufügen.", "Sie müssen die Belege den Antrag beifügen.", "grammatik"),
    ("Die Auszahlung erfolgt mit dem Bescheid.", "Wir zahlen mit den Bescheid aus.", "grammatik"),
    ("Die Nachzahlung wird überwiesen.", "Wir überweisen die Nachzahlungen den Betrags.", "grammatik"),
    ("Der Bescheid wird aufgehoben.", "Wir heben den Bescheid auf heben.", "grammatik"),
    ("Der Bescheid wird aufgehoben.", "Wir heben den den Bescheid auf.", "leer"),
    ("Der Betrag wird Ihnen erstattet.", "Wir erstatten ihnen den Betrag.", "grammatik"),
    ("Der Bescheid wird Ihnen zugestellt.", "Wir zustellen Ihnen den Bescheid.", "grammatik"),
    ("Der neue Bescheid wird zugestellt.", "Wir stellen den neuer Bescheid zu.", "grammatik"),
    ("Prüfen Sie den Antrag?", "Sie prüfen den Antrag.", "satzart"),
    ("Ein Umzug oder der Auszug ist zu melden.", "Sie müssen einen Umzug oder der Auszug melden.", "grammatik"),
    ("Die Leistung wird gezahlt, wenn Sie zustimmen.", "Wir zahlen die Leistung wenn Sie zustimmen.", "grammatik"),
    ("Im März wurde die Leistung gezahlt.", "Im März haben wir die Leistung zahlen.", "grammatik"),
    ("Frau Kolbe prüft den Antrag.", "Frau Kolbach prüft den Antrag.", "eigennamen"),
    ("Der Antrag von {{Name}} wird geprüft.", "Wir prüfen den Antrag.", "platzhalter"),
)


@lru_cache(maxsize=1000)
def parse(text):
    return pipeline()(text)


def failed(before, after):
    """Return the names of the failed checks, character checks and grammar checks alike."""
    checks = run(Change.of(before, 0, Span(0, len(before)), after, protect(read_letter(read_text(before)))))
    return {c.name: c.detail for c in (*checks, *run_grammar(parse(before), parse(after))) if not c.passed}


@pytest.mark.parametrize(("before", "after"), RIGHT, ids=lambda text: text[:40])
def test_a_correct_rewrite_passes(before, after):
    assert failed(before, after) == {}


@pytest.mark.parametrize(("before", "after", "name"), WRONG, ids=lambda text: text[:40])
def test_a_wrong_rewrite_is_held_back(before, after, name):
    assert name in failed(before, after)


def test_grammar_runs_only_with_a_parse_and_after_the_other_checks():
    before, after = "Ihr Antrag wird abgelehnt.", "Wir lehnen Ihren Antrag ab."
    whole = Span(0, len(before))
    names = [c.name for c in judge(before, 0, whole, before, after)]
    assert "grammatik" not in names
    assert [c.name for c in judge(before, 0, whole, before, after, (), parse)] == [
        *names,
        "personen",
        "zeit",
        "grammatik",
    ]
    assert "grammatik" not in [c.name for c in judge(before, 0, whole, before, "Ihr Antrag 3", (), parse)]
