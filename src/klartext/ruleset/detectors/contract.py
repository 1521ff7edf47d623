"""What a detector gets and gives: one sentence of a letter in, places in it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Span as DocSpan

from klartext.pipeline.words import is_word
from klartext.records import Evidence, PartKind, Protected
from klartext.ruleset.rule import Parameters

_PIECE: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence, without white space at its ends and without a list marker.

    ``protected`` are the protected places that share a character with it, in text order; ``words`` is the number of
    its words (see ``count_words``); ``senders`` are the words for the office that heads the letter, in lower case
    (*ausländerbehörde*). ``strangers`` are the nouns for people that the letter is not written to.
    """

    sent: DocSpan
    protected: tuple[Protected, ...]
    part: PartKind
    words: int
    senders: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule marks: character offsets into the letter's text, end exclusive.

    ``severity`` replaces that of the rule. ``fields`` fill the rule's message; ``treffer`` is filled with the text of
    the place unless given here.
    """

    start: int
    end: int
    evidence: tuple[Evidence, ...] = ()
    severity: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


Detector = Callable[[SentenceView, Parameters], Iterable[Hit]]


def count_words(text: str) -> int:
    """Count the words of a text: what stands between blanks and holds a letter or digit.

    >>> count_words("Sie zahlen 12,50 EUR – i. V. m. § 3.")
    8
    """
    return sum(map(is_word, _PIECE.findall(text)))
