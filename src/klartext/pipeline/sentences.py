"""Sentence boundaries of letters: by rule, inside blocks, never inside a protected place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from spacy.tokens import Doc, Token

from klartext.letter import TICK_SIGNS
from klartext.pipeline.words import (
    ENDS_ENUMERATION,
    FUNCTION_WORDS,
    MAY_END_SENTENCE,
    POLITE_WORDS,
    is_clipped,
)
from klartext.spans import Span
from klartext.unfilled import is_dotted_line

_CLOSING = frozenset(["“", "”", '"', "«", "»", "'", "''", ")", "]", "‘", "’"])
_OPENING = frozenset(["„", '"', "»", "«", "``", "(", "[", "‚", "'", "§", "§§", "-", "–", "•", "{{", "*"])
_FINAL = frozenset([".", "!", "?", "...", "…"])
_MAY_END = frozenset(".!?…")
"""The last character of every token that may end a sentence."""
_LONGEST_PLACE = 120
_MOST_CLOSING = 8
_LONGEST_BRACKET = 200


def set_boundaries(doc: Doc, blocks: Sequence[Span] = (), whole: Iterable[Span] = ()) -> Doc:
    """Mark the first token of every sentence.

    Args:
        doc: Tokens without annotation; offsets count in ``doc.text``.
        blocks: Ranges that no sentence crosses; without any, empty lines part the text.
        whole: Protected ranges that must not be cut; long ones are passages of several sentences and may be.
    """
    edges = {b.start for b in blocks} | {b.end for b in blocks}
    inside = _covered(whole)
    text = doc.text
    parted = not blocks and "\n\n" in text
    words = [t for t in doc if not t.is_space]
    starts = {0}
    for left, right in pairwise(words):
        cut = _crosses(left, right, edges) or (parted and "\n\n" in text[left.idx + len(left) : right.idx])
        if cut or (right.idx not in inside and _ends_sentence(doc, left, right, starts)):
            starts.add(right.i)
    marks = np.full((len(doc), 1), -1, dtype=np.int32)
    marks[[i for i in starts if i < len(doc)]] = 1
    doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]
    return doc


def _covered(whole: Iterable[Span]) -> set[int]:
    return {offset for span in whole if len(span) <= _LONGEST_PLACE for offset in range(span.start + 1, span.end)}


def _crosses(left: Token, right: Token, edges: set[int]) -> bool:
    return bool(edges) and any(offset in edges for offset in range(left.idx + len(left), right.idx + 1))


def _ends_sentence(doc: Doc, left: Token, right: Token, starts: set[int]) -> bool:
    """Whether a sentence ends after ``left``, which may be a closing quote or bracket."""
    last = left
    for before in range(left.i - 1, max(left.i - _MOST_CLOSING, 0) - 1, -1):
        if last.text not in _CLOSING or doc[before].whitespace_ or doc[before].is_space:
            break
        last = doc[before]
    if last.text[-1] not in _MAY_END:
        return False
    if last.i != left.i and left.text in (")", "]") and not _bracket_opens_sentence(doc, left, starts):
        return False
    gap = left.whitespace_ or right.i > left.i + 1
    if _goes_on(last, right):
        return False
    if is_dotted_line(last.text):
        return right.text.istitle() and _may_open(right)
    if last.text in _FINAL:
        return bool(gap or right.text[0].isupper()) and _opens(right)
    if last.text.endswith(".") and len(last.text) > 1:
        return _abbreviation_ends(last, right)
    return False


def _goes_on(last: Token, right: Token) -> bool:
    """Whether figures are only left out or joined: *DE71 … 4409*, *01.08. – 31.12.2024*."""
    if last.text in ("…", "..."):
        return right.text[0].isdigit() and last.i > 0 and last.nbor(-1).text[-1].isdigit()
    dated = last.text.endswith(".") and any(c.isdigit() for c in last.doc[max(last.i - 1, 0) : last.i + 1].text)
    following = right.doc[right.i + 1 : right.i + 2].text
    return dated and right.text in ("–", "-", "—") and following[:1].isdigit()


def _bracket_opens_sentence(doc: Doc, closing: Token, starts: set[int]) -> bool:
    """Whether the bracket that ``closing`` closes began after a sentence end (a whole sentence in brackets)."""
    for i in range(closing.i - 1, max(closing.i - _LONGEST_BRACKET, 0) - 1, -1):
        if doc[i].text in ("(", "["):
            return i in starts
        if i in starts:
            return False
    return False


def _opens(token: Token) -> bool:
    text = token.text
    if text in TICK_SIGNS:
        return token.i + 1 < len(token.doc) and token.nbor().text[0].isupper()
    return text[0].isupper() or text[0].isdigit() or text in _OPENING or text[0] in "{[«<$„"


def _abbreviation_ends(last: Token, right: Token) -> bool:
    if not right.text[0].isupper() and right.text != "„":
        return False
    name = last.text.rstrip(".").replace(" ", "").replace("\n", "").lower()
    if name in ENDS_ENUMERATION:
        return True
    if name == "ff":
        return right.text.istitle() and not _in_citation(last)
    follower = right.text.lower()
    if name.endswith("str") or name in MAY_END_SENTENCE or name.replace(".", "") in MAY_END_SENTENCE:
        return follower in FUNCTION_WORDS
    return is_clipped(name) and _may_open(right)


def _may_open(right: Token) -> bool:
    """Whether a word with a capital opens a sentence: no noun, and no *Sie*, which has its capital anywhere."""
    return right.lower_ in FUNCTION_WORDS and right.lower_ not in POLITE_WORDS


def _in_citation(token: Token) -> bool:
    return any(t.text[0] == "§" or t.text == "Art." for t in token.doc[max(token.i - 5, 0) : token.i])
