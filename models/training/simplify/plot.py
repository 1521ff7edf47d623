"""Draw the loss curve of a training: ``python models/training/simplify/plot.py [verlauf.csv]`` writes verlauf.svg.

Two lines over the minutes: the loss in training, and the loss on held-out pairs with a dot for each measurement.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 320, 50, 40
_Point = tuple[float, float]


def points(path: Path, column: str) -> list[_Point]:
    """Return minutes and loss of the rows that have a value in a column."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(float(row["minuten"]), float(row[column])) for row in csv.DictReader(file) if row[column]]


def svg(training: Sequence[_Point], held_out: Sequence[_Point]) -> str:
    """Return the drawing."""
    most_x = max(x for x, _ in (*training, *held_out))
    low, high = 0.0, max(y for _, y in (*training, *held_out)) * 1.05

    def place(point: _Point) -> _Point:
        x, y = point
        right, top = WIDTH - 20, 20
        return (
            LEFT + (right - LEFT) * x / most_x,
            HEIGHT - BOTTOM - (HEIGHT - BOTTOM - top) * (y - low) / (high - low),
        )

    def line(found: Sequence[_Point], colour: str) -> str:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, found))
        return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'

    def text(x: float, y: float, said: str, anchor: str = "middle") -> str:
        return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{said}</text>'

    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#b4451f"/>' for x, y in map(place, held_out))
    ticks = [text(place((x, 0))[0], HEIGHT - 20, str(x)) for x in range(0, int(most_x) + 1, 10)]
    ticks += [text(LEFT - 8, place((0, n / 4))[1] + 4, f"{n / 4:.2f}", "end") for n in range(int(high * 4) + 1)]
    axes = (
        f'<path d="M{LEFT},20 V{HEIGHT - BOTTOM} H{WIDTH - 20}" fill="none" stroke="#555"/>'
        f"{text(WIDTH / 2, HEIGHT - 4, 'Minuten')}"
        f"{text(WIDTH - 24, 32, 'Verlust (nats je Stück): grau Training, rot zurückgehaltene Paare', 'end')}"
    )
    body = "".join((axes, *ticks, line(training, "#888"), line(held_out, "#b4451f"), dots))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="12" fill="#222"><rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{body}</svg>\n'
    )


def main() -> int:
    """Draw."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "verlauf.csv"
    drawing = svg(points(path, "verlust"), points(path, "verlust_geprueft"))
    (path.with_suffix(".svg")).write_text(drawing, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
