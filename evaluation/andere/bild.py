"""Bars side by side as one small SVG, the same bytes for the same figures; needs matplotlib (extra ``evaluation``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot

OURS: Final = "#0b5394"
OTHERS: Final = "#9aa5b1"


@dataclass(frozen=True, slots=True)
class Panel:
    """One comparison: a value for each way, and the name of ours."""

    title: str
    values: Mapping[str, float]
    ours: str


def draw(path: Path, panels: Sequence[Panel]) -> None:
    """Write the panels below each other."""
    with pyplot.rc_context({"svg.fonttype": "none", "svg.hashsalt": "klartext", "font.family": "sans-serif"}):
        heights = [len(panel.values) for panel in panels]
        figure, axes = pyplot.subplots(
            len(panels), 1, figsize=(7.6, 0.32 * sum(heights) + 0.62 * len(panels)), height_ratios=heights
        )
        for axis, panel in zip(axes, panels, strict=True):
            _bars(axis, panel)
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _bars(axis: pyplot.Axes, panel: Panel) -> None:
    names, values = list(panel.values), list(panel.values.values())
    bars = axis.barh(names, values, color=[OURS if name == panel.ours else OTHERS for name in names], height=0.7)
    axis.bar_label(bars, [_german(value) for value in values], padding=3)
    axis.set_title(panel.title, loc="left", fontsize=11, fontweight="bold")
    axis.set_xlim(0, 1.12 * max(*values, 1e-9))
    axis.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axis.spines[side].set_visible(False)
    axis.tick_params(axis="y", length=0)


def _german(value: float) -> str:
    return (f"{value:.2f}" if value < 2 else f"{value:.1f}").replace(".", ",")
