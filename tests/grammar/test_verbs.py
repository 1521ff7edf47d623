"""Conjugation: the hand-checked table and what is tricky about German verbs."""

import pytest
from outside import EVALUATION, load

from klartext.grammar.verbs import Verb, lemma_of_participle, verb

verben = load(EVALUATION, "verben")


def known(infinitive: str, participle: str | None = None) -> Verb:
    found = verb(infinitive, participle)
    assert found is not None, infinitive
    return found


def test_every_form_of_the_hand_checked_table_is_right() -> None:
    rows = verben.read_golden()
    assert len(rows) >= 300
    assert [line for row in rows for line in verben.differences(row)] == []


@pytest.mark.parametrize(
    ("infinitive", "forms"),
    [
        ("sein", "bin bist ist sind seid sind"),
        ("haben", "habe hast hat haben habt haben"),
        ("werden", "werde wirst wird werden werdet werden"),
        ("können", "kann kannst kann können könnt können"),
        ("müssen", "muss musst muss müssen müsst müssen"),
        ("dürfen", "darf darfst darf dürfen dürft dürfen"),
        ("wissen", "weiß weißt weiß wissen wisst wissen"),
        ("bedürfen", "bedarf bedarfst bedarf bedürfen bedürft bedürfen"),
        ("tun", "tue tust tut tun tut tun"),
        ("arbeiten", "arbeite arbeitest arbeitet arbeiten arbeitet arbeiten"),
        ("rechnen", "rechne rechnest rechnet rechnen rechnet rechnen"),
        ("lernen", "lerne lernst lernt lernen lernt lernen"),
        ("wohnen", "wohne wohnst wohnt wohnen wohnt wohnen"),
        ("handeln", "handle handelst handelt handeln handelt handeln"),
        ("ändern", "ändere änderst ändert ändern ändert ändern"),
        ("spielen", "spiele spielst spielt spielen spielt spielen"),
        ("setzen", "setze setzt setzt setzen setzt setzen"),
        ("schließen", "schließe schließt schließt schließen schließt schließen"),
        ("lassen", "lasse lässt lässt lassen lasst lassen"),
        ("treten", "trete trittst tritt treten tretet treten"),
        ("laden", "lade lädst lädt laden ladet laden"),
        ("halten", "halte hältst hält halten haltet halten"),
        ("finden", "finde findest findet finden findet finden"),
        ("erlöschen", "erlösche erlischst erlischt erlöschen erlöscht erlöschen"),
    ],
)
def test_present(infinitive: str, forms: str) -> None:
    found = known(infinitive)
    persons = [(person, number) for number in ("Sing", "Plur") for person in (1, 2, 3)]
    assert [found.finite(person, number) for person, number in persons] == forms.split()


@pytest.mark.parametrize(
    ("infinitive", "past", "plural", "first_subjunctive", "second_subjunctive"),
    [
        ("sein", "war", "waren", "sei", "wäre"),
        ("haben", "hatte", "hatten", "habe", "hätte"),
        ("werden", "wurde", "wurden", "werde", "würde"),
        ("sollen", "sollte", "sollten", "solle", "sollte"),
        ("mögen", "mochte", "mochten", "möge", "möchte"),
        ("geben", "gab", "gaben", "gebe", "gäbe"),
        ("nennen", "nannte", "nannten", "nenne", "nennte"),
        ("bringen", "brachte", "brachten", "bringe", "brächte"),
        ("rechnen", "rechnete", "rechneten", "rechne", "rechnete"),
        ("ändern", "änderte", "änderten", "ändere", "änderte"),
        ("ermitteln", "ermittelte", "ermittelten", "ermittle", "ermittelte"),
        ("lassen", "ließ", "ließen", "lasse", "ließe"),
    ],
)
def test_past_and_subjunctives(
    infinitive: str, past: str, plural: str, first_subjunctive: str, second_subjunctive: str
) -> None:
    found = known(infinitive)
    assert found.finite(3, "Sing", "Past") == past
    assert found.finite(3, "Plur", "Past") == plural
    assert found.finite(3, "Sing", mood="Sub") == first_subjunctive
    assert found.finite(3, "Sing", "Past", "Sub") == second_subjunctive


@pytest.mark.parametrize(
    ("infinitive", "participle", "zu_infinitive", "main_clause"),
    [
        # particle comes off
        ("einreichen", "eingereicht", "einzureichen", "reicht … ein"),
        ("bekanntgeben", "bekanntgegeben", "bekanntzugeben", "gibt … bekannt"),
        ("zurücksenden", "zurückgesandt", "zurückzusenden", "sendet … zurück"),
        ("anerkennen", "anerkannt", "anzuerkennen", "erkennt … an"),
        ("vorbehalten", "vorbehalten", "vorzubehalten", "behält … vor"),
        ("anberaumen", "anberaumt", "anzuberaumen", "beraumt … an"),
        ("auferlegen", "auferlegt", "aufzuerlegen", "erlegt … auf"),
        ("wiedereinsetzen", "wiedereingesetzt", "wiedereinzusetzen", "setzt … wieder ein"),
        ("wiederaufnehmen", "wiederaufgenommen", "wiederaufzunehmen", "nimmt … wieder auf"),
        ("wiederherstellen", "wiederhergestellt", "wiederherzustellen", "stellt … wieder her"),
        ("aufrechterhalten", "aufrechterhalten", "aufrechtzuerhalten", "erhält … aufrecht"),
        ("eingruppieren", "eingruppiert", "einzugruppieren", "gruppiert … ein"),
        ("umbenennen", "umbenannt", "umzubenennen", "benennt … um"),
        ("umsetzen", "umgesetzt", "umzusetzen", "setzt … um"),
        ("unterbringen", "untergebracht", "unterzubringen", "bringt … unter"),
        ("durchführen", "durchgeführt", "durchzuführen", "führt … durch"),
        # not listed anywhere, but particle and base are
        ("weitergewähren", "weitergewährt", "weiterzugewähren", "gewährt … weiter"),
        ("zurücküberweisen", "zurücküberwiesen", "zurückzuüberweisen", "überweist … zurück"),
        ("nacherfassen", "nacherfasst", "nachzuerfassen", "erfasst … nach"),
        # prefix stays
        ("übersenden", "übersandt", "zu übersenden", "übersendet"),
        ("überprüfen", "überprüft", "zu überprüfen", "überprüft"),
        ("unterrichten", "unterrichtet", "zu unterrichten", "unterrichtet"),
        ("untersagen", "untersagt", "zu untersagen", "untersagt"),
        ("widersprechen", "widersprochen", "zu widersprechen", "widerspricht"),
        ("wiederholen", "wiederholt", "zu wiederholen", "wiederholt"),
        ("vollstrecken", "vollstreckt", "zu vollstrecken", "vollstreckt"),
        ("hinterlegen", "hinterlegt", "zu hinterlegen", "hinterlegt"),
        ("missachten", "missachtet", "zu missachten", "missachtet"),
        ("obliegen", "oblegen", "zu obliegen", "obliegt"),
        # ge- or not
        ("beantragen", "beantragt", "zu beantragen", "beantragt"),
        ("beauftragen", "beauftragt", "zu beauftragen", "beauftragt"),
        ("veranlassen", "veranlasst", "zu veranlassen", "veranlasst"),
        ("begleiten", "begleitet", "zu begleiten", "begleitet"),
        ("gewährleisten", "gewährleistet", "zu gewährleisten", "gewährleistet"),
        ("informieren", "informiert", "zu informieren", "informiert"),
        ("ernten", "geerntet", "zu ernten", "erntet"),
        ("kennzeichnen", "gekennzeichnet", "zu kennzeichnen", "kennzeichnet"),
        ("rechtfertigen", "gerechtfertigt", "zu rechtfertigen", "rechtfertigt"),
        # weak beside strong
        ("anschaffen", "angeschafft", "anzuschaffen", "schafft … an"),
        ("verhängen", "verhängt", "zu verhängen", "verhängt"),
        ("abhängen", "abgehangen", "abzuhängen", "hängt … ab"),
        ("abwägen", "abgewogen", "abzuwägen", "wägt … ab"),
    ],
)
def test_particles_and_participles(infinitive: str, participle: str, zu_infinitive: str, main_clause: str) -> None:
    found = known(infinitive)
    assert found.participle == participle
    assert found.zu_infinitive == zu_infinitive
    assert " … ".join(part for part in (found.finite(3, "Sing"), found.particle) if part) == main_clause


def test_particle_stays_on_at_the_end_of_a_clause() -> None:
    assert known("einreichen").finite_joined(3, "Sing") == "einreicht"
    assert known("wiedereinsetzen").finite_joined(3, "Plur", "Past") == "wiedereinsetzten"


@pytest.mark.parametrize(
    ("infinitive", "auxiliary"),
    [
        ("sein", "sein"),
        ("werden", "sein"),
        ("eingehen", "sein"),
        ("begehen", "haben"),
        ("ergehen", "sein"),
        ("entfallen", "sein"),
        ("gefallen", "haben"),
        ("unterbleiben", "sein"),
        ("erfolgen", "sein"),
        ("befolgen", "haben"),
        ("erlöschen", "sein"),
        ("verjähren", "sein"),
        ("verstreichen", "sein"),
        ("entstehen", "sein"),
        ("bestehen", "haben"),
        ("liegen", "haben"),
        ("bekommen", "haben"),
        ("zukommen", "sein"),
        ("überschreiten", "haben"),
        ("übersteigen", "haben"),
        ("ausscheiden", "sein"),
        ("entscheiden", "haben"),
        ("eintreten", "sein"),
        ("vertreten", "haben"),
        ("abweichen", "sein"),
        ("zufließen", "sein"),
    ],
)
def test_auxiliary(infinitive: str, auxiliary: str) -> None:
    assert known(infinitive).auxiliaries == (auxiliary,)
    assert known(infinitive).auxiliary == auxiliary


def test_perfect() -> None:
    assert known("prüfen").perfect(1, "Plur") == ("haben", "geprüft")
    assert known("prüfen").perfect(3, "Sing", "Past") == ("hatte", "geprüft")
    assert known("ergehen").perfect(3, "Sing") == ("ist", "ergangen")
    assert known("einreichen").perfect(3, "Plur", "Past", "Sub") == ("hätten", "eingereicht")


def test_perfect_of_a_verb_with_both_auxiliaries() -> None:
    assert known("umziehen").perfect(3, "Plur") == ("sind", "umgezogen")
    assert known("einziehen").perfect(1, "Plur", with_object=True) == ("haben", "eingezogen")
    assert known("ausziehen").perfect(1, "Plur", with_object=True) == ("haben", "ausgezogen")
    assert known("eingehen").perfect(1, "Plur", with_object=True) == ("sind", "eingegangen")


def test_polite_imperative() -> None:
    assert known("einreichen").polite_imperative() == ("reichen", "ein")
    assert known("beachten").polite_imperative() == ("beachten", "")
    assert known("sein").polite_imperative() == ("seien", "")
    assert known("übermitteln").polite_imperative() == ("übermitteln", "")


@pytest.mark.parametrize("infinitive", ["übersetzen", "umgehen", "umfahren", "umschreiben", "schaffen", "hängen"])
def test_an_infinitive_of_two_verbs_is_not_guessed(infinitive: str) -> None:
    assert verb(infinitive) is None


@pytest.mark.parametrize(
    "word", ["zugrundelegen", "rückerstatten", "zwangsvollstrecken", "mitten", "beiden", "Antrag", ""]
)
def test_what_is_no_verb_or_not_conjugated_is_unknown(word: str) -> None:
    assert verb(word) is None


def test_the_participle_tells_two_verbs_apart() -> None:
    assert known("umgehen", "umgangen").auxiliary == "haben"
    assert known("umgehen", "umgegangen").particle == "um"
    assert known("schaffen", "geschaffen").finite(3, "Sing", "Past") == "schuf"
    assert known("übergehen", "übergegangen").auxiliary == "sein"
    assert known("anwenden").participle == "angewendet"
    assert known("anwenden", "angewandt").finite(3, "Sing", "Past") == "wandte"
    assert verb("prüfen", "geprüfft") is None


@pytest.mark.parametrize(
    ("participle", "infinitive"),
    [
        ("eingereicht", "einreichen"),
        ("festgesetzt", "festsetzen"),
        ("gewährt", "gewähren"),
        ("bewilligt", "bewilligen"),
        ("abgelehnt", "ablehnen"),
        ("erhoben", "erheben"),
        ("angehört", "anhören"),
        ("gestellt", "stellen"),
        ("vorgelegt", "vorlegen"),
        ("angewandt", "anwenden"),
        ("übersandt", "übersenden"),
        ("übergegangen", "übergehen"),
        ("worden", "werden"),
        ("geworden", "werden"),
        ("weitergeleistet", "weiterleisten"),
        ("gehört", None),
        ("geraten", None),
        ("gefallen", None),
        ("bekannt", None),
        ("verschieden", None),
        ("gelb", None),
    ],
)
def test_lemma_of_participle(participle: str, infinitive: str | None) -> None:
    assert lemma_of_participle(participle) == infinitive
