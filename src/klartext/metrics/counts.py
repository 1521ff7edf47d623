"""What counts: the words and sentences of a letter's running text, and the counts that every formula needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from klartext.metrics.syllables import syllables
from klartext.pipeline.words import is_word
from klartext.records import Letter, PartKind
from klartext.spans import Span

_NOT_RUNNING: Final[frozenset[PartKind]] = frozenset(
    {"anschrift", "betreff", "anrede", "tabelle", "rechtsbehelf", "gruss", "anlage", "fuss"}
)
_HEADING_WORDS: Final = 5
_LONG_WORD: Final = 6
LONGEST_WORD: Final = 100
"""Characters of a word that are looked at; what is longer is rubbish that would cost minutes."""

Sentence = Sequence[Token]
"""The words of one sentence, in order; never empty."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over running text; a long word has more than six letters, a polysyllable three syllables or more."""

    words: int
    sentences: int
    syllables: int
    long_words: int
    monosyllables: int
    polysyllables: int

    @property
    def words_per_sentence(self) -> float | None:
        """The mean sentence length; None where there is no sentence."""
        return self.words / self.sentences if self.sentences else None


def running_text(doc: Doc, letter: Letter | None) -> tuple[Sentence, ...]:
    """Return the sentences of the running text, as words.

    Letterhead, subject, salutation, tables, closing and enclosures are layout, not prose. The instruction on legal
    remedies is prose that nobody may change, so it would only blur what a writer can improve. Headings (a block of at
    most five words without a full stop) are no sentences. A line break or blank line is never a word.

    Args:
        doc: Its character offsets are those of ``letter.text``; sentence boundaries must be set.
        letter: None counts the whole of ``doc``.
    """
    hidden = _hidden(letter) if letter else []
    sentences = ([t for t in sentence if is_word(t.text) and not _covers(hidden, t.idx)] for sentence in doc.sents)
    return tuple(words for words in sentences if words)


def count(sentences: Iterable[Sentence]) -> Counts:
    """Count words, sentences and syllables.

    Syllables are those of textstat, so that figures equal those of other tools built on it. They miss a syllable that
    may not be split off (*aber*).
    """
    texts = [[token.text for token in sentence] for sentence in sentences]
    words = [text for sentence in texts for text in sentence]
    numbers = [syllables(word[:LONGEST_WORD]) for word in words]
    return Counts(
        words=len(words),
        sentences=len(texts),
        syllables=sum(numbers),
        long_words=sum(letters(word) > _LONG_WORD for word in words),
        monosyllables=numbers.count(1),
        polysyllables=sum(n >= 3 for n in numbers),
    )


def letters(word: str) -> int:
    """Return the number of letters and digits of a word."""
    return sum(c.isalnum() for c in word)


def _hidden(letter: Letter) -> list[Span]:
    """Return the ranges that are no running text, in text order, without overlaps."""
    listed = _merged(p.span for p in letter.parts if p.kind == "aufzaehlung")
    headings = (b for b in letter.blocks if _is_heading(letter.text[b.start : b.end]) and not _covers(listed, b.start))
    return _merged([*(p.span for p in letter.parts if p.kind in _NOT_RUNNING), *headings])


def _is_heading(block: str) -> bool:
    words = sum(map(is_word, block.split()))
    return words <= _HEADING_WORDS and not block.rstrip(" \n\"'“”«»)").endswith((".", "!", "?", "…"))


def _merged(spans: Iterable[Span]) -> list[Span]:
    ranges: list[Span] = []
    for span in sorted(spans):
        if ranges and span.start <= ranges[-1].end:
            last = ranges.pop()
            span = Span(last.start, max(last.end, span.end))
        ranges.append(span)
    return ranges


def _covers(ranges: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of the ranges, which are sorted and apart."""
    at = bisect_right(ranges, offset, key=lambda r: r.start) - 1
    return at >= 0 and offset < ranges[at].end
