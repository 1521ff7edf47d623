"""*Verpflichtet* and *berechtigt* become modal verbs."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.verpflichtet import Obligations

TABLE = [
    # a subjunction that opens a list below stays behind
    (
        "Gemäß § 60 SGB I sind Sie verpflichtet, dem Amt unverzüglich Mitteilung zu machen, wenn",
        "Gemäß § 60 SGB I müssen Sie dem Amt unverzüglich Mitteilung machen, wenn",
    ),
    ("Sie sind zur Vorlage der Unterlagen verpflichtet.", "Sie müssen die Unterlagen vorlegen."),
    (
        "Gemäß § 60 SGB I sind Sie verpflichtet, jede Änderung unverzüglich mitzuteilen.",
        "Gemäß § 60 SGB I müssen Sie jede Änderung unverzüglich mitteilen.",
    ),
    (
        "Sie sind verpflichtet, sich bei uns zu melden, wenn Sie umziehen.",
        "Sie müssen sich bei uns melden, wenn Sie umziehen.",
    ),
    ("Wir sind berechtigt, die Daten zu speichern.", "Wir dürfen die Daten speichern."),
    ("Weil Sie zur Mitwirkung verpflichtet sind, laden wir Sie vor.", "Weil Sie mitwirken müssen, laden wir Sie vor."),
    ("Der Halter ist verpflichtet, das Fahrzeug abzumelden.", "Der Halter muss das Fahrzeug abmelden."),
    ("Sie sind zur Zahlung verpflichtet.", "Sie müssen zahlen."),
    ("Sie waren verpflichtet, den Umzug mitzuteilen.", None),
    ("Sie sind nicht verpflichtet, die Anlage beizufügen.", None),
    ("Das Gericht hat Sie verpflichtet, die Kosten zu tragen.", None),
    ("Sie sind dem Gemeinwohl verpflichtet.", None),
    ("Ihnen wird aufgegeben, den Zaun bis zum 3. Mai zu entfernen.", "Sie müssen den Zaun bis zum 3. Mai entfernen."),
    (
        "Zugleich wird Ihnen aufgegeben, die Anlage abzuschalten, sobald der Wert erreicht ist.",
        "Zugleich müssen Sie die Anlage abschalten, sobald der Wert erreicht ist.",
    ),
    (
        "Hiermit wird Ihnen aufgegeben, den Hund bis zum 3. Mai anzumelden.",
        "Sie müssen den Hund bis zum 3. Mai anmelden.",
    ),
    ("Ihnen wurde aufgegeben, den Zaun zu entfernen.", None),
    ("Dem Halter wird aufgegeben, den Zaun zu entfernen.", None),
    ("Ihnen wird nicht aufgegeben, den Zaun zu entfernen.", None),
    ("Zur Teilnahme sind nur Mitglieder berechtigt.", None),
    ("Wir sind befugt, Ihre Angaben zu prüfen.", "Wir dürfen Ihre Angaben prüfen."),
    ("Der Kontrolleur ist befugt, Ausweise einzuziehen.", "Der Kontrolleur darf Ausweise einziehen."),
    ("Der Hausmeister ist nicht befugt, Schlüssel auszugeben.", None),
    (
        "Ihnen obliegt es zudem, uns jede Änderung unverzüglich mitzuteilen.",
        "Sie müssen uns zudem jede Änderung unverzüglich mitteilen.",
    ),
    ("Es obliegt Ihnen, den Gehweg zu räumen.", "Sie müssen den Gehweg räumen."),
    ("Dem Mieter obliegt es, den Flur zu reinigen.", None),
    ("Ihnen obliegt es nicht, den Flur zu reinigen.", None),
    ("Ihnen oblag es, den Flur zu reinigen.", None),
    ("Es bedarf der Vorlage eines ärztlichen Gutachtens.", "Sie müssen ein ärztliches Gutachten vorlegen."),
    (
        "Hierfür bedarf es der Angabe Ihrer Bankverbindung.",
        "Hierfür müssen Sie Ihre Bankverbindung angeben.",
    ),
    ("Es bleibt Ihnen unbenommen, einen Antrag zu stellen.", "Sie können einen Antrag stellen."),
    ("Daneben steht es Ihnen frei, Klage zu erheben.", "Daneben können Sie Klage erheben."),
    ("Es bleibt Ihnen nicht unbenommen, einen Antrag zu stellen.", None),
    ("Es bleibt dem Vermieter unbenommen, zu klagen.", None),
    ("Die Wohnung steht frei.", None),
    ("Wir sind befugt, den Schaden schätzen zu lassen.", "Wir dürfen den Schaden schätzen lassen."),
    ("Daneben steht es Ihnen frei, sich vertreten zu lassen.", "Daneben können Sie sich vertreten lassen."),
    ("Es steht Ihnen daher frei, sich vertreten zu lassen.", None),
    ("Es bedarf der Prüfung der Unterlagen.", None),
    ("Es bedarf der Zustimmung des Vermieters.", None),
    ("Dazu bedarf es keiner Vorlage des Ausweises.", None),
    ("Eine Änderung bedarf der Vorlage des Plans.", None),
    (
        "Aufgrund der Vorgaben bin ich gehalten, den Betrag zurückzufordern.",
        "Aufgrund der Vorgaben muss ich den Betrag zurückfordern.",
    ),
    ("Wir sind gehalten, jeden Antrag einzeln zu prüfen.", "Wir müssen jeden Antrag einzeln prüfen."),
    ("Wir sind dazu gehalten, die Mittel sparsam zu verwenden.", "Wir müssen die Mittel sparsam verwenden."),
    (
        "Weil wir gehalten sind, alle Anträge gleich zu behandeln, lehnen wir ab.",
        "Weil wir alle Anträge gleich behandeln müssen, lehnen wir ab.",
    ),
    ("Wir waren gehalten, die Leistung einzustellen.", None),
    ("Wir sind nicht gehalten, weitere Ermittlungen anzustellen.", None),
    ("Sie sind gehalten, die Änderung mitzuteilen.", None),
    ("Der Vermieter ist gehalten, die Nebenkosten abzurechnen.", None),
    ("Das Schreiben ist kurz gehalten, um Sie nicht zu verwirren.", None),
    # what denies or limits the deed would deny or limit the modal verb
    ("Wir sind gehalten, keine Ausnahmen zuzulassen.", None),
    ("Ihnen wird aufgegeben, das Grundstück nicht zu betreten.", None),
    ("Sie sind verpflichtet, keine Auskünfte zu erteilen.", None),
    ("Sie sind verpflichtet, nur wahre Angaben zu machen.", None),
    ("Ihnen obliegt es, niemanden zu gefährden.", None),
    ("Es bleibt Ihnen unbenommen, den Betrag nicht zu zahlen.", None),
    (
        "Ihnen wird aufgegeben, das nicht genehmigte Gebäude zu entfernen.",
        "Sie müssen das nicht genehmigte Gebäude entfernen.",
    ),
    (
        "Ihnen wird aufgegeben, das Gebäude, das nicht genehmigt ist, zu entfernen.",
        "Sie müssen das Gebäude, das nicht genehmigt ist, entfernen.",
    ),
    ("Sie sind gesetzlich verpflichtet, Ihre Angaben zu belegen.", None),
    ("Sie sind dazu verpflichtet, Ihre Angaben zu belegen.", "Sie müssen Ihre Angaben belegen."),
]


@cache
def construction():
    return Obligations(lexicon().roles, lexicon().actions).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_verpflichtet(text, expected):
    assert first(construction(), text) == expected
