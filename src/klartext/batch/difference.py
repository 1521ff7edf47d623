"""Version against version: what became of every letter, and which findings came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from klartext.batch.figures import Row, row_of, sentence_at
from klartext.batch.tasks import Record
from klartext.batch.work import Work
from klartext.records import Category, ChecklistName
from klartext.report.words import flatten

Verdict = Literal["schlechter", "gemischt", "besser", "gleich", "neu", "entfallen", "nicht vergleichbar"]
VERDICTS: Final[Mapping[Verdict, str]] = {
    "schlechter": "schlechter",
    "gemischt": "teils besser, teils schlechter",
    "besser": "besser",
    "gleich": "unverändert",
    "neu": "neu dazugekommen",
    "entfallen": "gibt es nicht mehr",
    "nicht vergleichbar": "nicht vergleichbar (einmal nicht lesbar)",
}
NOTICEABLE: Final = 0.5
"""A change of the klartext_index by less than this many points is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """A finding of one version that the other has not."""

    rule: str
    category: Category
    severity: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """How one letter differs from the earlier version; None on the side where it does not exist."""

    source: str
    before: Row | None
    after: Row | None
    new: Sequence[Place] = ()
    gone: Sequence[Place] = ()

    @property
    def comparable(self) -> bool:
        """Whether both versions could be analysed."""
        return bool(self.before and self.after and self.before.scores and self.after.scores)

    @property
    def findings(self) -> int | None:
        """How many findings came (positive) or went (negative)."""
        return self.after.findings - self.before.findings if self.comparable and self.before and self.after else None

    @property
    def index(self) -> float | None:
        """By how many points the klartext_index rose."""
        before = self.before.index if self.before else None
        after = self.after.index if self.after else None
        return None if before is None or after is None else after - before

    @property
    def answered(self) -> tuple[list[ChecklistName], list[ChecklistName]]:
        """Which questions of the reader are open only now, and which were open before and are not any more."""
        if not (self.comparable and self.before and self.after):
            return [], []
        before, after = self.before.lacking, self.after.lacking
        return [n for n in after if n not in before], [n for n in before if n not in after]

    @property
    def verdict(self) -> Verdict:
        """What became of the letter: index, findings weighed by severity, and open questions each have a say."""
        if self.before is None:
            return "neu"
        if self.after is None:
            return "entfallen"
        if not self.comparable:
            return "nicht vergleichbar"
        index = self.index or 0.0
        burden = _burden(self.after) - _burden(self.before)
        opened, closed = self.answered
        better = index >= NOTICEABLE or burden < 0 or bool(closed)
        worse = index <= -NOTICEABLE or burden > 0 or bool(opened)
        if better and worse:
            return "gemischt"
        return "besser" if better else "schlechter" if worse else "gleich"


def compare(source: str, before: Record | None, after: Record | None) -> Change:
    """Return how one letter differs from its earlier version."""
    old, new = _places(before), _places(after)
    both = before is not None and after is not None
    return Change(
        source,
        row_of(source, before) if before else None,
        row_of(source, after) if after else None,
        _without(new, old) if both else (),
        _without(old, new) if both else (),
    )


def changes(work: Work) -> Iterator[Change]:
    """Yield how every letter differs, matched by path: first those of the folder, then those that are gone."""
    for source, record in work.records("neu"):
        yield compare(source, work.record("frueher", source), record)
    for source in work.only_in("frueher", "neu"):
        yield compare(source, work.record("frueher", source), None)


def _burden(row: Row) -> int:
    return sum(severity * count for severity, count in row.severities.items())


def _places(record: Record | None) -> list[Place]:
    return [_place(record, f) for f in record["findings"]] if record and not record["error"] else []


def _place(record: Record, finding: Mapping[str, Any]) -> Place:
    text = flatten(finding["text"])
    severity, sentence = finding["severity"], sentence_at(record, finding["start"])
    return Place(finding["rule"], finding["category"], severity, text, sentence)


def _without(places: Sequence[Place], others: Sequence[Place]) -> tuple[Place, ...]:
    """Return the places that the other version lacks; the same rule at the same words is the same finding."""
    left = Counter((p.rule, p.text) for p in others)
    found = []
    for place in places:
        if left[place.rule, place.text]:
            left[place.rule, place.text] -= 1
        else:
            found.append(place)
    return tuple(found)
