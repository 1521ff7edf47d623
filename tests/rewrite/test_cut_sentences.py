"""Parses of cut sentences: words hang on themselves without being roots. Everything that climbs a tree must end there.

A loop that does not end shows the place where it turns and ends the tests (``faulthandler``).
"""

import faulthandler
import json
import random
from functools import cache
from pathlib import Path

import pytest
from loaded import checker
from spacy.tokens import Doc

from klartext import metrics
from klartext.documents import read_text
from klartext.guard.selfcheck import run_grammar
from klartext.guard.strict import Gauge, run_strict
from klartext.protect import protect
from klartext.records import Letter, Part
from klartext.rewrite import facts_of
from klartext.rewrite.contract import Scene
from klartext.ruleset import find
from klartext.spans import Span

SENTENCES = Path(__file__).resolve().parents[2] / "evaluation" / "rewrites" / "entwicklung.jsonl"
FAR_TOO_LONG = 300


@pytest.fixture(autouse=True)
def every_loop_ends():
    faulthandler.dump_traceback_later(FAR_TOO_LONG, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@cache
def klartext():
    return checker()


@cache
def parsed():
    rows = [json.loads(line)["satz"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()[::16]]
    return [klartext().pipeline(text) for text in rows]


def torn(doc, chance, dice):
    """Return the doc with some words hanging on themselves, under the relation that they had."""
    heads = [t.i if dice.random() < chance else t.head.i for t in doc]
    relations = [t.dep_ if t.dep_ != "ROOT" or dice.random() < 0.5 else "conj" for t in doc]
    return Doc(
        doc.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc],
        pos=[t.pos_ for t in doc], morphs=[str(t.morph) for t in doc], lemmas=[t.lemma_ for t in doc],
        heads=heads, deps=relations,
    )  # fmt: skip


def pieces():
    """Yield slices of parsed sentences and sentences with torn trees."""
    dice = random.Random(7)
    for doc in parsed():
        for _ in range(2):
            start, end = sorted(dice.sample(range(len(doc) + 1), 2))
            yield doc, doc[start:end].as_doc()
            yield doc, torn(doc[start:end].as_doc(), 0.2, dice)
        for chance in (0.1, 0.5, 1.0):
            yield doc, torn(doc, chance, dice)


def letter_of(doc):
    text = doc.text
    whole = Span(0, len(text))
    return Letter(read_text(text) if text.strip() else read_text("x"), (Part("text", whole),), (whole,))


def scene_of(doc, known):
    return Scene(doc.text, doc, (), facts_of(doc, letter_of(doc), known.roles, "Sie"))


def test_every_construction_ends_on_a_cut_sentence():
    known = klartext()
    for _, cut in pieces():
        scene = scene_of(cut, known)
        for construction in known.constructions:
            for rewrite in construction.rewrites(scene):
                assert rewrite.text(scene)


def test_every_rule_ends_on_a_cut_sentence():
    known = klartext()
    for _, cut in pieces():
        letter = letter_of(cut)
        if letter.text != cut.text:
            continue
        for finding in find(cut, letter, protect(letter), known.rules):
            assert letter.text[finding.span.start : finding.span.end] == finding.text
        metrics.scores(cut, letter)


def test_every_check_of_grammar_ends_on_a_cut_sentence():
    for whole, cut in pieces():
        for before, after in ((whole, cut), (cut, whole), (cut, cut)):
            crashed = [c for c in run_grammar(before, after) if not c.passed and "Error" in c.detail]
            assert not crashed
            run_strict(before, after, Gauge())
