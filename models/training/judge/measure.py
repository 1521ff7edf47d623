r"""Measure the judge beside the checks that can be explained: errors caught and right rewrites refused, on half B.

    PYTHONPATH=models/training:evaluation python models/training/judge/measure.py \
        --pairs FOLDER --data FOLDER --model FOLDER --checks FILE

``--pairs`` holds pairs*.jsonl, ``--data`` the rows.jsonl of ``data.py``, ``--model`` what ``export.py`` wrote; FILE
keeps the outcome of the checks, which take long. Weights are fitted and thresholds chosen on the calibration part of
half A with the errors of ``corrupt``. Told are, for half B, the right rewrites that are refused and the errors that are
caught (operators of evaluation/operators.py, planted in right rewrites that pass), and what becomes of the errors
written by hand, of the pairs whose plain side changes the meaning, and of what a language model proposed.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
from corrupt import Spoiler, Word, spoil, text_of
from reading import MeaningJudge

import guard as evaluation
from data import is_calibration
from klartext.documents import read_text
from klartext.guard.change import Change
from klartext.guard.checks import run
from klartext.guard.selfcheck import run_grammar
from klartext.guard.strict import Gauge, run_strict
from klartext.letter import read_letter
from klartext.nlp import load_pipeline
from klartext.protect import protect
from klartext.spans import Span
from operators import GRAMMAR_OPERATORS, MODEL_OPERATORS, OPERATORS

ROOT: Final = Path(__file__).resolve().parents[3]
EACH, CALIBRATION_ERRORS = 10, 1060
FACTS: Final = frozenset(
    (
        "stelle",
        "geschuetzt",
        "zahlen",
        "betraege",
        "daten",
        "fristen",
        "paragrafen",
        "platzhalter",
        "eigennamen",
        "leer",
    )
)
"""Checks that always refuse, whatever the judge says."""
FREE: Final = frozenset(
    ("neue_woerter", "verlorene_woerter", "gegenteil", "verknuepfung", "aussage", "folge", "handelnde", "selbst")
) | {"zeitform", "einfacher", "satzbau"}
"""Checks that only wordings of a model go through."""
TARGETS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Item:
    """A pair of one group (``right A``, ``errors A``, ``right B`` …); ``kind`` names the error."""

    group: str
    kind: str
    before: str
    after: str
    base: str = ""
    """The right rewrite that the error was planted in."""

    @property
    def is_right(self) -> bool:
        """Whether the rewrite keeps the meaning."""
        return self.group.startswith("right")


def items(pairs: Path, data: Path) -> Iterator[Item]:
    """Yield everything that is measured."""
    wrong = evaluation.excluded()
    everything = evaluation.pairs_of(pairs)
    right = [p for p in everything if p not in wrong]
    held = [p for p in right if p.half == "B"]
    yield from (Item("right A", "", p.before, p.after) for p in right if p.half == "A" and is_calibration(p.before))
    yield from _spoilt(data)
    yield from (Item("right B", "", p.before, p.after) for p in held)
    known = {(p.before, p.after) for p in right}
    for operator in (*OPERATORS, *GRAMMAR_OPERATORS, *MODEL_OPERATORS):
        found = [
            (p.before, new, p.after)
            for p in held
            for new in operator.spoil(p.after)
            if new != p.before
            and (p.before, new) not in known
            and (operator.name not in evaluation._MAY or evaluation._ABLE.search(p.before))
        ]
        random.Random(7).shuffle(found)
        yield from (Item("errors B", operator.name, *pair) for pair in found[:EACH])
    for row in map(json.loads, evaluation._lines(evaluation.BY_HAND)):
        yield Item("errors by hand", row["art"], row["original"], row["fehler"])
    yield from (Item("other sense B", "", p.before, p.after) for p in everything if p in wrong and p.half == "B")
    for row in map(json.loads, evaluation._lines(ROOT / "evaluation" / "model" / "urteile.jsonl")):
        group = "errors of the model" if row["urteil"] == "falsch" else "right of the model"
        yield Item(group, "", row["satz"], row["vorschlag"])
    for row in map(json.loads, evaluation._lines(ROOT / "evaluation" / "rewrites" / "pruefung.jsonl")):
        yield from (Item("right by rules", "", row["satz"], a) for a in row["erlaubt"][:1])


def _spoilt(data: Path) -> Iterator[Item]:
    rows = [json.loads(line) for line in (data / "rows.jsonl").read_text("utf-8").splitlines()]
    draw = random.Random(99)
    spoiler = Spoiler([[Word(*w[:6]) for w in r["words"]] for r in rows if 4 < len(r["words"]) < 40], draw)
    made = 0
    for row in rows:
        if row["part"] != "calibrate" or not row["right"]:
            continue
        words = [Word(*w[:6]) for w in row["words"]]
        for _ in range(EACH):
            spoilt = spoil(spoiler, words)
            if spoilt and made < CALIBRATION_ERRORS:
                made += 1
                yield Item("errors A", spoilt[0], row["before"], text_of(spoilt[1]), row["after"])


def sample(found: Sequence[Item], most: int | None) -> list[Item]:
    """Return at most so many right rewrites of each group, the errors planted in them, and all other pairs."""
    if most is None:
        return list(found)
    right = [i for i in found if i.is_right]
    random.Random(3).shuffle(right)
    kept: dict[str, list[Item]] = defaultdict(list)
    for item in right:
        if len(kept[item.group]) < most:
            kept[item.group].append(item)
    known = {(i.before, i.after) for some in kept.values() for i in some}
    return [i for i in found if ((i.before, i.base) if i.base else (i.before, i.after)) in known or _is_single(i)]


def _is_single(item: Item) -> bool:
    return not item.is_right and not item.base


def failed(item: Item, parse: Callable[[str], Any]) -> list[str]:
    """Return the names of all checks that refuse a pair; none keeps another from being asked."""
    places = protect(read_letter(read_text(item.before)))
    change = Change.of(item.before, 0, Span(0, len(item.before)), item.after, places)
    before, after = parse(item.before), parse(item.after)
    checks = (
        *run(change), *run_grammar(before, after), *run_strict(before, after, Gauge()),
        evaluation._frames().check(before, after),
    )  # fmt: skip
    return [c.name for c in checks if not c.passed]


def all_failed(found: Sequence[Item], file: Path) -> list[frozenset[str]]:
    """Return what refuses each pair; what the file knows is not asked again."""
    known: dict[tuple[str, str], list[str]] = {}
    if file.is_file():
        known = {(r["before"], r["after"]): r["failed"] for r in map(json.loads, file.read_text("utf-8").splitlines())}
    parse = lru_cache(maxsize=4000)(load_pipeline())
    with file.open("a", encoding="utf-8") as out:
        for item in found:
            if (item.before, item.after) not in known:
                names = known[item.before, item.after] = failed(item, parse)
                row = {"before": item.before, "after": item.after, "failed": names}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return [frozenset(known[i.before, i.after]) for i in found]


def fit(x: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Return the weights of a logistic regression, the last one constant; both classes count the same."""
    x = np.hstack([x, np.ones((len(x), 1))])
    share = np.where(y == 1, 0.5 / max(1, y.sum()), 0.5 / max(1, (1 - y).sum())) * len(y)
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[-1] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        slope = x.T @ (share * (p - y)) + ridge * weights
        curve = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return weights


def area(right: np.ndarray, wrong: np.ndarray) -> float:
    """Return how often a wrong pair scores higher than a right one."""
    return float(((wrong[:, None] > right[None]) + 0.5 * (wrong[:, None] == right[None])).mean())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("pairs", "data", "model", "checks"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--most", type=int, help="only so many pairs of each group, drawn at random")
    args = parser.parse_args()
    found = sample(list(items(args.pairs, args.data)), args.most)
    refused = all_failed(found, args.checks)
    judge = MeaningJudge(args.model)
    start = perf_counter()
    scores = [judge.scores(i.before, i.after) for i in found]
    print(f"{(perf_counter() - start) / len(found) * 1000:.1f} ms a pair, {len(found)} pairs")
    learned = np.array([(s.whole, s.new, s.old) if s else (9.0, 9.0, 9.0) for s in scores])
    names = sorted({n for r in refused for n in r} - FACTS)
    bits = np.array([[n in r for n in names] for r in refused], dtype=float)
    hard = np.array([bool(r & FACTS) for r in refused])
    table = Table(found)
    print("\nchecks as they are")
    profiles: dict[str, frozenset[str]] = {
        "facts": FACTS,
        "rules and people": FACTS | frozenset(names) - FREE,
        "model without frames": FACTS | frozenset(names) - {"satzbau"},
        "model": FACTS | frozenset(names),
    }
    for name, chosen in profiles.items():
        print(f"{name:22}", table.row(np.array([float(bool(r & chosen)) for r in refused]), 0.5))
    group = np.array([i.group for i in found])
    calibration = np.isin(group, ("right A", "errors A")) & ~hard
    truth = np.array([0.0 if i.is_right else 1.0 for i in found])
    for title, x in (("judge", learned), ("checks weighted", bits), ("both", np.hstack([learned, bits]))):
        weights = fit(x[calibration], truth[calibration])
        value = np.where(hard, 99.0, x @ weights[:-1] + weights[-1])
        part = area(value[group == "right B"], value[group == "errors B"])
        print(f"\n{title}, facts refuse always: area under the curve on half B {part:.3f}")
        for target in TARGETS:
            limit = float(np.quantile(value[group == "right A"], 1 - target))
            print(f"{f'{target:.0%} of A refused':22}", table.row(value, limit))
        limit = float(np.quantile(value[group == "right A"], 0.8))
        print("  worst kinds at 20 %:", table.worst(value, limit))


class Table:
    """Counts what a limit refuses, by group."""

    def __init__(self, found: Sequence[Item]) -> None:
        self._found = found
        self._groups = list(dict.fromkeys(i.group for i in found))
        self._at = {(i.before, i.after): n for n, i in enumerate(found)}

    def row(self, value: np.ndarray, limit: float) -> str:
        """Return the share of each group that is refused."""
        return " ".join(f"{group} {np.mean(self._refused(group, value, limit)):.1%}" for group in self._groups)

    def worst(self, value: np.ndarray, limit: float) -> str:
        """Return the kinds of planted errors that pass most."""
        kinds: dict[str, list[bool]] = defaultdict(list)
        for item, v in zip(self._found, value, strict=True):
            if item.group == "errors B" and self._was_passed(item, value, limit):
                kinds[item.kind].append(bool(v > limit))
        some = sorted(kinds.items(), key=lambda k: sum(k[1]) / len(k[1]))[:25]
        return "; ".join(f"{k} {sum(v)}/{len(v)}" for k, v in some)

    def _refused(self, group: str, value: np.ndarray, limit: float) -> list[bool]:
        pairs = zip(self._found, value, strict=True)
        return [bool(v > limit) for i, v in pairs if i.group == group and self._was_passed(i, value, limit)] or [False]

    def _was_passed(self, item: Item, value: np.ndarray, limit: float) -> bool:
        """Whether the rewrite that an error was planted in passes; only then it can be missed for the error."""
        base = self._at.get((item.before, item.base))
        return not item.base or (base is not None and bool(value[base] <= limit))


if __name__ == "__main__":
    main()
