"""Collect and analyse the correct rewrites that the judge learns from.

    python models/training/judge/data.py --pairs FOLDER --made FOLDER --amt FILE.conllu --out FOLDER

``--pairs`` holds hand-written pairs*.jsonl (``complex``, ``plain``); ``--made`` the engine.jsonl, inverse.jsonl and
same.jsonl of ``models/training/simplify/data.py``. Half B of the hand-written pairs (``half_of``) is for measuring
only: no row that resembles one of them is kept. Writes ``rows.jsonl``: original, rewrite, source, part (``train``, or
``calibrate`` for a fifth of the hand-written pairs) and the words of the rewrite with their annotation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
OWN: Final = ROOT / "models" / "training" / "simplify" / "pairs"
REWRITES: Final = ROOT / "evaluation" / "rewrites" / "entwicklung.jsonl"
EXCLUDED: Final = ROOT / "evaluation" / "guard" / "ausgenommen.jsonl"
MINIMAL: Final = ROOT / "evaluation" / "briefe" / "minimal.jsonl"
NEAR: Final = 0.5
"""Share of common words from which two sentences resemble one another."""
MADE: Final = 1100
"""So many pairs of each machine-made kind."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rewrite that keeps the meaning (``right``), or one that people found to change it."""

    before: str
    after: str
    source: str
    right: bool = True


def half_of(before: str) -> str:
    """Return the half of a hand-written pair, as evaluation/guard.py tells it."""
    return "A" if int(hashlib.sha256(before.encode()).hexdigest(), 16) % 2 == 0 else "B"


def is_calibration(before: str) -> bool:
    """Whether a pair of half A is kept from training, for choosing thresholds."""
    return int(hashlib.sha256(f"kalibrieren {before}".encode()).hexdigest(), 16) % 5 == 0


def _flat(text: str) -> str:
    return " ".join(text.split())


def _read(path: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _by_hand(folders: Iterable[Path]) -> list[Row]:
    """Return the hand-written pairs; a pair whose plain side changes the meaning is an error."""
    wrong = {(r["complex"], r["plain"]) for r in _read(EXCLUDED)}
    rows = [
        Row(before, after, "hand", (before, after) not in wrong)
        for folder in folders
        for file in sorted(folder.glob("pairs*.jsonl"))
        for row in _read(file)
        for before, after in [(_flat(row["complex"]), _flat(row["plain"]))]
    ]
    rows += [Row(r["text"], a, "hand") for r in _read(MINIMAL) for a in r["accept"]]
    return [r for r in dict.fromkeys(rows) if r.before != r.after]


def _made(folder: Path, draw: random.Random) -> Iterator[Row]:
    for name in ("engine", "inverse", "same"):
        rows = [Row(r["complex"], r["plain"], name) for r in _read(folder / f"{name}.jsonl")]
        yield from draw.sample(rows, min(MADE, len(rows)))


def _accepted(draw: random.Random) -> Iterator[Row]:
    """Yield accepted wordings of the development rewrites, also as rewrites of one another."""
    for row in map(json.loads, REWRITES.read_text(encoding="utf-8").splitlines()):
        allowed = draw.sample(row["erlaubt"], min(2, len(row["erlaubt"])))
        yield from (Row(row["satz"], a, "accepted") for a in allowed)
        if len(allowed) == 2:
            yield Row(allowed[0], allowed[1], "accepted")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.lower()))


class Held:
    """The sentences of half B, to keep everything away from training that resembles one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._sets = [_words(t) for r in rows for t in (r.before, r.after)]
        self._with: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self._sets):
            for word in words:
                self._with[word].append(number)

    def resembles(self, text: str) -> bool:
        """Whether a text shares half of its words with a sentence of half B."""
        words = _words(text)
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            for number in self._with.get(word, ()):
                shared[number] += 1
        return any(n / len(words | self._sets[i]) >= NEAR for i, n in shared.items())


def _conllu(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
        cells = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if text and all(c[0].isdigit() for c in cells):
            yield text, [[c[1], "" if "SpaceAfter=No" in c[9] else " ", c[3], c[2], c[5], c[7], c[6]] for c in cells]


def main() -> None:
    """Collect, analyse and write."""
    from klartext.nlp import load_pipeline

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pairs", "made", "amt", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    draw = random.Random(11)
    hand = _by_hand([args.pairs, OWN])
    held = Held(r for r in hand if half_of(r.before) == "B")
    rows = [r for r in hand if half_of(r.before) == "A"] + [*_made(args.made, draw), *_accepted(draw)]
    rows = [r for r in dict.fromkeys(rows) if not held.resembles(r.before) and not held.resembles(r.after)]
    parse = load_pipeline()
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "rows.jsonl").open("w", encoding="utf-8") as out:
        for text, words in _conllu(args.amt):
            if not held.resembles(text):
                out.write(_line(Row(text, text, "amt"), words))
        for row in rows:
            words = [
                [t.text, t.whitespace_, t.pos_, t.lemma_, str(t.morph), t.dep_, str(t.head.i + 1)]
                for t in parse(row.after)
            ]
            out.write(_line(row, words))


def _line(row: Row, words: list[list[str]]) -> str:
    part = "calibrate" if row.source == "hand" and is_calibration(row.before) else "train"
    return json.dumps({**asdict(row), "part": part, "words": words}, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
