"""Passives: who acts becomes the subject, or nothing changes."""

from functools import cache

import pytest
from phrase_scenes import facts_in, first, lexicon, scene

from klartext.rewrite.constructions.passiv import Passive
from klartext.rewrite.contract import LetterFacts

TABLE = [
    (
        "Eine Ausnahme kann bewilligt werden, sofern die Ruhe dadurch nicht gestört erscheint.",
        "Wir können eine Ausnahme bewilligen, sofern die Ruhe dadurch nicht gestört erscheint.",
    ),
    ("Bei Verstößen gegen Ziffer 2 wird ein Zwangsgeld angedroht.", None),
    ("Die Sperrung ist nötig, weil mit weiteren Unfällen gerechnet werden muss.", None),
    (
        "Wenn die Frist abläuft, muss mit einer Mahnung gerechnet werden.",
        "Wenn die Frist abläuft, müssen Sie mit einer Mahnung rechnen.",
    ),
    (
        "Zahlen Sie nicht, kann ein Amtshilfeersuchen an Ihre Bank gerichtet werden.",
        "Zahlen Sie nicht, können wir ein Amtshilfeersuchen an Ihre Bank richten.",
    ),
    ("Die Pläne sind durch unsere neue Stelle einer Kontrolle unterzogen worden.", None),
    ("Die Abgaben werden auch ohne Genehmigung erhoben.", None),
    ("Die Abgaben werden ohne weitere Mahnung erhoben.", "Wir erheben die Abgaben ohne weitere Mahnung."),
    ("In der Klage wird auf das Attest verwiesen.", None),
    ("In Ihrem Widerspruch wird auf die Miete verwiesen.", None),
    ("In diesem Bescheid wird auf das Attest verwiesen.", "In diesem Bescheid verweisen wir auf das Attest."),
    ("Das gilt, wenn durch ein Attest bestätigt wird, dass Sie krank waren.", None),
    (
        "Für den Fall eines Verstoßes wird Ihnen ein Zwangsgeld angedroht.",
        "Für den Fall eines Verstoßes drohen wir Ihnen ein Zwangsgeld an.",
    ),
    # a copy of this letter is sent by who writes it; a copy of something else may come from anybody
    (
        "Eine Kopie dieses Bescheides wurde der Gemeinde zugesandt.",
        "Wir haben der Gemeinde eine Kopie dieses Bescheides zugesandt.",
    ),
    (
        "Ihrem Betreuer wird eine Abschrift dieses Schreibens übermittelt.",
        "Wir übermitteln Ihrem Betreuer eine Abschrift dieses Schreibens.",
    ),
    ("Eine Kopie des Mietvertrags wurde der Gemeinde zugesandt.", None),
    ("Eine Abschrift dieses Schreibens wurde uns übermittelt.", None),
    # what „von“ names that can do nothing is not who acts
    ("Ihr Sohn wird vom Sportunterricht beurlaubt.", "Wir beurlauben Ihren Sohn vom Sportunterricht."),
    ("Ihr Sohn wird vom Schulbesuch zurückgestellt.", "Wir stellen Ihren Sohn vom Schulbesuch zurück."),
    ("Ihr Sohn wird von der Schulleiterin beurlaubt.", None),
    ("Der Name wird von der Liste gelöscht.", None),
    ("Der Zaun wurde von Ihnen selbst errichtet.", "Sie selbst haben den Zaun errichtet."),
    (
        "Laut Ihrer Nachbarin wurden die Reifen von Ihnen selbst hier gelagert.",
        "Laut Ihrer Nachbarin haben Sie selbst die Reifen hier gelagert.",
    ),
    ("Die Probe kann nur vom Amtsarzt entnommen werden.", "Nur der Amtsarzt kann die Probe entnehmen."),
    ("Der Tank darf nur durch eine Fachfirma gereinigt werden.", "Nur eine Fachfirma darf den Tank reinigen."),
    ("Der Tank darf nicht nur durch eine Fachfirma gereinigt werden.", None),
    ("Der Tank muss nur durch eine Fachfirma gereinigt werden.", None),
    (
        "Zur Klärung der Ursache wurde ein Gutachten von Frau Dr. Roth eingeholt.",
        "Zur Klärung der Ursache haben wir ein Gutachten von Frau Dr. Roth eingeholt.",
    ),
    ("Seither wurde das Grundstück von Frau Roth erworben.", None),
    ("Die Tonnen werden von den Sammelfahrzeugen geleert.", "Die Sammelfahrzeuge leeren die Tonnen."),
    ("Der Umbau wird vom Land gefördert.", "Das Land fördert den Umbau."),
    ("Die Fahrt wird von der Stiftung bezahlt.", "Die Stiftung bezahlt die Fahrt."),
    ("Der Antrag wird von der Fachgruppe Soziales geprüft.", "Die Fachgruppe Soziales prüft den Antrag."),
    # who is called „die Behörde“ in the sentence is not „wir“ beside it
    ("Die Erlaubnis darf widerrufen werden, wenn die Behörde dazu berechtigt wäre.", None),
    (
        "Die Erlaubnis darf widerrufen werden, wenn das Unternehmen schließt.",
        "Wir dürfen die Erlaubnis widerrufen, wenn das Unternehmen schließt.",
    ),
    # the reader asks for a form; who asks a doctor for findings is a question, the office first
    ("Der Vordruck kann bei uns angefordert werden.", "Sie können den Vordruck bei uns anfordern."),
    (
        "Bitte unterschreiben Sie, damit Befunde Ihrer Ärzte angefordert werden können.",
        "Bitte unterschreiben Sie, damit wir Befunde Ihrer Ärzte anfordern können.",
    ),
    # what is printed on a form
    ("Im Antragsformular wurde auf Ihre Pflichten hingewiesen.", None),
    ("Im Bescheid wurde auf Ihre Pflichten hingewiesen.", "Im Bescheid haben wir auf Ihre Pflichten hingewiesen."),
    # whose deed it is may let it be
    ("Von einer Äußerung kann auch abgesehen werden.", None),
    ("Von einer Anhörung kann abgesehen werden.", "Wir können von einer Anhörung absehen."),
    # what a student does
    ("Studienleistungen können nicht mehr erbracht werden.", "Sie können keine Studienleistungen mehr erbringen."),
    ("Geldleistungen können nicht mehr erbracht werden.", "Wir können keine Geldleistungen mehr erbringen."),
    # „nicht“ and adverbs of manner stand before an object with a preposition
    ("Die Bank wird über diesen Vorgang nicht informiert.", "Wir informieren die Bank nicht über diesen Vorgang."),
    (
        "Die Pause wird auf die Dauer der Ausbildung nicht angerechnet.",
        "Wir rechnen die Pause nicht auf die Dauer der Ausbildung an.",
    ),
    ("Über den Einspruch wird abschließend entschieden.", "Wir entscheiden abschließend über den Einspruch."),
    ("Am Montag wird nicht entschieden.", "Am Montag entscheiden wir nicht."),
    # a bare plural with words of its own takes „keine“ where nothing else follows „nicht“
    (
        "Umstände, aus denen das folgt, wurden von Ihnen nicht dargelegt.",
        "Sie haben keine Umstände dargelegt, aus denen das folgt.",
    ),
    ("Belege hierfür wurden von Ihnen nicht vorgelegt.", "Sie haben keine Belege hierfür vorgelegt."),
    # a particle does not stand far behind its verb
    (
        "Der Bescheid vom 3. Mai, der für die Zeit vom 1. Mai bis zum 3. Juni einen monatlichen Zuschuss in Höhe von "
        "30 Euro für die Miete und die Heizung vorsah, wird mit Wirkung vom 3. Mai aufgehoben.",
        None,
    ),
    # without „Ihnen“, „sich“ would mean the office
    ("Es wird Gelegenheit gegeben, sich zum Plan zu äußern.", None),
    # what „als“ tells of the old subject changes its case with it
    ("Ihre Krankheit wird als schwerer Fall bewertet.", "Wir bewerten Ihre Krankheit als schweren Fall."),
    ("Sie wurden durch das Gericht als Zeuge geladen.", "Das Gericht hat Sie als Zeugen geladen."),
    ("Herr Roth wurde durch die Gemeinde als Beauftragter benannt.", None),
    # what is allowed only within limits may be anybody's
    ("Die Übernahme des Ehrenamtes darf nur aus wichtigem Grund abgelehnt werden.", None),
    ("Die Aufnahme kann nur aus wichtigem Grund abgelehnt werden.", None),
    (
        "Ihr Antrag darf nur aus wichtigem Grund abgelehnt werden.",
        "Wir dürfen Ihren Antrag nur aus wichtigem Grund ablehnen.",
    ),
    ("Leistungen dürfen nur auf Antrag gezahlt werden.", "Wir dürfen Leistungen nur auf Antrag zahlen."),
    # a ban without an object holds for all
    ("In den Räumen darf in Anwesenheit der Kinder nicht geraucht werden.", None),
    # where things come from is not who takes them
    ("Von drei Erzeugnissen wurden Proben entnommen und dem Labor übersandt.", None),
    # what stands in another's paper, another has done
    ("Aus der Bescheinigung der Wohngeldbehörde geht hervor, dass Ihnen ein Zuschuss bewilligt wurde.", None),
    (
        "Aus unseren Akten geht hervor, dass Ihnen ein Zuschuss bewilligt wurde.",
        "Aus unseren Akten geht hervor, dass wir Ihnen einen Zuschuss bewilligt haben.",
    ),
    ("Das gilt, wenn die Leistung in einem durch die zuständige Behörde erlassenen Bescheid versagt wurde.", None),
    # a second clause shares the subject, wherever the parse hangs it
    (
        "Die Leistung kann entzogen werden, soweit Sie auf diese Folge hingewiesen worden sind und Ihrer Pflicht nicht "
        "innerhalb der gesetzten Frist nachgekommen sind.",
        "Wir können die Leistung entziehen, soweit Sie auf diese Folge hingewiesen worden sind und Ihrer Pflicht nicht "
        "innerhalb der gesetzten Frist nachgekommen sind.",
    ),
    # verbs of motion have their perfect with „sein“, also in compounds
    (
        "Ihrer Beschwerde wurde durch das Jugendamt unverzüglich nachgegangen.",
        "Das Jugendamt ist Ihrer Beschwerde unverzüglich nachgegangen.",
    ),
    ("Ihrem Wunsch ist durch die Kasse nachgekommen worden.", "Die Kasse ist Ihrem Wunsch nachgekommen."),
    ("Dem Vertrag ist von der Gemeinde beigetreten worden.", "Die Gemeinde ist dem Vertrag beigetreten."),
    ("Ihrem Wunsch wurde durch die Kasse entsprochen.", "Die Kasse hat Ihrem Wunsch entsprochen."),
    ("Eine Verpflichtung wurde von der Gemeinde eingegangen.", "Die Gemeinde ist eine Verpflichtung eingegangen."),
    ("Das Kind wurde von einem Hund angesprungen.", None),
    # what comes on top stands before what is new
    ("Folgende Belege werden noch benötigt:", "Wir benötigen noch folgende Belege:"),
    ("Ein weiterer Beleg wird zudem benötigt.", "Wir benötigen zudem einen weiteren Beleg."),
    ("Der Antrag wird noch geprüft.", "Wir prüfen den Antrag noch."),
    # behind verbs of parting „von“ names but known people and bodies
    ("Ihre Adresse wurde vom Verteiler gestrichen.", None),
    ("Ihre Daten wurden vom Server gelöscht.", None),
    ("Ihr Kind wurde von der Schule abgemeldet.", None),
    ("Ihr Name wurde von der Schule gestrichen.", None),
    ("Ihre Daten werden vom Jugendamt gelöscht.", "Das Jugendamt löscht Ihre Daten."),
    # a clause does not part a verb from its particle; behind a whole verb it may stand
    ("Zeiten, die im Ausland liegen, werden angerechnet, wenn Sie einen Nachweis vorlegen.", None),
    ("Das Einkommen wird, da Nachweise fehlen, nach den Bescheiden angerechnet.", None),
    (
        "Ein Bedarf, der nicht gedeckt ist, konnte durch den Fachdienst nicht festgestellt werden.",
        "Der Fachdienst konnte keinen Bedarf feststellen, der nicht gedeckt ist.",
    ),
    (
        "Ihre Tochter, die 16 Jahre alt ist, wird durch das Gericht angehört werden.",
        "Das Gericht wird Ihre Tochter, die 16 Jahre alt ist, anhören.",
    ),
    # half a sentence in the active
    (
        "Unter Bezug darauf wird Ihnen mitgeteilt, dass die Akteneinsicht gewährt wird.",
        "Unter Bezug darauf teilen wir Ihnen mit, dass die Akteneinsicht gewährt wird.",
    ),
    # a person who is named by what they do
    (
        "Die Einteilung in Schichten wird durch den Wahlvorsteher vorgenommen.",
        "Der Wahlvorsteher nimmt die Einteilung in Schichten vor.",
    ),
    # what the reader is asked to tell or to prove
    ("Sie müssen nachweisen, dass ein Gutachten eingeholt wurde.", None),
    ("Wir bitten um Auskunft, welche Leistungen bewilligt wurden.", None),
    ("Wir benötigen eine Bestätigung, dass die Beschäftigten angehört wurden.", None),
    ("Es ist darzulegen, ob der Betriebsrat angehört worden ist.", None),
    ("Bitte teilen Sie uns mit, ob die Erlaubnis erteilt wird.", None),
    ("Legen Sie einen Nachweis darüber vor, dass die Leistung abgelehnt wurde.", None),
    (
        "Wir teilen Ihnen mit, dass Ihr Antrag geprüft wurde.",
        "Wir teilen Ihnen mit, dass wir Ihren Antrag geprüft haben.",
    ),
    (
        "Wir geben Ihnen Auskunft, ob Ihr Antrag bewilligt wurde.",
        "Wir geben Ihnen Auskunft, ob wir Ihren Antrag bewilligt haben.",
    ),
    (
        "Wir bitten um Verständnis, dass über Ihren Antrag noch nicht entschieden wurde.",
        "Wir bitten um Verständnis, dass wir über Ihren Antrag noch nicht entschieden haben.",
    ),
    # who has reckoned what the reader gets is who gives it
    ("Sie beziehen Leistungen, bei deren Berechnung die Miete berücksichtigt worden ist.", None),
    ("Der Antragsteller erhält eine Rente, bei deren Festsetzung die Ausbildung angerechnet wurde.", None),
    (
        "Über Ihre Unterlagen, bei deren Prüfung die Miete berücksichtigt wurde, sprechen wir am Montag.",
        "Über Ihre Unterlagen, bei deren Prüfung wir die Miete berücksichtigt haben, sprechen wir am Montag.",
    ),
    # what courts hold
    ("Nach ständiger Rechtsprechung wird das Interesse der Allgemeinheit höher bewertet.", None),
    ("Nach herrschender Meinung wird das Einkommen berücksichtigt.", None),
    (
        "Nach unserer Auffassung wird das Einkommen berücksichtigt.",
        "Nach unserer Auffassung berücksichtigen wir das Einkommen.",
    ),
    # what the law gives to a kind of people
    ("Kinderzuschlag wird nur für Kinder gezahlt, die unverheiratet sind.", None),
    ("Leistungen werden nur auf Antrag erbracht.", None),
    ("Wohngeld wird an Mieter gezahlt, die wenig verdienen.", None),
    ("Das Wohngeld wird ab dem 1. Mai gezahlt.", "Wir zahlen das Wohngeld ab dem 1. Mai."),
    # conditions in a row change together or not at all
    ("Wird der Antrag nicht gestellt oder wird die Gebühr nicht bezahlt, erlischt der Anspruch.", None),
    ("Wird die Frist versäumt oder fehlen Unterlagen, erlischt der Anspruch.", None),
    ("Fehlen Unterlagen oder wird die Frist versäumt, erlischt der Anspruch.", None),
    (
        "Wird der Vorschuss nicht gezahlt, ruht das Verfahren.",
        "Wenn Sie den Vorschuss nicht zahlen, ruht das Verfahren.",
    ),
    (
        "Wir prüfen die Anträge der Vereine, deren Unterlagen von Ihnen gesammelt worden sind.",
        "Wir prüfen die Anträge der Vereine, deren Unterlagen Sie gesammelt haben.",
    ),
    (
        "Die Geburt wurde uns durch das Klinikum Amselrode fristgerecht angezeigt.",
        "Das Klinikum Amselrode hat uns die Geburt fristgerecht angezeigt.",
    ),
    (
        "Die Abwesenheit wurde uns durch die Leitung des Heims mitgeteilt.",
        "Die Leitung des Heims hat uns die Abwesenheit mitgeteilt.",
    ),
    ("Das Wasser wird durch eine Leitung zugeleitet.", None),
    ("Die Änderung wurde uns durch eine Mitteilung vom 3. Mai 2025 gemeldet.", None),
    ("Der Bescheid wurde von der Widerspruchsstelle geprüft.", "Die Widerspruchsstelle hat den Bescheid geprüft."),
    (
        "Die Unterlagen sind von uns am 14. März 2025 an das Gericht weitergeleitet worden.",
        "Wir haben die Unterlagen am 14. März 2025 an das Gericht weitergeleitet.",
    ),
    (
        "Die Leistung war vom Jobcenter schon vor Ihrem Umzug eingestellt worden.",
        "Das Jobcenter hatte die Leistung schon vor Ihrem Umzug eingestellt.",
    ),
    (
        "Die Nachzahlung wird Ihnen Ende Mai von der Familienkasse überwiesen werden.",
        "Die Familienkasse wird Ihnen die Nachzahlung Ende Mai überweisen.",
    ),
    (
        "Bis zum 30. Juni 2025 wird das Gutachten von der Pflegekasse ausgewertet worden sein.",
        "Bis zum 30. Juni 2025 wird die Pflegekasse das Gutachten ausgewertet haben.",
    ),
    ("Die Pläne müssen vom Bauamt noch geprüft werden.", "Das Bauamt muss die Pläne noch prüfen."),
    (
        "Dem Verein ist vom Kreistag nahegelegt worden, seine Satzung zu ändern.",
        "Der Kreistag hat dem Verein nahegelegt, seine Satzung zu ändern.",
    ),
    (
        "Der Antrag, der von Ihnen am 3. Mai gestellt wurde, liegt vor.",
        "Der Antrag, den Sie am 3. Mai gestellt haben, liegt vor.",
    ),
    (
        "Weil die Akte vom Gericht angefordert worden ist, dauert es länger.",
        "Weil das Gericht die Akte angefordert hat, dauert es länger.",
    ),
    (
        "Über Ihren Antrag wird entschieden, sobald die Nachweise vorliegen.",
        "Wir entscheiden über Ihren Antrag, sobald die Nachweise vorliegen.",
    ),
    ("Ihr Antrag wird abgelehnt.", "Wir lehnen Ihren Antrag ab."),
    ("Ihr Antrag wurde geprüft und abgelehnt.", "Wir haben Ihren Antrag geprüft und abgelehnt."),
    (
        "Ihnen wird ein Zuschuss in Höhe von 300 Euro gewährt.",
        "Wir gewähren Ihnen einen Zuschuss in Höhe von 300 Euro.",
    ),
    ("Die Zahlung kann eingestellt werden.", "Wir können die Zahlung einstellen."),
    ("Leider konnte Ihrem Antrag nicht entsprochen werden.", "Leider konnten wir Ihrem Antrag nicht entsprechen."),
    ("Eine Stundung kann nicht gewährt werden.", "Wir können keine Stundung gewähren."),
    (
        "Mit Bescheid vom 3. Mai 2024 wurde der Beitrag neu festgesetzt.",
        "Mit Bescheid vom 3. Mai 2024 haben wir den Beitrag neu festgesetzt.",
    ),
    (
        "Wird der Antrag abgelehnt, erhalten Sie einen Bescheid.",
        "Lehnen wir den Antrag ab, erhalten Sie einen Bescheid.",
    ),
    ("Es wird geprüft, ob ein Anspruch besteht.", "Wir prüfen, ob ein Anspruch besteht."),
    (
        "Sofern ein Mandat vorliegt, wird der Betrag zum Fälligkeitstermin abgebucht.",
        "Sofern ein Mandat vorliegt, buchen wir den Betrag zum Fälligkeitstermin ab.",
    ),
    (
        "Gegen Sie wird eine Geldbuße festgesetzt und ein Fahrverbot angeordnet.",
        "Gegen Sie setzen wir eine Geldbuße fest und ordnen ein Fahrverbot an.",
    ),
    ("Von einer Anhörung wird abgesehen.", "Wir sehen von einer Anhörung ab."),
    (
        "Wir teilen Ihnen mit, dass die Leistung eingestellt wird.",
        "Wir teilen Ihnen mit, dass wir die Leistung einstellen.",
    ),
    ("Dem Widerspruch wird teilweise abgeholfen.", "Wir helfen dem Widerspruch teilweise ab."),
    (
        "Die Festsetzung der Leistung wird ab September 2024 aufgehoben.",
        "Wir heben die Festsetzung der Leistung ab September 2024 auf.",
    ),
    ("Die Zahlung wird zum 1. Mai eingestellt.", "Wir stellen die Zahlung zum 1. Mai ein."),
    ("Die Prüfung wurde am 3. Mai abgeschlossen.", "Wir haben am 3. Mai die Prüfung abgeschlossen."),
    (
        "Angaben zur Person müssen hingegen auch dann gemacht werden, wenn Sie schweigen wollen.",
        "Angaben zur Person müssen Sie hingegen auch dann machen, wenn Sie schweigen wollen.",
    ),
    ("Die Kaution wird allerdings erst im Mai erstattet.", "Die Kaution erstatten wir allerdings erst im Mai."),
    ("Sie werden jedoch gebeten, die Unterlagen einzureichen.", "Wir bitten Sie jedoch, die Unterlagen einzureichen."),
    ("Eine Stundung kann hingegen nicht gewährt werden.", "Wir können hingegen keine Stundung gewähren."),
    ("Sie erhalten eine Bescheinigung, die jedoch nicht überall anerkannt wird.", None),
    ("Sie brauchen eine Kopie, die nur mit Stempel akzeptiert wird.", None),
    ("Sie erhalten einen Ausweis, der bei Kontrollen verlangt wird.", None),
    (
        "Sie erhalten eine Urkunde, die Ihnen am Freitag ausgehändigt wird.",
        "Sie erhalten eine Urkunde, die wir Ihnen am Freitag aushändigen.",
    ),
    (
        "Die Unterlagen, die geprüft werden, sind unvollständig.",
        "Die Unterlagen, die wir prüfen, sind unvollständig.",
    ),
    ("Es wird anheimgestellt, ein Gutachten einzuholen.", None),
    ("Die Kosten des Verfahrens werden auferlegt.", None),
    ("Die Kosten des Verfahrens werden Ihnen auferlegt.", "Wir erlegen Ihnen die Kosten des Verfahrens auf."),
    ("Das Amt ist am Freitag geschlossen.", None),
    ("Wir werden Ihren Antrag bald prüfen.", None),
    ("Ab Januar wird der Ausweis teurer.", None),
    ("Der Pkw wurde in der Nacht beschädigt.", None),
    ("Das Gebäude wurde im Jahr 1968 errichtet.", None),
    ("Der Schaden wurde durch den Sturm verursacht.", "Der Sturm hat den Schaden verursacht."),
    ("Weil die Rechnung vom Zahnarzt erst im Februar ausgestellt worden ist, verschiebt sich die Erstattung.", None),
    ("Von dem Betrag werden 30 Euro abgezogen.", "Von dem Betrag ziehen wir 30 Euro ab."),
    ("Er behauptete, er sei nicht angehört worden.", None),
    ("Die Prüfung darf nur durch die Amtsärztin vorgenommen werden.", "Nur die Amtsärztin darf die Prüfung vornehmen."),
    ("Die Beiträge werden insbesondere vom Jugendamt übernommen.", None),
    ("Im Gutachten der Fachärztin wurde die Frage geprüft.", None),
    ("Hierbei konnte ein Fehler nicht festgestellt werden.", None),
    ("Sollte der Ausweis nicht rechtzeitig abgegeben werden, rufen wir Sie an.", None),
    (
        "Das Wohngeld wird weitergezahlt, und zwar bis zum 31. Mai 2025.",
        "Wir zahlen das Wohngeld weiter, und zwar bis zum 31. Mai 2025.",
    ),
    ("Der Ausweis wird eingezogen, das heißt ungültig gemacht.", None),
    (
        "Die Steuer wird ab dem 1. Januar 2025 auf jährlich 556,00 Euro festgesetzt.",
        "Wir setzen die Steuer ab dem 1. Januar 2025 auf jährlich 556,00 Euro fest.",
    ),
    (
        "Ihr Antrag auf Wohngeld nach dem Wohngeldgesetz wird abgelehnt.",
        "Wir lehnen Ihren Antrag auf Wohngeld nach dem Wohngeldgesetz ab.",
    ),
    ("Die Akte wird von Amts wegen beigezogen.", None),
    ("Von einer weiteren Prüfung wurde daher abgesehen.", "Wir haben daher von einer weiteren Prüfung abgesehen."),
    (
        "Der Betrag wird durch die Bundeskasse von Ihrem Konto eingezogen.",
        "Die Bundeskasse zieht den Betrag von Ihrem Konto ein.",
    ),
    ("Die Krankenkasse wird von dem Wechsel informiert.", None),
    (
        "Durch die Leitung der Schule wurden wir darüber informiert, dass Ihr Sohn fehlt.",
        "Die Leitung der Schule hat uns darüber informiert, dass Ihr Sohn fehlt.",
    ),
    ("Durch die Verordnung wurden wir über die Pflicht informiert.", None),
    ("Durch die Berichterstattung wurden wir über den Vorfall informiert.", None),
    (
        "Wird der Weisung nicht rechtzeitig Folge geleistet, droht ein Bußgeld.",
        "Wenn Sie der Weisung nicht rechtzeitig Folge leisten, droht ein Bußgeld.",
    ),
    ("Sie wurden von der Krankenkasse informiert.", None),
    ("Die Kosten werden von der Satzung erfasst.", "Die Satzung erfasst die Kosten."),
    ("Die Kontaktaufnahme mit dem Jugendamt wird angeraten.", None),
    ("Falls dieser noch nicht erteilt worden ist, warten Sie bitte.", None),
    ("Eine Erlaubnis wurde hierfür nicht erteilt.", None),
    ("Mit der Aufstellung darf erst nach Abnahme der Fläche durch das Ordnungsamt begonnen werden.", None),
    (
        "Seitens des Gerichts wird darauf hingewiesen, dass für den Erbschein Gebühren erhoben werden.",
        "Das Gericht weist darauf hin, dass für den Erbschein Gebühren erhoben werden.",
    ),
    ("Das Amtsgericht hat gegen Sie eine Geldstrafe verhängt; von der Entziehung wurde abgesehen.", None),
    ("Das Gericht hat eine Strafe verhängt, von der Entziehung der Fahrerlaubnis wurde abgesehen.", None),
    (
        "Ihr Antrag wurde abgelehnt, weil der Arbeitgeber keine Bescheinigung vorgelegt hat.",
        "Wir haben Ihren Antrag abgelehnt, weil der Arbeitgeber keine Bescheinigung vorgelegt hat.",
    ),
    (
        "Der zu viel gezahlte Betrag kann von Ihnen zurückgefordert werden.",
        "Wir können den zu viel gezahlten Betrag von Ihnen zurückfordern.",
    ),
    ("Der Betrag wurde vom Jobcenter zurückgefordert.", "Das Jobcenter hat den Betrag zurückgefordert."),
    (
        "Der Antrag kann erst nach Vorlage vollständiger, von einem Architekten unterzeichneter Pläne geprüft werden.",
        "Wir können den Antrag erst nach Vorlage vollständiger, von einem Architekten unterzeichneter Pläne prüfen.",
    ),
    ("Wird von der Verlängerung abgesehen, gilt die alte Frist.", None),
    ("Von einer Rückforderung wird abgesehen.", "Wir sehen von einer Rückforderung ab."),
    ("Bei der durch eine Firma durchgeführten Prüfung wurde festgestellt, dass der Stein locker ist.", None),
    (
        "Wenn die Unterlagen nicht bis zum 3. Mai vorgelegt werden, entscheiden wir nach Aktenlage.",
        "Wenn Sie die Unterlagen nicht bis zum 3. Mai vorlegen, entscheiden wir nach Aktenlage.",
    ),
    (
        "Werden die Unterlagen nicht bis zum 3. Mai eingereicht, lehnen wir den Antrag ab.",
        "Wenn Sie die Unterlagen nicht bis zum 3. Mai einreichen, lehnen wir den Antrag ab.",
    ),
    ("Das gilt nur, soweit der Raum zu betrieblichen Zwecken genutzt wird.", None),
    ("Der Stein wurde durch einen Warnaufkleber gekennzeichnet.", None),
    (
        "Es ergeht folgender Bescheid: Die Kosten werden in Höhe von 300 Euro übernommen.",
        "Es ergeht folgender Bescheid: Wir übernehmen die Kosten in Höhe von 300 Euro.",
    ),
    (
        "Für die Prüfung werden von Ihnen noch Angaben benötigt.",
        "Für die Prüfung benötigen wir von Ihnen noch Angaben.",
    ),
    ("Der Entlassungsbericht wird auch Ihrem Hausarzt übersandt.", None),
    (
        "Der Bescheid kann geändert werden, soweit Ihnen Gelegenheit gegeben worden ist (§ 367 Abs. 2 AO).",
        "Wir können den Bescheid ändern, soweit Ihnen Gelegenheit gegeben worden ist (§ 367 Abs. 2 AO).",
    ),
    (
        "Für diese Entscheidung wird eine Gebühr von 40 Euro erhoben, die bis zum 3. Mai zu zahlen ist.",
        "Für diese Entscheidung erheben wir eine Gebühr von 40 Euro, die bis zum 3. Mai zu zahlen ist.",
    ),
    (
        "Der Vertrag wurde von Ihnen durch Abschluss einer Vereinbarung gelöst.",
        "Sie haben den Vertrag durch Abschluss einer Vereinbarung gelöst.",
    ),
    (
        "In diesem Fall werden Sie von uns gesondert benachrichtigt.",
        "In diesem Fall benachrichtigen wir Sie gesondert.",
    ),
    (
        "Ihre Ärzte werden von uns über diese Entscheidung in Kenntnis gesetzt.",
        "Wir setzen Ihre Ärzte über diese Entscheidung in Kenntnis.",
    ),
    ("Ein Antrag wird durch die Beistandschaft vorbereitet.", "Die Beistandschaft bereitet einen Antrag vor."),
    (
        "Eine Aussetzung wird daher in Höhe von 412 Euro gewährt.",
        "Wir gewähren daher eine Aussetzung in Höhe von 412 Euro.",
    ),
    (
        "Wird ein Haushaltsmitglied in die Leistungen nach dem SGB II einbezogen, ist es vom Wohngeld ausgeschlossen.",
        None,
    ),
    (
        "Hydranten und Feuerwehrzufahrten dürfen nicht zugestellt werden.",
        "Sie dürfen Hydranten und Feuerwehrzufahrten nicht zustellen.",
    ),
    (
        "Durch die Einlegung eines Rechtsbehelfs wird die Verpflichtung zur fristgerechten Zahlung nicht aufgehoben.",
        None,
    ),
    ("Durch Bescheid vom 3. Mai 2024 wurde die Bewilligung aufgehoben.", None),
    ("Die Leistung darf nicht ausgezahlt werden.", "Wir dürfen die Leistung nicht auszahlen."),
    ("Das Verzeichnis wird für jedes Land von einem zentralen Gericht geführt.", None),
    ("Wird der Beitrag von einem Dritten gezahlt, hat dieser einen Anspruch gegen das Mitglied.", None),
    ("Anzurechnen sind Zuwendungen, die aufgrund des Abkommens gezahlt werden.", None),
    ("Ihnen wird die Ersatzvornahme durch einen Unternehmer angedroht.", None),
    ("Ihnen wurde die Räumung der Wohnung durch den Gerichtsvollzieher angekündigt.", None),
    ("Zur Klärung wird die Prüfung der Anlage durch das Gesundheitsamt angeordnet.", None),
    (
        "Am Montag wird die Prüfung durch das Gesundheitsamt durchgeführt.",
        "Am Montag führt das Gesundheitsamt die Prüfung durch.",
    ),
    (
        "Wird die Auskunft nicht erteilt, lehnen wir den Antrag ab.",
        "Wenn Sie die Auskunft nicht erteilen, lehnen wir den Antrag ab.",
    ),
    ("Die Bauherrschaft hat dafür Sorge zu tragen, dass die Firmen informiert werden.", None),
    ("Es ist sicherzustellen, dass die Anwohner rechtzeitig informiert werden.", None),
    ("Wir stellen sicher, dass Ihre Daten gelöscht werden.", "Wir stellen sicher, dass wir Ihre Daten löschen."),
    (
        "Der Berechnung wurde das von Ihnen im Zeitraum von Februar 2024 bis Januar 2025 erzielte Einkommen aus "
        "nichtselbständiger Arbeit zugrunde gelegt.",
        "Wir haben der Berechnung das von Ihnen im Zeitraum von Februar 2024 bis Januar 2025 erzielte Einkommen aus "
        "nichtselbständiger Arbeit zugrunde gelegt.",
    ),
    ("Die Hufe der Tiere waren seit Monaten nicht bearbeitet worden.", None),
    ("Ihr Antrag wird bearbeitet.", "Wir bearbeiten Ihren Antrag."),
    ("Wird der Zutritt verweigert, kann beim Amtsgericht eine Durchsuchungsanordnung beantragt werden.", None),
    ("Bei der letzten Feuerstättenschau waren Undichtigkeiten festgestellt worden.", None),
    ("Ein Ehegatte oder Kinder des Verstorbenen konnten nicht ermittelt werden.", None),
    ("Die Urkunden müssen durch einen Übersetzer übersetzt worden sein.", None),
    ("Es wird empfohlen, sich beraten zu lassen.", None),
    ("Die Ansprüche Dritter gegen die Stadt, die aus diesem Anlass erhoben werden, sind begründet.", None),
    ("Die Vollmacht, auf die in der Urkunde Bezug genommen wird, fehlt.", None),
    # another body holds what the clause goes on about
    ("Geplant ist eine Begehung durch das Bergamt, zu der Sie noch eingeladen werden.", None),
    (
        "Geplant ist eine Begehung, zu der Sie noch eingeladen werden.",
        "Geplant ist eine Begehung, zu der wir Sie noch einladen.",
    ),
    # who is to blame, nobody guesses
    ("Fahrtenbücher konnten bei der Prüfung nicht vorgezeigt werden.", None),
    ("Weil die Miete nicht bezahlt worden ist, wurde Ihnen gekündigt.", None),
    ("Ein Impfnachweis wurde bis heute nicht eingereicht.", None),
    # a date behind an event would date the event
    (
        "Der Diebstahl Ihres Rades wurde uns von der Versicherung am 8. Juni 2026 gemeldet.",
        "Die Versicherung hat uns am 8. Juni 2026 den Diebstahl Ihres Rades gemeldet.",
    ),
    (
        "Die Eheschließung wurde dem Finanzamt vom Standesamt im Mai 2026 mitgeteilt.",
        "Das Standesamt hat dem Finanzamt im Mai 2026 die Eheschließung mitgeteilt.",
    ),
    (
        "Der Vertrag wurde uns von der Versicherung am 8. Juni 2026 vorgelegt.",
        "Die Versicherung hat uns den Vertrag am 8. Juni 2026 vorgelegt.",
    ),
    # who receives something by two verbs
    ("Ihnen wird der Schlüssel ausgehändigt und ein Stellplatz zugewiesen.", None),
    (
        "Nach der Prüfung wird Ihnen ein Zeugnis ausgehändigt und Einsicht in die Akte gewährt.",
        "Nach der Prüfung händigen wir Ihnen ein Zeugnis aus und gewähren Ihnen Einsicht in die Akte.",
    ),
    ("Dem Verein wird die Förderung bewilligt und eine Frist gesetzt.", None),
    # who told it, found it out: what hangs on it is not ours
    (
        "Im März wurde der Fachaufsicht durch die Inspektion Neuburg mitgeteilt, dass gegen Sie ermittelt wird.",
        "Im März hat die Inspektion Neuburg der Fachaufsicht mitgeteilt, dass gegen Sie ermittelt wird.",
    ),
    (
        "Durch das Labor wurde mitgeteilt, dass die Probe verworfen wird.",
        "Das Labor hat mitgeteilt, dass die Probe verworfen wird.",
    ),
    (
        "Von der Musikschule am Markt wurde im Mai eine Förderung beantragt.",
        "Die Musikschule am Markt hat im Mai eine Förderung beantragt.",
    ),
    (
        "Der Vermieter ist von uns über den Umzug informiert worden.",
        "Wir haben den Vermieter über den Umzug informiert.",
    ),
    ("Ihnen wird aufgegeben, den Zaun zu entfernen.", None),
    # what is done by saying it
    ("Der Pachtvertrag wird hiermit gekündigt.", "Wir kündigen hiermit den Pachtvertrag."),
    ("Sie werden hiermit in Verzug gesetzt.", "Wir setzen Sie hiermit in Verzug."),
    ("Hiermit wird verhindert, dass Wasser eindringt.", None),
    # at another's event its holder acts
    ("Bei zwei Übungen durch die Feuerwehr wurde festgestellt, dass der Notausgang versperrt war.", None),
    ("Bei der Begehung durch den Löschzug wurde festgestellt, dass der Hydrant fehlt.", None),
    ("Während der Messungen des Umweltamtes wurde festgestellt, dass der Bach trüb ist.", None),
    (
        "Bei der Prüfung Ihrer Abrechnung wurde festgestellt, dass ein Beleg fehlt.",
        "Bei der Prüfung Ihrer Abrechnung haben wir festgestellt, dass ein Beleg fehlt.",
    ),
    # what bears another's name is given by that one
    ("Dem Verein wird ein Zuschuss der Sparkasse gewährt.", None),
    (
        "Dem Verein wird ein Zuschuss der zweiten Stufe gewährt.",
        "Wir gewähren dem Verein einen Zuschuss der zweiten Stufe.",
    ),
    ("Ihnen wird eine Zulage der Knappschaft ausgezahlt.", "Sie erhalten eine Zulage der Knappschaft."),
    ("Ihnen wird eine Zulage für den Mai ausgezahlt.", "Wir zahlen Ihnen eine Zulage für den Mai aus."),
    # anybody of a kind who must do it is the means
    ("Der Zaun muss von einem Fachbetrieb geprüft werden.", None),
    ("Der Kessel muss durch die Schornsteinfegerin geprüft werden.", "Die Schornsteinfegerin muss den Kessel prüfen."),
    ("Der Zaun wird von einem Gutachter geprüft.", "Ein Gutachter prüft den Zaun."),
    # what is left open may have been done by anybody
    ("Ob die Ware an den Händler zurückgegeben wurde, ist ohne Bedeutung.", None),
    ("Wir prüfen, ob der Betrag ausgezahlt wurde.", "Wir prüfen, ob wir den Betrag ausgezahlt haben."),
    # the office does not speak of itself and of the authority at once
    ("Der Behörde kann nicht vorgehalten werden, dass sie zu spät gehandelt habe.", None),
    # a noun that the parse takes for a predicate
    (
        "Bei der Prüfung wurde im Schreiben von Ihnen kein Grund genannt.",
        "Bei der Prüfung haben Sie im Schreiben keinen Grund genannt.",
    ),
]
BEHIND = [  # whose it is, the sentence before tells
    (
        "Ihr Ehemann kann jederzeit seinen Austritt erklären.",
        "Der Austritt gilt nur, wenn eine andere Versicherung nachgewiesen wird.",
        None,
    ),
    (
        "Sie können jederzeit Ihren Austritt erklären.",
        "Der Austritt gilt nur, wenn eine andere Versicherung nachgewiesen wird.",
        "Der Austritt gilt nur, wenn Sie eine andere Versicherung nachweisen.",
    ),
    # what others do in the sentence before
    ("Das Bergamt führt im Mai eine Begehung durch.", "Zu der Begehung werden Sie schriftlich eingeladen.", None),
    ("Vorgesehen ist eine Prüfung durch den Prüfverband.", "Über die Prüfung werden Sie informiert.", None),
    ("Die Kita stellt den Bedarf fest.", "Ohne Ihre Zustimmung werden keine Berichte weitergeleitet.", None),
    ("Die Betriebsärztin hat Sie untersucht.", "Über das Ergebnis werden Sie informiert.", None),
    ("Der Prüfverband erhebt Daten.", "Die Daten werden nur mit Ihrer Zustimmung weitergeleitet.", None),
    (
        "Wir haben den Bedarf festgestellt.",
        "Ohne Ihre Zustimmung werden keine Berichte weitergeleitet.",
        "Ohne Ihre Zustimmung leiten wir keine Berichte weiter.",
    ),
]
AHEAD = [  # who decides stands in the sentence behind
    ("Die Pacht kann auf Antrag gestundet werden.", "Über die Stundung entscheidet der Kreisausschuss.", None),
    ("Auf Antrag kann eine Ausnahme bewilligt werden.", "Die Kammer legt die Bedingungen fest.", None),
    (
        "Auf Antrag kann eine Ausnahme bewilligt werden.",
        "Der Antrag kostet nichts.",
        "Auf Antrag können wir eine Ausnahme bewilligen.",
    ),
    (
        "Die Erlaubnis wird erteilt.",
        "Das Gericht hat im Mai über die Klage entschieden.",
        "Wir erteilen die Erlaubnis.",
    ),
]

ANNOUNCED = [
    ("Von der Sperrung des Weges kann abgesehen werden, falls", "Wir können von der Sperrung des Weges absehen, falls"),
    ("Der Zuschuss kann bewilligt werden, soweit", "Wir können den Zuschuss bewilligen, soweit"),
    ("Ein Nachlass wird gewährt, wenn", "Wir gewähren einen Nachlass, wenn"),
    (
        "Wenn von der Sperrung abgesehen werden kann, rufen wir an.",
        "Wenn wir von der Sperrung absehen können, rufen wir an.",
    ),
]
"""A subjunction that ends a sentence opens the list behind it."""

REASONS = [
    (
        "Ihr Antrag wegen eines Sturmschadens konnte nicht bewilligt werden.",
        "Ihren Antrag wegen eines Sturmschadens konnten wir nicht bewilligen.",
    ),
    (
        "Die Erstattung aufgrund Ihres Umzugs wurde abgelehnt.",
        "Die Erstattung aufgrund Ihres Umzugs haben wir abgelehnt.",
    ),
    ("Die Erstattung der Fahrkosten wurde abgelehnt.", "Wir haben die Erstattung der Fahrkosten abgelehnt."),
]
"""A reason that belongs to the noun stays with it before the verb."""


@cache
def construction():
    return Passive(lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_passiv(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(("text", "expected"), [*ANNOUNCED, *REASONS])
def test_what_stands_at_an_end_keeps_what_it_belongs_to(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(("before", "text", "expected"), BEHIND)
def test_others_act_in_the_sentence_before(before, text, expected):
    assert first(construction(), text, before=before) == expected


def test_who_reads_for_a_client_may_do_what_is_allowed_but_need_not():
    client = LetterFacts(for_client=True)
    may = "Der Antrag kann jederzeit gestellt werden."
    assert first(construction(), may, client) == "Sie können den Antrag jederzeit stellen."
    assert first(construction(), "Die Gebühr muss bis zum 3. Mai gezahlt werden.", client) is None
    assert first(construction(), "Die Gebühr muss bis zum 3. Mai gezahlt werden.") is not None


def test_who_decided_before_need_not_be_who_decides_on_the_objection():
    facts = facts_in("Widerspruchsbescheid\n\nDer Widerspruch wird zurückgewiesen.")
    assert first(construction(), "Der Antrag wurde mit Bescheid vom 3. Mai abgelehnt.", facts) is None
    assert first(construction(), "Die Beihilfe ist nicht bewilligt worden.", facts) is None
    for text in ("Der Widerspruch wird zurückgewiesen.", "Ihre Angaben wurden geprüft."):
        assert first(construction(), text, facts) is not None


@pytest.mark.parametrize(
    ("letter", "reviews"),
    [
        ("Einspruchsentscheidung\n\nDie Frist war abgelaufen.", True),
        ("Ihren Widerspruch vom 3. Mai weisen wir als unbegründet zurück.", True),
        ("Wir weisen Ihren Einspruch zurück.", True),
        ("Der Widerspruch wird zurückgewiesen.", True),
        ("Sollte dem Widerspruch abgeholfen werden, erhalten Sie einen Bescheid.", False),
        ("Sie können Widerspruch einlegen. Wir weisen auf die Frist hin.", False),
    ],
)
def test_a_letter_that_decides_on_an_objection_is_known(letter, reviews):
    assert facts_in(letter).reviews is reviews


def test_what_a_court_decides_on_others_is_not_its_registrys():
    head = "Amtsgericht Brell\nHafenweg 2, 20000 Brell\n\nDatum: 3. Mai 2026\n\nHerrn\nKarl Ott\nWeg 5\n20001 Brell"
    text = "Ladung\n\nSehr geehrter Herr Ott,\n\nSie werden auf Anordnung des Gerichts geladen."
    facts = facts_in(f"{head}\n\n{text}")
    assert first(construction(), "Dem Zeugen werden die Kosten auferlegt.", facts) is None
    assert first(construction(), "Dem Zeugen werden die Kosten auferlegt.") is not None
    assert first(construction(), "Die Zeugen werden geladen.", facts) is not None


def test_what_is_decided_is_not_the_registrys():
    head = "Landgericht Brell\nGeschäftsstelle der Kammer 3\n\nHerrn\nKarl Ott\nWeg 5\n20001 Brell\n\n3. Mai 2026"
    facts = facts_in(f"{head}\n\nSehr geehrter Herr Ott,\n\nanliegend wird Ihnen die Erwiderung übersandt.")
    assert facts.court_decides
    assert first(construction(), "Nach der Frist wird über den Beweis entschieden.", facts) is None
    assert first(construction(), "Nach der Frist wird über den Beweis entschieden.") is not None


def test_a_promise_is_kept_by_all_who_act_in_the_letter():
    text = "Ohne Ihr Einverständnis werden keine Auskünfte eingeholt."
    assert first(construction(), text) == "Ohne Ihr Einverständnis holen wir keine Auskünfte ein."
    assert first(construction(), text, LetterFacts(several_act=True)) is None


@pytest.mark.parametrize(("text", "after", "expected"), AHEAD)
def test_others_decide_in_the_sentence_behind(text, after, expected):
    assert first(construction(), text, after=after) == expected


def test_what_anothers_deed_brings_about_is_theirs_all_through_the_letter():
    facts = facts_in("Die Baumpflegerin untersucht die Linde. Das Ergebnis liegt im Ortstermin am 4. Mai vor.")
    assert facts.theirs == {"Ergebnis", "Ortstermin"}
    assert first(construction(), "Das Ergebnis wird Ihnen schriftlich mitgeteilt.", facts) is None
    assert first(construction(), "Im Ortstermin wird Ihnen der Plan erläutert.", facts) is None
    assert first(construction(), "Die Entscheidung wird Ihnen schriftlich mitgeteilt.", facts) is not None


def test_what_another_is_charged_with_is_theirs():
    facts = facts_in("Wir haben eine Baumpflegerin mit der Untersuchung beauftragt. Sie kommt am 4. Mai.")
    assert facts.theirs == {"Untersuchung"}
    assert first(construction(), "Bei der Untersuchung wurde festgestellt, dass die Linde krank ist.", facts) is None
    text = "Im Rahmen der Untersuchung wurde festgestellt, dass die Linde krank ist."
    assert first(construction(), text, facts) is None
    assert first(construction(), text) is not None


def test_proceedings_that_bear_the_name_of_another_body_are_theirs():
    facts = facts_in("Bauamt\nTal 1\n\nDie Bußgeldstelle hat Sie angehört. Das Bußgeldverfahren läuft noch.")
    assert facts.theirs == {"Bußgeldverfahren"}
    text = "Da der Täter nicht ermittelt werden konnte, wurde das Bußgeldverfahren eingestellt."
    assert first(construction(), text, facts) is None
    assert first(construction(), "Da der Antrag nicht geprüft werden konnte, wurde er abgelehnt.", facts) is not None


@pytest.mark.parametrize(
    ("letter", "theirs"),
    [
        ("Die Bußgeldstelle hört Sie an. Das Genehmigungsverfahren läuft noch.", set()),
        ("Sie wurden mit der Untersuchung beauftragt.", set()),
        ("Wir untersuchen die Linde. Das Ergebnis liegt am 4. Mai vor.", set()),
        ("Die Baumpflegerin schneidet die Linde. Unser Ergebnis steht fest.", set()),
    ],
)
def test_what_the_office_finds_out_is_not_theirs(letter, theirs):
    assert facts_in(letter).theirs == theirs


@pytest.mark.parametrize(
    ("letter", "speaks"),
    [("Wir prüfen das.", True), ("Rufen Sie mich an.", True), ("Unsere Akte liegt vor.", True), ("Es gilt.", False)],
)
def test_an_office_that_never_speaks_of_itself_is_known(letter, speaks):
    assert facts_in(letter).office_speaks is speaks


@pytest.mark.parametrize(
    ("text", "before", "needs"),
    [
        ("Die Unterlagen werden geprüft.", "Der Gutachter besichtigt das Dach.", "handelnde"),
        ("Die Unterlagen werden geprüft.", "Das Dach ist undicht.", None),
        (
            "Mit Schreiben vom 3. Mai wurde Ihnen Gelegenheit gegeben, sich zu äußern.",
            "Der Vermieter hat den Auszug bestätigt.",
            None,
        ),
        (
            "Mit Schreiben vom 3. Mai wurde Ihnen Gelegenheit gegeben, sich zu äußern.",
            "Das Sozialamt hat den Umzug gemeldet.",
            "handelnde",
        ),
        (
            "Ihnen wird hiermit mitgeteilt, dass die Zahlung eingestellt wird.",
            "Der Gutachter besichtigt das Dach.",
            None,
        ),
        ("Mit diesem Bescheid wird die Gebühr festgesetzt.", "Der Gutachter besichtigt das Dach.", None),
        ("Es wird darauf hingewiesen, dass Ziegel fehlen.", "Der Gutachter besichtigt das Dach.", None),
        ("Ihnen wird die Kündigung angedroht.", "Der Gutachter besichtigt das Dach.", None),
        ("Die Unterlagen werden geprüft.", "Das Dach ist durch einen Gutachter zu besichtigen.", None),
    ],
)
def test_where_the_office_is_silent_and_others_act_somebody_must_say_who(text, before, needs):
    silent = LetterFacts(office_speaks=False)
    assert [r.needs for r in construction()(scene(text, silent, before))] == [needs]
    assert [r.needs for r in construction()(scene(text, before=before))] == [None]


def test_a_habit_of_the_office_is_none_of_who_signs():
    alone, text = LetterFacts(office_pronoun="ich"), "Wohngeld wird in der Regel für zwölf Monate bewilligt."
    assert first(construction(), text, alone) is None
    assert first(construction(), text) == "Wir bewilligen Wohngeld in der Regel für zwölf Monate."
    decided = "Ihr Wohngeld wird in der Regel für zwölf Monate bewilligt."
    assert first(construction(), decided, alone) == "Ich bewillige Ihr Wohngeld in der Regel für zwölf Monate."


def test_a_letter_itself_refers_whoever_else_acts_in_it():
    others, by_light_verb = (
        LetterFacts(several_act=True, office_speaks=False),
        Passive(lexicon().roles, frozenset({"nehmen"})).rewrites,
    )
    text = "Auf den Bericht des Landkreises wird Bezug genommen."
    assert first(by_light_verb, text, others) == "Auf den Bericht des Landkreises nehmen wir Bezug."
    assert first(by_light_verb, "In der Klage wird auf den Bericht Bezug genommen.", others) is None
