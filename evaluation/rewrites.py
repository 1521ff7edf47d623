"""Measure the proposals on sentences whose good and bad rewrites are written down.

    python evaluation/rewrites.py [--teil entwicklung|pruefung|briefe] [--fehler] [--satz ID] [--write]

The real engine reads every sentence, in a short letter or in its own one. A proposal is *richtig* if the whole new
sentence is listed in ``erlaubt``, *falsch* if it contains one of ``verboten`` or if nothing may be proposed there,
and otherwise *unbewertet*: somebody has to read it and to list it. ``--fehler`` prints wrong and unrated proposals,
``--satz`` everything about one sentence, ``--write`` records the figures in evaluation/results/rewrites.json. Exit
status: 0 the bar is reached, 1 it is not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from klartext.documents import read_path, read_text
from klartext.records import Analysis, Category, Document
from klartext.report.preview import compatible
from klartext.session import Klartext
from klartext.spans import Edit, Span, apply_edits
from results import record, show

Verdict = Literal["richtig", "falsch", "unbewertet"]
FOLDER: Final = Path(__file__).resolve().parent / "rewrites"
PARTS: Final = ("entwicklung", "pruefung", "briefe")
SURE: Final = 0.9
SURE_BAR: Final = 0.95
BANDS: Final = ((SURE, "ab 0,9"), (0.7, "0,7 bis 0,9"), (0.0, "unter 0,7"))
LETTER: Final = (
    "Stadt Auenfeld\nBürgeramt\nRathausplatz 1\n12345 Auenfeld\n\nFrau\nAnna Weber\nLindenweg 4\n12345 Auenfeld\n\n"
    "Auenfeld, 10.03.2025\n\nIhr Antrag\n\nSehr geehrte Frau Weber,\n\n",
    "\n\nMit freundlichen Grüßen\nIm Auftrag\nPohl\n",
)
"""What stands before and after a single sentence, so that it is part of a letter."""

_PASSIVE: Final = ("passiv", "unpersoenlich")
CATEGORIES: Final[Mapping[str, tuple[Category, ...]]] = {
    "passiv-handelnde": _PASSIVE,
    "passiv-amt": _PASSIVE,
    "passiv-dativ": _PASSIVE,
    "passiv-modal": _PASSIVE,
    "modaler-infinitiv": ("modaler_infinitiv",),
    "funktionsverbgefuege": ("funktionsverbgefuege", "amtswort"),
    "nominalstil-praeposition": ("nominalstil", "verneinung", "amtswort"),
    "erfolgt": ("nominalstil", "funktionsverbgefuege"),
    "amtspraeposition": ("amtswort", "nominalstil"),
    "floskel-dass": ("floskel", "unpersoenlich"),
    "bitte": ("unpersoenlich", "passiv", "nominalstil", "floskel"),
    "dritte-person": ("unpersoenlich",),
    "partizipialattribut": ("partizipialattribut",),
    "langer-satz": ("langer_satz", "schachtelsatz"),
    "rechtsverweis": ("paragraphenkette", "amtswort", "floskel"),
    "verneinung": ("verneinung",),
    "genitivkette": ("genitivkette", "nominalstil"),
    "bandwurmwort": ("bandwurmwort",),
    "fremdwort": ("fremdwort",),
    "abkuerzung": ("abkuerzung",),
    "pleonasmus": ("pleonasmus",),
    "amtswort": ("amtswort",),
}
"""The categories of findings that belong to a construction."""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with what may and what must not become of it; ``letter`` is the file it stands in, if any."""

    id: str
    construction: str
    sentence: str
    allowed: frozenset[str]
    forbidden: tuple[str, ...]
    nothing: bool
    letter: str = ""

    def judge(self, text: str) -> Verdict:
        """Judge a whole new sentence."""
        new = squeezed(text)
        if self.nothing or any(piece in new for piece in self.forbidden):
            return "falsch"
        return "richtig" if new in self.allowed else "unbewertet"


@dataclass(frozen=True, slots=True)
class Offer:
    """One new sentence for a case and its verdict; ``kind`` tells where it comes from."""

    kind: Literal["vorschlag", "alternative", "vorschau"]
    text: str
    verdict: Verdict
    rule: str = ""
    confidence: float = 1.0
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what the engine made of it."""

    case: Case
    found: bool
    offers: tuple[Offer, ...]
    held_back: tuple[str, ...] = ()

    @property
    def suggestions(self) -> tuple[Offer, ...]:
        """Every suggestion on its own."""
        return tuple(o for o in self.offers if o.kind == "vorschlag")

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on suggestions and preview; None if nothing was proposed."""
        got = {o.verdict for o in self.offers if o.kind != "alternative"}
        order: tuple[Verdict, ...] = ("falsch", "unbewertet", "richtig")
        return next((v for v in order if v in got), None)


@dataclass(slots=True)
class Counts:
    """The cases of one construction."""

    cases: int = 0
    found: int = 0
    verdicts: dict[Verdict | None, int] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Count one case."""
        self.cases += 1
        self.found += result.found
        self.verdicts[result.verdict] = self.verdicts.get(result.verdict, 0) + 1

    def row(self, name: str) -> str:
        """Return a line of the table."""
        right, wrong, unrated, abstained = (
            self.verdicts.get(v, 0) for v in ("richtig", "falsch", "unbewertet", None)
        )  # fmt: skip
        numbers = (self.cases, self.found, self.cases - abstained, right, wrong, unrated, abstained)
        return f"{name:26}" + "".join(f"{n:>12}" for n in numbers) + f"{shown(share(right, wrong)):>12}"


def squeezed(text: str) -> str:
    """Return a text on one line, with plain spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def share(right: int, wrong: int) -> float | None:
    """Return the share that is right; None where nothing is rated."""
    return right / (right + wrong) if right + wrong else None


def shown(value: float | None) -> str:
    """Return a share as it is printed."""
    return "–" if value is None else f"{value:.2f}"


def read_cases(part: str) -> Iterator[Case]:
    """Yield the cases of a part of the material."""
    paths = sorted((FOLDER / part).glob("*.jsonl")) if part == "briefe" else [FOLDER / f"{part}.jsonl"]
    for path in paths:
        letter = str(path.with_suffix(".txt")) if part == "briefe" else ""
        for line in path.read_text(encoding="utf-8").splitlines():
            yield read_case(json.loads(line), letter)


def read_case(entry: Mapping[str, object], letter: str = "") -> Case:
    """Return a line of the material as a case."""
    return Case(
        id=str(entry["id"]),
        construction=str(entry["konstruktion"]),
        sentence=squeezed(str(entry["satz"])),
        allowed=frozenset(map(squeezed, _texts(entry["erlaubt"]))),
        forbidden=tuple(map(_plain_spaces, _texts(entry["verboten"]))),
        nothing=bool(entry["nichts"]),
        letter=letter,
    )


def whole_letter(sentence: str) -> Document:
    """Return a short letter around a sentence."""
    return read_text(sentence.join(LETTER))


def place_of(sentence: str, text: str) -> Span:
    """Return where a sentence stands in a text, whatever the white space.

    Raises:
        ValueError: It does not occur.
    """
    letters = [(i, c) for i, c in enumerate(text) if not c.isspace()]
    wanted = "".join(sentence.split())
    at = "".join(c for _, c in letters).find(wanted)
    if at < 0:
        raise ValueError(f"not in the text: {sentence}")
    return Span(letters[at][0], letters[at + len(wanted) - 1][0] + 1)


def examine(case: Case, analysis: Analysis) -> Result:
    """Judge everything that was proposed for the sentence of a case."""
    text = analysis.letter.text
    place = place_of(case.sentence, text)
    inside = [s for s in analysis.suggestions if place.contains(s.proposal.span)]

    def new(edits: Iterable[tuple[Span, str]]) -> str:
        moved = [Edit(Span(s.start - place.start, s.end - place.start), r) for s, r in edits]
        return squeezed(apply_edits(text[place.start : place.end], moved))

    offers = []
    for suggestion in inside:
        p = suggestion.proposal
        for kind, wording in (("vorschlag", p.replacement), *(("alternative", a) for a in p.alternatives)):
            sentence = new([(p.span, wording)])
            offers.append(Offer(kind, sentence, case.judge(sentence), p.rule, p.confidence, p.needs))  # type: ignore[arg-type]
    if inside:
        sentence = new((s.proposal.span, s.proposal.replacement) for s in compatible(inside))
        if sentence != case.sentence:
            offers.append(Offer("vorschau", sentence, case.judge(sentence)))
    return Result(case, _found(case, analysis, place), tuple(offers), tuple(_held_back(analysis, place)))


def run(cases: Iterable[Case], analyse: Callable[[Document], Analysis]) -> Iterator[Result]:
    """Let the engine read every case; a whole letter is read once."""
    letters: dict[str, Analysis] = {}
    for case in cases:
        if case.letter and case.letter not in letters:
            letters[case.letter] = analyse(read_path(Path(case.letter)))
        yield examine(case, letters[case.letter] if case.letter else analyse(whole_letter(case.sentence)))


def table(results: Sequence[Result]) -> list[str]:
    """Return the counts per construction and in total."""
    heads = ("Fälle", "gefunden", "Vorschlag", "richtig", "falsch", "unbewertet", "keiner", "Anteil")
    groups: dict[str, Counts] = {name: Counts() for name in CATEGORIES}
    total, plain = Counts(), Counts()
    for result in results:
        plain.add(result) if result.case.nothing else groups[result.case.construction].add(result)
        total.add(result)
    rows = [f"{'Konstruktion':26}" + "".join(f"{h:>12}" for h in heads)]
    rows += [counts.row(name) for name, counts in groups.items() if counts.cases]
    return [*rows, plain.row("nichts vorzuschlagen"), total.row("gesamt")]


def by_band(results: Iterable[Result]) -> dict[str, list[Offer]]:
    """Return the single suggestions by how sure the engine is."""
    bands: dict[str, list[Offer]] = {name: [] for _, name in BANDS}
    for result in results:
        for offer in result.suggestions:
            bands[next(name for low, name in BANDS if offer.confidence >= low)].append(offer)
    return bands


def calibration(results: Sequence[Result]) -> list[str]:
    """Return how often suggestions are right, by how sure the engine is, and the same for alternatives."""
    groups = by_band(results)
    groups["Alternativen"] = [o for r in results for o in r.offers if o.kind == "alternative"]
    rows = [f"{'Sicherheit':26}{'Vorschläge':>12}{'richtig':>12}{'falsch':>12}{'unbewertet':>12}{'Anteil':>12}"]
    for name, offers in groups.items():
        right, wrong = _rated(offers)
        rest = len(offers) - right - wrong
        rows.append(f"{name:26}{len(offers):>12}{right:>12}{wrong:>12}{rest:>12}{shown(share(right, wrong)):>12}")
    return rows


def figures(results: Sequence[Result]) -> list[tuple[str, str, str]]:
    """Return name, value and bar of every figure that is recorded."""
    sure_right, sure_wrong = _rated(by_band(results)[BANDS[0][1]])
    values = [("Richtig, Vorschläge ab Sicherheit 0,9", shown(share(sure_right, sure_wrong)), f"≥ {SURE_BAR}")]
    for part in PARTS:
        own = [r for r in results if _part(r.case) == part]
        hard = [r for r in own if not r.case.nothing]
        counts = [sum(r.verdict == v for r in hard) for v in ("richtig", "falsch", "unbewertet", None)]
        disturbed = sum(r.verdict is not None for r in own if r.case.nothing)
        if own:
            values += [
                (f"{part}: Sätze mit Vorschlag", f"{len(hard) - counts[3]} von {len(hard)}", ""),
                (f"{part}: richtig unter bewerteten", shown(share(counts[0], counts[1])), ""),
                (f"{part}: nicht bewertet", str(counts[2]), ""),
                (f"{part}: Vorschlag, wo keiner sein darf", f"{disturbed} von {len(own) - len(hard)}", ""),
            ]
    return values


def told(result: Result, *verdicts: Verdict) -> list[str]:
    """Return a case with its offers as lines; only offers of these verdicts, if any are named."""
    case = result.case
    offers = [o for o in result.offers if not verdicts or o.verdict in verdicts]
    if verdicts and not offers:
        return []
    rows = [f"{case.id} ({case.construction}{', nichts' if case.nothing else ''}) {case.sentence}"]
    for o in offers:
        needs = f", braucht {o.needs}" if o.needs else ""
        origin = f" [{o.rule}, {o.confidence:.2f}{needs}]" if o.rule else ""
        rows.append(f"    {o.verdict:10} {o.kind:11} {o.text}{origin}")
    return rows


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teil", choices=PARTS, action="append")
    parser.add_argument("--fehler", action="store_true")
    parser.add_argument("--satz", metavar="ID")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cases = [c for part in args.teil or PARTS for c in read_cases(part)]
    if args.satz:
        cases = [c for c in cases if c.id == args.satz]
    results = list(run(cases, Klartext.load().analyse))
    if args.satz:
        for result in results:
            print(*told(result), *(f"    zurückgehalten {row}" for row in result.held_back), sep="\n")
            print(*(f"    erlaubt: {text}" for text in sorted(result.case.allowed)), sep="\n")
        return 0
    print(*table(results), "", *calibration(results), "", sep="\n")
    if args.fehler:
        print(*(row for r in results for row in told(r, "falsch", "unbewertet")), "", sep="\n")
    values = figures(results)
    show(values)
    if args.write:
        record("rewrites", "Vorschläge an Beispielsätzen", "python evaluation/rewrites.py --write", values)
    right, wrong = _rated(by_band(results)[BANDS[0][1]])
    return 0 if (share(right, wrong) or 0) >= SURE_BAR else 1


def _part(case: Case) -> str:
    if case.letter:
        return "briefe"
    return "pruefung" if case.id.startswith("p") else "entwicklung"


def _rated(offers: Iterable[Offer]) -> tuple[int, int]:
    verdicts = [o.verdict for o in offers]
    return verdicts.count("richtig"), verdicts.count("falsch")


def _found(case: Case, analysis: Analysis, place: Span) -> bool:
    wanted = CATEGORIES[case.construction]
    return any(f.category in wanted and f.span.overlaps(place) for f in analysis.findings)


def _held_back(analysis: Analysis, place: Span) -> Iterator[str]:
    for held in analysis.held_back:
        if place.contains(held.proposal.span):
            failed = ", ".join(c.name for c in held.checks if not c.passed)
            yield f"{held.proposal.replacement} [{held.proposal.rule}: {failed}]"


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []


def _plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


if __name__ == "__main__":
    sys.exit(main())
