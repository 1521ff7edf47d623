"""What the judge reads of a pair, and the exported judge at work.

It needs no torch: word pieces, a graph for onnxruntime, and the places of the words that it doubts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime

from klartext.pipeline.parser import Segmenter

WORD: Final = re.compile(r"\w+|[^\w\s]")
LONGEST: Final = 250
"""Pieces of one side that are read; what is longer is not judged."""
_BOS, _EOS = 0, 2
_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class Pieces:
    """What the network reads of a pair.

    Args:
        ids: Word pieces, with a mark in front of each side and one behind it.
        sides: 0 for the old sentence, 1 for the new wording.
        places: Where in its side a piece stands.
        matches: Whether the word stands on the other side: 1 yes, 2 its beginning does, 3 no; 0 for marks.
        words: Which word of its side a piece belongs to; -1 for marks.
        whole: Whether both sides are read to their end.
    """

    ids: list[int]
    sides: list[int]
    places: list[int]
    matches: list[int]
    words: list[int]
    whole: bool = True


def words_of(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and text of each word and sign; a blank before it is part of the text."""
    found = []
    for hit in WORD.finditer(text):
        parted = hit.start() == 0 or text[hit.start() - 1].isspace()
        found.append((hit.start(), hit.end(), f" {hit[0]}" if parted else hit[0]))
    return found


def pieces_of(before: str, after: str, segmenter: Segmenter) -> Pieces:
    """Return what the network reads of a pair."""
    written = [[word for _, _, word in words_of(text)] for text in (before, after)]
    plain = [[word.strip().lower() for word in side] for side in written]
    ids, sides, places, matches, words = [], [], [], [], []
    whole = True
    for side in (0, 1):
        other = set(plain[1 - side])
        begins = {word[:_STEM] for word in other}
        read, of, match = [_BOS], [-1], [0]
        for at, word in enumerate(written[side]):
            pieces = segmenter.pieces(word)
            if len(read) + len(pieces) > LONGEST:
                whole = False
                break
            read += pieces
            of += [at] * len(pieces)
            match += [_match(plain[side][at], other, begins)] * len(pieces)
        ids += [*read, _EOS]
        words += [*of, -1]
        matches += [*match, 0]
        sides += [side] * (len(read) + 1)
        places += range(len(read) + 1)
    return Pieces(ids, sides, places, matches, words, whole)


def _match(word: str, other: set[str], begins: set[str]) -> int:
    if word in other:
        return 1
    return 2 if len(word) >= _STEM and word[:_STEM] in begins else 3


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says: higher means wrong; ``words`` of the new wording that it doubts most, worst first."""

    whole: float
    new: float
    old: float
    words: tuple[str, ...]


class MeaningJudge:
    """The network with the weights of the decision, loaded when it is first asked."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._segmenter = Segmenter(folder / "tokenizer.json")

    def scores(self, before: str, after: str) -> Scores | None:
        """Return what the network says about a pair; None where it is too long to be read."""
        pieces = pieces_of(before, after, self._segmenter)
        if not pieces.whole:
            return None
        ids, matches, sides = (np.array(x, dtype=np.int64) for x in (pieces.ids, pieces.matches, pieces.sides))
        old, new = sides == 0, sides == 1
        whole, each = self._session.run(
            ["whole", "pieces"],
            {
                "before": ids[old], "after": ids[new],
                "before_matches": matches[old], "after_matches": matches[new],
            },
        )  # fmt: skip
        real = np.array(pieces.words) >= 0
        tops = [float(each[side & real].max(initial=-9.0)) for side in (new, old)]
        return Scores(float(whole[0]), *tops, _doubted(after, pieces, each))


def _doubted(after: str, pieces: Pieces, each: np.ndarray[Any, Any]) -> tuple[str, ...]:
    texts = [word.strip() for _, _, word in words_of(after)]
    worst: dict[int, float] = {}
    for score, side, word in zip(each.tolist(), pieces.sides, pieces.words, strict=True):
        if side == 1 and word >= 0:
            worst[word] = max(score, worst.get(word, score))
    doubted = sorted((w for w, score in worst.items() if score > 0), key=lambda w: -worst[w])
    return tuple(texts[w] for w in doubted[:3])
