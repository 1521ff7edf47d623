"""The one language pipeline: loads it, checks that it has every layer, and analyses letters with it."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc, Span

from klartext import paths
from klartext.bounded import Bounded
from klartext.checksums import file_sha256
from klartext.errors import PipelineError
from klartext.pipeline import create_pipeline
from klartext.pipeline.component import NAME, Annotator
from klartext.pipeline.parser import Remembered
from klartext.pipeline.sentences import set_boundaries
from klartext.protect import InBlock, in_block
from klartext.records import Letter, Protected

_Result = TypeVar("_Result")

LAYERS = ("POS", "MORPH", "LEMMA", "DEP", "SENT_START")
_ANNOTATION = [POS, MORPH, LEMMA, HEAD, DEP]
_PROBE = "Der Bescheid wird am 3. Mai geprüft."
_FILES = ("meta.json", "model.onnx", "tokenizer.json", "labels.json", "nouns.txt", "noun_forms.txt")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline with its name and version."""

    nlp: Language
    name: str

    def __call__(self, text: str) -> Doc:
        """Analyse a bare text; empty lines part sentences."""
        return self.nlp(text)

    def analyse(self, letter: Letter, protected: Sequence[Protected]) -> Doc:
        """Analyse a letter: no sentence crosses a block or is cut inside a protected place.

        Returns:
            A Doc with the offsets of ``letter.text``; a line break inside a block reads as a blank.
        """
        return finished(self.reading(letter, protected))

    def reading(
        self, letter: Letter, protected: Sequence[Protected], memory: Remembered | None = None
    ) -> Generator[tuple[int, int], None, Doc]:
        """Do what ``analyse`` does; yield after each sentence how many of how many are read: others may work then."""
        doc = self.nlp.make_doc(unwrapped(letter))
        annotator = self.nlp.get_pipe(NAME)
        assert isinstance(annotator, Annotator)
        yield from annotator.by_sentence(set_boundaries(doc, letter.blocks, [p.span for p in protected]), memory)
        return doc


class SentenceMemory:
    """Analyses single sentences and remembers them; the oldest are forgotten first.

    A letter is analysed once as a whole; what rewriting and guard ask about its sentences again is then known.
    """

    def __init__(self, pipeline: Pipeline, most: int = 4096) -> None:
        """Remember so many sentences.

        ``read`` are those of letters, as the parser left them; ``in_block`` knows what is protected in their blocks.
        """
        self.read = Remembered()
        self.in_block: InBlock = lru_cache(maxsize=most)(in_block)
        self._pipeline, self._known = pipeline, Bounded[str, Doc](most)

    def __call__(self, text: str) -> Doc:
        """Return the analysis of a text on one line."""
        doc = self._known.get(text)
        if doc is None:
            doc = self._pipeline(text)
            self.learn(text, doc)
        return doc

    def learn(self, text: str, doc: Doc) -> None:
        """Remember an analysis of exactly this text."""
        if doc.text == text:
            self._known.put(text, doc)


def finished(work: Generator[object, None, _Result]) -> _Result:
    """Return what comes of a work in portions, done without a break."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: _Result = end.value
            return result


def alone(words: Span) -> Doc:
    """Return a sentence, or a part of one, with its analysis as a Doc of its own, without the blank behind it.

    The sentence is copied first: ``Span.as_doc`` looks at the annotation of the whole letter each time. Nothing hangs
    on the line breaks behind a sentence, so they are left at once.
    """
    sentence = words.sent
    if words.start == sentence.start and all(t.is_space for t in sentence.doc[words.end : sentence.end]):
        sentence = words
    copied = Doc(
        sentence.doc.vocab,
        words=[t.text for t in sentence],
        spaces=[bool(t.whitespace_) and t.i + 1 != words.end for t in sentence],
    )
    copied.from_array(_ANNOTATION, sentence.to_array(_ANNOTATION))  # type: ignore[attr-defined]  # missing in the stubs
    start = words.start - sentence.start
    return copied if len(words) == len(copied) else copied[start : start + len(words)].as_doc()


def sentence_before(words: Span) -> Span | None:
    """Return the sentence before in the letter: who acts there may act here, too. None for the first."""
    start = words[0].sent.start  # of a part, as behind the number of an item, the whole sentence
    return words.doc[start - 1].sent if start else None


def sentence_after(words: Span) -> Span | None:
    """Return the sentence behind in the letter: it may say who decides what is told here. None for the last."""
    end = words[-1].sent.end  # a line break behind the last word belongs to the same sentence
    return words.doc[end].sent if end < len(words.doc) else None


def unwrapped(letter: Letter) -> str:
    """Return the letter's text with the line breaks inside blocks turned into blanks; same length."""
    pieces, at = [], 0
    for block in letter.blocks:
        pieces += [letter.text[at : block.start], letter.text[block.start : block.end].replace("\n", " ")]
        at = block.end
    return "".join([*pieces, letter.text[at:]])


def load_pipeline(folder: Path | None = None, threads: int = 1) -> Pipeline:
    """Load the shipped pipeline, or the one in ``folder``.

    Raises:
        PipelineError: KT-P01 files are missing; KT-P02 a layer is missing; KT-P03 a file is damaged.
    """
    folder = folder or paths.pipeline_dir()
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise PipelineError(
            "KT-P01",
            f"Zur Sprachanalyse fehlen Dateien: {', '.join(missing)}.",
            "Installieren Sie Klartext neu. „klartext doctor“ zeigt, was fehlt.",
            str(folder),
        )
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        nlp = create_pipeline(folder, threads)
        require_layers(nlp)
        return Pipeline(nlp, f"{meta['name']} {meta['version']}")
    except (PipelineError, ImportError, MemoryError):
        raise
    except Exception as error:  # what half a file makes json, tokenizers and onnxruntime raise has no common type
        raise PipelineError(
            "KT-P03",
            f"Eine Datei der Sprachanalyse ist beschädigt ({type(error).__name__}).",
            "Installieren Sie Klartext neu. „klartext doctor“ zeigt, welche Datei es ist.",
            str(folder),
        ) from error


def require_layers(nlp: Language) -> None:
    """Refuse a pipeline that lacks a layer the rules need.

    Raises:
        PipelineError: KT-P02, with the missing layers.
    """
    doc = nlp(_PROBE)
    missing = [layer for layer in LAYERS if not doc.has_annotation(layer)]
    if missing:
        raise PipelineError(
            "KT-P02",
            f"Der Sprachanalyse fehlen Ebenen: {', '.join(missing)}.",
            "Verwenden Sie die mitgelieferte Pipeline de_klartext.",
        )


def checksums(folder: Path | None = None) -> dict[str, str]:
    """Return the SHA-256 of every file of the pipeline that is there."""
    folder = folder or paths.pipeline_dir()
    return {name: file_sha256(folder / name) for name in _FILES if (folder / name).is_file()}
