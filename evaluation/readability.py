"""Measure and calibrate ``klartext_index``.

    python evaluation/readability.py [--corpora DIR] [--pairs DIR] [--letters DIR] [--pipeline NAME] [--write]

One run prints, on the same folds, how well ``klartext_index`` and the published formulas order texts of known CEFR
level (five-fold cross-validation by topic, Spearman, bootstrap over topics), whether plain versions score easier than
the official ones, and whether law scores harder than plain text. ``--write`` fits on everything and writes the weights
file. Parsed texts are kept in ``build/readability``; no text of the corpora is written anywhere else.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext import paths
from klartext.documents import read_path
from klartext.errors import KlartextError
from klartext.letter import read_letter
from klartext.metrics import MIN_WORDS, counts, formulas, index
from klartext.metrics.features import FEATURES, measure
from klartext.metrics.index import Curve
from klartext.nlp import Pipeline, checksums, load_pipeline
from klartext.protect import protect
from klartext.records import Letter
from results import record

Floats = NDArray[np.float64]
Folds = NDArray[np.int64]
Mask = NDArray[np.bool_]

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
FOLDS = 5
SEED = 20250101
RESAMPLES = 1000
GROUP_OF_PAIRS = 8
LAW_PARAGRAPHS = 400
OFFICIAL_QUANTILE = 0.95
QUANTILES = (0.02, 0.33, 0.66, 0.98)
RIDGE = 0.1
STIFFNESS = 3.0
"""How much neighbouring segments of a curve resist different slopes."""
PREFERENCE = 2.0
"""Weight of one official/plain group against one text of known level."""
MARGIN = 0.5
"""By how many levels the plain side of a group should lie below the official one, at least."""
TRIFLE = 0.005
SPEARMAN_BAR = 0.90
PLAIN_BAR = 0.97
MIXED = "gemischt"
CACHE = Path("build/readability")
ATTRIBUTES = ["POS", "LEMMA", "MORPH", "HEAD", "DEP"]


class CorpusError(KlartextError):
    """A corpus that this command needs is missing (code KT-V01)."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What is measured on one text."""

    features: Mapping[str, float | None]
    counts: counts.Counts


Samples = Sequence[Sample]


@dataclass(frozen=True, slots=True)
class Graded:
    """Texts of known level (1 to 6), each with its topic."""

    samples: Samples
    levels: Floats
    topics: Folds


@dataclass(frozen=True, slots=True)
class Pairs:
    """Official texts and their plain versions; ``kinds`` is MIXED or the one category that was mended in a group."""

    official: Samples
    plain: Samples
    kinds: NDArray[np.str_]
    folds: Folds


@dataclass(frozen=True, slots=True)
class Space:
    """The knots of every feature, and the basis they span."""

    knots: Mapping[str, Floats]

    def basis(self, samples: Samples) -> Floats:
        """Return one column for each segment: how much of it (0 to 1) a text has gone through."""
        columns = []
        for name, knots in self.knots.items():
            values = np.array([s.features[name] for s in samples], dtype=np.float64)
            columns += [np.clip((values - a) / (b - a), 0, 1) for a, b in pairwise(knots)]
        return np.stack(columns, axis=1)

    def without_trifles(self, weights: Floats) -> Floats:
        """Return weights without the features that could cost less than ``TRIFLE`` of all points."""
        kept, at = weights.copy(), 0
        for knots in self.knots.values():
            part = slice(at, at + len(knots) - 1)
            if kept[part].sum() < TRIFLE * weights.sum():
                kept[part] = 0.0
            at = part.stop
        return kept

    def roughness(self) -> Floats:
        """Return the penalty matrix that sums the squared changes of slope inside each curve."""
        size = sum(len(k) - 1 for k in self.knots.values())
        penalty, at = np.zeros((size, size)), 0
        for knots in self.knots.values():
            widths = np.diff(knots) / (knots[-1] - knots[0])
            for i in range(len(widths) - 1):
                row = np.zeros(size)
                row[at + i], row[at + i + 1] = 1 / widths[i], -1 / widths[i + 1]
                penalty += np.outer(row, row)
            at += len(widths)
        return penalty


def main() -> int:
    """Run the command: exit status 1 when a bar is missed, 2 when something is missing."""
    try:
        return run(_arguments())
    except KlartextError as error:
        print(error, file=sys.stderr)
        return 2


def run(args: argparse.Namespace) -> int:
    """Measure, print, and write the weights if asked to."""
    corpora = corpora_folder(args.corpora)
    pipeline = None if args.pipeline == "blank" else load_pipeline(pipeline_folder(args.pipeline))
    name = pipeline.name if pipeline else args.pipeline
    read = reader(pipeline, args.pipeline)
    source = corpora / "readability" / "cefr_synthetic_a.jsonl"
    graded = read_graded(source, read)
    pairs = read_pairs(args.pairs or corpora.parent / "pairs", read)
    law = read("law", law_paragraphs(corpora / "raw" / "gesetze"))
    space = build_space(graded.samples, [*law, *pairs.official])
    print(f"{len(graded.levels)} Texte, {len(space.knots)} Merkmale, Pipeline {name}\n")

    folds = topic_folds(graded.topics)
    predicted, gaps = cross_validate(graded, pairs, law, folds)
    figures = {"klartext_index": predicted, **published(graded.samples)}
    ordered = print_ordering(figures, graded, folds)
    easier = print_plain(gaps, pairs)

    model = fit(space, graded, pairs)
    print_law(model, law, pairs)
    if pipeline is not None:
        print_letters(model, law, read_letters(args.letters or corpora.parent / "letters", pipeline))
    levels = level_bounds(model.index(graded.samples), graded.levels)
    print_curves(model.curves, levels, graded.samples)
    if args.write:
        write(model.curves, levels, {"pipeline": name, **provenance(source, graded, figures, easier)})
        record_figures(figures, graded, easier)
    return 0 if ordered and easier >= PLAIN_BAR else 1


# --- Corpora ---


def corpora_folder(given: Path | None) -> Path:
    """Return the corpora folder, from the argument or from KLARTEXT_CORPORA.

    Raises:
        CorpusError: KT-V01, none is named or it is not there.
    """
    named = given or (Path(value) if (value := os.environ.get("KLARTEXT_CORPORA")) else None)
    if named is None:
        raise CorpusError(
            "KT-V01",
            "Es ist kein Ordner mit Korpora angegeben.",
            "Nennen Sie ihn mit --corpora ORDNER oder in der Umgebungsvariable KLARTEXT_CORPORA.",
        )
    return existing(named)


def existing(path: Path) -> Path:
    """Return a path of the corpora.

    Raises:
        CorpusError: KT-V01, it is not there.
    """
    if not path.exists():
        raise CorpusError(
            "KT-V01",
            "Das Korpus ist nicht da.",
            "Prüfen Sie den Ordner hinter --corpora, --pairs oder KLARTEXT_CORPORA; siehe evaluation/README.md.",
            str(path),
        )
    return path


Reader = Callable[[str, Sequence[str]], Samples]
DocReader = Callable[[str, Sequence[str]], Iterator[Doc]]


def pipeline_folder(named: str) -> Path:
    """Return the folder of a pipeline given on the command line."""
    return paths.pipeline_dir() if named == "de_klartext" else Path(named)


def parses(pipeline: Pipeline | None, named: str) -> DocReader:
    """Return a function that parses texts and keeps their parses in ``CACHE``; without a pipeline, no grammar."""
    if pipeline is None:
        analyse, attributes, version = spacy.blank("de"), ["SENT_START"], "blank"
        analyse.add_pipe("sentencizer")
    else:
        analyse, attributes = pipeline.nlp, ATTRIBUTES
        files = json.dumps(checksums(pipeline_folder(named)), sort_keys=True)
        version = hashlib.sha256(files.encode()).hexdigest()[:12]
    vocab = spacy.blank("de").vocab

    def read(name: str, texts: Sequence[str]) -> Iterator[Doc]:
        clean = [" ".join(text.split()) for text in texts]
        digest = hashlib.sha256("\0".join(clean).encode()).hexdigest()[:12]
        cached = CACHE / f"{name}-{version}-{digest}.spacy"
        if not cached.exists():
            CACHE.mkdir(parents=True, exist_ok=True)
            DocBin(attrs=attributes, docs=map(analyse, clean)).to_disk(cached)
        return DocBin().from_disk(cached).get_docs(vocab)

    return read


def reader(pipeline: Pipeline | None, named: str) -> Reader:
    """Return a function that measures texts."""
    read = parses(pipeline, named)
    return lambda name, texts: [sample(doc) for doc in read(name, texts)]


def sample(doc: Doc, letter: Letter | None = None) -> Sample:
    """Measure one text."""
    text = counts.running_text(doc, letter)
    return Sample(measure(text), counts.count(text))


def read_graded(path: Path, read: Reader) -> Graded:
    """Read the texts of known level."""
    rows = list(json_lines(existing(path)))
    levels = np.array([LEVELS.index(r["level"]) + 1 for r in rows], dtype=np.float64)
    return Graded(read("cefr", [r["text"] for r in rows]), levels, np.array([r["group"] for r in rows]))


def read_pairs(folder: Path, read: Reader) -> Pairs:
    """Read the official/plain pairs that differ, several together, each side of a group with ``MIN_WORDS`` or more.

    Neighbours in a file make the mixed groups, which are dealt out to the folds; inside each fold, the pairs that mend
    one category only make further groups, so that no pair is in two folds.
    """
    groups: list[tuple[str, int, list[dict[str, Any]]]] = []
    for path in sorted(existing(folder).glob("*.jsonl")):
        for rows in _chunks([r for r in json_lines(path) if r["plain"] != r["complex"]]):
            groups.append((MIXED, len(groups) % FOLDS, rows))
    for fold in range(FOLDS):
        rows = [r for _, f, group in groups if f == fold for r in group if len(r["what"]) == 1]
        for kind in sorted({r["what"][0] for r in rows}):
            groups += [(kind, fold, part) for part in _chunks([r for r in rows if r["what"] == [kind]])]
    official = read("official", [" ".join(r["complex"] for r in rows) for _, _, rows in groups])
    plain = read("plain", [" ".join(r["plain"] for r in rows) for _, _, rows in groups])
    kept = [i for i in range(len(groups)) if min(official[i].counts.words, plain[i].counts.words) >= MIN_WORDS]
    return Pairs(
        [official[i] for i in kept],
        [plain[i] for i in kept],
        np.array([groups[i][0] for i in kept]),
        np.array([groups[i][1] for i in kept]),
    )


def _chunks(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [list(rows[at : at + GROUP_OF_PAIRS]) for at in range(0, len(rows), GROUP_OF_PAIRS)]


def law_paragraphs(folder: Path) -> list[str]:
    """Return a fixed sample of the paragraphs of federal law that have ``MIN_WORDS`` to 300 words."""
    lines = [line for p in sorted(existing(folder).glob("*.txt")) for line in p.read_text("utf-8").splitlines()]
    return random.Random(SEED).sample([x for x in lines if MIN_WORDS <= len(x.split()) <= 300], LAW_PARAGRAPHS)


def read_letters(folder: Path, pipeline: Pipeline) -> dict[str, Sample]:
    """Measure the running text of the sample letters."""
    letters = {p.stem: read_letter(read_path(p)) for p in sorted(existing(folder).glob("*.txt"))}
    return {name: sample(pipeline.analyse(letter, protect(letter)), letter) for name, letter in letters.items()}


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# --- Fitting ---


def build_space(graded: Samples, official: Samples) -> Space:
    """Choose knots: quantiles of the graded texts, and beyond them as far as official text commonly goes."""
    knots = {}
    for feature in FEATURES:
        values = [s.features[feature.id] for s in graded]
        if any(v is None for v in values):
            continue
        inner = np.quantile(np.array(values, dtype=np.float64), QUANTILES)
        far = np.quantile(np.array([s.features[feature.id] for s in official], dtype=np.float64), OFFICIAL_QUANTILE)
        every = inner if far < 1.1 * inner[-1] else np.append(inner, far)
        chosen = np.unique([float(f"{k:.4g}") for k in every])
        if len(chosen) > 1:
            knots[feature.id] = chosen
    return Space(knots)


@dataclass(frozen=True, slots=True)
class Model:
    """Non-negative weights in levels for every segment of a space; ``easiest`` is the level where nothing is lost."""

    space: Space
    weights: Floats
    easiest: float

    def level(self, samples: Samples) -> Floats:
        """Return the predicted level, unbounded."""
        levels: Floats = self.easiest + self.space.basis(samples) @ self.weights
        return levels

    def index(self, samples: Samples) -> Floats:
        """Return the index."""
        indices: Floats = index.BASE * (1 - self.space.basis(samples) @ self.weights / self.weights.sum())
        return indices

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The curves in points: all together can cost 100; a feature that costs nothing is left out."""
        points, at, curves = 100 * self.weights / self.weights.sum(), 0, []
        for name, knots in self.space.knots.items():
            segments = points[at : at + len(knots) - 1]
            at += len(segments)
            if segments.any():
                losses = np.concatenate([[0.0], np.cumsum(segments)])
                curves.append(Curve(name, tuple(knots.tolist()), tuple(losses.tolist())))
        return tuple(curves)


def fit(space: Space, graded: Graded, pairs: Pairs) -> Model:
    """Fit non-negative weights: least squares on the levels, with a squared hinge on the official/plain groups."""
    basis, levels = space.basis(graded.samples), graded.levels
    steps = space.basis(pairs.official) - space.basis(pairs.plain)
    means, level = basis.mean(axis=0), float(levels.mean())
    centred = basis - means
    gram = centred.T @ centred + STIFFNESS * space.roughness() + RIDGE * np.eye(basis.shape[1])
    target = centred.T @ (levels - level)
    weights = nonnegative(gram, target)
    for _ in range(10):
        close = steps[steps @ weights < MARGIN]
        weights = nonnegative(
            gram + PREFERENCE * close.T @ close, target + PREFERENCE * MARGIN * close.sum(axis=0), weights
        )
    weights = space.without_trifles(weights)
    return Model(space, weights, level - float(means @ weights))


def nonnegative(gram: Floats, target: Floats, start: Floats | None = None) -> Floats:
    """Minimise ``w·gram·w / 2 - target·w`` over ``w >= 0`` by coordinate descent."""
    weights = np.zeros(len(target)) if start is None else start.copy()
    for _ in range(2000):
        before = weights.copy()
        for j in range(len(target)):
            weights[j] = max(0.0, weights[j] + (target[j] - gram[j] @ weights) / gram[j, j])
        if np.abs(weights - before).max() < 1e-7:
            break
    return weights


def level_bounds(predicted: Floats, levels: Floats) -> tuple[tuple[str, float], ...]:
    """Return the lowest index of each level, so that each level gets as many texts as it has."""
    shares = [float((levels > k).mean()) for k in range(1, len(LEVELS))]
    bounds = [round(float(np.quantile(predicted, share)), 1) for share in shares]
    return tuple(zip(LEVELS, [*bounds, 0.0], strict=True))


def topic_folds(topics: Folds) -> Folds:
    """Return the fold of every text: all levels of a topic are in one fold."""
    names = np.random.default_rng(SEED).permutation(np.unique(topics))
    fold = {topic: i % FOLDS for i, topic in enumerate(names.tolist())}
    return np.array([fold[t] for t in topics.tolist()])


def cross_validate(graded: Graded, pairs: Pairs, law: Samples, folds: Folds) -> tuple[Floats, Floats]:
    """Return levels of the graded texts and level gaps of the groups, each from a model that has not seen them."""
    levels, gaps = np.zeros(len(folds)), np.zeros(len(pairs.folds))
    for fold in range(FOLDS):
        held, held_pairs = folds == fold, pairs.folds == fold
        seen, seen_pairs = only(graded, ~held), only_pairs(pairs, ~held_pairs)
        model = fit(build_space(seen.samples, [*law, *seen_pairs.official]), seen, seen_pairs)
        levels[held] = model.level(only(graded, held).samples)
        own = only_pairs(pairs, held_pairs)
        gaps[held_pairs] = model.level(own.official) - model.level(own.plain)
    return levels, gaps


def only(graded: Graded, mask: Mask) -> Graded:
    """Return the graded texts that a mask chooses."""
    return Graded(list(compress(graded.samples, mask)), graded.levels[mask], graded.topics[mask])


def only_pairs(pairs: Pairs, mask: Mask) -> Pairs:
    """Return the groups that a mask chooses."""
    official, plain = list(compress(pairs.official, mask)), list(compress(pairs.plain, mask))
    return Pairs(official, plain, pairs.kinds[mask], pairs.folds[mask])


# --- Measuring ---


def published(samples: Samples) -> dict[str, Floats]:
    """Return the published formulas, turned so that more is harder."""
    formula: dict[str, Callable[[counts.Counts], float]] = {
        "Flesch-Amstad": lambda c: -(formulas.flesch_amstad(c) or 0.0),
        "Wiener Sachtextformel 1": lambda c: formulas.wiener_sachtextformel_1(c) or 0.0,
        "LIX": lambda c: formulas.lix(c) or 0.0,
        "Wörter je Satz": lambda c: c.words_per_sentence or 0.0,
    }
    return {name: np.array([f(s.counts) for s in samples]) for name, f in formula.items()}


def spearman(a: Floats, b: Floats) -> float:
    """Return the rank correlation, with mean ranks for ties."""
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])


def _ranks(values: Floats) -> Floats:
    order = np.empty(len(values))
    order[np.argsort(values, kind="stable")] = np.arange(len(values))
    _, where = np.unique(values, return_inverse=True)
    ranks: Floats = (np.bincount(where, order) / np.bincount(where))[where]
    return ranks


def print_ordering(figures: Mapping[str, Floats], graded: Graded, folds: Folds) -> bool:
    """Print how every figure orders the graded texts; return whether the bars are met."""
    rows = [np.flatnonzero(graded.topics == t) for t in np.unique(graded.topics)]
    rng = np.random.default_rng(SEED)
    draws = [np.concatenate([rows[i] for i in rng.integers(len(rows), size=len(rows))]) for _ in range(RESAMPLES)]
    long = np.array([s.counts.words >= MIN_WORDS for s in graded.samples])
    samples = {name: [spearman(v[d], graded.levels[d]) for d in draws] for name, v in figures.items()}
    part = f"ab {MIN_WORDS} Wörtern (n = {long.sum()})"
    print(f"Spearman mit der Stufe     alle    95-%-Intervall   je Fold (Mittel)   {part}")
    whole = {}
    for name, values in figures.items():
        whole[name] = spearman(values, graded.levels)
        low, high = np.quantile(samples[name], (0.025, 0.975))
        mean = np.mean([spearman(values[folds == f], graded.levels[folds == f]) for f in range(FOLDS)])
        longer = spearman(values[long], graded.levels[long])
        print(f"{name:25}{whole[name]:7.4f}   {low:.4f}–{high:.4f}       {mean:.4f}            {longer:.4f}")
    ours = samples["klartext_index"]
    for name in list(figures)[1:]:
        gap = np.subtract(ours, samples[name])
        low, high = np.quantile(gap, (0.025, 0.975))
        print(f"  Vorsprung vor {name}: {whole['klartext_index'] - whole[name]:.4f} ({low:.4f}–{high:.4f})")
    best = max(value for name, value in whole.items() if name != "klartext_index")
    return whole["klartext_index"] >= SPEARMAN_BAR and whole["klartext_index"] > best


def record_figures(figures: Mapping[str, Floats], graded: Graded, easier: float) -> None:
    """Record the figures that README quotes."""
    command = "python evaluation/readability.py --write"
    rows = [
        (f"Rangkorrelation mit der Stufe: {name}", f"{spearman(values, graded.levels):.3f}", "")
        for name, values in figures.items()
    ]
    rows[0] = (*rows[0][:2], f"≥ {SPEARMAN_BAR:g} und höher als alle anderen")
    rows.append(("Einfache Fassung leichter als amtliche (Gruppen)", f"{easier:.1%}", f"≥ {PLAIN_BAR:.0%}"))
    record("lesbarkeit", "Lesbarkeit", command, rows)


def print_plain(gaps: Floats, pairs: Pairs) -> float:
    """Print in how many groups the plain side scores easier; return the share of ``klartext_index`` in mixed groups."""
    mixed = pairs.kinds == MIXED
    share = float((gaps[mixed] > 0).mean())
    print(f"\nKlartext leichter als Amtsdeutsch, {mixed.sum()} gemischte Gruppen: klartext_index {share:.1%}", end="")
    print(f" (Abstand im Mittel {gaps[mixed].mean():.2f} Stufen, kleinster {gaps[mixed].min():+.2f})")
    ours, theirs = published(pairs.plain), published(pairs.official)
    print("  zum Vergleich: " + ", ".join(f"{name} {(ours[name] < theirs[name])[mixed].mean():.1%}" for name in ours))
    print("  nur eine Kategorie behoben (Gruppen: Anteil, mittlerer Abstand in Stufen):")
    for kind in sorted(set(pairs.kinds.tolist()) - {MIXED}):
        own = gaps[pairs.kinds == kind]
        print(f"    {kind:22} {len(own):3}: {(own > 0).mean():4.0%}, {own.mean():+.2f}")
    return share


def print_law(model: Model, law: Samples, pairs: Pairs) -> None:
    """Print how law compares with plain text."""
    hard, easy = model.index(law), model.index(pairs.plain)[pairs.kinds == MIXED]
    below = float((hard[:, None] < easy[None, :]).mean())
    print(f"Gesetz schwerer als Klartext: {below:.2%} von {len(hard)} × {len(easy)} Vergleichen", end="")
    print(f" (Median {np.median(hard):.1f} gegen {np.median(easy):.1f})")


def print_letters(model: Model, law: Samples, letters: Mapping[str, Sample]) -> None:
    """Print the index of every letter, the easiest first, and how much of the law is harder."""
    indices, hard = model.index(list(letters.values())), model.index(law)
    print("Briefe (Index, Anteil der Gesetzesabsätze, die schwerer sind):")
    for name, value in sorted(zip(letters, indices.tolist(), strict=True), key=lambda row: -row[1]):
        print(f"    {name}  {value:5.1f}  {(hard < value).mean():4.0%}")


def print_curves(curves: Sequence[Curve], levels: Sequence[tuple[str, float]], samples: Samples) -> None:
    """Print what every feature can cost, and how far it moves the graded texts."""
    print("\nMerkmal                höchstens   Streuung in den Texten")
    for curve in sorted(curves, key=lambda c: -c.losses[-1]):
        spread = np.std([curve.loss(s.features[curve.feature] or 0.0) for s in samples])
        print(f"{curve.feature:25}{curve.losses[-1]:5.1f}     {spread:5.2f}")
    print("Stufen ab Index: " + ", ".join(f"{name} {lowest}" for name, lowest in levels))


# --- Writing ---


def provenance(source: Path, graded: Graded, figures: Mapping[str, Floats], easier: float) -> dict[str, Any]:
    """Return where the weights come from."""
    return {
        "corpus": "CEFR texts of Statistisches Amt Kanton Zürich, zix_understandability-index (MIT)",
        "corpus_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "texts": len(graded.levels),
        "folds": FOLDS,
        "seed": SEED,
        "spearman": {name: round(spearman(values, graded.levels), 4) for name, values in figures.items()},
        "plain_easier": round(easier, 4),
    }


def write(curves: Sequence[Curve], levels: Sequence[tuple[str, float]], origin: Mapping[str, Any]) -> None:
    """Write the weights file."""
    total = sum(c.losses[-1] for c in curves)
    features = [
        {"id": c.feature, "knots": c.knots, "losses": [round(100 * loss / total, 4) for loss in c.losses]}
        for c in curves
    ]
    data = {
        "schema_version": index.SCHEMA_VERSION,
        "provenance": origin,
        "features": features,
        "levels": [{"name": name, "from": lowest} for name, lowest in levels],
    }
    index.WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\nGeschrieben: {index.WEIGHTS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="folder of the corpora (or KLARTEXT_CORPORA)")
    parser.add_argument("--pairs", type=Path, help="folder of the official/plain pairs (next to the corpora)")
    parser.add_argument("--letters", type=Path, help="folder of the sample letters (next to the corpora)")
    parser.add_argument("--pipeline", default="de_klartext", help="de_klartext, blank (no grammar), or a folder")
    parser.add_argument("--write", action="store_true", help="write the weights file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
