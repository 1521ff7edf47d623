"""Measure the findings on the annotated letters and sentences.

    python evaluation/befunde.py [--write] [--fehler]

Letters: a quote is found if a finding of its category overlaps it, and a finding is right if it overlaps a quote of its
category; findings that lie on ``schutz`` alone do not count. Sentences (minimal.jsonl): ``must_flag`` and
``must_not_flag``. ``--fehler`` lists every miss and every false alarm, ``--write`` records the figures in
evaluation/results/befunde.json. Exit status: 0 the bars are reached, 1 one is not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from klartext.documents import read_path, read_text
from klartext.records import Analysis, Category, Document
from klartext.session import Klartext
from klartext.spans import Span
from results import bounds, figure, record

FOLDER = Path(__file__).resolve().parent / "briefe"
PLAIN_LETTERS = ("c04", "c09", "k15", "n20", "n22", "n26", "n30", "n33", "n36", "p44", "p47")
KNOWN, OWN, LATE, FRESH = "c01–c10 und minimal", "k11–k16", "n17–n40", "p41–p48"
_GROUPS = {"c": KNOWN, "k": OWN, "n": LATE, "p": FRESH}
DRAWS, _SEED = 1000, 1
F1_BAR = 0.75
PLAIN_BAR = 1.0
_SCHUTZ = "schutz"
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A marked place of a text and its category; offsets count in the text as it was read."""

    category: str
    span: Span


@dataclass(slots=True)
class Tally:
    """Counts of one category: places to find and places marked."""

    found: int = 0
    missed: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of another one."""
        self.found += other.found
        self.missed += other.missed
        self.right += other.right
        self.wrong += other.wrong

    @property
    def precision(self) -> float | None:
        """Share of the marked places that are right; None where nothing was marked."""
        return _share(self.right, self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of the places to find that were marked; None where there is nothing to find."""
        return _share(self.found, self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where one of them is not defined."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(slots=True)
class Group:
    """The counts of several texts by category, and a line for every error."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[str] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        """The counts of all categories together."""
        total = Tally()
        for tally in self.tallies.values():
            total.add(tally)
        return total

    def add(self, other: Group) -> None:
        """Add the counts and errors of another group."""
        for category, tally in other.tallies.items():
            self.tallies[category].add(tally)
        self.errors += other.errors


def gold_places(text: str, entries: Iterable[Mapping[str, object]]) -> list[Place]:
    """Return the annotated places of a text.

    Raises:
        ValueError: A quote does not occur, or not so often.
    """
    places = []
    for entry in entries:
        quote, at = str(entry["quote"]), -1
        for _ in range(int(str(entry.get("occurrence", 1)))):
            at = text.index(quote, at + 1)
        places.append(Place(str(entry["category"]), Span(at, at + len(quote))))
    return places


def score_letter(name: str, text: str, gold: Sequence[Place], marked: Sequence[Place]) -> Group:
    """Compare the annotated with the marked places of a letter."""
    group = Group()
    protected = {i for place in gold if place.category == _SCHUTZ for i in range(place.span.start, place.span.end)}
    wanted = [place for place in gold if place.category != _SCHUTZ]
    for place in wanted:
        if _meets(place, marked):
            group.tallies[place.category].found += 1
        else:
            group.tallies[place.category].missed += 1
            group.errors.append(f"{name}: fehlt   {place.category:20} {_excerpt(text, place.span)}")
    for place in marked:
        if _meets(place, wanted):
            group.tallies[place.category].right += 1
        elif not all(i in protected or not text[i].isalnum() for i in range(place.span.start, place.span.end)):
            group.tallies[place.category].wrong += 1
            group.errors.append(f"{name}: zu viel {place.category:20} {_excerpt(text, place.span)}")
    return group


def score_sentence(case: Mapping[str, object], marked: Sequence[Place]) -> Group:
    """Compare the categories a sentence must and must not get with those it got; others are not rated."""
    group = Group()
    got = {place.category for place in marked}
    for category in _names(case["must_flag"]):
        hit = category in got
        group.tallies[category].add(Tally(found=1, right=1) if hit else Tally(missed=1))
        if not hit:
            group.errors.append(f"{case['id']}: fehlt   {category:20} {case['text']}")
    for category in _names(case["must_not_flag"]):
        if category in got:
            group.tallies[category].wrong += 1
            span = next(place.span for place in marked if place.category == category)
            group.errors.append(f"{case['id']}: zu viel {category:20} {_excerpt(str(case['text']), span)}")
    return group


def marked_places(analysis: Analysis) -> list[Place]:
    """Return the findings of an analysis as places of the text that was read."""
    to_original = analysis.letter.document.offsets.to_original
    return [Place(finding.category, to_original(finding.span)) for finding in analysis.findings]


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of every single text by group of texts, and the findings per 100 words on the plain letters."""

    texts: Mapping[str, Sequence[Group]]
    plain: float

    @property
    def groups(self) -> Mapping[str, Group]:
        """The counts of each group of texts."""
        return {name: together(texts) for name, texts in self.texts.items()}

    @property
    def every_text(self) -> list[Group]:
        """The counts of every single text."""
        return [text for texts in self.texts.values() for text in texts]

    @property
    def everything(self) -> Group:
        """The counts of all texts together."""
        return together(self.every_text)


def together(groups: Iterable[Group]) -> Group:
    """Return the sum of several groups."""
    total = Group()
    for group in groups:
        total.add(group)
    return total


def interval(texts: Sequence[Tally]) -> tuple[float, float] | None:
    """Return the 95 % interval of F1 when whole texts are drawn again and again; None where no draw has a value."""
    draw = random.Random(_SEED)
    scores = []
    for _ in range(DRAWS):
        total = Tally()
        for text in draw.choices(texts, k=len(texts)):
            total.add(text)
        if total.f1 is not None:
            scores.append(total.f1)
    if not scores:
        return None
    scores.sort()
    return scores[int(0.025 * len(scores))], scores[int(0.975 * len(scores)) - 1]


def same_twice(document: Document) -> bool:
    """Whether two freshly loaded programs make the same findings, suggestions and scores of a text, byte for byte."""
    first, second = (repr(Klartext.load().analyse(document)).encode() for _ in range(2))
    return first == second


def measure(analyse: Callable[[Document], Analysis]) -> Measured:
    """Return the counts of all annotated texts."""
    texts: dict[str, list[Group]] = {name: [] for name in _GROUPS.values()}
    plain_findings = plain_words = 0
    for path in sorted(FOLDER.glob("*.txt")):
        analysis = analyse(read_path(path))
        text = analysis.letter.document.original
        entries = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
        places = marked_places(analysis)
        texts[_GROUPS[path.stem[0]]].append(score_letter(path.stem, text, gold_places(text, entries), places))
        if path.stem in PLAIN_LETTERS:
            plain_findings += len(places)
            plain_words += analysis.scores.words
    for line in (FOLDER / "minimal.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        texts[KNOWN].append(score_sentence(case, marked_places(analyse(read_text(case["text"])))))
    return Measured(texts, 100 * plain_findings / plain_words)


def table(group: Group) -> list[str]:
    """Return a group as lines: precision, recall and F1 per category and overall."""
    rows = [f"{'Kategorie':22} {'Genauigkeit':>11} {'Trefferquote':>12} {'F1':>6} {'Stellen':>8} {'Befunde':>8}"]
    counted = [(name, group.tallies[name]) for name in get_args(Category) if name in group.tallies]
    for name, tally in [*counted, ("gesamt", group.total)]:
        shares = (figure(tally.precision), figure(tally.recall), figure(tally.f1))
        sizes = (tally.found + tally.missed, tally.right + tally.wrong)
        rows.append(f"{name:22} {shares[0]:>11} {shares[1]:>12} {shares[2]:>6} {sizes[0]:>8} {sizes[1]:>8}")
    return rows


def figures(measured: Measured, stable: bool) -> list[tuple[str, str, str]]:
    """Return name, value and bar of every figure that README and issue quote."""
    everything, values = measured.everything, []
    for title, group in (("alle", everything), *measured.groups.items()):
        total = group.total
        values += [
            (f"Genauigkeit, {title}", figure(total.precision), ""),
            (f"Trefferquote, {title}", figure(total.recall), ""),
            (f"F1, {title}", figure(total.f1), f"≥ {F1_BAR}" if group is everything else ""),
        ]
    for title, texts in (("alle", measured.every_text), (FRESH, measured.texts[FRESH])):
        values.append((f"95-%-Intervall von F1, {title}", bounds(interval([t.total for t in texts])), ""))
    for name in get_args(Category):
        values.append((f"F1 {name}", figure(everything.tallies[name].f1), ""))
        spread = interval([t.tallies[name] for t in measured.every_text])
        values.append((f"95-%-Intervall von F1 {name}", bounds(spread), ""))
    values.append(("Befunde je 100 Wörter, einfache Briefe", f"{measured.plain:.2f}", f"≤ {PLAIN_BAR}"))
    values.append(("Zweimal gelesen, Byte für Byte gleich", "ja" if stable else "nein", "ja"))
    return values


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fehler", action="store_true")
    args = parser.parse_args()
    measured = measure(Klartext.load().analyse)
    stable = all(same_twice(read_path(FOLDER / f"{name}.txt")) for name in ("c01", "k13", "n21"))
    for title, group in measured.groups.items():
        print(title, *table(group), "", sep="\n")
        if args.fehler:
            print(*group.errors, "", sep="\n")
    values = figures(measured, stable)
    for row in values:
        print(f"{row[0]:44} {row[1]:>11}  {row[2]}")
    if args.write:
        record("befunde", "Befunde in annotierten Briefen", "python evaluation/befunde.py --write", values)
    good = (measured.everything.total.f1 or 0) >= F1_BAR and measured.plain <= PLAIN_BAR and stable
    return 0 if good else 1


def _share(good: int, bad: int) -> float | None:
    return good / (good + bad) if good + bad else None


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else []


def _meets(place: Place, others: Iterable[Place]) -> bool:
    return any(place.category == other.category and place.span.overlaps(other.span) for other in others)


def _excerpt(text: str, span: Span) -> str:
    before = text[max(0, span.start - _CONTEXT) : span.start]
    after = text[span.end : span.end + _CONTEXT]
    return " ".join(f"{before}⟦{text[span.start : span.end]}⟧{after}".split())


if __name__ == "__main__":
    sys.exit(main())
