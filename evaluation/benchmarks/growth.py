"""Time per character as texts grow: flat lines mean that no step is quadratic.

    python evaluation/benchmarks/growth.py            # messen
    python evaluation/benchmarks/growth.py --kurz     # nur bis 200 kB
    python evaluation/benchmarks/growth.py --write    # dazu results/wachstum.json und wachstum.svg schreiben

A long letter is made by putting the sample letters behind each other. Steps that only read characters go up to 5 MB.
Steps that need grammar go from 1 to 1,000 pages: there the parse is put together from the parses of the blocks, each
parsed once, because the parser itself reads one sentence after the other and would take hours. Every step that reads
characters also gets texts made to hurt: runs of one sign or of half a pattern, in one line. Counted are seconds of the
processor. The bar: no step takes more than twice as long per character at the largest size as at the first size of
20 kB or more; below that, what a call costs at all counts more than its text.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spacy.language import Language
from spacy.tokens import Doc

from klartext import guard, metrics
from klartext.batch.analysing import record_of
from klartext.batch.repeats import Repeats
from klartext.checklist import examine
from klartext.documents import read_path, read_text
from klartext.letter import read_letter
from klartext.nlp import Pipeline, SentenceMemory, unwrapped
from klartext.pipeline.sentences import set_boundaries
from klartext.protect import protect
from klartext.records import Analysis, Letter, Protected
from klartext.report import to_dict
from klartext.ruleset import find
from klartext.session import Klartext
from klartext.spans import Edit, apply_edits
from results import FOLDER, german, record, show

ROOT: Final = Path(__file__).resolve().parents[1]
LETTERS: Final = sorted((ROOT / "briefe").glob("*.txt"))
PAGE: Final = 2_000
"""Characters of a page."""
CHARACTERS: Final = (1_000, 10_000, 40_000, 200_000, 1_000_000, 5_000_000)
GRAMMAR: Final = tuple(PAGE * pages for pages in (1, 10, 100, 1_000))
HURTING: Final = (40_000, 160_000)
FROM: Final = 20_000
SHORT: Final = 200_000
BAR: Final = 2.0
NOTHING: Final = 0.2
"""Microseconds per character below which a step of a few instructions is not compared."""
SEEDS: Final[dict[str, str]] = {
    "Ziffern": "1",
    "Leerzeichen": " ",
    "Klammern auf": "(",
    "Klammern zu": ")",
    "eckige Klammern": "[[",
    "geschweifte Klammern": "{{",
    "spitze Klammern": "<<",
    "a.a.a.": "a.",
    "Punkte": ".",
    "Semikolons": ";",
    "Unterstriche": "_",
    "Bindestriche": "A-",
    "Trennungen": "a-\n",
    "Akzente": "a\u0301",
    "At-Zeichen": "a@",
    "Anführungszeichen": '"',
    "verschachtelte Zitate": "„a »b ‚c ",
    "Paragrafenzeichen": "§",
    "§ 1 § 1": "§ 1 ",
    "Paragrafenkette": "§ 1 Abs. 2 Satz 3 Nr. 4 SGB X und ",
    "Aktenzeichen": "Az.: 1/",
    "Fristen ohne Ende": "innerhalb von einem ",
    "ein langes Wort": "a",
    "eine lange Zeile": "der die das ",
    "kurze Zeilen": "a\n\n",
    "Listenpunkte": "- a\n",
    "Tabelle": "a\t1\t2,00 EUR\n",
}

Result = TypeVar("Result")


@dataclass(slots=True)
class Curve:
    """Microseconds per character of one step, by the size of the text."""

    name: str
    points: dict[int, float] = field(default_factory=dict)

    def ends(self) -> tuple[float, float]:
        """Return the time per character at the first sound size and at the largest."""
        sizes = [s for s in sorted(self.points) if s >= FROM]
        return self.points[sizes[0]], self.points[sizes[-1]]

    def growth(self) -> float:
        """Return by how much the time per character grows between them."""
        first, last = self.ends()
        return last / first if last > NOTHING else 1.0


class Clock:
    """Gathers the curves of all steps; the least of several rounds counts."""

    def __init__(self) -> None:
        self.curves: dict[str, Curve] = {}

    def timed(self, step: str, size: int, work: Callable[[], Result]) -> Result:
        """Run a step and note its time."""
        spent = []
        for _ in range(3 if size <= HURTING[-1] else 1):  # the first meets words that spaCy has not seen
            start = time.process_time()
            result = work()
            spent.append(time.process_time() - start)
        self.curves.setdefault(step, Curve(step)).points[size] = max(min(spent) * 1e6 / size, 1e-3)
        return result


def of_characters(clock: Clock, nlp: Language, text: str, size: int, prefix: str = "") -> None:
    """Measure the steps that read only characters."""
    document = clock.timed(f"{prefix}Lesen und Normalisieren", size, lambda: read_text(text))
    letter = clock.timed(f"{prefix}Briefteile", size, lambda: read_letter(document))
    protected = clock.timed(f"{prefix}Schutz", size, lambda: protect(letter))
    clock.timed(f"{prefix}Wörter und Sätze", size, lambda: _boundaries(nlp, letter, protected))
    clock.timed(f"{prefix}Prüfung des ganzen Briefs", size, lambda: guard.letter_faults(document.text, document.text))


def _boundaries(nlp: Language, letter: Letter, protected: Sequence[Protected]) -> Doc:
    return set_boundaries(nlp.make_doc(unwrapped(letter)), letter.blocks, [p.span for p in protected])


class Tiled(Pipeline):
    """A pipeline that puts the parse of a letter together from its blocks and parses every block once."""

    known: Final[dict[str, Doc]] = {}

    def reading(
        self, letter: Letter, protected: Sequence[Protected], memory: object = None
    ) -> Generator[tuple[int, int], None, Doc]:
        """Return the parse; it comes at once."""
        yield 1, 1
        docs, at, text = [], 0, unwrapped(letter)
        for block in letter.blocks:
            docs += [self._piece(text[at : block.start]), self._piece(text[block.start : block.end])]
            at = block.end
        return Doc.from_docs([doc for doc in (*docs, self._piece(text[at:])) if len(doc)], ensure_whitespace=False)

    def _piece(self, text: str) -> Doc:
        if text not in self.known:
            self.known[text] = self(text)
        return self.known[text]


def of_grammar(clock: Clock, klartext: Klartext, text: str, size: int) -> None:
    """Measure the steps that need a parse, and the whole analysis."""
    analysis = clock.timed("Alles zusammen", size, lambda: klartext.analyse(read_text(text)))
    letter, protected, sentences = analysis.letter, analysis.protected, analysis.sentences
    doc = klartext.pipeline.analyse(letter, protected)
    clock.timed("Regeln", size, lambda: find(doc, letter, protected, klartext.rules, klartext.settings))
    clock.timed("Lesbarkeitswerte", size, lambda: metrics.scores(doc, letter))
    clock.timed("Checkliste", size, lambda: examine(letter, protected, sentences, klartext.roles))
    clock.timed("Glossar", size, lambda: list(klartext.glossary.propose(letter, sentences, protected)))
    edits = _disjoint(analysis)
    clock.timed("Einsetzen der Vorschläge", size, lambda: apply_edits(letter.text, edits))
    clock.timed("JSON", size, lambda: to_dict(analysis))
    found = record_of(analysis)
    clock.timed("Gleiche Absätze", size, lambda: Repeats().add("brief", found))


def _disjoint(analysis: Analysis) -> list[Edit]:
    edits: list[Edit] = []
    for proposal in sorted((s.proposal for s in analysis.suggestions), key=lambda p: p.span):
        if not edits or proposal.span.start >= edits[-1].span.end:
            edits.append(Edit(proposal.span, proposal.replacement))
    return edits


def sample(size: int) -> str:
    """Return letters behind each other, cut to a size."""
    whole = "\n\n".join(read_path(path).text for path in LETTERS) + "\n\n"
    return (whole * (size // len(whole) + 1))[:size]


def measured(most: int) -> Clock:
    """Measure everything up to a size."""
    clock, klartext = Clock(), Klartext.load(model="off")
    nlp = klartext.pipeline.nlp
    of_characters(Clock(), nlp, sample(FROM), FROM)  # warm
    for size in (size for size in CHARACTERS if size <= most):
        of_characters(clock, nlp, sample(size), size)
        _tell(f"{size // 1000} kB")
    for name, seed in SEEDS.items():
        for size in HURTING:
            of_characters(clock, nlp, f"x {seed * (size // len(seed))} x", size, f"{name}: ")
        _tell(name)
    tiled = Tiled(nlp, klartext.pipeline.name)
    klartext = replace(klartext, pipeline=tiled, memory=SentenceMemory(tiled, most=100_000))
    klartext.analyse(read_text(sample(sum(path.stat().st_size for path in LETTERS))))  # all blocks are parsed now
    for size in (size for size in GRAMMAR if size <= most):
        of_grammar(clock, klartext, sample(size), size)
        _tell(f"{size // PAGE} Seiten")
    return clock


def _tell(done: str) -> None:
    print(done, file=sys.stderr, flush=True)


def plot(path: Path, curves: Sequence[Curve]) -> None:
    """Draw microseconds per character over the size of the text, both in steps of ten."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot, ticker

    with pyplot.rc_context({"svg.fonttype": "none", "svg.hashsalt": "klartext", "font.family": "sans-serif"}):
        figure, axis = pyplot.subplots(figsize=(9, 5))
        for number, curve in enumerate(curves):
            sizes = sorted(curve.points)
            style = ("-", "--", ":")[number // 10]
            axis.loglog(sizes, [curve.points[s] for s in sizes], style, marker=".", label=curve.name)
        axis.xaxis.set_major_formatter(ticker.FuncFormatter(lambda size, _: _bytes(size)))
        axis.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:g}".replace(".", ",")))
        axis.set_title("Mikrosekunden je Zeichen nach Länge des Textes", loc="left")
        axis.grid(alpha=0.3)
        axis.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        pyplot.close(figure)


def _bytes(size: float) -> str:
    return f"{size / 1e6:g} MB" if size >= 1e6 else f"{size / 1e3:g} kB".replace(".", ",")


def figures(plain: Sequence[Curve], hurt: Sequence[Curve]) -> list[tuple[str, str, str]]:
    """Return what was measured: every step on letters, and the worst of the texts made to hurt."""
    bar, values = f"< {BAR:g}", []
    for curve in plain:
        first, last = curve.ends()
        values.append((f"{curve.name}: Mikrosekunden je Zeichen, ab {_bytes(_first(curve))}", german(first), ""))
        values.append((f"{curve.name}: bei {_bytes(max(curve.points))}", german(last), ""))
        values.append((f"{curve.name}: Verhältnis", german(curve.growth()), bar))
    worst, slowest = max(hurt, key=Curve.growth), max(hurt, key=lambda curve: curve.ends()[1])
    values.append((f"Texte, die wehtun sollen, {_bytes(HURTING[0])} und {_bytes(HURTING[1])}", str(len(SEEDS)), ""))
    values.append((f"Am stärksten wächst „{worst.name}“: Verhältnis", german(worst.growth()), bar))
    values.append((f"Am langsamsten ist „{slowest.name}“: Mikrosekunden je Zeichen", german(slowest.ends()[1]), ""))
    return values


def _first(curve: Curve) -> int:
    return min(size for size in curve.points if size >= FROM)


def main() -> int:
    """Measure; return 0 if the bar is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kurz", action="store_true", help="nur bis 200 kB")
    options = parser.parse_args()
    clock = measured(SHORT if options.kurz else CHARACTERS[-1])
    plain = [curve for name, curve in clock.curves.items() if ": " not in name]
    hurt = [curve for name, curve in clock.curves.items() if ": " in name]
    values = figures(plain, hurt)
    show(values)
    if options.write:
        record("wachstum", "Zeit je Zeichen", "python evaluation/benchmarks/growth.py --write", values)
        plot(FOLDER / "wachstum.svg", plain)
    return 0 if max(curve.growth() for curve in (*plain, *hurt)) < BAR else 1


if __name__ == "__main__":
    sys.exit(main())
