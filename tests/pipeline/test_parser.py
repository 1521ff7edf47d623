import itertools

import loaded
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from klartext import paths
from klartext.errors import PipelineError
from klartext.nlp import LAYERS, load_pipeline, require_layers
from klartext.pipeline import agreement, lemma_scripts
from klartext.pipeline.component import create_pipeline
from klartext.pipeline.nouns import NounTable
from klartext.pipeline.parser import agreeing_voice
from klartext.pipeline.spanning_tree import is_tree, tree

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ-", min_size=1, max_size=20)


@pytest.fixture(scope="module")
def pipeline():
    return loaded.pipeline()


@pytest.fixture(scope="module")
def nouns():
    return NounTable(paths.pipeline_dir() / "nouns.txt")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.integers(1, 9).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=st.floats(-9, 9, width=32))))
def test_any_scores_give_a_tree_with_one_root(scores):
    assert is_tree(tree(scores))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.integers(1, 4).flatmap(lambda n: arrays.arrays(np.float32, (n, n + 1), elements=st.integers(-50, 50))))
def test_no_other_tree_scores_better(scores):
    size = len(scores)
    words = range(size)
    every = (np.array(h) for h in itertools.product(range(size + 1), repeat=size) if all(h[i] != i + 1 for i in words))
    best = max(sum(scores[i, h[i]] for i in words) for h in every if is_tree(h))
    heads = tree(scores)
    assert sum(scores[i, heads[i]] for i in words) == pytest.approx(best)


def test_tree_takes_the_best_head_where_that_is_a_tree():
    scores = np.array([[0, -9, 5], [7, 1, -9]], dtype=np.float32)
    assert tree(scores).tolist() == [2, 0]


def test_tree_breaks_a_cycle_at_the_cheapest_place():
    scores = np.array([[1, -9, 5], [0, 5, -9]], dtype=np.float32)
    assert tree(scores).tolist() == [0, 1]


@pytest.mark.parametrize(("heads", "expected"), [([0, 1], True), ([2, 1], False), ([0, 0], False), ([0, 3, 2], False)])
def test_is_tree_refuses_cycles_and_two_roots(heads, expected):
    assert is_tree(np.array(heads)) is expected


@settings(deadline=None, derandomize=True)
@given(WORDS, WORDS)
def test_lemma_script_leads_from_form_to_lemma(form, lemma):
    assert lemma_scripts.apply(lemma_scripts.script(form, lemma), form) == lemma


def test_subject_and_auxiliary_agree_in_voice():
    heads = np.array([3, 3, 0])
    assert agreeing_voice(["nsubj", "aux:pass", "root"], heads) == ["nsubj:pass", "aux:pass", "root"]
    assert agreeing_voice(["nsubj:pass", "aux", "root"], heads) == ["nsubj", "aux", "root"]


def test_lemma_script_is_shared_by_regular_verbs():
    assert lemma_scripts.script("geprüft", "prüfen") == lemma_scripts.script("gehört", "hören")
    assert lemma_scripts.apply(lemma_scripts.script("geprüft", "prüfen"), "gelegt") == "legen"


@pytest.mark.parametrize(
    ("form", "lemma", "gender", "cell"),
    [
        ("Bescheides", "Bescheid", "Masc", ("Gen", "Sing")),
        ("Unterlagen", "Unterlage", "Fem", ("Dat", "Plur")),
        ("Befundberichten", "Befundbericht", "Masc", ("Dat", "Plur")),
        ("Kunden", "Kunde", "Masc", ("Acc", "Sing")),
        ("SEPA-Mandats", "SEPA-Mandat", "Neut", ("Gen", "Sing")),
    ],
)
def test_noun_table_knows_forms_and_heads_of_compounds(nouns, form, lemma, gender, cell):
    assert any(r.lemma == lemma and r.gender == gender and cell in r.cells for r in nouns.readings(form))


def test_noun_table_says_nothing_about_unknown_words(nouns):
    assert nouns.readings("Xqzt") == ()


@pytest.mark.parametrize(
    ("form", "reading", "allowed"),
    [
        ("dem", ("Dat", "Sing", "Masc"), True),
        ("dem", ("Nom", "Sing", "Masc"), False),
        ("Ihrer", ("Gen", "Plur", "Neut"), True),
        ("keinen", ("Acc", "Sing", "Masc"), True),
        ("unser", ("Acc", "Sing", "Masc"), False),
    ],
)
def test_article_limits_the_readings(form, reading, allowed):
    cells = agreement.determiner_cells(form)
    assert cells is not None
    assert (reading in cells) is allowed


def test_phrase_takes_the_case_of_its_preposition():
    even = {"Case": np.zeros((1, 4)), "Number": np.zeros((1, 2)), "Gender": np.zeros((1, 3))}
    even["Case"][0, agreement.CASES.index("Nom")] = 5
    found = agreement.decide([0], even, (), ["dem"], ["mit"])
    assert found is not None
    assert found[0] == "Dat"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Der Bescheid wird vom Amt geprüft.", "wird", ("AUX", "aux:pass", "werden")),
        ("Der Bescheid wird vom Amt geprüft.", "Bescheid", ("NOUN", "nsubj:pass", "Bescheid")),
        ("Wir reichen die Belege morgen ein.", "reichen", ("VERB", "ROOT", "einreichen")),
        ("Wir reichen die Belege morgen ein.", "ein", ("ADP", "compound:prt", "ein")),
        ("Die Nachweise sind bis Mai vorzulegen.", "vorzulegen", ("VERB", "ROOT", "vorlegen")),
        ("Bitte senden Sie {{Vordruck}} an uns.", "{{Vordruck}}", ("NOUN", "obj", None)),
    ],
)
def test_annotation_of_typical_sentences(pipeline, text, word, expected):
    token = next(t for t in pipeline(text) if t.text == word)
    pos, dep, lemma = expected
    assert (token.pos_, token.dep_) == (pos, dep)
    assert lemma is None or token.lemma_ == lemma


def test_a_sentence_reads_the_same_alone_and_among_others(pipeline):
    sentences = ["Der Antrag wird abgelehnt.", "Die Frist endet am 3. Mai 2025.", "Bitte legen Sie den Vertrag vor."]
    together = [[(t.text, t.pos_, t.dep_, t.head.i - s.start, str(t.morph)) for t in s if not t.is_space]
                for s in pipeline("\n\n".join(sentences)).sents]  # fmt: skip
    alone = [[(t.text, t.pos_, t.dep_, t.head.i, str(t.morph)) for t in pipeline(s)] for s in sentences]
    assert together == alone


def test_overlong_sentence_is_annotated_in_one_tree(pipeline):
    doc = pipeline("Wir prüfen den Antrag, " * 200 + "und dann schreiben wir.")
    assert len(list(doc.sents)) == 1
    assert all(t.pos_ for t in doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "§", "...", "\u200b", "🙂", "a" * 3000])
def test_odd_texts_are_annotated(pipeline, text):
    doc = pipeline(text)
    assert doc.text == text
    assert all(doc.has_annotation(layer) for layer in LAYERS) or not text.strip()


def test_pipeline_without_layers_is_refused():
    import spacy

    with pytest.raises(PipelineError) as error:
        require_layers(spacy.blank("de"))
    assert error.value.code == "KT-P02"


def test_missing_files_are_named(tmp_path):
    with pytest.raises(PipelineError) as error:
        load_pipeline(tmp_path)
    assert error.value.code == "KT-P01"
    assert "model.onnx" in str(error.value)


def test_two_pipelines_do_not_influence_each_other(pipeline):
    other = create_pipeline(paths.pipeline_dir())
    text = "Der Antrag wird geprüft."
    before = [t.dep_ for t in pipeline(text)]
    other("Ganz etwas anderes steht hier.")
    assert [t.dep_ for t in pipeline(text)] == before
