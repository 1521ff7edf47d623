"""One row per letter, and the sums over all of them, gathered in one pass that holds no letter."""

from __future__ import annotations

import heapq
import statistics
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from klartext.batch.tasks import Record
from klartext.records import Category, ChecklistName, ChecklistState, Scores
from klartext.report.words import SEVERITY_WORDS, flatten

CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
EXAMPLES: Final = 3
"""How many places stand as examples beside a rule."""
NAMED: Final = 200
"""How many letters are named that leave a question open."""
LACKING: Final[tuple[ChecklistState, ...]] = ("fehlt", "unvollstaendig")


@dataclass(frozen=True, slots=True)
class Row:
    """One letter; ``source`` is its path inside the folder. An unreadable letter has an error and no scores."""

    source: str
    error: str | None = None
    remedy: str = ""
    scores: Scores | None = None
    severities: Mapping[int, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)
    suggestions: int = 0
    held_back: int = 0
    placeholders: int = 0
    kind: str | None = None
    answers: Mapping[ChecklistName, ChecklistState] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        """How many findings the letter has."""
        return sum(self.severities.values())

    @property
    def density(self) -> float | None:
        """How many findings there are in 100 words."""
        return 100 * self.findings / self.scores.words if self.scores and self.scores.words else None

    @property
    def lacking(self) -> list[ChecklistName]:
        """Which questions of its reader the letter leaves open, wholly or in part."""
        return [name for name, state in self.answers.items() if state in LACKING]

    @property
    def index(self) -> float | None:
        """The klartext_index, where there is one."""
        return self.scores.klartext_index if self.scores else None

    @property
    def badness(self) -> tuple[bool, float, float, str]:
        """Sorts the worst letter first: lowest index, then most findings in 100 words; without an index last."""
        return self.index is None, self.index or 0.0, -(self.density or 0.0), self.source


def row_of(source: str, record: Record) -> Row:
    """Return the figures of one letter."""
    if error := record["error"]:
        return Row(source, error=f"{error['code']} {error['what']}", remedy=error["remedy"])
    findings, contents = record["findings"], record["checklist"]
    return Row(
        source=source,
        scores=scores_of(record),
        severities=dict(Counter(f["severity"] for f in findings)),
        categories=dict(Counter(f["category"] for f in findings)),
        suggestions=len(record["suggestions"]),
        held_back=record["rejected"]["count"],
        placeholders=sum(p["kind"] == "platzhalter" for p in record["protected"]),
        kind=contents and contents["title"],
        answers={p["name"]: p["state"] for p in contents["points"]} if contents else {},
    )


def scores_of(record: Record) -> Scores:
    """Return the readability of a letter."""
    figures = dict(record["scores"])
    contributions = tuple((c["feature"], c["points"]) for c in figures.pop("contributions"))
    return Scores(**figures, contributions=contributions)


@dataclass(slots=True)
class RuleUse:
    """How often a rule has found something, in how many letters, with examples from different letters."""

    category: Category
    explanation: str
    sources: tuple[str, ...]
    severities: Counter[int] = field(default_factory=Counter)
    letters: int = 0
    examples: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def findings(self) -> int:
        """How often the rule has found something."""
        return self.severities.total()

    @property
    def usual_severity(self) -> int:
        """The severity that most of its findings have."""
        return max(self.severities, key=lambda level: (self.severities[level], level))


@dataclass(slots=True)
class Answers:
    """How many letters answer a question of their reader; ``parts`` counts what incomplete answers lack."""

    question: str
    states: Counter[ChecklistState] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    lacking: list[str] = field(default_factory=list)

    def add(self, source: str, point: Mapping[str, Any]) -> None:
        """Take the answer of one letter in."""
        state: ChecklistState = point["state"]
        self.states[state] += 1
        if state == "unvollstaendig":
            self.parts.update(part["title"] for part in point["parts"] if not part["found"])
        if state in LACKING and len(self.lacking) < NAMED:
            self.lacking.append(source)

    @property
    def open(self) -> int:
        """How many letters leave the question open, wholly or in part."""
        return sum(self.states[state] for state in LACKING)

    @property
    def needed(self) -> int:
        """How many letters have to answer the question."""
        return self.states.total() - self.states["entfaellt"]


class Summary:
    """The sums over all letters; it grows with rules and categories, not with letters (but for one figure each)."""

    def __init__(self, worst: int) -> None:
        """Begin with nothing; of the readable letters the ``worst`` are held.

        ``questioned`` letters have a content checklist, ``lacking`` of these leave a question open.
        """
        self.letters = self.templates = self.words = self.sentences = self.suggestions = self.held_back = 0
        self.questioned = self.lacking = 0
        self.answers: dict[ChecklistName, Answers] = {}
        self.severities: Counter[int] = Counter()
        self.categories: Counter[str] = Counter()
        self.rules: dict[str, RuleUse] = {}
        self.indices = array("d")
        self.unreadable: list[Row] = []
        self.versions: Mapping[str, Any] = {}
        self.noted: list[str] = []
        self._most = worst
        self._worst: list[_Mildest] = []

    def add(self, row: Row, record: Record) -> None:
        """Take one letter in."""
        self.letters += 1
        if row.scores is None:
            self.unreadable.append(row)
            return
        self.versions = record["klartext"]
        self.templates += row.placeholders > 0
        self.words += row.scores.words
        self.sentences += row.scores.sentences
        self.suggestions += row.suggestions
        self.held_back += row.held_back
        self.severities.update(row.severities)
        self.categories.update(row.categories)
        if row.index is not None:
            self.indices.append(row.index)
        self.questioned += bool(row.answers)
        self.lacking += bool(row.lacking)
        if record["notes"] and len(self.noted) < NAMED:
            self.noted.append(row.source)
        self._add_rules(row.source, record)
        for point in record["checklist"]["points"] if record["checklist"] else ():
            self.answers.setdefault(point["name"], Answers(point["question"])).add(row.source, point)
        (heapq.heappush if len(self._worst) < self._most else heapq.heappushpop)(self._worst, _Mildest(row))

    def _add_rules(self, source: str, record: Record) -> None:
        seen: set[str] = set()
        for finding in record["findings"]:
            use = self.rules.setdefault(
                finding["rule"],
                RuleUse(finding["category"], finding["explanation"], tuple(finding["sources"])),
            )
            use.severities[finding["severity"]] += 1
            if finding["rule"] not in seen:
                seen.add(finding["rule"])
                use.letters += 1
                example = (finding["text"], sentence_at(record, finding["start"]), source)
                if len(use.examples) < EXAMPLES and all(example[1] != known[1] for known in use.examples):
                    use.examples.append(example)

    @property
    def findings(self) -> int:
        """How many findings there are in all letters."""
        return self.severities.total()

    @property
    def readable(self) -> int:
        """How many letters could be analysed."""
        return self.letters - len(self.unreadable)

    @property
    def median_index(self) -> float | None:
        """The klartext_index that half of the letters fall short of."""
        return statistics.median(self.indices) if self.indices else None

    def worst(self) -> list[Row]:
        """Return the worst letters, the worst first."""
        return sorted((entry.row for entry in self._worst), key=lambda row: row.badness)

    def most_used(self) -> Iterator[tuple[str, RuleUse]]:
        """Yield the rules that found something, the most frequent first."""
        yield from sorted(self.rules.items(), key=lambda item: (-item[1].findings, item[0]))

    def totals(self) -> dict[str, Any]:
        """Return the sums for a JSON file."""
        return {
            "letters": self.letters,
            "unreadable": len(self.unreadable),
            "words": self.words,
            "sentences": self.sentences,
            "words_per_sentence": self.words / self.sentences if self.sentences else None,
            "median_klartext_index": self.median_index,
            "findings": self.findings,
            "findings_per_100_words": 100 * self.findings / self.words if self.words else None,
            "severities": {str(level): self.severities[level] for level in SEVERITY_WORDS},
            "categories": {c: self.categories[c] for c in CATEGORIES if self.categories[c]},
            "suggestions": self.suggestions,
            "rejected": self.held_back,
            "checklist": {name: dict(sorted(found.states.items())) for name, found in self.answers.items()},
        }


@dataclass(frozen=True, slots=True)
class _Mildest:
    """Orders rows so that the mildest of the worst is the first to leave the heap."""

    row: Row

    def __lt__(self, other: _Mildest) -> bool:
        return self.row.badness > other.row.badness


def sentence_at(record: Record, offset: int) -> str:
    """Return the sentence that covers a place, on one line; without one the empty text."""
    return flatten(next((s["text"] for s in record["sentences"] if s["start"] <= offset < s["end"]), ""))
