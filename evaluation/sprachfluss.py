"""Measure what the language model adds as a judge of rewritten sentences.

    python evaluation/sprachfluss.py [--write]

Right wordings are those that evaluation/rewrites accepts; every operator of ``GRAMMAR_OPERATORS`` breaks a sample of
them. The figure that a wording gets is its mean loss less that of the sentence as it was, in nats per piece. Printed
are how often the broken wording has the higher one, the area under the curve over all, and how many broken wordings
that the guard for rules lets pass the model would stop if it may stop one right wording in a hundred. Needs the extra
``model`` and an installed model. Exit status: 0, or 2 where there is no model.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guard import Pair, faults
from klartext.config import Config
from klartext.errors import ModelError
from klartext.model import AUTO, ProposalModel, open_model
from klartext.nlp import SentenceMemory, load_pipeline
from operators import GRAMMAR_OPERATORS
from results import record, show

HERE: Final = Path(__file__).resolve().parent
CASES: Final = ("entwicklung.jsonl", "pruefung.jsonl")
EACH: Final = 25
"""How many broken wordings each operator gives."""
TURN: Final = 16
"""So many texts are asked about at once: the model must answer in time."""
SPARED: Final = 0.01
"""Share of right wordings that a veto may cost."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A right wording and the same with one planted error."""

    right: Pair
    wrong: Pair


def right_pairs() -> list[Pair]:
    """Return every sentence with its first accepted wording."""
    rows = [json.loads(line) for name in CASES for line in (HERE / "rewrites" / name).read_text("utf-8").splitlines()]
    return [Pair(r["satz"], r["erlaubt"][0]) for r in rows if not r["nichts"] and r["erlaubt"]]


def broken(pairs: Sequence[Pair]) -> Iterator[Broken]:
    """Yield a fixed sample of broken wordings for each operator."""
    accepted = {p.after for p in pairs}
    for operator in GRAMMAR_OPERATORS:
        found = [
            Broken(p, Pair(p.before, new)) for p in pairs for new in operator.spoil(p.after) if new not in accepted
        ]
        random.Random(11).shuffle(found)
        yield from found[:EACH]


def rises(model: ProposalModel, pairs: Sequence[Pair]) -> list[float]:
    """Return for each pair how much the loss rises, in nats per piece."""
    texts = sorted({t for p in pairs for t in (p.before, p.after)})
    losses: dict[str, float] = {}
    for at in range(0, len(texts), TURN):
        losses |= zip(texts[at : at + TURN], model.losses(texts[at : at + TURN]), strict=True)
    return [losses[p.after] - losses[p.before] for p in pairs]


def area(low: Sequence[float], high: Sequence[float]) -> float:
    """Return how often a member of ``high`` is above one of ``low``; ties count half."""
    wins = sum((h > x) + (h == x) / 2 for h in high for x in low)
    return wins / (len(low) * len(high))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    try:
        model = open_model(Config(model_on=True), AUTO)
    except ModelError as error:
        print(error)
        return 2
    if model is None:
        print("Es ist kein Sprachmodell eingerichtet: „klartext model install“.")
        return 2
    pairs = right_pairs()
    spoilt = list(broken(pairs))
    low, high = rises(model, pairs), rises(model, [b.wrong for b in spoilt])
    of = dict(zip(((p.before, p.after) for p in pairs), low, strict=True))
    higher = sum(h > of[b.right.before, b.right.after] for b, h in zip(spoilt, high, strict=True))
    limit = sorted(low)[min(len(low) - 1, int((1 - SPARED) * len(low)))]
    parse = SentenceMemory(load_pipeline())
    passed = [h for b, h in zip(spoilt, high, strict=True) if not faults(b.wrong, parse, "Programm")]
    stopped = sum(h > limit for h in passed)
    values = [
        ("richtige Fassungen", str(len(pairs)), ""),
        ("kaputte Fassungen", str(len(spoilt)), ""),
        ("kaputte Fassung hat den höheren Verlust", f"{100 * higher / len(spoilt):.1f} %", ""),
        ("Fläche unter der Kurve", f"{area(low, high):.3f}", ""),
        ("kaputte Fassungen, die die Prüfung durchlässt", f"{len(passed)} von {len(spoilt)}", ""),
        ("davon hält das Modell an (1 % der richtigen auch)", f"{stopped} von {len(passed)}", ""),
    ]
    show(values)
    if args.write:
        record(
            "sprachfluss",
            "Sprachmodell als Richter über Umformulierungen",
            "python evaluation/sprachfluss.py --write",
            values,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
