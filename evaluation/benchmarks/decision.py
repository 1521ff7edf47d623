"""How long a person at the page waits: for the first findings, for the suggestions, and after a decision.

    python evaluation/benchmarks/decision.py                # messen: eine Seite und 30 Seiten
    python evaluation/benchmarks/decision.py --seiten 100   # mit so vielen Seiten statt 30
    python evaluation/benchmarks/decision.py --write        # dazu results/seite.json schreiben

Counted are seconds of the processor, so that other programs on the machine disturb little. The browser comes on top; it
gets only what has changed. A page is the sample letter; the pages of the long letter differ in their figures.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from klartext.documents import read_text
from klartext.nlp import finished
from klartext.page import SAMPLE
from klartext.page.desk import Desk, accept, examples
from klartext.page.drawing import View, drawn
from klartext.page.office import Office
from klartext.session import Klartext
from results import german, record

DECISIONS = 5
FIRST_BAR = 1.0


@dataclass(frozen=True)
class Waits:
    """Seconds until findings and scores are there, until all suggestions are, and for one decision; bytes it sends."""

    findings: float
    suggestions: float
    decision: float
    sent: int


def pages(count: int) -> str:
    """Return a letter of so many pages; no two pages are the same sentence for sentence."""
    sample = SAMPLE.read_text(encoding="utf-8")
    head, body = sample.split("Sehr geehrte", 1)
    parts = [
        body.replace("615,00", f"{615 + number},00").replace("2025", str(2000 + number)) for number in range(count)
    ]
    return head + "Sehr geehrte" + "\n\n".join(parts)


def waits(klartext: Klartext, text: str) -> Waits:
    """Measure everything on one letter that nobody has read before."""
    fresh, document = klartext.fresh(), read_text(text)
    times = _clock()
    next(times)
    reading = finished(fresh.reading(document))
    findings = next(times)
    drafts = list(fresh.drafts(reading))
    suggestions = next(times)
    found = [s for draft in drafts for s in draft.suggestions]
    desk = Desk(fresh.review(reading.analysis).with_suggestions(found))
    office, shown_rules = Office(fresh), examples(fresh.rules)
    shown = _marks(drawn(desk, View(), shown_rules))
    spent, sent = [], 0
    for _ in range(DECISIONS):
        first = desk.review.open_suggestions[0].id
        next(times)
        after, _said = accept(office, desk, first, "Erika Muster")
        assert after is not None
        told = drawn(after, View(), shown_rules, shown)
        spent.append(next(times))
        desk, shown, sent = after, _marks(told), len(told.encode("utf-8"))
    return Waits(findings, findings + suggestions, sorted(spent)[DECISIONS // 2], sent)


def _clock() -> Iterator[float]:
    """Yield the seconds of the processor since the time before."""
    before = time.process_time()
    while True:
        now = time.process_time()
        yield now - before
        before = now


def _marks(told: str) -> str:
    return json.dumps({name: dict(sheet["order"]) for name, sheet in json.loads(told)["sheets"].items()})


def main() -> int:
    """Measure, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seiten", type=int, default=30)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    klartext = Klartext.load()
    waits(klartext, pages(1))  # warm
    values: list[tuple[str, str, str]] = []
    one = waits(klartext, pages(1))
    for count, measured in ((1, one), (arguments.seiten, waits(klartext, pages(arguments.seiten)))):
        name = "1 Seite" if count == 1 else f"{count} Seiten"
        bar = f"≤ {FIRST_BAR:g}" if count == 1 else ""
        values += [
            (f"{name}: erste Befunde und Werte, Sekunden", german(measured.findings), bar),
            (f"{name}: alle Vorschläge, Sekunden", german(measured.suggestions), ""),
            (f"{name}: eine Entscheidung, Millisekunden", str(round(1000 * measured.decision)), ""),
            (f"{name}: Daten je Entscheidung, kB", str(round(measured.sent / 1000)), ""),
        ]
    for label, value, bar in values:
        print(f"{label:50} {value:>8}  {bar}")
    if arguments.write:
        record("seite", "Warten auf der Seite", "python evaluation/benchmarks/decision.py --write", values)
    return 0 if one.findings <= FIRST_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
