"""The features of the ZIX, the understandability index of Statistisches Amt Kanton Zürich, after its description.

ZIX takes the mean length of sentences, RIX (words of more than six letters a sentence), the shares of words that
belong to the vocabularies of the levels A1, A2 and B1, a score of how common the words are, and products of the first
two with the others; it scales them and weighs them by a ridge regression on the level of the text.

Different here, because its word lists and weights are not in this project: lemmas are those of our pipeline, the three
vocabularies are the most frequent lemmas of wordfreq (as many as such vocabularies have), a common word scores by its
rank among the first 8,000, and the regression is fitted on the same folds as ``klartext_index``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from wordfreq import top_n_list

Floats = NDArray[np.float64]
VOCABULARIES: Final = (650, 1300, 2400)
"""How many words are to be known at A1, A2 and B1."""
COMMON: Final = 8000
RIDGE: Final = 1.0
_LONG: Final = 6


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(top_n_list("de", COMMON))}


def features(doc: Doc) -> tuple[float, ...]:
    """Return the features of a text: mean sentence length, RIX, three shares, commonness, and the products."""
    words = [t for t in doc if not t.is_punct and not t.is_space and not t.like_num]
    sentences = [n for s in doc.sents if (n := sum(not t.is_punct and not t.is_space for t in s))]
    ranks = [_ranks().get(t.lemma_.lower(), COMMON) for t in words]
    count = max(1, len(words))
    length = sum(sentences) / max(1, len(sentences))
    rix = sum(len(t) > _LONG for t in doc) / max(1, len(sentences))
    known = [sum(rank < size for rank in ranks) / count for size in VOCABULARIES]
    common = sum(1 - rank / COMMON for rank in ranks) / count
    lexical = (*known, common)
    return (length, rix, *lexical, *(rix * v for v in lexical), *(length * v for v in lexical))


class Ridge:
    """Scaled features and weights for them; predicts a level, more is harder."""

    def __init__(self, rows: Floats, levels: Floats) -> None:
        self._mean, self._scale = rows.mean(axis=0), rows.std(axis=0)
        scaled = (rows - self._mean) / self._scale
        self._level = float(levels.mean())
        gram = scaled.T @ scaled + RIDGE * np.eye(rows.shape[1])
        self._weights = np.linalg.solve(gram, scaled.T @ (levels - self._level))

    def level(self, rows: Floats) -> Floats:
        """Return the predicted level of each row, unbounded."""
        levels: Floats = (rows - self._mean) / self._scale @ self._weights + self._level
        return levels
