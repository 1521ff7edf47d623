"""Readability of a letter: published formulas and the explained ``klartext_index``."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from klartext.metrics.counts import count, running_text
from klartext.metrics.features import measure
from klartext.metrics.formulas import flesch_amstad, lix, wiener_sachtextformel_1
from klartext.metrics.index import BASE, Contribution, explain_index, index_model, named
from klartext.records import Letter, Scores

__all__ = ["MIN_WORDS", "Contribution", "explain_index", "scores"]

MIN_WORDS: Final = 50
"""Below this, a figure says more about chance than about the text."""


def scores(doc: Doc, letter: Letter | None = None) -> Scores:
    """Return the readability of a letter's running text.

    With fewer than ``MIN_WORDS`` words only counts are given; without a parse there is no ``klartext_index``.

    Args:
        doc: With sentence boundaries; its offsets count in ``letter.text``.
        letter: Says which parts are running text (see ``counts.running_text``); None counts everything.
    """
    text = running_text(doc, letter)
    counts = count(text)
    if counts.words < MIN_WORDS:
        return Scores(counts.words, counts.sentences, counts.words_per_sentence, None, None, None, None, None)
    model = index_model()
    points = model.contributions(measure(text))
    index = None if points is None else BASE + sum(p for _, p in points)
    return Scores(
        words=counts.words,
        sentences=counts.sentences,
        words_per_sentence=counts.words_per_sentence,
        flesch_amstad=flesch_amstad(counts),
        wiener_sachtextformel_1=wiener_sachtextformel_1(counts),
        lix=lix(counts),
        klartext_index=index,
        cefr=None if index is None else model.cefr(index),
        contributions=named(points or ()),
    )
