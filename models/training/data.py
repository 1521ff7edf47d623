"""Treebank sentences as tensors."""

from __future__ import annotations

import collections
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from klartext.pipeline import lemma_scripts
from network import Labels
from subwords import Segmenter
from treebank import Sentence, Word, read

FEATURES = (
    "Case", "Definite", "Degree", "Foreign", "Gender", "Gender[psor]", "Mood", "NumType", "Number",
    "Number[psor]", "Person", "Polarity", "Polite", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
)  # fmt: skip
IGNORE = -100
MAX_SUBWORDS = 508


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence as numbers; IGNORE marks what its corpus does not annotate."""

    ids: list[int]
    first: list[int]
    last: list[int]
    upos: list[int]
    feats: list[list[int]]
    script: list[int]
    head: list[int]
    deprel: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples as tensors, shapes as in ``network.Network.forward``."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    upos: Tensor
    feats: Tensor
    script: Tensor
    head: Tensor
    deprel: Tensor
    words: Tensor


def load(config: dict[str, Any], corpora: Path, extra: Iterable[Path] = ()) -> dict[str, list[Sentence]]:
    """Read all corpora of the configuration; ``extra`` German treebanks count as ``gsd``."""
    data: dict[str, list[Sentence]] = {}
    for name, files in config["corpora"].items():
        missing = [f for f in files if not (corpora / f).is_file()]
        if missing:
            raise SystemExit(f"Im Ordner {corpora} fehlen: {', '.join(missing)} (siehe README.md).")
        data[name] = [s for f in files for s in read(corpora / f, name)]
    data["gsd"] += [s for path in extra for s in read(path, "gsd")]
    limit = config["max_words"]
    data["related"] = [s for s in data["related"] if len(s.words) <= limit]
    return data


def inventory(data: dict[str, list[Sentence]]) -> Labels:
    """Collect the labels of the German corpora; a lemma script needs two occurrences."""
    german = [w for name in ("gsd", "pud", "amt") for s in data[name] for w in s.words]
    scripts = collections.Counter(lemma_scripts.script(w.form, w.lemma) for w in german)
    values: dict[str, set[str]] = {f: set() for f in FEATURES}
    for word in german:
        for name, value in word.feats:
            if name in values:
                values[name].add(value)
    return Labels(
        upos=sorted({w.upos for w in german}),
        deprels=sorted({w.deprel for w in german}),
        feats={f: ["_", *sorted(v)] for f, v in values.items()},
        scripts=sorted(s for s, n in scripts.items() if n > 1),
    )


def strip_particles(sentence: Sentence) -> Sentence:
    """Take a split-off particle out of its verb's lemma (*einreichen* → *reichen*)."""
    particles = {w.head: w.form.lower() for w in sentence.words if w.deprel == "compound:prt"}
    words = []
    for i, w in enumerate(sentence.words):
        prefix = particles.get(i)
        if prefix and w.lemma.lower().startswith(prefix) and not w.form.lower().startswith(prefix):
            w = Word(w.form, w.lemma[len(prefix) :], w.upos, w.xpos, w.feats, w.head, w.deprel, w.space_after)
        words.append(w)
    return Sentence(tuple(words), sentence.corpus)


class Encoding:
    """Turns sentences into examples with fixed label inventories."""

    def __init__(self, labels: Labels, config: dict[str, Any], german: Segmenter, related: Segmenter) -> None:
        self._labels, self._config = labels, config
        self._segmenters = {"related": related}
        self._german = german
        self._upos = {x: i for i, x in enumerate(labels.upos)}
        self._deprels = {x: i for i, x in enumerate(labels.deprels)}
        self._feats = {f: {v: i for i, v in enumerate(vs)} for f, vs in labels.feats.items()}
        self._scripts = {x: i for i, x in enumerate(labels.scripts)}

    def example(self, sentence: Sentence) -> Example | None:
        """Return the example, or None for a sentence that is too long for the encoder."""
        segmenter = self._segmenters.get(sentence.corpus, self._german)
        ids, first, last = [0], [], []
        blank = True
        for word in sentence.words:
            pieces = segmenter.pieces((" " if blank else "") + word.form)
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            blank = word.space_after
        ids.append(2)
        if len(ids) > MAX_SUBWORDS:
            return None
        rules = self._config["annotated"][sentence.corpus]
        return Example(
            ids, first, last,
            upos=[self._upos.get(w.upos, IGNORE) for w in sentence.words],
            feats=[self._features(w, rules["feats"]) for w in sentence.words],
            script=[self._script(w) if rules["lemma"] else IGNORE for w in sentence.words],
            head=[w.head + 1 for w in sentence.words],
            deprel=[self._deprel(w.deprel) for w in sentence.words],
        )  # fmt: skip

    def _deprel(self, deprel: str) -> int:
        return self._deprels.get(deprel, self._deprels.get(deprel.split(":")[0], IGNORE))

    def _script(self, word: Word) -> int:
        return self._scripts.get(lemma_scripts.script(word.form, word.lemma), IGNORE)

    def _features(self, word: Word, known: list[str]) -> list[int]:
        feats = dict(word.feats)
        return [
            values.get(feats.get(name, "_"), IGNORE) if _known(name, known) else IGNORE
            for name, values in self._feats.items()
        ]


def _known(name: str, known: list[str]) -> bool:
    return name in known or ("*" in known and f"-{name}" not in known)


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield batches of about ``size`` sub-words in random order, similar lengths together."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids) + rng.random() * 6)
    groups: list[list[Example]] = [[]]
    for i in order:
        example = examples[i]
        if groups[-1] and len(example.ids) * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    for group in groups:
        yield collate(group)


def collate(group: list[Example]) -> Batch:
    """Pad a group of examples."""
    s = max(len(e.ids) for e in group)
    w = max(len(e.first) for e in group)
    pad = lambda rows, n, fill: torch.tensor([r + [fill] * (n - len(r)) for r in rows])  # noqa: E731
    none = [IGNORE] * len(group[0].feats[0])
    return Batch(
        ids=pad([e.ids for e in group], s, 1),
        mask=pad([[1] * len(e.ids) for e in group], s, 0),
        feats=torch.tensor([e.feats + [none] * (w - len(e.feats)) for e in group]),
        words=pad([[1] * len(e.first) for e in group], w, 0),
        **{
            f.name: pad([getattr(e, f.name) for e in group], w, 0 if f.name in ("first", "last") else IGNORE)
            for f in fields(Example)
            if f.name not in ("ids", "feats")
        },
    )
