"""The catalogue says of every construction which findings it may answer; who believes it misses nothing."""

from pathlib import Path

import pytest
from loaded import checker

from klartext.documents import read_path
from klartext.rewrite import by_grammar

LETTERS = sorted((Path(__file__).resolve().parents[2] / "evaluation" / "lesungen").glob("l[1-3]/*.txt"))


@pytest.fixture(scope="module")
def klartext():
    return checker()


def asked_of_all(rewriter, findings):
    return rewriter.constructions


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_missed_by_asking_only_who_may_answer(klartext, path, monkeypatch):
    document = read_path(path)
    some = klartext.fresh().analyse(document)
    monkeypatch.setattr(by_grammar.GrammarRewriter, "_asked", asked_of_all)
    every = klartext.fresh().analyse(document)
    assert some.suggestions == every.suggestions
    assert some.held_back == every.held_back


def test_every_construction_answers_something(klartext):
    assert all(construction.answers for construction in klartext.constructions)
