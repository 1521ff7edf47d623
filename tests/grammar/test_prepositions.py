import pytest

from klartext.grammar.prepositions import contract, contraction, preposition_case


@pytest.mark.parametrize(
    ("preposition", "cases"),
    [
        ("mit", ("Dat",)),
        ("für", ("Acc",)),
        ("Wegen", ("Gen", "Dat")),
        ("in", ("Dat", "Acc")),
        ("gemäß", ("Dat",)),
        ("zur", ("Dat",)),
        ("ins", ("Acc",)),
        ("mangels", ("Gen", "Dat")),
        ("i. H. v.", ("Dat",)),
        ("xyz", ()),
    ],
)
def test_case(preposition, cases):
    assert preposition_case(preposition) == cases


@pytest.mark.parametrize(
    ("preposition", "article", "text"),
    [
        ("zu", "der", "zur"),
        ("zu", "dem", "zum"),
        ("bei", "dem", "beim"),
        ("von", "dem", "vom"),
        ("von", "der", "von der"),
        ("in", "das", "ins"),
        ("mit", "dem", "mit dem"),
    ],
)
def test_contract(preposition, article, text):
    assert contract(preposition, article) == text


def test_contraction():
    assert contraction("Zur") == ("zu", "der")
    assert contraction("mit") is None
