from pathlib import Path

import pytest

from klartext.grammar.phrases import noun_phrase
from klartext.nlp import load_pipeline

TABLE = Path(__file__).with_name("phrases.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@pytest.fixture(scope="module")
def analyse():
    nlp = load_pipeline()
    seen = {}

    def phrase(sentence, word):
        doc = seen.setdefault(sentence, nlp(sentence)) if sentence not in seen else seen[sentence]
        return noun_phrase(next(t for t in doc if t.text == word))

    return phrase


@pytest.mark.parametrize(("sentence", "word", "case", "expected"), ROWS)
def test_phrase_in_another_case(analyse, sentence, word, case, expected):
    phrase = analyse(sentence, word)
    assert (phrase.inflect(case) if phrase else None) == (None if expected == "–" else expected)
