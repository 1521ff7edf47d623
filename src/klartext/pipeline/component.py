"""The spaCy side: a Language object with our tokeniser and one component that sets every annotation."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from klartext.pipeline.lemmas import reunite
from klartext.pipeline.parser import Parser, Remembered
from klartext.pipeline.sentences import set_boundaries
from klartext.pipeline.titles import annotate
from klartext.pipeline.tokenizer import GermanTokenizer, filled_in, is_placeholder

NAME = "de_klartext"
_RELATIONS = {"root": "ROOT", "flat:name": "flat"}


def create_pipeline(folder: Path, threads: int = 1) -> Language:
    """Return a spaCy pipeline; ``nlp(text)`` splits sentences by rule and annotates them.

    Args:
        folder: The folder of the trained pipeline.
        threads: Threads of the ONNX runtime.
    """
    nlp = spacy.blank("de")
    nlp.meta["name"] = "klartext"
    nlp.max_length = sys.maxsize  # spaCy's limit is for its own parser; this one reads one sentence after the other
    nlp.tokenizer = GermanTokenizer(nlp.vocab)
    nlp.add_pipe(NAME, config={"folder": str(folder), "threads": threads})
    return nlp


@Language.factory(NAME, assigns=["token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents"])
def _factory(nlp: Language, name: str, folder: str, threads: int) -> Annotator:
    return Annotator(Parser(Path(folder), threads))


class Annotator:
    """Sets UPOS, features, lemma, heads and relations; keeps sentence boundaries that are already there."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc in place and return it."""
        deque(self.by_sentence(doc), maxlen=0)
        return doc

    def by_sentence(self, doc: Doc, memory: Remembered | None = None) -> Iterator[tuple[int, int]]:
        """Annotate a Doc in place and yield after each sentence how many of how many are read.

        The annotation is whole only at the end.

        Args:
            doc: Its sentence boundaries are kept where they are set.
            memory: Knows sentences that were read before.
        """
        if not doc.has_annotation("SENT_START"):
            set_boundaries(doc)
        heads = list(range(len(doc)))
        deps = ["dep"] * len(doc)
        sentences = _sentences(doc)
        for done, sentence in enumerate(sentences, 1):
            self._sentence(doc, sentence, heads, deps, memory)
            yield done, len(sentences)
        if len(doc):
            _set_tree(doc, heads, deps)
            reunite(doc)

    def _sentence(self, doc: Doc, sentence: Span, heads: list[int], deps: list[str], memory: Remembered | None) -> None:
        words = [t for t in sentence if not t.is_space]
        if not words:
            return
        reader = memory.before(self._parser) if memory else self._parser
        found = annotate(reader, [_surface(t) for t in words], [_blank_before(t) for t in words])
        for i, token in enumerate(words):
            token.pos_ = found.upos[i]
            token.set_morph(found.feats[i])  # type: ignore[attr-defined]  # missing in the stubs
            token.lemma_ = found.lemmas[i]
            heads[token.i] = words[found.heads[i]].i
            deps[token.i] = _RELATIONS.get(found.deprels[i], found.deprels[i])
        root = next(t.i for t in words if heads[t.i] == t.i)
        previous = root
        for token in sentence:
            if token.is_space:
                token.pos_, token.lemma_ = "SPACE", token.text
                heads[token.i] = previous
            else:
                previous = token.i


def _sentences(doc: Doc) -> list[Span]:
    starts = [t.i for t in doc if t.is_sent_start or t.i == 0] or [0]
    return [doc[a:b] for a, b in zip(starts, [*starts[1:], len(doc)], strict=True)]


def _surface(token: Token) -> str:
    """Return what the parser reads for a token; a placeholder looks as if it was filled in."""
    if not is_placeholder(token.text):
        return token.text.replace("\n", " ")
    behind = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return filled_in(token.text, behind)


def _blank_before(token: Token) -> bool:
    return token.i == 0 or bool(token.nbor(-1).whitespace_) or token.nbor(-1).is_space


def _set_tree(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Set heads and relations at once; spaCy derives the sentence boundaries from the trees."""
    relative = [np.uint64((head - i) & 0xFFFFFFFFFFFFFFFF) for i, head in enumerate(heads)]
    labels = [np.uint64(doc.vocab.strings.add(dep)) for dep in deps]
    doc.from_array(["HEAD", "DEP"], np.array([relative, labels], dtype=np.uint64).T)  # type: ignore[arg-type]
