import re

import pytest

from klartext.grammar import nouns
from klartext.grammar.features import CASES, NUMBERS
from klartext.grammar.nouns import analyses, noun_forms

PARADIGMS = {
    "Bescheid": "Masc Bescheid Bescheides Bescheid Bescheid Bescheide Bescheide Bescheiden Bescheide",
    "Antrag": "Masc Antrag Antrags Antrag Antrag Anträge Anträge Anträgen Anträge",
    "Kunde": "Masc Kunde Kunden Kunden Kunden Kunden Kunden Kunden Kunden",
    "Herr": "Masc Herr Herrn Herrn Herrn Herren Herren Herren Herren",
    "Name": "Masc Name Namens Namen Namen Namen Namen Namen Namen",
    "Amt": "Neut Amt Amtes Amt Amt Ämter Ämter Ämtern Ämter",
    "Zeugnis": "Neut Zeugnis Zeugnisses Zeugnis Zeugnis Zeugnisse Zeugnisse Zeugnissen Zeugnisse",
    "Prüfung": "Fem Prüfung Prüfung Prüfung Prüfung Prüfungen Prüfungen Prüfungen Prüfungen",
    "Leistungsbescheid": "Masc Leistungsbescheid Leistungsbescheides Leistungsbescheid Leistungsbescheid"
    " Leistungsbescheide Leistungsbescheide Leistungsbescheiden Leistungsbescheide",
    "Bescheidempfänger": "Masc Bescheidempfänger Bescheidempfängers Bescheidempfänger Bescheidempfänger"
    " Bescheidempfänger Bescheidempfänger Bescheidempfängern Bescheidempfänger",
    "Versorgungsamt": "Neut Versorgungsamt Versorgungsamtes Versorgungsamt Versorgungsamt"
    " Versorgungsämter Versorgungsämter Versorgungsämtern Versorgungsämter",
    "Sachbearbeiterin": "Fem Sachbearbeiterin Sachbearbeiterin Sachbearbeiterin Sachbearbeiterin"
    " Sachbearbeiterinnen Sachbearbeiterinnen Sachbearbeiterinnen Sachbearbeiterinnen",
    "Kosten": "None - - - - Kosten Kosten Kosten Kosten",
    "Wohngeldbewilligung": "Fem Wohngeldbewilligung Wohngeldbewilligung Wohngeldbewilligung Wohngeldbewilligung"
    " Wohngeldbewilligungen Wohngeldbewilligungen Wohngeldbewilligungen Wohngeldbewilligungen",
}


@pytest.mark.parametrize("lemma", PARADIGMS)
def test_paradigm(lemma):
    gender, *expected = PARADIGMS[lemma].split()
    forms = noun_forms(lemma)
    found = [(forms.form(case, number) or ("-",))[0] for number in NUMBERS for case in CASES]
    assert (str(forms.gender), found) == (gender, expected)


def test_both_genitives_are_known():
    assert set(noun_forms("Bescheid").form("Gen", "Sing")) == {"Bescheids", "Bescheides"}


def test_the_old_dative_comes_last():
    forms = noun_forms("Amt").form("Dat", "Sing")
    assert forms == ("Amt", "Amte")
    assert noun_forms("Amt").is_archaic("Amte", "Dat", "Sing")


@pytest.mark.parametrize(
    ("form", "lemma", "gender"),
    [
        ("Kindertagespflegestellen", "Kindertagespflegestelle", "Fem"),
        ("Widerspruchsbescheiden", "Widerspruchsbescheid", "Masc"),
        ("Grundsteuerhebesätze", "Grundsteuerhebesatz", "Masc"),
        ("Kfz-Steuerbescheids", "Kfz-Steuerbescheid", "Masc"),
        ("Einkommensnachweisen", "Einkommensnachweis", "Masc"),
        ("Jahresende", "Jahresende", "Neut"),
        ("Wohngeldempfängerinnen", "Wohngeldempfängerin", "Fem"),
    ],
)
def test_a_compound_declines_as_its_head(form, lemma, gender):
    assert (lemma, gender) in {(way.lemma, way.gender) for way in analyses(form)}


@pytest.mark.parametrize(
    "form", ["Versicherten", "Unterzeichnende", "Antragstellenden", "Leistungsberechtigter", "Erziehungsberechtigte"]
)
def test_a_nominalised_adjective_stands_for_both_genders(form):
    assert {way.gender for way in analyses(form) if way.is_adjectival} == {"Masc", "Fem"}


@pytest.mark.parametrize("form", ["Qrxlz", "abc", "", "-", "A"])
def test_what_is_no_noun_has_no_forms(form):
    assert analyses(form) == ()


def test_every_form_in_the_table_is_a_word():
    table = nouns._table()
    lemmas = [line.split("\t")[0] for line in table._lines if line]
    for lemma in lemmas[::97]:
        for way in table.find(lemma):
            assert all(re.fullmatch(r"[\w-]+", form) for cell in way.cells for form in cell), way
