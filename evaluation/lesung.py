"""What independent readers found in letters that nobody had seen, and what is proposed there today.

    python evaluation/lesung.py            # zählen
    python evaluation/lesung.py --offen    # dazu jeder Vorschlag von heute, den niemand gelesen hat oder der falsch ist
    python evaluation/lesung.py --write    # dazu results/lesung.json schreiben

Each folder in ``lesungen/`` is one reading: letters written for it, and the verdict on every proposal that the program
of that day made. These shares say how good proposals are on unseen letters. What is counted for today says only whether
known faults are gone: the letters have taught since. Intervals come from drawing the letters again, 2,000 times.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext.documents import read_path
from klartext.records import Analysis, Suggestion
from klartext.report.words import flatten
from klartext.session import Klartext
from klartext.spans import Edit, apply_edits
from results import record, show

FOLDER: Final = Path(__file__).resolve().parent / "lesungen"
READINGS: Final = tuple(sorted(path for path in FOLDER.iterdir() if path.is_dir()))
FIRST: Final = "urteile.jsonl"
"""Verdicts on what was proposed on the day of the reading; only these count for the shares."""
LATER: Final = "nachtrag.jsonl"
"""Verdicts on proposals for the same letters that came later."""
VERDICTS: Final = ("richtig", "holprig", "falsch-grammatik", "falsch-sinn")
WRONG: Final = ("falsch-grammatik", "falsch-sinn")
UNREAD: Final = "ungelesen"
_DRAWS: Final = 2000


def verdicts(reading: Path, file: str = FIRST) -> list[dict[str, str]]:
    """Return verdicts of a reading: ``brief``, ``alt``, ``neu``, ``urteil`` and, where there is one, ``grund``."""
    path = reading / file
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def share_of(rows: Sequence[Mapping[str, str]], *kinds: str) -> str:
    """Return the share of verdicts of some kinds in percent with its interval over letters."""
    letters: dict[str, Counter[bool]] = {}
    for row in rows:
        letters.setdefault(row["lesung"] + row["brief"], Counter())[row["urteil"] in kinds] += 1
    rng, counts = random.Random(7), list(letters.values())
    drawn = sorted(_percent(rng.choices(counts, k=len(counts))) for _ in range(_DRAWS))
    low, high = drawn[_DRAWS // 40], drawn[-_DRAWS // 40]
    return f"{_percent(counts):.1f} % ({low:.1f}–{high:.1f})"


def _percent(counts: Sequence[Counter[bool]]) -> float:
    hits = sum(c[True] for c in counts)
    return 100 * hits / sum(c.total() for c in counts)


def today(reading: Path, analyse: Callable[..., Analysis]) -> Iterator[tuple[str, str, str, str]]:
    """Yield every proposal of today for the letters of a reading: letter, old and new sentence, and its verdict."""
    read = (*verdicts(reading), *verdicts(reading, LATER))
    known = {(row["brief"], row["alt"], row["neu"]): row["urteil"] for row in read}
    for path in sorted(reading.glob("*.txt")):
        analysis = analyse(read_path(path))
        for suggestion in analysis.suggestions:
            old, new = _sentences(analysis, suggestion)
            yield path.stem, old, new, known.get((path.stem, old, new), UNREAD)


def _sentences(analysis: Analysis, suggestion: Suggestion) -> tuple[str, str]:
    """Return the sentence of a proposal as it was and as it would be, each on one line."""
    proposal = suggestion.proposal
    sentence = next(s for s in analysis.sentences if s.id == proposal.sentence)
    new = apply_edits(sentence.text, [Edit(proposal.span.moved(-sentence.span.start), proposal.replacement)])
    return flatten(sentence.text), flatten(new)


def main() -> int:
    """Count and print; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offen", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    values: list[tuple[str, str, str]] = []
    everything: list[dict[str, str]] = []
    for reading in READINGS:
        rows = [{"lesung": reading.name, **row} for row in verdicts(reading)]
        everything += rows
        values += _figures(reading.name, rows)
    values += _figures("alle", everything)
    klartext, now = Klartext.load(), Counter[str]()
    for reading in READINGS:
        for letter, old, new, verdict in today(reading, klartext.analyse):
            now[verdict] += 1
            if options.offen and verdict in (UNREAD, *WRONG):
                print(f"{reading.name}/{letter} {verdict}\n  alt: {old}\n  neu: {new}\n")
    values += [(f"heute: {verdict}", str(now[verdict]), "") for verdict in (*VERDICTS, UNREAD)]
    show(values)
    if options.write:
        record("lesung", "Vorschläge in fremden Briefen", "python evaluation/lesung.py --write", values)
    return 0


def _figures(name: str, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, str, str]]:
    letters = {(row["lesung"], row["brief"]) for row in rows}
    return [
        (f"{name}: Briefe mit Vorschlägen", str(len(letters)), ""),
        (f"{name}: Vorschläge", str(len(rows)), ""),
        (f"{name}: falsch", share_of(rows, *WRONG), ""),
        (f"{name}: richtig, aber unschön", share_of(rows, "holprig"), ""),
    ]


if __name__ == "__main__":
    sys.exit(main())
