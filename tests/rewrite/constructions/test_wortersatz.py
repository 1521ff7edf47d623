"""Plain words in the inflection of the hard ones, or nothing."""

import pytest
from phrase_scenes import first, scene

from klartext.errors import RuleError
from klartext.rewrite.constructions.wortersatz import WordSwaps
from klartext.ruleset import load_rules
from klartext.ruleset.word_swaps import load_swaps

SWAPS = WordSwaps.of(load_swaps(load_rules()))

TABLE = [
    ("Sie entrichten die Gebühr jährlich.", "Sie zahlen die Gebühr jährlich."),
    ("Der Halter entrichtet die Steuer.", "Der Halter zahlt die Steuer."),
    ("Die Gebühr wurde nicht entrichtet.", "Die Gebühr wurde nicht gezahlt."),
    ("Die Gebühr ist bis Mai zu entrichten.", "Die Gebühr ist bis Mai zu zahlen."),
    ("Die entrichteten Beiträge erstatten wir.", "Die gezahlten Beiträge erstatten wir."),
    ("Die Stadt verausgabt die Mittel.", "Die Stadt gibt die Mittel aus."),
    ("Wir bitten Sie, die Mittel zu verausgaben.", "Wir bitten Sie, die Mittel auszugeben."),
    (
        "Wenn die Stadt die Mittel verausgabt, endet das Projekt.",
        "Wenn die Stadt die Mittel ausgibt, endet das Projekt.",
    ),
    ("Wir klären die Frage ab.", "Wir klären die Frage."),
    ("Die Miete beinhaltet die Heizkosten.", "Die Miete enthält die Heizkosten."),
    ("Sie müssen einen Nachweis beibringen.", "Sie müssen einen Nachweis vorlegen."),
    ("Das Amt eruiert den Sachverhalt.", "Das Amt ermittelt den Sachverhalt."),
    ("Bitte legen Sie eine Ablichtung bei.", "Bitte legen Sie eine Kopie bei."),
    ("Wir brauchen ein aktuelles Lichtbild.", "Wir brauchen ein aktuelles Foto."),
    ("Nach dem Ableben des Vaters endet die Zahlung.", "Nach dem Tod des Vaters endet die Zahlung."),
    ("Stellen Sie das Behältnis an die Straße.", "Stellen Sie den Behälter an die Straße."),
    ("Nehmen Sie ein größeres Behältnis.", "Nehmen Sie einen größeren Behälter."),
    ("Die Räumlichkeiten sind feucht.", "Die Räume sind feucht."),
    ("Zuwiderhandlungen ahnden wir mit einer Geldbuße.", "Verstöße ahnden wir mit einer Geldbuße."),
    ("Für den Fall der Zuwiderhandlung drohen wir ein Zwangsgeld an.", None),
    ("Im Falle des Ablebens zahlen wir weiter.", "Im Falle des Todes zahlen wir weiter."),
    (
        "Für den Fall der Zuwiderhandlung gegen Ziffer 2 drohen wir ein Zwangsgeld an.",
        "Für den Fall des Verstoßes gegen Ziffer 2 drohen wir ein Zwangsgeld an.",
    ),
    ("Die Diskrepanz ist gering.", "Die Abweichung ist gering."),
    ("Senden Sie etwaige Belege ein.", None),
    ("Die obigen Angaben sind richtig.", "Die oben genannten Angaben sind richtig."),
    ("Die nachstehenden Unterlagen fehlen.", "Die folgenden Unterlagen fehlen."),
    (
        "Die nachstehenden, im Plan rot markierten Flächen sind betroffen.",
        "Die folgenden im Plan rot markierten Flächen sind betroffen.",
    ),
    ("Die nachstehenden, die Sie kennen, sind betroffen.", None),
    ("Die Sperrung ist temporär.", "Die Sperrung ist vorübergehend."),
    ("Wir haben die temporäre Sperrung verlängert.", "Wir haben die vorübergehende Sperrung verlängert."),
    ("Maßgeblich ist der Tag der Zahlung.", None),
    ("Sie können postalisch antworten.", "Sie können per Post antworten."),
    ("Sie müssen den Antrag erneut wiederholen.", "Sie müssen den Antrag wiederholen."),
    ("Auf Ihren vorbezeichneten Antrag ergeht ein Bescheid.", "Auf Ihren Antrag ergeht ein Bescheid."),
    ("Ihre vorgenannten ärztlichen Unterlagen sind da.", "Ihre ärztlichen Unterlagen sind da."),
    ("Mit unserem obigen Schreiben haben wir Sie informiert.", "Mit unserem Schreiben haben wir Sie informiert."),
    ("Das vorgenannte Schreiben ist da.", "Das genannte Schreiben ist da."),
    ("Die Kindesmutter arbeitet in Teilzeit.", "Die Mutter arbeitet in Teilzeit."),
    ("Sie sorgen mit der Kindesmutter für das Kind.", "Sie sorgen mit der Mutter für das Kind."),
    # near misses
    ("Sie müssen sich verpflichten, Ihren vorbezeichneten Schuppen abzureißen.", None),
    ("Die von Ihnen und der Kindesmutter getroffene Aufteilung gilt.", None),
    ("Sie leben mit dem Kindesvater zusammen.", None),
    ("Der Trainer bringt den Kindern das Schwimmen bei.", None),
    ("Das erwachsene Kind zahlt selbst.", None),
    ("Das maßgebliche Einkommen beträgt 900 Euro.", None),
    ("In vorbezeichneter Angelegenheit schreiben wir Ihnen.", None),
    ("Seit dem Quartal III/2024 zahlen Sie nichts.", None),
    ("Das Behältnis, das vor dem Haus steht, ist voll.", None),
    ("Er hat sich völlig verausgabt.", None),
    ("Sie haben realisiert, dass die Frist abläuft.", None),
    ("Die Kopie liegt bei.", None),
    ("Wir zahlen den Betrag aus.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(SWAPS.rewrites, text) == expected


def test_category_is_that_of_the_word_list():
    here = scene("Die Diskrepanz ist gering.")
    (rewrite,) = SWAPS.rewrites(here)
    assert rewrite.category == "fremdwort"
    assert here.text[rewrite.place.start : rewrite.place.end] == "Diskrepanz"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("verben: [", "KT-R82"),
        ("verben:\n  - {regel: amtswort-entrichten, statt: zahlen}\n", "KT-R83"),
        ("nomen:\n  - {regel: amtswort-ableben, statt: Ende}\n", "KT-R83"),
        ("nomen:\n  - {regel: amtswort-ableben}\n", "KT-R83"),
        ("nomen:\n  - {regel: amtswort-ableben, statt: Tod, objekte: [Kind]}\n", "KT-R83"),
    ],
)
def test_faulty_files_are_named(tmp_path, content, code):
    path = tmp_path / "wortersatz.yaml"
    path.write_text(f"id: wortersatz\ntitel: Wörter\n{content}", encoding="utf-8")
    with pytest.raises(RuleError, match=code):
        load_swaps(load_rules(), path)
