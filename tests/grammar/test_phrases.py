from pathlib import Path

import pytest
from loaded import pipeline

from klartext.grammar.phrases import noun_phrase

TABLE = Path(__file__).with_name("phrases.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.fixture(scope="module")
def analyse():
    nlp = pipeline()
    seen = {}

    def phrase(sentence, word):
        doc = seen.setdefault(sentence, nlp(sentence)) if sentence not in seen else seen[sentence]
        return noun_phrase(next(t for t in doc if t.text == word))

    return phrase


@pytest.mark.parametrize(("sentence", "word", "case", "expected"), ROWS)
def test_phrase_in_another_case(analyse, sentence, word, case, expected):
    phrase = analyse(sentence, word)
    assert (phrase.inflect(case) if phrase else None) == (None if expected == "–" else expected)


@pytest.mark.parametrize(
    ("sentence", "word", "preposition", "expected"),
    [
        ("Die Prüfung Ihrer Unterlagen ist abgeschlossen.", "Prüfung", "zu", "zur Prüfung Ihrer Unterlagen"),
        ("Das Amt prüft den Antrag.", "Amt", "bei", "beim Amt"),
        ("Der Arbeitgeber stellt eine Bescheinigung aus.", "Arbeitgeber", "von", "vom Arbeitgeber"),
        ("Der Vordruck liegt bei.", "Vordruck", "mit", "mit dem Vordruck"),
        ("Die Behörde entscheidet.", "Behörde", "von", "von der Behörde"),
        ("Die Termine stehen fest.", "Termine", "zu", "zu den Terminen"),
        ("Ihr Antrag fehlt.", "Antrag", "zu", "zu Ihrem Antrag"),
        ("Der Antrag, den Sie gestellt haben, fehlt.", "Antrag", "zu", "zu dem Antrag, den Sie gestellt haben"),
        ("Der von Ihnen gestellte Antrag fehlt.", "Antrag", "zu", "zu dem von Ihnen gestellten Antrag"),
        ("Der Antrag und der Nachweis fehlen.", "Antrag", "zu", "zu dem Antrag und dem Nachweis"),
        ("Wir prüfen das.", "Wir", "von", "von uns"),
    ],
)
def test_after_a_preposition(analyse, sentence, word, preposition, expected):
    assert analyse(sentence, word).after(preposition, "Dat") == expected


@pytest.mark.parametrize(
    ("sentence", "word", "accusative"),
    [
        ("Der Antrag wird geprüft.", "Antrag", "ihn"),
        ("Die Prüfung wird abgeschlossen.", "Prüfung", "sie"),
        ("Das Amt hat entschieden.", "Amt", "es"),
        ("Die Nachweise wurden geprüft.", "Nachweise", "sie"),
        ("Die Unterlagen und der Nachweis fehlen.", "Unterlagen", "sie"),
        ("Wir haben Ihnen geschrieben.", "Ihnen", "Sie"),
    ],
)
def test_pronouns_for_a_phrase(analyse, sentence, word, accusative):
    assert analyse(sentence, word).pronoun("Acc") == accusative


@pytest.mark.parametrize(
    ("sentence", "word", "case", "number", "gender"),
    [
        ("Der Bescheid wird aufgehoben.", "Bescheid", "Nom", "Sing", "Masc"),
        ("Die Nachweise sind vorzulegen.", "Nachweise", "Nom", "Plur", "Masc"),
        ("Wir haben den Kunden informiert.", "Kunden", None, None, None),
        ("Den Kunden werden die Unterlagen übersandt.", "Kunden", "Dat", "Plur", None),
        ("Den Eltern wurde eine Frist gesetzt.", "Eltern", "Dat", "Plur", None),
        ("Der Antrag liegt im Rathaus.", "Rathaus", "Dat", "Sing", "Neut"),
        ("Die Änderung bedarf der Genehmigung.", "Genehmigung", "Gen", "Sing", "Fem"),
    ],
)
def test_what_form_preposition_and_parse_tell(analyse, sentence, word, case, number, gender):
    phrase = analyse(sentence, word)
    assert phrase.case == case
    assert phrase.number == number
    assert gender is None or phrase.gender == gender


def test_ambiguity_stays_visible_and_is_no_obstacle_where_the_text_is_the_same(analyse):
    phrase = analyse("Wegen der Auszubildenden fragen wir nach.", "Auszubildenden")
    assert {number for _, number, _ in phrase.readings} == {"Sing", "Plur"}
    assert phrase.number is None
    assert phrase.inflect("Nom") is None
    assert phrase.inflect("Gen") == "der Auszubildenden"


@pytest.mark.parametrize(
    ("sentence", "word", "polite", "person", "nominative"),
    [
        ("Sie haben Ihren Antrag gestellt.", "Sie", True, 3, "Sie"),
        ("Sie müssen die Gebühr zahlen.", "Sie", True, 3, "Sie"),
        ("Sie wird im Mai volljährig.", "Sie", False, 3, "sie"),
        ("Sie sind bis zum 3. Mai vorzulegen.", "Sie", False, 3, None),  # the documents or the reader
        ("Wir haben das geprüft.", "Wir", False, 1, "wir"),
        ("Die Eltern sagen, dass sie nichts wissen.", "sie", False, 3, "sie"),
    ],
)
def test_person_and_politeness(analyse, sentence, word, polite, person, nominative):
    phrase = analyse(sentence, word)
    assert phrase.is_pronoun
    assert (phrase.is_polite, phrase.person, phrase.inflect("Nom")) == (polite, person, nominative)


@pytest.mark.parametrize(
    ("sentence", "word", "article"),
    [
        ("Der Bescheid wird aufgehoben.", "Bescheid", "der"),
        ("Ein Bescheid wird erlassen.", "Bescheid", "ein"),
        ("Ihr Antrag fehlt.", "Antrag", "Ihr"),
        ("Nachweise fehlen.", "Nachweise", ""),
        ("Das dient zur Prüfung.", "Prüfung", "der"),
    ],
)
def test_determiner(analyse, sentence, word, article):
    assert analyse(sentence, word).determiner == article


def test_extent_and_comma(analyse):
    phrase = analyse("Der Antrag, den Sie am 3. Mai gestellt haben, wird abgelehnt.", "Antrag")
    assert phrase.head.doc[phrase.start : phrase.end].text == "Der Antrag, den Sie am 3. Mai gestellt haben"
    assert phrase.needs_comma
    assert not analyse("Der Antrag wird abgelehnt.", "Antrag").needs_comma


def test_the_preposition_is_no_part(analyse):
    phrase = analyse("Die Prüfung erfolgt beim zuständigen Amt.", "Amt")
    assert phrase.head.doc[phrase.start : phrase.end].text == "zuständigen Amt"
    assert phrase.text == "dem zuständigen Amt"


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("Sowohl der Antrag als auch die Nachweise liegen vor.", "Antrag"),
        ("Der Antrag wird gemäß § 48 Abs. 1 SGB X abgelehnt.", "Abs."),
        ("Der Antrag wird gestellt.", "wird"),
    ],
)
def test_what_is_not_understood_is_none(analyse, sentence, word):
    assert analyse(sentence, word) is None
