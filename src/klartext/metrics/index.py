"""``klartext_index``: 100 points minus what each feature costs, with an estimate of the CEFR level.

The model is additive and monotone: each feature costs points along a line through knots that never falls where the
text gets harder, so the points of the features say exactly why a letter has its figure. Weights, knots and where they
come from are in ``klartext_index.json``, written by ``evaluation/readability.py --write``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from klartext.metrics.features import FEATURES
from klartext.records import Scores

BASE: Final = 100.0
"""The index of a text in which no feature costs anything."""
SCHEMA_VERSION: Final = 1
WEIGHTS: Final = Path(__file__).with_name("klartext_index.json")

_FEATURES: Final = {f.id: f for f in FEATURES}


@dataclass(frozen=True, slots=True)
class Curve:
    """What one feature costs: ``losses`` in points at ``knots``, straight between them and level outside."""

    feature: str
    knots: tuple[float, ...]
    losses: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.knots) != len(self.losses) or len(self.knots) < 2:
            raise ValueError(f"{self.feature}: a curve needs as many losses as knots, and at least two")
        if not all(a < b for a, b in pairwise(self.knots)):
            raise ValueError(f"{self.feature}: knots must rise")
        if self.losses[0] != 0 or not all(a <= b for a, b in pairwise(self.losses)):
            raise ValueError(f"{self.feature}: losses must begin at 0 and never fall")

    def loss(self, value: float) -> float:
        """Return the points that a feature of this size costs."""
        return float(np.interp(value, self.knots, self.losses))


@dataclass(frozen=True, slots=True)
class IndexModel:
    """The curves of all features, and the index from which on a text belongs to each CEFR level, easiest first."""

    curves: tuple[Curve, ...]
    levels: tuple[tuple[str, float], ...]

    def contributions(self, measured: Mapping[str, float | None]) -> tuple[tuple[str, float], ...] | None:
        """Return feature id and points (0 or less) for every feature; None if one of them could not be measured."""
        points = []
        for curve in self.curves:
            value = measured[curve.feature]
            if value is None:
                return None
            points.append((curve.feature, -curve.loss(value)))
        return tuple(points)

    def cefr(self, index: float) -> str:
        """Return the CEFR level of an index."""
        return next((name for name, lowest in self.levels if index >= lowest), self.levels[-1][0])


@dataclass(frozen=True, slots=True)
class Contribution:
    """Why points are missing: ``points`` (0 or less) of at most ``most``, with a German sentence that says so."""

    name: str
    points: float
    most: float
    text: str


@cache
def index_model(path: Path = WEIGHTS) -> IndexModel:
    """Return the model of a weights file, which is read once.

    Raises:
        ValueError: The file does not fit this version of the program.
    """
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if data["schema_version"] != SCHEMA_VERSION:
        raise ValueError(f"{path.name}: schema {data['schema_version']}, expected {SCHEMA_VERSION}")
    curves = tuple(Curve(f["id"], tuple(f["knots"]), tuple(f["losses"])) for f in data["features"])
    if unknown := [c.feature for c in curves if c.feature not in _FEATURES]:
        raise ValueError(f"{path.name}: unknown features {unknown}")
    if abs(sum(c.losses[-1] for c in curves) - BASE) > 0.01:
        raise ValueError(f"{path.name}: the largest losses must sum to {BASE}")
    return IndexModel(curves, tuple((level["name"], level["from"]) for level in data["levels"]))


def named(contributions: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """Return contributions with the German names of the features, the largest loss first."""
    return tuple((_FEATURES[i].name, points) for i, points in sorted(contributions, key=lambda c: c[1]))


def explain_index(scores: Scores) -> tuple[Contribution, ...]:
    """Say in German which features cost how many points, the largest loss first.

    The points of all features and ``BASE`` add up to ``scores.klartext_index``; features that cost less than a tenth
    of a point are left out here. Without an index there is nothing to explain.
    """
    most = {_FEATURES[c.feature].name: c.losses[-1] for c in index_model().curves}
    return tuple(
        Contribution(name, points, most[name], _sentence(name, points, most[name]))
        for name, points in scores.contributions
        if points <= -0.1
    )


def _sentence(name: str, points: float, most: float) -> str:
    """Say what a feature costs, and what helps where it costs a fifth or more of what it can."""
    hint = next(f.hint for f in FEATURES if f.name == name) if -points >= most / 5 else ""
    return f"{name}: {_german(points)} von {_german(most)} Punkten. {hint}".rstrip()


def _german(points: float) -> str:
    return f"{points:.1f}".replace(".", ",").replace("-", "−")
