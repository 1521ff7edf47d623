"""Places that look like a fault and are none, each beside one that is."""

import loaded
import pytest

from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.ruleset import find, load_rules

LONG = " und führt deshalb nach dem Gesetz zum Widerruf der Erlaubnis"
TABLE = [
    ("partizipialattribut", "Sie stellen den Antrag unter Beifügung geeigneter Unterlagen.", []),
    ("partizipialattribut", "Hinterbliebenenrente nach der/dem verstorbenen Versicherten", []),
    ("partizipialattribut", "In Anspruch genommene Hilfen zahlen Sie.", ["In Anspruch genommene Hilfen"]),
    ("partizipialattribut", "Der Zaun besteht aus knapp zwei Meter hohen, verzinkten Pfosten.", []),
    ("partizipialattribut", "Die bis zu drei Jahre alten Belege fehlen.", []),
    ("partizipialattribut", "Wir sehen den um zwei Meter versetzten Zaun.", ["den um zwei Meter versetzten Zaun"]),
    ("partizipialattribut", "Deshalb ergeht gegen Sie folgender Bescheid:", []),
    (
        "partizipialattribut",
        "Der auf die Mahnung folgende Bescheid kostet mehr.",
        ["Der auf die Mahnung folgende Bescheid"],
    ),
    (
        "partizipialattribut",
        "Das geht nur auf schriftlichen, vor der Abreise gestellten Antrag.",
        ["vor der Abreise gestellten Antrag"],
    ),
    ("fvg-zum-abschluss-kommen", "Bis zum Abschluss der Arbeiten darf niemand zu Fall kommen.", []),
    ("fvg-zum-abschluss-kommen", "Zum Abschluss der Feier kann niemand zu Wort kommen.", []),
    ("fvg-zum-abschluss-kommen", "Die Arbeiten werden bald zum Abschluss kommen.", ["zum Abschluss kommen"]),
    ("passiv", "Soweit ein Schaden geltend gemacht wird, prüfen wir das.", ["geltend gemacht wird"]),
    (
        "modaler-infinitiv",
        "Der Tank ist zu leeren, zu reinigen und zu verschließen.",
        ["ist zu leeren, zu reinigen und zu verschließen"],
    ),
    ("verneinung", "Wir drohen für den Fall der Nichtbeachtung ein Zwangsgeld an.", []),
    ("verneinung", "Bei Nichtbeachtung zahlen Sie ein Zwangsgeld.", ["Bei Nichtbeachtung"]),
    ("bandwurmwort", "Die Widerspruchsführerin zahlt die Kosten.", []),
    ("unpersoenlich", "Die Widerspruchsführerin zahlt die Kosten.", ["Die Widerspruchsführerin"]),
    ("nominalstil", "Sie erhalten eine Ausfertigung des Gutachtens.", []),
    ("nominalstil", "Die Klausur war schwer. Nach der Prüfung waren Sie krank.", []),
    ("nominalstil", "Nach der Prüfung melden wir uns.", ["Nach der Prüfung"]),
    ("nominalstil", "Wir besichtigten die Schafhaltung Ihres Betreuten.", []),
    ("nominalstil", "Wir untersagen die Haltung des Hundes.", ["die Haltung des Hundes"]),
    ("nominalstil", "Das war nach Auffassung des Dienstes falsch.", []),
    ("nominalstil", "Die Besichtigung findet nicht statt.", ["Die Besichtigung findet nicht statt"]),
    ("schachtelsatz", f"Die Erklärung, Sie hätten die Waffe nur kurz entnommen, ist falsch{LONG}.", []),
    ("schachtelsatz", f"Für den Fall, dass Sie den Platz bis zum 3. Mai räumen, entfällt die Gebühr{LONG}.", []),
    ("verneinung", "Er muss seinen Lebensunterhalt ohne Hilfe bestreiten.", []),
    ("verneinung", "Wir verkennen nicht, dass Sie krank waren.", ["verkennen nicht"]),
    ("verneinung", "Das endgültige Nichtbestehen stellen wir fest.", []),
    ("verneinung", "Bei Nichtbestehen der Prüfung zahlen Sie.", ["Bei Nichtbestehen"]),
    ("genitivkette", "Wir schreiben den Eltern der Schülerin/des Schülers.", []),
    ("genitivkette", "Das steht in Artikel 22 Absatz 6 des Zollkodex der Union.", []),
    ("amtswort-eingangs", "Es zählt der Tag des Eingangs.", []),
    ("modaler-infinitiv", "Sie geben an, nicht in der Lage gewesen zu sein, die Klausur zu schreiben.", []),
    ("modaler-infinitiv", "Der Hund ist anzuleinen und zu füttern.", ["ist anzuleinen und zu füttern"]),
    ("modaler-infinitiv", "Sie zahlen, was Sie zu zahlen haben.", ["zu zahlen haben"]),
    ("modaler-infinitiv", "Ist Frau Kahl trotz des Unfalls in der Lage, Züge der Klassen A, B und C zu führen?", []),
    ("modaler-infinitiv", "Die Halle muss auch nachts von innen ohne Schlüssel zu öffnen sein.", []),
    (
        "modaler-infinitiv",
        "Wer Wohngeld erhält, hat alles mitzuteilen, was dafür wichtig ist, und der Auskunft durch Dritte zuzustimmen.",
        ["hat alles mitzuteilen"],
    ),
    (
        "modaler-infinitiv",
        "Der Antrag ist, soweit nichts anderes bestimmt ist, schriftlich zu stellen.",
        ["ist, soweit nichts anderes bestimmt ist, schriftlich zu stellen"],
    ),
    ("modaler-infinitiv", "Wer einen Hund hält, führt oder zu führen hat, haftet.", ["zu führen hat"]),
    (
        "passiv",
        "Es kann sein, dass auch ohne Sie beraten und abgestimmt werden kann.",
        ["beraten und abgestimmt werden kann"],
    ),
    (
        "schachtelsatz",
        "Nach § 2 TierSchG hat jeder, der ein Heim hält, betreut oder zu betreuen hat, dieses seiner Art und "
        "seinen Bedürfnissen entsprechend angemessen zu pflegen, zu ernähren und artgerecht unterzubringen.",
        ["der ein Heim hält, betreut oder zu betreuen hat"],
    ),
    (
        "genitivkette",
        "Sie müssen auf Verlangen des zuständigen Amtes der Übermittlung der nötigen Angaben zustimmen.",
        [],
    ),
    (
        "genitivkette",
        "Die Prüfung des Antrags der Schule der Stadt dauert.",
        ["Prüfung des Antrags der Schule der Stadt"],
    ),
    ("bandwurmwort", "Die Rechnung des Bestattungsinstituts liegt vor.", []),
    ("bandwurmwort", "Die Bescheide der Handwerkskammerprüfstellen fehlen.", ["Handwerkskammerprüfstellen"]),
    ("nominalstil", "Das war ein Verschulden Ihres Beraters.", []),
    ("nominalstil", "Störungen der Nachtruhe melden Sie bitte.", []),
    ("nominalstil", "Eine Änderung der Anschrift melden Sie bitte.", ["Eine Änderung der Anschrift"]),
    ("nominalstil", "Änderungen der Anschrift melden Sie bitte.", []),
    ("nominalstil", "Wir schützen Sie vor schädlichen Einwirkungen.", []),
    (
        "nominalstil",
        "Die Auslegung der Nummer 3 ist offen.",
        ["Die Auslegung der Nummer 3"],
    ),
    (
        "nominalstil",
        "Ihr Antrag auf Änderung der Satzung vom 3. März 2024 liegt vor.",
        ["auf Änderung der Satzung"],
    ),
    ("partizipialattribut", "Das geht unter Angabe geeigneter Zeugen.", []),
    (
        "partizipialattribut",
        "Zudem erhielt Ihr Mann nach Angaben der Rentenkasse bis zum 30.06.2024 laufende Zahlungen nach dem SGB XII.",
        [],
    ),
    (
        "partizipialattribut",
        "Der Antrag gilt für bis zum 30.06.2024 laufende Verträge.",
        ["bis zum 30.06.2024 laufende Verträge"],
    ),
    (
        "partizipialattribut",
        "Er kündigt den bis zum 30.06.2024 laufenden Vertrag.",
        ["den bis zum 30.06.2024 laufenden Vertrag"],
    ),
    (
        "genitivkette",
        "Nach § 5 der Satzung bedarf die Fällung eines Baumes der Erlaubnis der unteren Forstbehörde.",
        [],
    ),
    ("genitivkette", "Wir teilen mit, dass die Nutzung der Halle der Zustimmung bedarf.", []),
    (
        "genitivkette",
        "Die Fällung bedarf der Erlaubnis des Leiters der Forstbehörde.",
        ["Erlaubnis des Leiters der Forstbehörde"],
    ),
    (
        "nominalstil",
        "Nach § 5 der Satzung bedarf die Beseitigung eines Baumes der Erlaubnis der Forstbehörde.",
        ["die Beseitigung eines Baumes"],
    ),
    ("nominalstil", "Der Fehler ist ohne Bedeutung.", []),
    ("nominalstil", "Die Akte ging durch ein Versehen der Post verloren.", []),
    ("nominalstil", "Es gilt eine Mindestentfernung von 3 km.", []),
    ("nominalstil", "Die Entfernung des Zauns dauert.", ["Die Entfernung des Zauns"]),
    ("nominalstil", "Das ergibt sich nach der Biotopkartierung.", []),
    ("nominalstil", "Nach der Kartierung melden wir uns.", ["Nach der Kartierung"]),
    ("nominalstil", "Wir prüfen die Auslegung der Nummern 2 bis 5.", ["die Auslegung der Nummern 2 bis 5"]),
    ("passiv", "Das Dach soll bald instand gesetzt werden.", ["soll bald instand gesetzt werden"]),
    ("passiv", "Es heißt, dass die Heizung instand gehalten wird.", ["instand gehalten wird"]),
    ("passiv", "Es heißt, dass die Heizung schnell geprüft wird.", ["geprüft wird"]),
    (
        "partizipialattribut",
        "Die dem Verein zugesagten Melde- und Teilnahmegelder fehlen.",
        ["Die dem Verein zugesagten Melde- und Teilnahmegelder"],
    ),
    ("amtswort-bescheiden", "BESCHEID", []),
    (
        "schachtelsatz",
        "Allen Kindern, die an diesem Kurs teilnehmen möchten, geben wir im Mai noch einmal einen eigenen Raum.",
        [],
    ),
    ("verneinung", "Wir schließen auf Ihre Nichteignung.", []),
    ("unpersoenlich", "Wir zahlen, soweit den dazu Verpflichteten nicht geholfen werden kann.", []),
]


@pytest.fixture(scope="module")
def pipeline():
    return loaded.pipeline()


@pytest.mark.parametrize(("rule", "text", "expected"), TABLE)
def test_no_false_alarm(pipeline, rule, text, expected):
    letter = read_letter(read_text(text))
    protected = protect(letter)
    found = find(pipeline.analyse(letter, protected), letter, protected, load_rules())
    assert [f.text for f in found if f.rule == rule] == expected


@pytest.mark.parametrize(
    ("text", "late"),
    [
        ("Die Tiere wurden am 3. Mai durch den Amtstierarzt untersucht.", True),
        ("Die Angaben wurden vom Vermieter bestätigt.", True),
        ("Die Kosten werden von Ihnen getragen.", True),
        ("Die Gebühr wird durch Überweisung gezahlt.", False),
        ("Ihr Sohn wird für ein Jahr vom Unterricht befreit.", False),
        ("Die Tiere wurden am 3. Mai untersucht.", False),
    ],
)
def test_passive_says_whether_the_actor_is_hidden_or_late(pipeline, text, late):
    letter = read_letter(read_text(text))
    protected = protect(letter)
    found = find(pipeline.analyse(letter, protected), letter, protected, load_rules())
    messages = [f.message for f in found if f.rule == "passiv"]
    assert [("wer handelt." in m, "am Anfang" in m) for m in messages] == [(True, late)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Der Nachweis ist vorzulegen.", "wie ein Befehl"),
        ("Ein Mangel ist nicht auszuschließen.", "kann nicht"),
        ("Der Hund ist vom Gelände auszuschließen.", "wie ein Befehl"),
        ("Die Kosten sind nicht anzusetzen.", "darf nicht"),
        ("Der Nachweis wäre dann vorzulegen.", "in diesem Fall"),
        ("Der Nachweis war vorzulegen.", "getan hat"),
    ],
)
def test_modal_infinitive_says_what_is_wrong(pipeline, text, said):
    letter = read_letter(read_text(text))
    protected = protect(letter)
    found = find(pipeline.analyse(letter, protected), letter, protected, load_rules())
    assert [said in f.message for f in found if f.rule == "modaler-infinitiv"] == [True]


LABELS = "Vorhaben: Umbau einer alten Scheune\nGrundstück: Flur 6 in Oberau\nBauherr: Herr Kunz aus Oberau\n"
ONE = "Umbau einer alten Scheune zu einem Laden auf dem Grundstück der Familie Kunz in\nOberau mit Anbau einer Halle, "


@pytest.mark.parametrize(("start", "flagged"), [(LABELS, []), (ONE, ["langer-satz"])])
def test_lines_of_a_subject_are_no_sentence(pipeline, start, flagged):
    subject = f"{start}Nachforderung von Unterlagen zu Ihrem Antrag"
    text = f"Herrn\nPaul Kunz\nAm Markt 1\n12345 Oberau\n\n{subject}\n\nSehr geehrter Herr Kunz,\n\nwir lesen.\n"
    letter = read_letter(read_text(text))
    protected = protect(letter)
    found = find(pipeline.analyse(letter, protected), letter, protected, load_rules())
    assert [f.rule for f in found if f.rule == "langer-satz"] == flagged


MESSAGES = [
    ("modaler-infinitiv", "Der Zaun ist bis Mai zu streichen.", "klingt wie ein Befehl"),
    ("modaler-infinitiv", "Die Karte ist bei der Einreise von Ihnen bei der Wache vorzuzeigen.", "klingt nach Akten"),
    ("modaler-infinitiv", "Der Plan ist zu ändern und von der Eigentümerin zu unterschreiben.", "klingt nach Akten"),
    ("modaler-infinitiv", "Wir klären, ob ein Gutachten einzuholen ist.", "ist umständlich und"),
    ("modaler-infinitiv", "Als Halter sind Sie zu den Kosten heranzuziehen.", "ist umständlich und"),
    ("modaler-infinitiv", "Zudem ist festzustellen, dass zwei Pläne fehlen.", "ist umständlich. Gemeint ist keine"),
    ("modaler-infinitiv", "Der Wert ist festzustellen.", "klingt wie ein Befehl"),
    ("modaler-infinitiv", "Der Weg ist Ihrem Sohn zuzumuten.", "Gemeint ist keine Pflicht"),
    ("modaler-infinitiv", "Die Narbe ist nach Ansicht der Ärztin mit zehn Punkten zu bewerten.", "Gemeint ist keine"),
    ("modaler-infinitiv", "Der Hof ist nach Ansicht des Prüfers als Betrieb zu behandeln.", "oder nur eine Wertung"),
    ("modaler-infinitiv", "Der Hof ist nach der Ernte zu säubern.", "klingt wie ein Befehl"),
    ("unpersoenlich", "Wir haben die Angaben der Kindesmutter geprüft.", "nur wenn der Brief an diese Person geht"),
    ("unpersoenlich", "Wir haben Ihnen die Angaben des Antragstellers geschickt.", "lässt offen, wer gemeint ist"),
    ("rechnen-muessen", "Dann muss mit weiteren Unfällen gerechnet werden.", "sonst schreiben Sie, was geschehen kann"),
    ("passiv", "Der Unterricht wird durch den Lärm gestört.", "mit der Ursache am Anfang"),
    ("passiv", "Die Prüfung wird hierdurch erschwert.", "mit der Ursache am Anfang"),
    ("passiv", "Die Nachbarn werden durch den Halter gefährdet.", "am Anfang steht, wer handelt"),
    ("passiv", "Von der Leitung der Kita wurde uns der Umzug gemeldet.", "am Anfang steht, wer handelt"),
    ("passiv", "Das darf nur durch Fachkräfte geprüft werden.", "am Anfang steht, wer handelt"),
    ("passiv", "Durch Einleitung eines Verfahrens wurde die Frist gehemmt.", "sagt nicht gleich, wer handelt"),
    ("unpersoenlich", "Bitte rufen Sie die Unterzeichnerin an.", "„ich“"),
]


@pytest.mark.parametrize(("rule", "text", "told"), MESSAGES)
def test_the_message_says_what_is_wrong_here(pipeline, rule, text, told):
    letter = read_letter(read_text(text))
    found = find(pipeline.analyse(letter, ()), letter, (), load_rules())
    assert [told in f.message for f in found if f.rule == rule] == [True]
