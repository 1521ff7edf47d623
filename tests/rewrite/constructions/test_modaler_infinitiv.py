"""Modal infinitives: a duty says who must, everything else stays."""

from dataclasses import replace
from functools import cache

import pytest
from phrase_scenes import facts_in, first, lexicon

from klartext.rewrite.constructions.modaler_infinitiv import ModalInfinitive

TABLE = [
    ("Die Eltern sind aus ihrem Einkommen zu den Kosten heranzuziehen.", None),
    # „von Ihnen“ behind a time or place says who acts, wherever the parse hangs it
    (
        "Die gelbe Karte ist bei der Einreise von Ihnen bei der Zollstelle vorzuzeigen.",
        "Sie müssen die gelbe Karte bei der Einreise bei der Zollstelle vorzeigen.",
    ),
    # in what state a thing is given
    (
        "Der beiliegende Vordruck ist ausgefüllt und unterschrieben bis zum 7. Mai 2025 zurückzugeben.",
        "Sie müssen den beiliegenden Vordruck ausgefüllt und unterschrieben bis zum 7. Mai 2025 zurückgeben.",
    ),
    ("Der Bogen ist von Ihrem Arzt unterschrieben bis zum 7. Mai 2025 vorzulegen.", None),
    (
        "Sofern Untersuchungen nachzuholen sind, rufen wir an.",
        "Sofern Untersuchungen nachgeholt werden müssen, rufen wir an.",
    ),
    ("Der Termin ist nachzuholen.", "Sie müssen den Termin nachholen."),
    ("Der beigefügte Fragebogen ist zu verwenden.", "Sie müssen den beigefügten Fragebogen verwenden."),
    ("Als Halter sind Sie zu den Kosten heranzuziehen.", None),
    ("Die Frage, ob ein Verfahren einzuleiten ist, bleibt offen.", None),
    ("Uns ist eine Abschrift der Vollmacht zuzuleiten.", "Sie müssen uns eine Abschrift der Vollmacht zuleiten."),
    # „mussten“ would regret what does the reader good
    ("Dem Widerspruch war abzuhelfen.", None),
    ("Der Antrag war abzulehnen.", "Wir mussten den Antrag ablehnen."),
    ("Im Übrigen ist zu beachten, dass die Karte bald abläuft.", None),
    # two duties joined by „und“ change together or not at all
    (
        "Die Gebühr ist zu zahlen und der Beleg ist einzureichen.",
        "Sie müssen die Gebühr zahlen und Sie müssen den Beleg einreichen.",
    ),
    ("Die Maschinen sind anzuhalten und das Landesamt ist sofort zu verständigen.", None),
    # what is feared
    ("Durch die Lagerung ist eine Verunreinigung des Bodens zu besorgen.", None),
    ("Ein Schaden ist nicht zu gewärtigen.", None),
    # „nicht“ of an attribute would deny the duty
    ("Nicht benötigte Karten sind zurückzugeben.", "Nicht benötigte Karten müssen zurückgegeben werden."),
    ("Die nicht benötigten Karten sind zurückzugeben.", "Sie müssen die nicht benötigten Karten zurückgeben."),
    # two infinitives share one „ist“, which the parse gives to the second
    ("c) der Hengst sofort einem Tierarzt vorzuführen und hierüber ein Beleg einzureichen ist.", None),
    # what the office does on request; whom the clause names; two participles in a row
    ("Auf Antrag der Nachbarin ist eine Vermessung der Grenze durchzuführen.", None),
    ("Wenn Sie es wünschen, sind die hierdurch entstehenden Mehrkosten von der Miteigentümerin zu übernehmen.", None),
    ("Zur Berechnung ist der Vordruck von Ihrem Ehemann auszufüllen.", None),
    ("Nachts sind Türen verschlossen zu halten.", None),
    # half in the active
    (
        "Nach Eingang wird geprüft, ob die Genehmigung zu ändern ist.",
        "Nach Eingang wird geprüft, ob die Genehmigung geändert werden muss.",
    ),
    ("Wir prüfen, ob die Genehmigung zu ändern ist.", "Wir prüfen, ob wir die Genehmigung ändern müssen."),
    ("Diese sind daher umgehend nachzureichen.", "Sie müssen diese daher umgehend nachreichen."),
    # what a second duty is done by is not what it is done to, wherever the parse hangs it
    (
        "Der Antrag ist zu begründen und durch Vorlage geeigneter Unterlagen zu belegen.",
        "Der Antrag muss begründet und durch Vorlage geeigneter Unterlagen belegt werden.",
    ),
    # what is paid to the office is paid by the reader
    (
        "Für die Bearbeitung ist ein Kostenvorschuss in Höhe von 180 € zu leisten.",
        "Für die Bearbeitung müssen Sie einen Kostenvorschuss in Höhe von 180 € leisten.",
    ),
    ("Die Nachzahlung ist bis zum 3. Mai 2025 zu leisten.", "Sie müssen die Nachzahlung bis zum 3. Mai 2025 leisten."),
    ("Vorher ist eine Sicherheit zu erbringen.", "Vorher müssen Sie eine Sicherheit erbringen."),
    ("Für den Schlüssel ist eine Kaution zu hinterlegen.", "Für den Schlüssel müssen Sie eine Kaution hinterlegen."),
    (
        "Auf den Beitrag ist eine Vorausleistung zu erbringen.",
        "Auf den Beitrag müssen Sie eine Vorausleistung erbringen.",
    ),
    ("Ihnen ist ein Vorschuss zu zahlen.", "Ihnen muss ein Vorschuss gezahlt werden."),
    (
        "Die Entschädigung ist binnen eines Monats zu zahlen.",
        "Die Entschädigung muss binnen eines Monats gezahlt werden.",
    ),
    # „deren“ keeps its noun
    (
        "Sofern Ihnen das nicht möglich ist, kommt die Durchführung einer Sachkundeprüfung durch einen von der Kammer "
        "bestellten Sachverständigen in Betracht, deren Kosten von Ihnen zu tragen sind.",
        "Sofern Ihnen das nicht möglich ist, kommt die Durchführung einer Sachkundeprüfung durch einen von der Kammer "
        "bestellten Sachverständigen in Betracht, deren Kosten Sie tragen müssen.",
    ),
    # who brings „von allen Personen“ something: they, or somebody for them?
    (
        "Von allen volljährigen Personen ist ein Führungszeugnis vorzulegen.",
        "Von allen volljährigen Personen muss ein Führungszeugnis vorgelegt werden.",
    ),
    ("Der Antrag ist von beiden Eltern zu unterschreiben.", "Beide Eltern müssen den Antrag unterschreiben."),
    # to their own people, neither office nor reader gives what they need
    (
        "Den Mitarbeitenden ist hierbei Einblick in die Räume zu gewähren.",
        "Den Mitarbeitenden muss hierbei Einblick in die Räume gewährt werden.",
    ),
    # „müssen“ would deny that there was a choice
    ("Nach Abwägung der beiderseitigen Interessen war Ihrem Antrag daher teilweise stattzugeben.", None),
    ("Im Rahmen unseres Ermessens ist Ihr Antrag abzulehnen.", None),
    # the office names itself
    (
        "Die Hänseleien sind von mir grundsätzlich als wichtiger Grund anzuerkennen.",
        "Ich muss die Hänseleien grundsätzlich als wichtigen Grund anerkennen.",
    ),
    # a link stays in front
    (
        "Des Weiteren sind noch folgende Nachweise vorzulegen:",
        "Des Weiteren müssen Sie noch folgende Nachweise vorlegen:",
    ),
    # three verbs in a row are no plainer
    ("Der Gutachter kam zu dem Ergebnis, dass 61 Punkte in Ansatz zu bringen sind.", None),
    # a person behind „muss“ would seem to act
    ("Spätestens dann ist der Erwerber anzuhören.", None),
    ("Bei Fragen ist die Schulleiterin zu befragen.", None),
    ("Vorher ist uns die Ärztin zu benennen.", "Vorher müssen Sie uns die Ärztin benennen."),
    ("Der Erwerber ist anzuhören.", "Der Erwerber muss angehört werden."),
    (
        "Innerhalb eines Monats ist mir der neue Halter namhaft zu machen.",
        "Innerhalb eines Monats müssen Sie mir den neuen Halter namhaft machen.",
    ),
    ("Änderungen sind unverzüglich anzuzeigen.", "Sie müssen Änderungen unverzüglich anzeigen."),
    ("Die Nachweise sind bis zum 3. Mai 2025 vorzulegen.", "Sie müssen die Nachweise bis zum 3. Mai 2025 vorlegen."),
    ("Sie haben die Belege fünf Jahre aufzubewahren.", "Sie müssen die Belege fünf Jahre aufbewahren."),
    ("Der Antrag ist schriftlich zu stellen.", "Sie müssen den Antrag schriftlich stellen."),
    ("Dem Antrag ist eine Kopie des Ausweises beizufügen.", "Sie müssen dem Antrag eine Kopie des Ausweises beifügen."),
    (
        "Das Formular ist auszufüllen und bis zum 3. Mai zurückzusenden.",
        "Sie müssen das Formular ausfüllen und bis zum 3. Mai zurücksenden.",
    ),
    ("Der überzahlte Betrag ist von Ihnen zu erstatten.", "Sie müssen den überzahlten Betrag erstatten."),
    ("Auf die Einhaltung der Fristen ist zu achten.", "Sie müssen auf die Einhaltung der Fristen achten."),
    (
        "Bei einem Umzug ist uns die neue Anschrift mitzuteilen.",
        "Bei einem Umzug müssen Sie uns die neue Anschrift mitteilen.",
    ),
    ("Die Kosten sind vom Jobcenter zu übernehmen.", "Das Jobcenter muss die Kosten übernehmen."),
    ("Die Steuer ist neu festzusetzen.", "Wir müssen die Steuer neu festsetzen."),
    ("Die Nutzung hat zu unterbleiben.", "Die Nutzung muss unterbleiben."),
    (
        "Die Gebühr, die bis zum 1. Juli zu zahlen ist, beträgt 30 Euro.",
        "Die Gebühr, die Sie bis zum 1. Juli zahlen müssen, beträgt 30 Euro.",
    ),
    (
        "Wir weisen darauf hin, dass der Ausweis mitzubringen ist.",
        "Wir weisen darauf hin, dass Sie den Ausweis mitbringen müssen.",
    ),
    ("Es ist sicherzustellen, dass das Wasser abläuft.", "Sie müssen sicherstellen, dass das Wasser abläuft."),
    ("Der Arbeitgeber hat die Bescheinigung auszustellen.", "Der Arbeitgeber muss die Bescheinigung ausstellen."),
    ("Die Entscheidung ist nicht zu beanstanden.", None),
    ("Die Schrift ist kaum zu lesen.", None),
    ("Mit einer Verzögerung ist zu rechnen.", None),
    ("Einzelheiten sind dem Merkblatt zu entnehmen.", None),
    ("Die Narbe ist nach Ansicht der Ärztin mit zehn Punkten zu bewerten.", None),
    ("Der Hof ist nach Auffassung des Prüfers als Betrieb zu behandeln.", None),
    ("Das Büro ist zu.", None),
    ("Sie haben die Möglichkeit, Widerspruch zu erheben.", None),
    ("Sie haben nichts zu befürchten.", None),
    ("Die Gebühr ist nicht zu zahlen.", None),
    ("Wir haben heute nichts zu berichten.", None),
    ("Es ist möglich, den Antrag online zu stellen.", None),
    (
        "Das Hilfsmittel verbleibt bei der Kasse und ist nach Gebrauch zurückzugeben.",
        "Das Hilfsmittel verbleibt bei der Kasse und muss nach Gebrauch zurückgegeben werden.",
    ),
    (
        "Die Tanne überschreitet die zulässige Höhe und ist zu kürzen oder zu fällen.",
        "Die Tanne überschreitet die zulässige Höhe und muss gekürzt oder gefällt werden.",
    ),
    (
        "Der Mieter ist auf die Wohnung angewiesen und hat die Miete monatlich zu zahlen.",
        "Der Mieter ist auf die Wohnung angewiesen und muss die Miete monatlich zahlen.",
    ),
    (
        "Die Rechnung ist zu bezahlen und der Beleg aufzubewahren.",
        "Sie müssen die Rechnung bezahlen und den Beleg aufbewahren.",
    ),
    ("Die Kosten der Begutachtung hat der Kläger zu tragen.", "Die Kosten der Begutachtung muss der Kläger tragen."),
    ("Die Abmeldung hat die Halterin selbst vorzunehmen.", "Die Abmeldung muss die Halterin selbst vornehmen."),
    ("Den Nachweis hat das Unternehmen zu erbringen.", "Den Nachweis muss das Unternehmen erbringen."),
    (
        "Wer Wohngeld erhält, hat Änderungen mitzuteilen und Belege vorzulegen.",
        "Wer Wohngeld erhält, muss Änderungen mitteilen und Belege vorlegen.",
    ),
    (
        "Wer einen Hund hält, hat jeden Schaden zu melden, den das Tier anrichtet, und ihn unverzüglich zu ersetzen.",
        "Wer einen Hund hält, muss jeden Schaden melden, den das Tier anrichtet, und ihn unverzüglich ersetzen.",
    ),
    ("Der Halter hat den Hund anzumelden, wenn er in der Lage ist, ihn zu führen und zu pflegen.", None),
    ("Was Sie wissen, hat mitzuteilen, wer fragt.", None),
    (
        "Sie haben den Hund ausschließlich an der Leine zu führen und ihm einen Maulkorb anzulegen.",
        "Sie müssen den Hund ausschließlich an der Leine führen und ihm einen Maulkorb anlegen.",
    ),
    ("Sie haben erst nach Aufforderung zu zahlen.", "Sie müssen erst nach Aufforderung zahlen."),
    ("Sie haben hier nur leise zu sprechen.", None),
    ("Die Gebühr ist erst bei der Abholung zu zahlen.", "Sie müssen die Gebühr erst bei der Abholung zahlen."),
    ("Der Antrag ist erst nach der Geburt zu stellen.", None),
    ("Der Betrieb ist erst nach der Abnahme aufzunehmen.", None),
    (
        "Die Bäume, deren Äste von Ihnen zu kürzen sind, stehen am Weg.",
        "Die Bäume, deren Äste Sie kürzen müssen, stehen am Weg.",
    ),
    ("Der Nachbar, dessen Name von Ihnen zu nennen ist, wohnt im Erdgeschoss.", None),
    ("Die Nachbarin hat Angst zu stürzen.", None),
    ("Das Kind hat Mühe zu sprechen.", None),
    (
        "Den Beauftragten der Behörde ist Zutritt zu den Betriebsräumen zu gewähren.",
        "Sie müssen den Beauftragten der Behörde Zutritt zu den Betriebsräumen gewähren.",
    ),
    ("Die Kosten sind auch von Ihnen zu tragen.", None),
    (
        "Die Außenbewirtschaftung ist um 22:00 Uhr einzustellen.",
        "Sie müssen die Außenbewirtschaftung um 22:00 Uhr einstellen.",
    ),
    ("Von Rückfragen ist abzusehen.", "Sie müssen von Rückfragen absehen."),
    (
        "Der Unfall wurde von der Schule spät angezeigt, obwohl die Anzeige binnen drei Tagen zu erstatten ist.",
        "Der Unfall wurde von der Schule spät angezeigt, obwohl die Anzeige binnen drei Tagen erstattet werden muss.",
    ),
    (
        "Der Erstattungsbetrag ist auf das unten genannte Konto zu überweisen.",
        "Der Erstattungsbetrag muss auf das unten genannte Konto überwiesen werden.",
    ),
    ("Das Guthaben ist auf das Konto zu überweisen.", "Wir müssen das Guthaben auf das Konto überweisen."),
    (
        "Bis zum 30. April ist durch die eingesetzte Fachkraft ein Bericht zu erstellen, welcher weiterzuleiten ist.",
        "Bis zum 30. April muss die eingesetzte Fachkraft einen Bericht erstellen, welcher weiterzuleiten ist.",
    ),
    (
        "Vom Vermieter ist die Bescheinigung auszufüllen und zu unterschreiben.",
        "Der Vermieter muss die Bescheinigung ausfüllen und unterschreiben.",
    ),
    (
        "Ist Ihnen der Antritt der Maßnahme nicht möglich, so haben Sie dies der Klinik anzuzeigen.",
        "Ist Ihnen der Antritt der Maßnahme nicht möglich, so müssen Sie dies der Klinik anzeigen.",
    ),
    (
        "Der nicht ausgesetzte Betrag ist bis zum 3. Mai zu zahlen.",
        "Sie müssen den nicht ausgesetzten Betrag bis zum 3. Mai zahlen.",
    ),
    (
        "Der Führerschein wäre sodann unverzüglich abzuliefern.",
        "Sie müssten den Führerschein sodann unverzüglich abliefern.",
    ),
    (
        "Gesundheitliche Gründe sind durch ein ärztliches Attest nachzuweisen.",
        "Sie müssen gesundheitliche Gründe durch ein ärztliches Attest nachweisen.",
    ),
    ("Dieser Anspruch ist vorrangig geltend zu machen.", "Dieser Anspruch muss vorrangig geltend gemacht werden."),
    (
        "Eine Verlängerung der Erlaubnis ist spätestens fünf Werktage vor ihrem Ablauf zu beantragen.",
        "Eine Verlängerung der Erlaubnis müssen Sie spätestens fünf Werktage vor ihrem Ablauf beantragen.",
    ),
    (
        "Ein neuer Antrag ist spätestens zwei Monate vorher zu stellen.",
        "Einen neuen Antrag müssen Sie spätestens zwei Monate vorher stellen.",
    ),
    (
        "Wer Leistungen beantragt, hat alles anzugeben, was erheblich ist, und der Auskunft zuzustimmen.",
        "Wer Leistungen beantragt, muss alles angeben, was erheblich ist, und der Auskunft zustimmen.",
    ),
    (
        "Wir prüfen, ob und in welchem Umfang Sie an den Kosten zu beteiligen sind.",
        "Wir prüfen, ob und in welchem Umfang Sie an den Kosten beteiligt werden müssen.",
    ),
    ("Die neuen Fenster sind in Eichenholz auszuführen.", "Die neuen Fenster müssen in Eichenholz ausgeführt werden."),
    (
        "Das Gutachten ist von einer anerkannten Stelle zu erstellen und der Behörde vorzulegen.",
        "Das Gutachten muss von einer anerkannten Stelle erstellt und der Behörde vorgelegt werden.",
    ),
    (
        "Die Beschläge sind durch einen Restaurator auszubauen und zu reinigen.",
        "Die Beschläge müssen durch einen Restaurator ausgebaut und gereinigt werden.",
    ),
    (
        "Ärztliche Unterlagen, soweit sie sich in Ihrem Besitz befinden, sind der Stellungnahme beizufügen.",
        "Sie müssen der Stellungnahme ärztliche Unterlagen beifügen, soweit sie sich in Ihrem Besitz befinden.",
    ),
    (
        "Die Belege, falls solche vorhanden sind, sind bis zum 3. Mai einzureichen.",
        "Sie müssen die Belege bis zum 3. Mai einreichen, falls solche vorhanden sind.",
    ),
    (
        "Der Reisepass, sofern er noch gültig ist, ist dem Antrag beizufügen.",
        "Der Reisepass, sofern er noch gültig ist, muss dem Antrag beigefügt werden.",
    ),
    ("Die Orgel ist durch Fachleute zu warten.", "Die Orgel muss durch Fachleute gewartet werden."),
    ("Die Leitung ist vom Klempner zu spülen.", "Der Klempner muss die Leitung spülen."),
    ("Die Leitung ist von deren Inhaber zu spülen.", "Deren Inhaber muss die Leitung spülen."),
    # a ban on everybody
    ("Das Befahren der Brücke ist zu unterlassen.", "Das Befahren der Brücke muss unterlassen werden."),
    (
        "Die Nutzung der Sporthalle ist sofort einzustellen.",
        "Die Nutzung der Sporthalle muss sofort eingestellt werden.",
    ),
    ("Ihre Sprengungen sind sofort zu unterlassen.", "Sie müssen Ihre Sprengungen sofort unterlassen."),
    ("Der Betrieb der Säge ist sofort einzustellen.", "Sie müssen den Betrieb der Säge sofort einstellen."),
    (
        "Zahlungen sind unverzüglich anzuzeigen und dürfen nicht verbraucht werden.",
        "Zahlungen müssen unverzüglich angezeigt werden und dürfen nicht verbraucht werden.",
    ),
    (
        "Mitzubringen sind alle Röntgenaufnahmen und ein Medikamentenplan.",
        "Mitgebracht werden müssen alle Röntgenaufnahmen und ein Medikamentenplan.",
    ),
    (
        "Dem Finanzamt sind bis zum 3. Mai folgende Unterlagen vorzulegen: ein Grundriss, eine Bescheinigung.",
        "Dem Finanzamt müssen bis zum 3. Mai folgende Unterlagen vorgelegt werden: ein Grundriss, eine Bescheinigung.",
    ),
    (
        "Ist eine Schülerin verhindert, so ist die Schule zu verständigen.",
        "Ist eine Schülerin verhindert, so muss die Schule verständigt werden.",
    ),
    ("Zeugen sind mit vollständiger Anschrift zu benennen.", "Zeugen müssen Sie mit vollständiger Anschrift benennen."),
    (
        "Fahrkosten sind unter Verwendung des Vordrucks geltend zu machen.",
        "Fahrkosten müssen Sie unter Verwendung des Vordrucks geltend machen.",
    ),
    (
        "Die Äußerung ist bis zum 7. März 2025 schriftlich abzugeben.",
        "Die Äußerung müssen Sie bis zum 7. März 2025 schriftlich abgeben.",
    ),
    (
        "Der Verwendungszweck ist durch Sie darzulegen und zu belegen.",
        "Sie müssen den Verwendungszweck darlegen und belegen.",
    ),
    (
        "Das Einkommen der leistungsberechtigten Person ist vorrangig einzusetzen.",
        "Das Einkommen der leistungsberechtigten Person muss vorrangig eingesetzt werden.",
    ),
    ("Die Vordrucke sind im Internet abzurufen.", None),
    ("Dieses Schreiben ist als gegenstandslos zu betrachten.", None),
    ("Die Ware war zu vernichten.", "Die Ware musste vernichtet werden."),
    (
        "Die Auszahlung ist gesperrt, so dass die Kosten von Ihnen zu tragen sind.",
        "Die Auszahlung ist gesperrt, so dass Sie die Kosten tragen müssen.",
    ),
    (
        "Sie haben Änderungen unverzüglich anzuzeigen und die Nachweise vorzulegen.",
        "Sie müssen Änderungen unverzüglich anzeigen und die Nachweise vorlegen.",
    ),
    (
        "Sie haben die Arbeiten einzustellen und das Gebäude zu räumen.",
        "Sie müssen die Arbeiten einstellen und das Gebäude räumen.",
    ),
    (
        "Bis dahin haben Sie die Waffe abzugeben oder einem Berechtigten zu überlassen.",
        "Bis dahin müssen Sie die Waffe abgeben oder einem Berechtigten überlassen.",
    ),
    (
        "Der Betreiber hat die Anlage stillzulegen und der Behörde die Stilllegung anzuzeigen.",
        "Der Betreiber muss die Anlage stilllegen und der Behörde die Stilllegung anzeigen.",
    ),
    ("Sie haben die Kosten nicht zu tragen und nichts zu zahlen.", None),
    (
        "Rückfragen sind unter Angabe des Geschäftszeichens an die Geschäftsstelle zu richten.",
        "Rückfragen müssen Sie unter Angabe des Geschäftszeichens an die Geschäftsstelle richten.",
    ),
    (
        "Einwendungen sind daher innerhalb eines Monats schriftlich vorzubringen.",
        "Einwendungen müssen Sie daher innerhalb eines Monats schriftlich vorbringen.",
    ),
    ("Die Unterlagen sind bis zum 3. Mai 2026 vorzulegen.", "Sie müssen die Unterlagen bis zum 3. Mai 2026 vorlegen."),
    ("Zur Begründung ist auszuführen, dass der Betrieb verschmutzt war.", None),
    ("Die Arbeiten sind ausschließlich im Winter durchzuführen.", None),
    ("Weitere Forderungen sind von Ihnen selbst anzumelden.", "Sie selbst müssen weitere Forderungen anmelden."),
    (
        "Zu diesem Zweck sind die letzte Entgeltabrechnung und das Kündigungsschreiben zu übersenden.",
        "Zu diesem Zweck müssen die letzte Entgeltabrechnung und das Kündigungsschreiben übersandt werden.",
    ),
    ("Dabei sind auch Schulden in Ansatz zu bringen.", "Dabei müssen auch Schulden in Ansatz gebracht werden."),
    (
        "Ein Dolmetscher ist mitzubringen, wenn sie der deutschen Sprache nicht mächtig ist.",
        "Ein Dolmetscher muss mitgebracht werden, wenn sie der deutschen Sprache nicht mächtig ist.",
    ),
    ("Die Hufe sind durch einen Hufschmied bearbeiten zu lassen.", None),
    (
        "Die Zustimmung des im Grundbuch eingetragenen Nießbrauchers ist beizubringen.",
        "Sie müssen die Zustimmung des im Grundbuch eingetragenen Nießbrauchers beibringen.",
    ),
    (
        "Ferner ist die Zustimmung des im Grundbuch eingetragenen Nießbrauchers beizubringen.",
        "Ferner müssen Sie die Zustimmung des im Grundbuch eingetragenen Nießbrauchers beibringen.",
    ),
    (  # the parse hangs the genitive on the verb
        "Ferner ist die Zustimmung des im Grundbuch eingetragenen Nießbrauchers beizubringen, da dessen Recht durch "
        "die Eintragung berührt wird.",
        "Ferner muss die Zustimmung des im Grundbuch eingetragenen Nießbrauchers beigebracht werden, da dessen Recht "
        "durch die Eintragung berührt wird.",
    ),
    ("Rechnungen in fremder Währung ist eine Umrechnung beizufügen, die von einer Bank gefertigt worden ist.", None),
    ("Er ist gezwungen umzuziehen.", None),
    (
        "Beim Tod des Halters ist die Abmeldung durch den Nachlasspfleger zu erklären.",
        "Beim Tod des Halters muss der Nachlasspfleger die Abmeldung erklären.",
    ),
    (
        "Wird das Angebot von Ihnen abgelehnt, so ist dies unverzüglich anzuzeigen.",
        "Wird das Angebot von Ihnen abgelehnt, so müssen Sie dies unverzüglich anzeigen.",
    ),
    (
        "Der Verwalter und die Mieter sind von Ihnen über den Umbau zu unterrichten.",
        "Sie müssen den Verwalter und die Mieter über den Umbau unterrichten.",
    ),
    (
        "Über den Vorfall ist dem Veterinäramt schriftlich zu berichten.",
        "Sie müssen dem Veterinäramt schriftlich über den Vorfall berichten.",
    ),
    (
        "Zum Ausgleich ist durch Sie eine Hecke in gleicher Länge zu pflanzen, die bis zum Herbst anwächst.",
        "Zum Ausgleich müssen Sie eine Hecke in gleicher Länge pflanzen, die bis zum Herbst anwächst.",
    ),
]

BEHIND = [  # what stands before says whose duty it is, or that it is a rule for all
    (
        "Das gilt als Antrag, sofern die Versicherte oder Sie der Weiterleitung zustimmen.",
        "Die Zustimmung ist der Kasse schriftlich mitzuteilen.",
        "Die Zustimmung muss der Kasse schriftlich mitgeteilt werden.",
    ),
    (
        "Wenn Sie oder Ihre Ehefrau Einkommen haben, ändert sich der Betrag.",
        "Das Einkommen ist bis zum 3. Mai nachzuweisen.",
        "Das Einkommen muss bis zum 3. Mai nachgewiesen werden.",
    ),
    (
        "Wenn Sie Einkommen oder Vermögen haben, ändert sich der Betrag.",
        "Das Einkommen ist bis zum 3. Mai nachzuweisen.",
        "Sie müssen das Einkommen bis zum 3. Mai nachweisen.",
    ),
    (
        "Bauleiter müssen die Baustelle sichern.",
        "Die Sicherung ist wöchentlich zu dokumentieren und der Bericht aufzubewahren.",
        "Die Sicherung muss wöchentlich dokumentiert und der Bericht aufbewahrt werden.",
    ),
    (
        "Die Tierärztin ist verpflichtet, den Verdacht zu melden.",
        "Die Meldung ist binnen 24 Stunden abzugeben.",
        "Die Meldung muss binnen 24 Stunden abgegeben werden.",
    ),
    (
        "Der Gesellschafter kann austreten.",
        "Die Erklärung ist schriftlich abzugeben.",
        "Die Erklärung muss schriftlich abgegeben werden.",
    ),
    (
        "Die Abtretung bedarf der Anzeige.",
        "Die Anzeige ist bei der Pensionskasse einzureichen.",
        "Die Anzeige muss bei der Pensionskasse eingereicht werden.",
    ),
    (
        "Vereinsmitglieder dürfen an der Prüfung teilnehmen.",
        "Die Teilnahme ist bis zum 3. Mai anzumelden.",
        "Die Teilnahme muss bis zum 3. Mai angemeldet werden.",
    ),
    (
        "Sie können sich durch eine Verwandte vertreten lassen.",
        "Die Einwilligung ist schriftlich vorzulegen.",
        "Die Einwilligung muss schriftlich vorgelegt werden.",
    ),
    (
        "Der Antragsteller muss an der Aufklärung mitwirken.",
        "Änderungen sind unverzüglich anzuzeigen.",
        "Sie müssen Änderungen unverzüglich anzeigen.",
    ),
    (
        "Die antragstellende Person kann auch persönlich vorsprechen.",
        "Die Belege sind bis zum 3. Mai einzureichen.",
        "Sie müssen die Belege bis zum 3. Mai einreichen.",
    ),
    (
        "Die Zulassungsstelle kann weitere Nachweise verlangen.",
        "Die Nachweise sind im Original vorzulegen.",
        "Sie müssen die Nachweise im Original vorlegen.",
    ),
    (
        "Sie haben eine Mahnung erhalten.",
        "Die Kursgebühr ist bis zum 4. Juli zu zahlen.",
        "Sie müssen die Kursgebühr bis zum 4. Juli zahlen.",
    ),
]
BESIDE = [
    (
        "Wenn Ihre Mutter auch einen Ausweis beantragt, ist für sie ein eigenes Foto einzureichen.",
        "Wenn Ihre Mutter auch einen Ausweis beantragt, muss für sie ein eigenes Foto eingereicht werden.",
    ),
    (
        "Die Belege sind der Kasse vorzulegen und fünf Jahre aufzubewahren.",
        "Die Belege müssen der Kasse vorgelegt und fünf Jahre aufbewahrt werden.",
    ),
    (
        "Die Belege sind der Kasse vorzulegen und zu übersenden.",
        "Sie müssen der Kasse die Belege vorlegen und übersenden.",
    ),
    (
        "Die Annahme des Amtes erfolgt durch Erklärung gegenüber dem Wahlausschuss; die Erklärung ist schriftlich "
        "abzugeben.",
        "Die Annahme des Amtes erfolgt durch Erklärung gegenüber dem Wahlausschuss; die Erklärung muss schriftlich "
        "abgegeben werden.",
    ),
    (
        "Die Beauftragung eines Maklers steht Ihnen frei; dann ist die Maklerrechnung beizufügen.",
        "Die Beauftragung eines Maklers steht Ihnen frei; dann muss die Maklerrechnung beigefügt werden.",
    ),
    (
        "Zieht eine Partei den Antrag zurück, so ist die Rücknahme schriftlich mitzuteilen.",
        "Zieht eine Partei den Antrag zurück, so muss die Rücknahme schriftlich mitgeteilt werden.",
    ),
    ("Die Kündigung des Stellplatzes ist schriftlich zu erklären.",
     "Die Kündigung des Stellplatzes muss schriftlich erklärt werden."),
]  # fmt: skip


@cache
def construction():
    return ModalInfinitive(lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_modaler_infinitiv(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(("before", "text", "expected"), BEHIND)
def test_the_sentence_before_says_whose_duty_it_is(before, text, expected):
    assert first(construction(), text, before=before) == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("Der Hund darf nur von Erwachsenen ausgeführt werden.", "Ihr Hund muss angeleint werden."),
        ("Der Hund darf durch eine geeignete Person ausgeführt werden.", "Ihr Hund muss angeleint werden."),
        ("Der Hund wird von der Tierärztin untersucht.", "Sie müssen Ihren Hund anleinen."),
        ("Die Straße darf nur von Anliegern befahren werden.", "Sie müssen Ihren Hund anleinen."),
        ("", "Sie müssen Ihren Hund anleinen."),
    ],
)
def test_what_anybody_may_do_with_a_thing_is_no_duty_of_one(after, expected):
    assert first(construction(), "Ihr Hund ist anzuleinen.", after=after) == expected


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_the_rest_of_the_sentence_says_whose_duty_it_is(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(
    ("letter", "reader"),
    [
        ("Herrn Rechtsanwalt Sievers\nIhr Mandant hat einen Antrag gestellt.", False),
        ("Sehr geehrte Frau Rechtsanwältin Kurz,", False),
        ("als Bevollmächtigte des Herrn Ahlers", False),
        ("Herrn Rechtsanwalt Sommer\nals Insolvenzverwalter der Firma Y", True),
        ("Frau Muster\nals Betreuerin des Herrn Ahlers", True),
        ("Sie können sich durch eine Rechtsanwältin vertreten lassen. Ihre Mandatsreferenz lautet 12.", True),
    ],
)
def test_who_reads_for_a_client_gets_no_duty_of_the_client(letter, reader):
    facts = facts_in(f"{letter}\nDer Antragsteller zahlt.")
    assert ("Antragsteller" in facts.others) is not reader
    told = "Sie müssen das Gutachten bis Mai vorlegen." if reader else "Das Gutachten muss bis Mai vorgelegt werden."
    assert first(construction(), "Das Gutachten ist bis Mai vorzulegen.", facts) == told


@pytest.mark.parametrize(
    ("letter", "another"),
    [
        ("Sehr geehrte Frau Ott,\n\nGegenüber Herrn Rüb ergehen folgende Anordnungen:\n1. …", True),
        (
            "Sehr geehrte Frau Ott,\n\nZur Abstellung ergehen gegenüber Herrn Dr. Ewald Rüb folgende Anordnungen:\n",
            True,
        ),
        ("Sehr geehrte Frau Ott,\n\nHerrn Ewald Rüb wird Folgendes aufgegeben:\n", True),
        ("Sehr geehrte Frau Ott,\n\nWir ordnen gegenüber Ihrem Betreuten an:\n", True),
        ("Herrn Jan Ott\n\nSehr geehrte Damen und Herren,\n\nGegenüber der Bau GmbH wird angeordnet:\n", True),
        ("Bau GmbH\n\nSehr geehrte Damen und Herren,\n\nGegenüber der Bau GmbH wird angeordnet:\n", False),
        ("Sehr geehrte Frau Ott,\n\nGegenüber Frau Ott ergeht folgende Anordnung:\n", False),
        ("Sehr geehrte Frau Ott,\n\nIhnen gegenüber ergehen folgende Anordnungen:\n", False),
        ("Sehr geehrte Frau Ott,\n\nGegen Ihren Bescheid können Sie Folgendes tun:\n", False),
    ],
)
def test_orders_to_somebody_else_are_no_duty_of_the_reader(letter, another):
    facts = replace(facts_in(letter), office_writes=True)
    assert facts.orders_another is another
    told = first(construction(), "Der Stall ist wöchentlich zu reinigen.", facts=facts)
    assert told == (
        "Der Stall muss wöchentlich gereinigt werden." if another else "Sie müssen den Stall wöchentlich reinigen."
    )


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("", "Wünschen der betroffenen Person ist hierbei grundsätzlich zu entsprechen.", None),
        (
            "",
            "Den Belangen des Kindes ist dabei stets Rechnung zu tragen.",
            "Den Belangen des Kindes muss dabei stets Rechnung getragen werden.",
        ),
        (
            "Die Entscheidung über die Auswahl obliegt ausschließlich dem Gericht.",
            "Wünschen der betroffenen Person ist zu entsprechen.",
            None,
        ),
        ("Die Auswahl obliegt uns.", "Dem Antrag ist zu entsprechen.", "Wir müssen dem Antrag entsprechen."),
        ("", "Ihrem Antrag ist grundsätzlich zu entsprechen.", "Wir müssen Ihrem Antrag grundsätzlich entsprechen."),
    ],
)
def test_a_maxim_is_no_duty_of_the_office(before, text, expected):
    assert first(construction(), text, before=before) == expected
