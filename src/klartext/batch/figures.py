"""One row per letter, totals over many, and the difference between two versions of a folder."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from klartext.records import Analysis, Category, Scores
from klartext.report.words import SEVERITY_WORDS

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Row:
    """One letter; ``source`` is its path inside the folder. An unreadable letter has an error and no scores."""

    source: str
    error: str | None = None
    scores: Scores | None = None
    severities: Mapping[int, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    suggestions: int = 0
    held_back: int = 0

    @property
    def findings(self) -> int:
        """How many findings the letter has."""
        return sum(self.severities.values())


@dataclass(frozen=True, slots=True)
class Change:
    """How one letter differs from the earlier version; None on the side where it does not exist."""

    source: str
    before: Row | None
    after: Row | None

    @property
    def findings(self) -> int | None:
        """How many findings came (positive) or went (negative)."""
        if not self.before or not self.after or self.before.error or self.after.error:
            return None
        return self.after.findings - self.before.findings

    @property
    def index(self) -> float | None:
        """By how many points the klartext_index rose."""
        before, after = index_of(self.before), index_of(self.after)
        return None if before is None or after is None else after - before


def row_of(source: str, analysis: Analysis) -> Row:
    """Return the figures of one analysed letter."""
    return Row(
        source=source,
        scores=analysis.scores,
        severities=dict(Counter(f.severity for f in analysis.findings)),
        categories=dict(Counter(f.category for f in analysis.findings)),
        suggestions=len(analysis.suggestions),
        held_back=len(analysis.held_back),
    )


def totals(rows: Sequence[Row]) -> dict[str, Any]:
    """Return sums over the readable letters, the median klartext_index and how many letters were unreadable."""
    readable = [row for row in rows if row.scores]
    indices = [index for row in readable if (index := index_of(row)) is not None]
    words = sum(row.scores.words for row in readable if row.scores)
    sentences = sum(row.scores.sentences for row in readable if row.scores)
    severities = sum((Counter(row.severities) for row in readable), Counter[int]())
    categories = sum((Counter(row.categories) for row in readable), Counter[str]())
    return {
        "letters": len(rows),
        "unreadable": len(rows) - len(readable),
        "words": words,
        "sentences": sentences,
        "words_per_sentence": words / sentences if sentences else None,
        "median_klartext_index": statistics.median(indices) if indices else None,
        "findings": severities.total(),
        "findings_per_100_words": 100 * severities.total() / words if words else None,
        "severities": {str(level): severities[level] for level in SEVERITY_WORDS},
        "categories": {category: categories[category] for category in CATEGORIES if categories[category]},
        "suggestions": sum(row.suggestions for row in readable),
        "rejected": sum(row.held_back for row in readable),
    }


def compare(before: Iterable[Row], after: Iterable[Row]) -> tuple[Change, ...]:
    """Return how the letters of two folders differ, matched by their path inside the folder."""
    old, new = {row.source: row for row in before}, {row.source: row for row in after}
    return tuple(Change(source, old.get(source), new.get(source)) for source in sorted({*old, *new}))


def exceeds(rows: Iterable[Row], level: int) -> bool:
    """Return whether a letter has a finding of at least this severity."""
    return any(count and severity >= level for row in rows for severity, count in row.severities.items())


def index_of(row: Row | None) -> float | None:
    """Return the klartext_index of a letter, where there is one."""
    return row.scores.klartext_index if row and row.scores else None
