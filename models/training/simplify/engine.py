"""Pairs from the rules: sentences that the grammar engine rewrites surely, whole and without an open question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pairs import Pair, one_line

from klartext.documents import read_text
from klartext.records import Analysis, Sentence, Suggestion
from klartext.session import Klartext
from klartext.spans import Edit, Span, apply_edits

SURE = 0.9
"""From this confidence on a rewrite is taken."""

_SIDES = frozenset(("wir", "Wir", "uns", "unser", "unsere", "Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer"))
_LETTER = "Sehr geehrte Damen und Herren,\n\n{}\n\nMit freundlichen Grüßen\nIm Auftrag\n"


def rewritten(klartext: Klartext, texts: Iterable[str], *, is_letter: bool) -> Iterator[Pair]:
    """Yield each sentence of the texts that the engine rewrites surely, with its furthest rewrite.

    In a law nobody writes to a reader: without ``is_letter`` a rewrite that brings in *wir* or *Sie* is left out.
    """
    for text in texts:
        analysis = klartext.analyse(read_text(_LETTER.format(text)))
        for sentence in analysis.sentences:
            found = [s for s in analysis.suggestions if s.proposal.sentence == sentence.id and _is_sure(s)]
            if found:
                best = max(found, key=lambda s: (len(s.proposal.steps), s.proposal.confidence))
                pair = _pair(analysis, sentence, best)
                if is_letter or not takes_side(pair):
                    yield pair


def takes_side(pair: Pair) -> bool:
    """Whether the plain side names office or reader and the official one does not."""
    before, after = ({w.strip(".,;:()") for w in t.split()} & _SIDES for t in (pair.complex, pair.plain))
    return bool(after - before)


def _is_sure(suggestion: Suggestion) -> bool:
    p = suggestion.proposal
    return p.confidence >= SURE and p.needs is None and bool(p.steps) and not p.adds


def _pair(analysis: Analysis, sentence: Sentence, suggestion: Suggestion) -> Pair:
    p, start = suggestion.proposal, sentence.span.start
    span = Span(p.span.start - start, p.span.end - start)
    after = apply_edits(sentence.text, [Edit(span, p.replacement)])
    return Pair(one_line(sentence.text), one_line(after), tuple(dict.fromkeys(s.construction for s in p.steps)))
