"""The stricter checks for what a language model proposes: it writes freely, so every word has to answer for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from klartext.guard.content import gegenteil, neue_woerter, verknuepfung, verlorene_woerter
from klartext.guard.outcome import outcome
from klartext.guard.phrases import Side
from klartext.guard.plainer import plainer_fault
from klartext.guard.selfcheck import run_grammar
from klartext.guard.statements import aussage, folge, handelnde, selbst, zeitform
from klartext.records import Check

Similarity = Callable[[str, str], float]
"""How near two texts are in meaning, 1 for the same."""
Losses = Callable[[Sequence[str]], list[float]]
"""The mean loss of each text in nats per token; low is fluent."""

STRICT_CHECKS: Final[tuple[Callable[[Side, Side], str], ...]] = (
    neue_woerter, verlorene_woerter, gegenteil, verknuepfung, aussage, folge, handelnde, selbst, zeitform,
)  # fmt: skip
"""Beside the checks of every proposal, in the order in which they are reported."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """What a loaded model can measure; a None measure is left out.

    Args:
        losses: Judges fluency: the new text may lose at most ``margin`` nats per token against the old one. With the
            default model, 2 % of correct human rewrites lose more.
        similarity: Must reach ``least``. Measured with multilingual-e5-small, it hardly tells planted errors from
            correct rewrites (area under the curve 0.59), so Klartext ships none.
    """

    losses: Losses | None = None
    margin: float = 0.75
    similarity: Similarity | None = None
    least: float = 0.93


def run_strict(before: Doc, after: Doc, gauge: Gauge) -> tuple[Check, ...]:
    """Return the outcome of every stricter check; one that crashes counts as failed."""
    measured = [outcome("einfacher", lambda: plainer_fault(before, after))]
    if gauge.similarity is not None:
        measured.append(outcome("aehnlichkeit", lambda: _unlike(before.text, after.text, gauge)))
    if gauge.losses is not None:
        measured.append(outcome("sprachfluss", lambda: _clumsy(before.text, after.text, gauge)))
    return (*run_grammar(before, after, STRICT_CHECKS), *measured)


def _unlike(before: str, after: str, gauge: Gauge) -> str:
    near = gauge.similarity(before, after) if gauge.similarity is not None else 1.0
    return "" if near >= gauge.least else f"Der Sinn liegt zu weit entfernt ({near:.2f})".replace(".", ",")


def _clumsy(before: str, after: str, gauge: Gauge) -> str:
    was, now = gauge.losses([before, after]) if gauge.losses is not None else [0.0, 0.0]
    return "" if now <= was + gauge.margin else "Das Sprachmodell hält den Satz für holprig"
