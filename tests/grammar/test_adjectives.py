import pytest

from klartext.grammar.adjectives import attributive, ending, inflected_stem, is_invariable, stems
from klartext.grammar.features import CASES

# Nom, Gen, Dat, Acc of masculine, feminine, neuter, plural, from the grammar book
PARADIGMS = {
    "strong": "guter guten gutem guten gute guter guter gute gutes guten gutem gutes gute guter guten gute",
    "weak": "gute guten guten guten gute guten guten gute gute guten guten gute guten guten guten guten",
    "mixed": "guter guten guten guten gute guten guten gute gutes guten guten gutes guten guten guten guten",
}
COLUMNS = [("Sing", "Masc"), ("Sing", "Fem"), ("Sing", "Neut"), ("Plur", "Fem")]


@pytest.mark.parametrize("declension", PARADIGMS)
def test_paradigm(declension):
    found = ["gut" + ending(declension, case, *column) for column in COLUMNS for case in CASES]
    assert found == PARADIGMS[declension].split()


@pytest.mark.parametrize(
    ("lemma", "stem"),
    [
        ("gut", "gut"),
        ("dunkel", "dunkl"),
        ("variabel", "variabl"),
        ("teuer", "teur"),
        ("sauer", "saur"),
        ("hoch", "hoh"),
        ("höher", "höher"),
        ("sauber", "sauber"),
        ("weise", "weis"),
        ("fehlend", "fehlend"),
        ("eingereicht", "eingereicht"),
    ],
)
def test_stem(lemma, stem):
    assert inflected_stem(lemma) == stem


def test_some_adjectives_never_change():
    assert attributive("lila", "weak", "Dat", "Plur", "Fem") == "lila"
    assert attributive("hoch", "mixed", "Nom", "Sing", "Masc") == "hoher"


@pytest.mark.parametrize("form", ["lila", "rosa", "3.", "gesetzl.", "12"])
def test_invariable(form):
    assert is_invariable(form)


@pytest.mark.parametrize(
    ("form", "stem"), [("höherer", "höher"), ("teure", "teur"), ("hohem", "hoh"), ("gutes", "gut")]
)
def test_stem_of_a_form(form, stem):
    assert stems(form) == (stem,)


@pytest.mark.parametrize("form", ["lila", "gut", "er", "es"])
def test_a_form_without_ending_has_no_stem(form):
    assert stems(form) == ()
