"""The texts that pairs are made from: where they lie, and their sentences."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from pairs import one_line

WORDS = range(7, 60)
"""How many words a law paragraph has; shorter ones are headings, longer ones are no letter sentence."""


def law_paragraphs(corpora: Path, seed: int) -> Iterator[str]:
    """Yield the paragraphs of federal law in random order, without their number."""
    lines = [
        line.split(") ", 1)[-1] if line.startswith("(") else line
        for law in sorted((corpora / "raw" / "gesetze").glob("*.txt"))
        for line in map(one_line, law.read_text(encoding="utf-8").splitlines())
    ]
    random.Random(seed).shuffle(lines)
    yield from (line for line in lines if len(line.split()) in WORDS and line.endswith(".") and line[0].isupper())


def amt_sentences(corpora: Path) -> Iterator[str]:
    """Yield the sentences of the training part of the treebank ``amt``."""
    for line in (corpora / "amt" / "de_amt-ud-train.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            yield one_line(line.removeprefix("# text = "))


def graded_texts(corpora: Path, levels: frozenset[str]) -> Iterator[str]:
    """Yield the graded texts of some levels (A1 to C2)."""
    for line in (corpora / "readability" / "cefr_synthetic_a.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["level"] in levels:
            yield one_line(row["text"])
