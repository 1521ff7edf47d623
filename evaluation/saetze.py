"""Measure sentence boundaries on letters whose sentence starts are marked.

    python evaluation/saetze.py [--write]

In evaluation/saetze/*.txt a "‖" stands directly before every sentence that does not begin after an empty line. Every
wrong boundary is printed. ``--write`` records the figures in evaluation/results/saetze.json. Exit status: 0 the
bar is reached, 1 it is not.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.nlp import Pipeline, load_pipeline
from klartext.protect import protect
from results import record

FOLDER = Path(__file__).resolve().parent / "saetze"
MARK = "‖"
BAR = 0.99
_AFTER_EMPTY_LINE = re.compile(r"(?:\A|\n[ \t]*\n)\s*(?=\S)")
_CONTEXT = 45


@dataclass(frozen=True, slots=True)
class Comparison:
    """One text with its true and its found sentence starts; offsets count in ``text``.

    ``blocks`` are those starts that the layout alone gives away, because a true sentence and a found block
    begin there. They are too easy to count.
    """

    name: str
    text: str
    true: frozenset[int]
    found: frozenset[int]
    blocks: frozenset[int]

    @property
    def missed(self) -> list[int]:
        """Sentence starts that were not found."""
        return sorted(self.true - self.found)

    @property
    def invented(self) -> list[int]:
        """Places where no sentence starts."""
        return sorted(self.found - self.true)

    @property
    def exact(self) -> int:
        """How many sentences begin and end where they should."""
        ends = [*sorted(self.true)[1:], len(self.text)]
        wrong = self.true ^ self.found
        return sum(
            not any(start <= place < end for place in wrong) and (end == len(self.text) or end in self.found)
            for start, end in zip(sorted(self.true), ends, strict=True)
        )


def parse_marks(marked: str) -> tuple[str, frozenset[int]]:
    """Return the text without marks and the offsets in it where sentences start.

    Raises:
        ValueError: A mark stands before a blank or another mark, or twice where a sentence starts anyway.
    """
    pieces = marked.split(MARK)
    text = "".join(pieces)
    starts = {found.end() for found in _AFTER_EMPTY_LINE.finditer(text)} if text.strip() else set()
    at = 0
    for piece, following in pairwise(pieces):
        at += len(piece)
        if not following or following[0].isspace() or at in starts:
            raise ValueError(f"a mark without need at {at}: {text[max(0, at - 20) : at + 20]!r}")
        starts.add(at)
    return text, frozenset(starts)


def compare(pipeline: Pipeline, name: str, marked: str) -> Comparison:
    """Return the marked and the found sentence starts of a text."""
    text, true = parse_marks(marked)
    document = read_text(text)
    letter = read_letter(document)
    doc = pipeline.analyse(letter, protect(letter))
    firsts = (next((t.idx for t in sentence if not t.is_space), None) for sentence in doc.sents)
    starts = document.offsets.starts
    found = frozenset(starts[first] for first in firsts if first is not None)
    blocks = frozenset(starts[block.start] for block in letter.blocks)
    return Comparison(name, text, true, found, blocks & true)


def figures(comparisons: Iterable[Comparison]) -> dict[str, float]:
    """Return precision, recall and F of the boundaries inside blocks, and the share of exact sentences."""
    right = missed = invented = exact = sentences = 0
    for one in comparisons:
        right += len((one.true & one.found) - one.blocks)
        missed += len(one.missed)
        invented += len(one.invented)
        exact += one.exact
        sentences += len(one.true)
    precision, recall = right / (right + invented), right / (right + missed)
    return {
        "Sätze": sentences,
        "Grenzen in Blöcken": right + missed,
        "Genauigkeit": precision,
        "Trefferquote": recall,
        "F": 2 * precision * recall / (precision + recall),
        "Sätze ganz richtig": exact / sentences,
    }


def errors(one: Comparison) -> list[str]:
    """Return a line for every wrong boundary of a text, with the words around it."""
    lines = []
    for what, places in (("fehlt ", one.missed), ("zu viel", one.invented)):
        for at in places:
            before = " ".join(one.text[max(0, at - _CONTEXT) : at].split())
            after = " ".join(one.text[at : at + _CONTEXT].split())
            lines.append(f"{one.name}: {what} … {before} ‖ {after} …")
    return lines


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    pipeline = load_pipeline()
    files = sorted(FOLDER.glob("*.txt"))
    comparisons = [compare(pipeline, file.stem, file.read_text(encoding="utf-8")) for file in files]
    for one in comparisons:
        print(*errors(one), sep="\n", end="\n" if errors(one) else "")
    measured = figures(comparisons)
    values = []
    for name, value in measured.items():
        bar = f"≥ {BAR:.0%}" if name in ("Genauigkeit", "Trefferquote") else ""
        values.append((name, f"{value:.1%}" if isinstance(value, float) else str(value), bar.replace("%", " %")))
    for row in values:
        print(f"{row[0]:24} {row[1]:>8}  {row[2]}")
    if args.write:
        record("saetze", f"Satzgrenzen in {len(files)} Texten", "python evaluation/saetze.py --write", values)
    return 0 if min(measured["Genauigkeit"], measured["Trefferquote"]) >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
