"""Klartext and other ways, side by side on the same texts in one run.

    python evaluation/vergleich.py --corpora ORDNER      # oder Umgebungsvariable KLARTEXT_CORPORA
    python evaluation/vergleich.py --write               # dazu results/vergleich.json und vergleich.svg schreiben

Needs the extra ``evaluation``. Without corpora the part on readability is left out, and nothing is written.

* Findings, on the annotated letters: thresholds of textstat, a plain word-list checker, rules as regular expressions,
  Klartext. Counted as in ``befunde.py`` (same category, touching places), and once more by sentence: does a sentence
  with a place of severity 2 or more get any mark?
* Readability, on texts of known level and on groups of official/plain pairs: the formulas of textstat, the features of
  ZIX (``andere/zix.py``) and ``klartext_index``, the last two fitted on the same other folds.
* Rewriting, on the hand-written pairs of ``model/paare.csv``: the source itself, the first plain word of our lists put
  in, and what Klartext proposes without asking.

Exit status: 0 done, 2 something is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import textstat
from spacy.tokens import Doc

sys.path.insert(0, str(Path(__file__).resolve().parent))

import befunde
import readability
import vereinfachung
from andere import muster, schwellen, zix
from andere.wortliste import WordList
from befunde import FOLDER as LETTERS
from befunde import Group, Place, Tally
from klartext import guard
from klartext.documents import read_path
from klartext.errors import KlartextError
from klartext.records import Analysis
from klartext.session import Klartext
from klartext.spans import Span
from readability import FOLDS, MIXED, RESAMPLES, SEED, Floats, Graded, Pairs, Sample, spearman
from results import FOLDER, bounds, figure, record

OURS = "Klartext"
SHOULD_CHANGE = 2
Marker = Callable[[str, Analysis], list[Place]]
Row = tuple[str, str, str]


# --- Findings ---


@dataclass(frozen=True, slots=True)
class Found:
    """What one way finds: counts by category, by sentence, in letters that shaped no rule, and of every letter."""

    places: Group
    sentences: Tally
    fresh: Tally
    letters: Sequence[Tally]
    per_100_plain: float


def markers(klartext: Klartext) -> Mapping[str, Marker]:
    """Return every way to mark a text by its name."""
    words = WordList(klartext.rules)

    def of(marks: Callable[[str], Iterable[tuple[str, Span]]]) -> Marker:
        return lambda text, _: [Place(*mark) for mark in marks(text)]

    return {
        "Schwellen von textstat": of(schwellen.marks),
        "Wortliste": of(words.marks),
        "Reguläre Ausdrücke": of(muster.marks),
        OURS: lambda _, analysis: befunde.marked_places(analysis),
    }


def compare_findings(klartext: Klartext) -> dict[str, Found]:
    """Let every way mark the annotated letters."""
    read = [(path, klartext.analyse(read_path(path))) for path in sorted(LETTERS.glob("*.txt"))]
    return {name: found_by(mark, read) for name, mark in markers(klartext).items()}


def found_by(mark: Marker, read: Sequence[tuple[Path, Analysis]]) -> Found:
    """Compare what one way marks with the annotation."""
    places, sentences, fresh = Group(), Tally(), Tally()
    letters, on_plain, plain_words = [], 0, 0
    for path, analysis in read:
        text = analysis.letter.document.original
        entries = json.loads(path.with_name(f"{path.stem}.gold.json").read_text(encoding="utf-8"))
        gold, marked = befunde.gold_places(text, entries), mark(text, analysis)
        score = befunde.score_letter(path.stem, text, gold, marked)
        places.add(score)
        letters.append(score.total)
        if path.stem.startswith("p"):
            fresh.add(score.total)
        hard = [p.span for p, e in zip(gold, entries, strict=True) if e["severity"] >= SHOULD_CHANGE and counts(p)]
        sentences.add(by_sentence(analysis, hard, [p.span for p in marked]))
        if path.stem in befunde.PLAIN_LETTERS:
            on_plain += len(marked)
            plain_words += analysis.scores.words
    return Found(places, sentences, fresh, letters, 100 * on_plain / plain_words)


def counts(place: Place) -> bool:
    """Whether an annotated place asks for a change."""
    return place.category != "schutz"


def by_sentence(analysis: Analysis, hard: Sequence[Span], marked: Sequence[Span]) -> Tally:
    """Count sentences that should change and those that got a mark."""
    tally, to_original = Tally(), analysis.letter.document.offsets.to_original
    for sentence in analysis.sentences:
        here = to_original(sentence.span)
        wanted, got = (any(here.overlaps(span) for span in spans) for spans in (hard, marked))
        tally.add(
            Tally(found=wanted and got, missed=wanted and not got, right=wanted and got, wrong=got and not wanted)
        )
    return tally


def findings_rows(found: Mapping[str, Found]) -> list[Row]:
    """Return the figures of every way."""
    rows = []
    for name, result in found.items():
        total = result.places.total
        rows += [
            (f"Befunde, {name}: Genauigkeit", figure(total.precision), ""),
            (f"Befunde, {name}: Trefferquote", figure(total.recall), ""),
            (f"Befunde, {name}: F1", figure(total.f1), ""),
            (f"Befunde, {name}: 95-%-Intervall von F1", bounds(befunde.interval(result.letters)), ""),
            (f"Befunde, {name}: F1 in {befunde.FRESH}", figure(result.fresh.f1), ""),
            (f"Befunde, {name}: F1 nach Sätzen", figure(result.sentences.f1), ""),
            (f"Befunde, {name}: je 100 Wörter, einfache Briefe", f"{result.per_100_plain:.2f}", ""),
        ]
    return rows


# --- Readability ---


@dataclass(frozen=True, slots=True)
class Compared(Sample):
    """What is measured on one text, also by others; ``formulas`` are textstat's, turned so that more is harder."""

    zix: tuple[float, ...]
    formulas: Mapping[str, float]


def compared(doc: Doc) -> Compared:
    """Measure one text in every way."""
    textstat.set_lang("de")
    ours = readability.sample(doc)
    formulas = {
        "Flesch-Amstad (textstat)": -textstat.flesch_reading_ease(doc.text),
        "Wiener Sachtextformel 1 (textstat)": textstat.wiener_sachtextformel(doc.text, 1),
        "LIX (textstat)": textstat.lix(doc.text),
        "RIX (textstat)": textstat.rix(doc.text),
        "Wörter je Satz (textstat)": textstat.words_per_sentence(doc.text),
    }
    return Compared(ours.features, ours.counts, zix.features(doc), formulas)


def compare_readability(
    klartext: Klartext, corpora: Path
) -> tuple[dict[str, Floats], dict[str, Floats], Graded, Pairs]:
    """Return, for every way, a value of each text of known level, and how much harder official sides are than plain."""
    parse = readability.parses(klartext.pipeline, "de_klartext")

    def read(name: str, texts: Sequence[str]) -> list[Sample]:
        return [compared(doc) for doc in parse(name, texts)]

    graded = readability.read_graded(corpora / "readability" / "cefr_synthetic_a.jsonl", read)
    pairs = readability.read_pairs(corpora.parent / "pairs", read)
    law = read("law", readability.law_paragraphs(corpora / "raw" / "gesetze"))
    folds = readability.topic_folds(graded.topics)
    ours, our_gaps = readability.cross_validate(graded, pairs, law, folds)
    others, other_gaps = zix_by_folds(graded, pairs, folds)
    levels = {"klartext_index": ours, "ZIX, nachgebaut": others}
    gaps = {"klartext_index": our_gaps, "ZIX, nachgebaut": other_gaps}
    for name in graded.samples[0].formulas:
        levels[name] = np.array([s.formulas[name] for s in graded.samples])
        official, plain = (np.array([s.formulas[name] for s in side]) for side in (pairs.official, pairs.plain))
        gaps[name] = official - plain
    return levels, gaps, graded, pairs


def zix_by_folds(graded: Graded, pairs: Pairs, folds: np.ndarray) -> tuple[Floats, Floats]:
    """Return levels of the graded texts and gaps of the groups, each from weights that have not seen them."""
    rows, official, plain = (np.array([s.zix for s in side]) for side in (graded.samples, pairs.official, pairs.plain))
    levels, gaps = np.zeros(len(rows)), np.zeros(len(official))
    for fold in range(FOLDS):
        model = zix.Ridge(rows[folds != fold], graded.levels[folds != fold])
        levels[folds == fold] = model.level(rows[folds == fold])
        own = pairs.folds == fold
        gaps[own] = model.level(official[own]) - model.level(plain[own])
    return levels, gaps


def spread(values: Floats, graded: Graded) -> tuple[float, float]:
    """Return the 95 % interval of the rank correlation when whole topics are drawn again and again."""
    draw = np.random.default_rng(SEED)
    rows = [np.flatnonzero(graded.topics == topic) for topic in np.unique(graded.topics)]
    found = []
    for _ in range(RESAMPLES):
        chosen = np.concatenate([rows[i] for i in draw.integers(len(rows), size=len(rows))])
        found.append(spearman(values[chosen], graded.levels[chosen]))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def readability_rows(
    levels: Mapping[str, Floats], gaps: Mapping[str, Floats], graded: Graded, pairs: Pairs
) -> list[Row]:
    """Return the figures of every formula."""
    rows, mixed = [], pairs.kinds == MIXED
    for name, values in levels.items():
        low, high = spread(values, graded)
        rows += [
            (f"Lesbarkeit, {name}: Rangkorrelation mit der Stufe", f"{spearman(values, graded.levels):.3f}", ""),
            (f"Lesbarkeit, {name}: 95-%-Intervall dazu", f"{low:.3f}–{high:.3f}", ""),
            (f"Lesbarkeit, {name}: einfache Fassung leichter", f"{(gaps[name][mixed] > 0).mean():.1%}", ""),
        ]
    return rows


# --- Rewriting ---


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What one way makes of the texts; ``faulty`` of ``changed`` sentences do not pass our own guard."""

    sari: float
    bleu: float
    changed: int
    faulty: int


def compare_rewriting(klartext: Klartext) -> dict[str, Rewritten]:
    """Let every way rewrite the hand-written pairs."""
    rows = vereinfachung.read_rows(vereinfachung.PAIRS)
    texts = [vereinfachung.read_sentences(klartext, row.source) for row in rows]
    words = WordList(klartext.rules)
    ways: Mapping[str, Callable[[vereinfachung.Sentence], str]] = {
        "Text abgeschrieben": lambda s: s.text,
        "Wortliste": lambda s: words.replaced(s.text),
        OURS: lambda s: s.by_rules,
    }
    done = {}
    for name, way in ways.items():
        outputs = ["".join(way(s) + s.gap for s in text) or row.source for text, row in zip(texts, rows, strict=True)]
        changes = [(s.text, way(s)) for text in texts for s in text if way(s) != s.text]
        faulty = sum(not passes(klartext, *change) for change in changes)
        done[name] = Rewritten(*vereinfachung.scores(rows, outputs), len(changes), faulty)
    return done


def passes(klartext: Klartext, before: str, after: str) -> bool:
    """Whether the guard finds no fault in a changed sentence."""
    checks = guard.judge(before, 0, Span(0, len(before)), before, after, parse=klartext.memory)
    return all(check.passed for check in checks)


def rewriting_rows(done: Mapping[str, Rewritten]) -> list[Row]:
    """Return the figures of every way."""
    rows = []
    for name, way in done.items():
        rows += [
            (f"Umformulieren, {name}: SARI", f"{way.sari:.1f}", ""),
            (f"Umformulieren, {name}: BLEU", f"{way.bleu:.1f}", ""),
            (f"Umformulieren, {name}: geänderte Sätze", str(way.changed), ""),
            (f"Umformulieren, {name}: davon mit Fehler nach der Prüfung", str(way.faulty), ""),
        ]
    return rows


# --- All of it ---


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="Ordner der Textsammlungen (oder KLARTEXT_CORPORA)")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    klartext = Klartext.load(model="off")
    found, done = compare_findings(klartext), compare_rewriting(klartext)
    try:
        read = compare_readability(klartext, readability.corpora_folder(args.corpora))
    except KlartextError as error:
        print(error)
        read = None
    rows = [*findings_rows(found), *(readability_rows(*read) if read else ()), *rewriting_rows(done)]
    print(*(f"{name:75} {value:>12}" for name, value, _ in rows), sep="\n")
    for name, result in found.items():
        print("", name, *befunde.table(result.places), sep="\n")
    if read is None:
        return 2
    if args.write:
        from andere.bild import Panel, draw

        record("vergleich", "Klartext und andere Wege", "python evaluation/vergleich.py --write", rows)
        levels, _, graded, _ = read
        draw(
            FOLDER / "vergleich.svg",
            [
                Panel("Befunde: F1", {n: r.places.total.f1 or 0 for n, r in found.items()}, OURS),
                Panel("Schwere Sätze erkannt: F1", {n: r.sentences.f1 or 0 for n, r in found.items()}, OURS),
                Panel(
                    "Lesbarkeit: Rangkorrelation mit der Stufe",
                    {n: spearman(v, graded.levels) for n, v in reversed(levels.items())},
                    "klartext_index",
                ),
                Panel("Umformulieren: SARI", {n: w.sari for n, w in done.items()}, OURS),
            ],
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
