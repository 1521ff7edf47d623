"""Voice and finite verbs that the parser sees word by word become consistent over the clause."""

import pytest

from klartext.pipeline.predicates import (
    adverbs_of_verbs,
    agreeing_voice,
    complete_clauses,
    infinitives_with_zu,
    objects_of_infinitives,
    passive_auxiliaries,
    states_in_duties,
)


def test_werden_beside_a_participle_is_passive():
    words, heads = ["Werden", "Unterlagen", "eingereicht"], [2, 2, 2]
    found = passive_auxiliaries(words, ["aux", "nsubj", "root"], heads, [{}, {}, {"VerbForm": "Part"}])
    assert agreeing_voice(found, heads) == ["aux:pass", "nsubj:pass", "root"]


def test_werden_beside_another_auxiliary_or_an_infinitive_stays():
    heads = [2, 2, 2]
    assert (
        passive_auxiliaries(
            ["wird", "haben", "geprüft"], ["aux", "aux", "root"], heads, [{}, {}, {"VerbForm": "Part"}]
        )[0]
        == "aux"
    )
    assert (
        passive_auxiliaries(["wird", "er", "prüfen"], ["aux", "nsubj", "root"], heads, [{}, {}, {"VerbForm": "Inf"}])[0]
        == "aux"
    )


@pytest.mark.parametrize(("mark", "form"), [("wenn", "Fin"), ("ohne", "Inf")])
def test_the_last_auxiliary_of_a_clause_without_finite_verb_is_finite(mark, form):
    feats = [{}, {}, {"VerbForm": "Part"}, {"VerbForm": "Inf", "Voice": "Pass"}]
    complete_clauses(
        [mark, "sie", "geprüft", "werden"], ["mark", "nsubj:pass", "root", "aux:pass"], [2, 2, 2, 2], feats
    )
    assert feats[3]["VerbForm"] == form
    assert feats[3]["Voice"] == "Pass"


def test_an_infinitive_beside_a_finite_verb_stays():
    feats = [{}, {"VerbForm": "Part"}, {"VerbForm": "Inf"}, {"VerbForm": "Fin"}]
    complete_clauses(["wenn", "geprüft", "werden", "kann"], ["mark", "root", "aux:pass", "aux"], [1, 1, 1, 1], feats)
    assert feats[2]["VerbForm"] == "Inf"


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [("beizufügen", "beifügen", "Inf"), ("Vorzulegen", "vorlegen", "Inf"), ("zugezogen", "zuziehen", "Part")],
)
def test_a_verb_with_zu_inside_is_an_infinitive(word, lemma, form):
    feats = [{"VerbForm": "Part"}]
    infinitives_with_zu([word], [lemma], feats)
    assert feats == [{"VerbForm": form}]


def test_an_adjective_behind_a_whole_name_belongs_to_the_verb():
    deprels, heads = ["case", "obl:agent", "flat:name", "advmod", "root"], [1, 4, 1, 1, 4]
    assert adverbs_of_verbs(["ADP", "PROPN", "PROPN", "ADJ", "VERB"], deprels, heads) == [1, 4, 1, 4, 4]


def test_an_infinitive_with_ist_takes_the_state_that_was_read_as_its_head():
    words = ["Er", "ist", "ausgefüllt", "und", "unterschrieben", "heute", "vorzulegen", "."]
    upos = ["PRON", "AUX", "VERB", "CCONJ", "VERB", "ADV", "VERB", "PUNCT"]
    deprels = ["nsubj", "aux", "root", "cc", "advmod", "advmod", "xcomp", "punct"]
    heads = [2, 2, 2, 4, 6, 6, 2, 2]
    states_in_duties(words, upos, deprels, heads)
    assert heads == [6, 6, 6, 4, 2, 6, 6, 6]
    assert deprels == ["nsubj", "cop", "xcomp", "cc", "conj", "advmod", "root", "punct"]
    assert (upos[2], upos[4]) == ("ADJ", "ADJ")


@pytest.mark.parametrize(
    ("words", "deprel"),
    [
        (["Er", "ist", "unterschrieben", ",", "vorzulegen"], "xcomp"),
        (["Er", "ist", "verpflichtet", "heute", "vorzulegen"], "xcomp"),
        (["Er", "ist", "unterschrieben", "und", "vorzulegen"], "conj"),
    ],
)
def test_a_state_that_may_be_told_for_itself_stays(words, deprel):
    heads, deprels = [2, 2, 2, 4, 2], ["nsubj", "aux", "root", "punct", deprel]
    states_in_duties(words, ["PRON", "AUX", "VERB", "X", "VERB"], deprels, heads)
    assert (heads, deprels[2]) == ([2, 2, 2, 4, 2], "root")


@pytest.mark.parametrize(
    ("words", "first", "told"),
    [
        (["es", "abzulehnen", "und", "Sie", "zu", "bitten"], "obj", "obj"),
        (["ist", "abzulehnen", "und", "Sie", "zu", "bitten"], "cop", "nsubj"),
        (["es", "abzulehnen", "und", "Sie", "selbst", "bitten"], "obj", "nsubj"),
    ],
)
def test_sie_beside_a_second_infinitive_is_its_object(words, first, told):
    deprels = [first, "root", "cc", "nsubj", "mark", "conj"]
    objects_of_infinitives(words, deprels, [1, 1, 5, 5, 5, 1])
    assert deprels[3] == told
