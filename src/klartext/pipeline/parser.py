"""The neural part: one ONNX graph that scores a sentence, and the decoding of its scores to annotations."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from klartext.bounded import Bounded
from klartext.pipeline import agreement, lemma_scripts
from klartext.pipeline.lemmas import choose_lemma
from klartext.pipeline.nouns import NounReading, NounTable
from klartext.pipeline.predicates import (
    adverbs_of_verbs,
    agreeing_voice,
    complete_clauses,
    infinitives_with_zu,
    objects_of_infinitives,
    passive_auxiliaries,
    states_in_duties,
)
from klartext.pipeline.spanning_tree import tree

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MAX_SUBWORDS = 508
"""Sub-words of a sentence that the encoder can take, without its two marks."""

_MAX_PIECES = 24
_BOS, _EOS = 0, 2
_TRIED_SCRIPTS = 4
_MEMBERS = ("det", "det:poss", "amod")
_AGREEING = {"Case": agreement.CASES, "Number": agreement.NUMBERS, "Gender": agreement.GENDERS}


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the output units, in their order."""

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    feats: tuple[tuple[str, tuple[str, ...]], ...]
    scripts: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Labels:
        """Read ``labels.json``."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        feats = tuple((name, tuple(values)) for name, values in raw["feats"].items())
        return cls(tuple(raw["upos"]), tuple(raw["deprels"]), feats, tuple(raw["scripts"]))


@dataclass(frozen=True, slots=True)
class Annotation:
    """Annotation of one sentence; ``heads`` are word indices, a word that heads itself is the root."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]


class Segmenter:
    """Sub-word ids of words, remembered for words seen before."""

    def __init__(self, path: Path, memory: int = 50_000) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._unknown = int(self._tokenizer.token_to_id("<unk>") or 0)
        self._seen: dict[str, list[int]] = {}
        self._memory = memory

    def pieces(self, word: str) -> list[int]:
        """Return the ids of a word; a leading blank says that it stands after one."""
        known = self._seen.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids[:_MAX_PIECES]
            known = ids or [self._unknown]
            if len(self._seen) < self._memory:
                self._seen[word] = known
        return known


class Parser:
    """Annotates one sentence at a time, so that a result never depends on what else is analysed."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.labels = Labels.read(folder / "labels.json")
        self._folder, self._threads = folder, threads
        self._segmenter = Segmenter(folder / "tokenizer.json")
        self._nouns = NounTable(folder / "nouns.txt")
        ends = np.cumsum([len(values) for _, values in self.labels.feats])
        self._feats = {
            name: (values, slice(int(end) - len(values), int(end)))
            for (name, values), end in zip(self.labels.feats, ends, strict=True)
        }
        self._root = self.labels.deprels.index("root")

    @cached_property
    def _session(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - onnxruntime has no types
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once at import; without it the library reports its use
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def annotate(self, words: list[str], blanks: list[bool]) -> Annotation:
        """Annotate one sentence.

        Args:
            words: Its words.
            blanks: Whether a blank stands before each word.
        """
        result = _empty()
        for chunk in self._chunks(words, blanks):
            part = self._annotate(words[chunk], blanks[chunk])
            offset = len(result.heads)
            result.upos.extend(part.upos)
            result.feats.extend(part.feats)
            result.lemmas.extend(part.lemmas)
            result.heads.extend(h + offset for h in part.heads)
            result.deprels.extend(part.deprels)
        return _one_root(result)

    def _chunks(self, words: list[str], blanks: list[bool]) -> list[slice]:
        """Cut a sentence that is too long for the encoder at the last comma or semicolon that fits."""
        sizes = [len(self._pieces(w, b)) for w, b in zip(words, blanks, strict=True)]
        chunks, start, used, cut = [], 0, 0, 0
        for i, size in enumerate(sizes):
            if used + size > MAX_SUBWORDS:
                end = cut if cut > start else i
                chunks.append(slice(start, end))
                start, used = end, sum(sizes[end:i])
            used += size
            if words[i] in (",", ";", ":"):
                cut = i + 1
        return [*chunks, slice(start, len(words))]

    def _pieces(self, word: str, blank: bool) -> list[int]:
        return self._segmenter.pieces((" " if blank else "") + word)

    def _annotate(self, words: list[str], blanks: list[bool]) -> Annotation:
        ids, first, last = [_BOS], [], []
        for word, blank in zip(words, blanks, strict=True):
            first.append(len(ids))
            ids.extend(self._pieces(word, blank))
            last.append(len(ids) - 1)
        ids.append(_EOS)
        feed = {"ids": np.array(ids), "first": np.array(first), "last": np.array(last)}
        upos_scores, feat_scores, scripts, arcs, rel_dep, rel_head = self._session.run(None, feed)
        heads = tree(arcs)
        upos = [self.labels.upos[i] for i in upos_scores.argmax(1)]
        deprels = self._relations(rel_dep, rel_head, heads)
        above = adverbs_of_verbs(upos, deprels, [int(h) - 1 if h else i for i, h in enumerate(heads)])
        states_in_duties(words, upos, deprels, above)
        objects_of_infinitives(words, deprels, above)
        readings = [self._nouns.readings(w) if u == "NOUN" else () for w, u in zip(words, upos, strict=True)]
        feats = self._features(words, upos, feat_scores, above, deprels, readings)
        deprels = agreeing_voice(passive_auxiliaries(words, deprels, above, feats), above)
        complete_clauses(words, deprels, above, feats)
        lemmas = self._lemmas(words, upos, feats, scripts, readings)
        infinitives_with_zu(words, lemmas, feats)
        return Annotation(upos, ["|".join(f"{k}={v}" for k, v in f.items()) for f in feats], lemmas, above, deprels)

    def _features(
        self, words: list[str], upos: list[str], scores: Floats, heads: list[int], deprels: list[str],
        readings: list[tuple[NounReading, ...]],
    ) -> list[dict[str, str]]:  # fmt: skip
        """Return features word by word; the words of a noun phrase agree in case, number and gender."""
        best = {name: scores[:, part].argmax(1).tolist() for name, (_, part) in self._feats.items()}
        feats = [
            {name: values[best[name][i]] for name, (values, _) in self._feats.items() if best[name][i]}
            for i in range(len(words))
        ]
        agreeing = {name: self._log_scores(name, order, scores) for name, order in _AGREEING.items()}
        for i, tag in enumerate(upos):
            if tag not in ("NOUN", "PROPN"):
                continue
            children = [j for j, h in enumerate(heads) if h == i and j != i]
            members = [i, *(j for j in children if deprels[j] in _MEMBERS and feats[j].get("Case"))]
            determiners = [words[j] for j in children if deprels[j] in ("det", "det:poss") and upos[j] == "DET"]
            prepositions = [words[j] for j in children if deprels[j] == "case" and upos[j] == "ADP"]
            reading = agreement.decide(members, agreeing, readings[i], determiners, prepositions)
            if reading:
                for j in members:
                    feats[j].update({k: v for k, v in zip(_AGREEING, reading, strict=True) if k in feats[j]})
        return feats

    def _log_scores(self, name: str, order: tuple[str, ...], scores: Floats) -> Floats:
        """Return log-probabilities of a feature's values in the given order."""
        values, part = self._feats[name]
        columns = scores[:, part][:, [values.index(v) for v in order]].astype(np.float64)
        columns -= columns.max(1, keepdims=True)
        logs: Floats = (columns - np.log(np.exp(columns).sum(1, keepdims=True))).astype(np.float32)
        return logs

    def _lemmas(
        self, words: list[str], upos: list[str], feats: list[dict[str, str]], scores: Floats,
        readings: list[tuple[NounReading, ...]],
    ) -> list[str]:  # fmt: skip
        top = np.argpartition(-scores, _TRIED_SCRIPTS, 1)[:, :_TRIED_SCRIPTS]
        order = np.take_along_axis(top, np.argsort(-np.take_along_axis(scores, top, 1), 1, kind="stable"), 1)
        return [
            choose_lemma(word, upos[i], feats[i], self._applied(word, order[i]), readings[i])
            for i, word in enumerate(words)
        ]

    def _applied(self, word: str, row: Ints) -> list[str]:
        lemmas = (lemma_scripts.apply(self.labels.scripts[i], word) for i in row)
        return [lemma for lemma in dict.fromkeys(lemmas) if lemma] or [word]

    def _relations(self, rel_dep: Floats, rel_head: Floats, heads: Ints) -> list[str]:
        scores = np.einsum("wrj,wj->wr", rel_dep, rel_head[heads])
        scores[:, self._root] = -np.inf
        best = scores.argmax(1)
        best[heads == 0] = self._root
        return [self.labels.deprels[i] for i in best]


class Reader(Protocol):
    """Whoever annotates one sentence."""

    def annotate(self, words: list[str], blanks: list[bool]) -> Annotation:
        """Annotate one sentence; the caller may change what comes back."""


class Remembered:
    """Annotations of sentences by their words; the oldest are forgotten first.

    A letter that has changed in one sentence is parsed there only; what comes out is the same.
    """

    def __init__(self, most: int = 8192) -> None:
        self._known = Bounded[tuple[tuple[str, ...], tuple[bool, ...]], Annotation](most)

    def before(self, parser: Parser) -> Reader:
        """Return a reader that asks the parser only about sentences that nobody remembers."""
        return _Remembering(self, parser)

    def annotation(self, parser: Parser, words: list[str], blanks: list[bool]) -> Annotation:
        """Return what the parser says, or has said."""
        key = (tuple(words), tuple(blanks))
        found = self._known.get(key)
        if found is None:
            found = parser.annotate(words, blanks)
            self._known.put(key, found)
        return found


@dataclass(frozen=True, slots=True)
class _Remembering:
    memory: Remembered
    parser: Parser

    def annotate(self, words: list[str], blanks: list[bool]) -> Annotation:
        known = self.memory.annotation(self.parser, words, blanks)
        return Annotation(
            list(known.upos), list(known.feats), list(known.lemmas), list(known.heads), list(known.deprels)
        )


def _empty() -> Annotation:
    return Annotation([], [], [], [], [])


def _one_root(annotation: Annotation) -> Annotation:
    """Hang the roots of later chunks of an overlong sentence on the first one."""
    roots = [i for i, h in enumerate(annotation.heads) if h == i]
    for root in roots[1:]:
        annotation.heads[root] = roots[0]
        annotation.deprels[root] = "parataxis"
    return annotation
