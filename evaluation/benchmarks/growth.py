"""Time per character as texts grow: flat lines mean that no step is quadratic.

    python evaluation/benchmarks/growth.py            # messen
    python evaluation/benchmarks/growth.py --write    # dazu results/wachstum.json und wachstum.svg schreiben

A letter of many paragraphs is made by putting the sample letters behind each other. Steps that only read characters go
up to 5 MB. Steps that need grammar go up to 320 kB: there the parse of the sample is put together from the parses of
its letters, so that the neural parser, which reads one sentence after the other, runs once and not for hours. Besides
letters, every step that reads characters gets texts made to hurt: runs of one sign or of half a pattern, in one line.
The bar: no step takes more than twice as long per character at the largest size as at
the smallest one of 40 kB or more.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spacy.tokens import Doc

from klartext import guard, metrics
from klartext.batch.repeats import Repeats
from klartext.checklist import examine
from klartext.documents import read_path, read_text
from klartext.letter import read_letter
from klartext.nlp import Pipeline, unwrapped
from klartext.pipeline.sentences import set_boundaries
from klartext.protect import protect
from klartext.records import Letter, Protected, Sentence
from klartext.report import to_dict
from klartext.ruleset import find
from klartext.session import Klartext
from klartext.spans import Edit, Span, apply_edits
from results import FOLDER, record, show

ROOT: Final = Path(__file__).resolve().parents[1]
LETTERS: Final = sorted((ROOT / "briefe").glob("*.txt"))
CHARACTERS: Final = (1_000, 10_000, 40_000, 160_000, 640_000, 5_000_000)
GRAMMAR: Final = (10_000, 40_000, 160_000, 320_000)
HURTING: Final = (40_000, 160_000)
FROM: Final = 40_000
BAR: Final = 2.0
SEEDS: Final[Mapping[str, str]] = {
    "Ziffern": "1",
    "Leerzeichen": " ",
    "Klammern auf": "(",
    "Klammern zu": ")",
    "a.a.a.": "a.",
    "Semikolons": ";",
    "Paragrafenzeichen": "§",
    "Anführungszeichen": '"',
    "§ 1 § 1": "§ 1 ",
    "Punkte": ".",
    "Unterstriche": "_",
    "geschweifte Klammern": "{{",
    "ein langes Wort": "a",
    "Bindestriche": "A-",
    "Trennungen": "a-\n",
    "Akzente": "a\u0301",
    "At-Zeichen": "a@",
    "kurze Zeilen": "a\n\n",
    "Listenpunkte": "- a\n",
    "Fristen ohne Ende": "innerhalb von einem ",
}


@dataclass(slots=True)
class Curve:
    """Microseconds per character of one step, by the size of the text."""

    name: str
    points: dict[int, float] = field(default_factory=dict)

    def growth(self) -> float:
        """Return by how much the time per character grows from the first sound size to the largest."""
        sizes = [s for s in sorted(self.points) if s >= FROM]
        return self.points[sizes[-1]] / self.points[sizes[0]]


class Clock:
    """Gathers the curves of all steps; the least of several rounds counts, in seconds of the processor."""

    def __init__(self) -> None:
        self.curves: dict[str, Curve] = {}

    def timed(self, step: str, size: int, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the step returns
        """Run a step and note its time."""
        best, result = float("inf"), None
        for _ in range(3 if size <= FROM else 1):
            start = time.process_time()
            result = work()
            best = min(best, time.process_time() - start)
        curve = self.curves.setdefault(step, Curve(step))
        curve.points[size] = max(best * 1e6 / size, 1e-3)
        return result


def of_characters(clock: Clock, text: str, size: int, prefix: str = "") -> None:
    """Measure the steps that read only characters."""
    document = clock.timed(f"{prefix}Lesen und Normalisieren", size, lambda: read_text(text))
    letter = clock.timed(f"{prefix}Briefteile", size, lambda: read_letter(document))
    protected = clock.timed(f"{prefix}Schutz", size, lambda: protect(letter))
    clock.timed(f"{prefix}Wörter und Sätze", size, lambda: _boundaries(letter, protected))
    clock.timed(f"{prefix}Prüfung des ganzen Briefs", size, lambda: guard.letter_faults(document.text, document.text))


_TOKENS: Final = {}


def _boundaries(letter: Letter, protected: tuple[Protected, ...]) -> Doc:
    doc = _TOKENS["nlp"].make_doc(unwrapped(letter))
    return set_boundaries(doc, letter.blocks, [p.span for p in protected])


class Tiled:
    """A pipeline that analyses a letter made of copies by analysing each copy of the sample once."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline, self._known, self.name = pipeline, {}, pipeline.name

    def __call__(self, text: str) -> Doc:
        """Analyse a text as the pipeline itself does."""
        return self.pipeline(text)

    @property
    def nlp(self) -> Any:  # noqa: ANN401 - spaCy's Language
        """The Language below."""
        return self.pipeline.nlp

    def analyse(self, letter: Letter, protected: tuple[Protected, ...]) -> Doc:
        """Return the parse of all blocks put together from the parses of different blocks."""
        docs, at, text = [], 0, unwrapped(letter)
        for block in letter.blocks:
            if block.start > at:
                docs.append(self._piece(text[at : block.start]))
            docs.append(self._piece(text[block.start : block.end]))
            at = block.end
        if at < len(text):
            docs.append(self._piece(text[at:]))
        return Doc.from_docs(docs, ensure_whitespace=False)

    def _piece(self, text: str) -> Doc:
        if text not in self._known:
            self._known[text] = self.pipeline(text)
        return self._known[text]


def of_grammar(clock: Clock, klartext: Klartext, text: str, size: int) -> None:
    """Measure the steps that need a parse, and the whole analysis."""
    tiled = klartext.pipeline
    letter = read_letter(read_text(text))
    protected = protect(letter)
    doc = tiled.analyse(letter, protected)
    clock.timed("Regeln", size, lambda: find(doc, letter, protected, klartext.rules, klartext.settings))
    clock.timed("Lesbarkeitswerte", size, lambda: metrics.scores(doc, letter))
    analysis = klartext.analyse(read_text(text))  # the memory of sentences is warm behind it
    sentences: tuple[Sentence, ...] = analysis.sentences
    clock.timed("Checkliste", size, lambda: examine(letter, protected, sentences, klartext.roles))
    clock.timed("Glossar", size, lambda: list(klartext.glossary.propose(letter, sentences, protected)))
    clock.timed("Alles zusammen", size, lambda: klartext.analyse(read_text(text)))
    edits = _disjoint(analysis.suggestions)
    clock.timed("Einsetzen der Vorschläge", size, lambda: apply_edits(letter.text, edits))
    clock.timed("JSON", size, lambda: to_dict(analysis))
    found = _record(analysis)
    clock.timed("Gleiche Absätze", size, lambda: Repeats().add("brief", found))


def _record(analysis: Any) -> Any:  # noqa: ANN401 - what batch writes
    from klartext.batch.analysing import record_of

    return record_of(analysis)


def _disjoint(suggestions: Any) -> list[Edit]:  # noqa: ANN401 - suggestions of an analysis
    edits, at = [], 0
    for suggestion in sorted(suggestions, key=lambda s: s.proposal.span):
        span: Span = suggestion.proposal.span
        if span.start >= at:
            edits.append(Edit(span, suggestion.proposal.replacement))
            at = span.end
    return edits


def sample(size: int) -> str:
    """Return letters behind each other, cut to a size."""
    whole = "\n\n".join(read_path(path).text for path in LETTERS) + "\n\n"
    return (whole * (size // len(whole) + 1))[:size]


def measured(grammar: tuple[int, ...], characters: tuple[int, ...], hurting: tuple[int, ...]) -> Clock:
    """Measure everything."""
    clock = Clock()
    klartext = Klartext.load(model="off")
    _TOKENS["nlp"] = klartext.pipeline.nlp
    of_characters(Clock(), sample(FROM), FROM)
    for size in characters:
        of_characters(clock, sample(size), size)
        print(f"Zeichen {size}", file=sys.stderr, flush=True)
    for name, seed in SEEDS.items():
        for size in hurting:
            of_characters(clock, f"x {seed * (size // len(seed))} x", size, f"{name}: ")
        print(name, file=sys.stderr, flush=True)
    object.__setattr__(klartext, "pipeline", Tiled(klartext.pipeline))
    klartext.analyse(read_text(sample(grammar[-1] if grammar[-1] < FROM else FROM)))
    for size in grammar:
        of_grammar(clock, klartext, sample(size), size)
        print(f"Grammatik {size}", file=sys.stderr, flush=True)
    return clock


def plot(curves: list[Curve]) -> str:
    """Return an SVG: microseconds per character over the size of the text, both in steps of ten."""
    from math import log10

    left, top, width, height = 70, 20, 560, 330
    values = [v for c in curves for v in c.points.values()]
    low, high = log10(min(values)) - 0.1, log10(max(values)) + 0.1
    sizes = sorted({s for c in curves for s in c.points})

    def x(size: float) -> float:
        return left + width * (log10(size) - log10(sizes[0])) / (log10(sizes[-1]) - log10(sizes[0]))

    def y(value: float) -> float:
        return top + height * (high - log10(value)) / (high - low)

    colours = ("#0b5394", "#a61c00", "#38761d", "#741b47", "#b45f06", "#134f5c", "#4c1130", "#666600", "#000000")
    dashes = ("", "6 3", "2 3")
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 940 410" role="img" font-family="sans-serif"'
        ' font-size="12"><title>Zeit je Zeichen nach Länge des Textes</title>'
        '<rect width="940" height="410" fill="#fff"/>'
    ]
    for size in sizes:
        shown = f"{size / 1000:g} kB" if size < 1_000_000 else f"{size / 1e6:g} MB"
        out.append(f'<line x1="{x(size):.0f}" x2="{x(size):.0f}" y1="{top}" y2="{top + height}" stroke="#ddd"/>')
        out.append(f'<text x="{x(size):.0f}" y="{top + height + 18}" text-anchor="middle">{shown}</text>')
    for power in range(int(low) - 1, int(high) + 2):
        if low <= power <= high:
            shown = f"{10.0**power:g}".replace(".", ",")
            at = y(10.0**power)
            out.append(f'<line x1="{left}" x2="{left + width}" y1="{at:.0f}" y2="{at:.0f}" stroke="#ddd"/>')
            out.append(f'<text x="{left - 8}" y="{at + 4:.0f}" text-anchor="end">{shown}</text>')
    out.append(f'<text x="{left}" y="14">Mikrosekunden je Zeichen</text>')
    for number, curve in enumerate(curves):
        colour, dash = colours[number % len(colours)], dashes[number // len(colours) % len(dashes)]
        line = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}" fill="none"'
        points = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in sorted(curve.points.items()))
        at = top + 16 + 19 * number
        out.append(f'<polyline points="{points}" {line}/>')
        out.append(f'<line x1="650" x2="680" y1="{at - 4}" y2="{at - 4}" {line}/>')
        out.append(f'<text x="688" y="{at}">{curve.name}</text>')
    return "\n".join([*out, "</svg>\n"])


def main() -> int:
    """Measure; return 0 if the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kurz", action="store_true", help="nur bis 160 kB")
    options = parser.parse_args()
    most = 160_000 if options.kurz else CHARACTERS[-1]
    sizes = [tuple(s for s in sizes if s <= most) for sizes in (GRAMMAR, CHARACTERS, HURTING)]
    clock = measured(*sizes)
    plain = [c for name, c in clock.curves.items() if ": " not in name]
    hurt = [c for name, c in clock.curves.items() if ": " in name]
    worst = max(hurt, key=lambda c: c.growth() if max(c.points.values()) > 0.2 else 0)
    values = []
    for curve in plain:
        first, last = (f"{curve.points[s]:.2f}".replace(".", ",") for s in (FROM, max(curve.points)))
        growth = f"{curve.growth():.2f}".replace(".", ",")
        values.append((f"{curve.name}: Mikrosekunden je Zeichen bei 40 kB", first, ""))
        values.append((f"{curve.name}: bei {max(curve.points) // 1000} kB", last, ""))
        values.append((f"{curve.name}: Verhältnis", growth, f"< {BAR:g}"))
    values.append(
        (f"Schlimmster Text „{worst.name}“: Verhältnis", f"{worst.growth():.2f}".replace(".", ","), f"< {BAR:g}")
    )
    slowest = max(hurt, key=lambda c: max(c.points.values()))
    values.append(
        (f"Langsamster Text „{slowest.name}“: Mikrosekunden je Zeichen",
         f"{max(slowest.points.values()):.1f}".replace(".", ","), "")
    )  # fmt: skip
    show(values)
    if options.write:
        record("wachstum", "Zeit je Zeichen", "python evaluation/benchmarks/growth.py --write", values)
        (FOLDER / "wachstum.svg").write_text(plot(plain), encoding="utf-8")
    return 0 if max(c.growth() for c in (*plain, worst)) < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
