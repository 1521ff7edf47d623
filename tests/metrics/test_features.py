import metric_docs as docs
import pytest
from metric_docs import annotated, plain

from klartext.metrics.counts import running_text
from klartext.metrics.features import FEATURES, measure


def measured(*tables: str, layout: str = "") -> dict[str, float]:
    return {k: v for k, v in measure(running_text(annotated(*tables, layout=layout), None)).items() if v is not None}


def test_passive_and_modal_infinitive_hide_who_acts_and_the_future_does_not():
    assert measured(docs.PASSIVE)["passiv"] == pytest.approx(1 / 6)
    assert measured(docs.MODAL_INFINITIVE)["passiv"] == pytest.approx(1 / 4)
    assert measured(docs.ACTIVE)["passiv"] == measured(docs.FUTURE)["passiv"] == 0


def test_long_attribute_counts_the_words_before_its_noun():
    assert measured(docs.LONG_ATTRIBUTE)["lange_attribute"] == pytest.approx(5 / 8)
    assert measured(docs.GENITIVES)["lange_attribute"] == 0


def test_genitives_are_counted():
    assert measured(docs.GENITIVES)["genitiv"] == pytest.approx(2 / 7)
    assert measured(docs.PASSIVE)["genitiv"] == 0


def test_clause_depth_counts_the_words_of_a_subordinate_clause():
    assert measured(docs.RELATIVE_CLAUSE)["satztiefe"] == pytest.approx(3 / 6)
    assert measured(docs.PASSIVE)["satztiefe"] == 0


def test_verb_bracket_counts_what_lies_beyond_six_words():
    assert measured(docs.BRACKET)["satzklammer"] == pytest.approx(2 / 11)
    assert measured(docs.PASSIVE)["satzklammer"] == 0


def test_dependency_distance_is_the_mean_over_words_with_a_head():
    assert measured(docs.ACTIVE)["abstand"] == pytest.approx((1 + 1 + 2 + 1 + 4) / 5)


def test_nominalisation_needs_a_noun():
    table = "Prüfung NOUN 2 nsubj Prüfung Case=Nom\njung ADJ 0 root jung _"
    assert measured(table)["nominalstil"] == pytest.approx(1 / 2)


def test_names_numbers_dates_and_citations_make_no_word_rare_and_no_attribute():
    without, with_fact = measured(docs.WITHOUT_FACT), measured(docs.WITH_FACT)
    for feature in ("attribute", "seltene_verben", "seltene_adjektive", "abkuerzungen", "lange_attribute", "genitiv"):
        assert with_fact[feature] == without[feature]
    assert with_fact["seltene_substantive"] <= without["seltene_substantive"]


def test_rare_words_are_those_nobody_uses():
    common = "Haus NOUN 0 root Haus _"
    rare = "Merkzeichenzuerkennung NOUN 0 root Merkzeichenzuerkennung _"
    assert measured(common)["seltene_substantive"] == 0
    assert measured(rare)["seltene_substantive"] == 5


def test_an_abbreviation_is_as_long_as_what_it_stands_for():
    nlp = plain("")
    short = docs.Doc(nlp.vocab, ["Gebühr", "i. H. v.", "Euro"], sent_starts=[True, False, False])
    long = docs.Doc(nlp.vocab, ["Gebühr", "in", "Höhe", "von", "Euro"], sent_starts=[True, False, False, False, False])
    assert measure(running_text(short, None))["satzlaenge"] == measure(running_text(long, None))["satzlaenge"]


@pytest.mark.parametrize("layout", ["\n", "\n\n", " \n "])
def test_layout_changes_no_feature(layout):
    tables = (docs.LONG_ATTRIBUTE, docs.BRACKET, docs.RELATIVE_CLAUSE)
    assert measured(*tables, layout=layout) == measured(*tables)


def test_grammar_features_are_undefined_without_a_parse():
    got = measure(running_text(plain("Wir prüfen Ihren Antrag."), None))
    assert {f.id for f in FEATURES if got[f.id] is None} == {f.id for f in FEATURES if f.grammar}


def test_nothing_is_defined_without_text():
    assert set(measure(()).values()) == {None}


def test_a_longer_letter_of_the_same_kind_has_the_same_features():
    once, thrice = measured(docs.PASSIVE, docs.GENITIVES), measured(*(docs.PASSIVE, docs.GENITIVES) * 3)
    assert thrice == pytest.approx(once)
