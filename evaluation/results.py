"""Record measured figures, so that README and model cards can quote them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "results"


def show(values: Sequence[tuple[str, str, str]]) -> None:
    """Print figures (name, value, bar), a line each, in columns."""
    name_width, value_width = (max((len(v[column]) for v in values), default=0) for column in (0, 1))
    for name, value, bar in values:
        print(f"{name:{name_width}}  {value:>{value_width}}  {bar}".rstrip())


def figure(value: float | None) -> str:
    """Return a share or an agreement with two places; a dash where there is none."""
    return "–" if value is None else f"{value:.2f}"


def german(value: float) -> str:
    """Return a measure with two places and a decimal comma, as people read it."""
    return f"{value:.2f}".replace(".", ",")


def bounds(values: tuple[float, float] | None) -> str:
    """Return an interval as ``figure`` writes its ends."""
    return "–" if values is None else f"{values[0]:.2f}–{values[1]:.2f}"


def record(name: str, title: str, command: str, values: Sequence[tuple[str, str, str]]) -> Path:
    """Write figures (name, value, bar) to ``evaluation/results/<name>.json`` and return the path."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    content = {"titel": title, "befehl": command, "stand": today, "werte": [list(v) for v in values]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
