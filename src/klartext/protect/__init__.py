"""Find the places of a letter that no suggestion may change. Characters only: no model, no guessing at meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from klartext.protect import (
    aktenzeichen,
    betrag,
    datum,
    frist,
    kontakt,
    name,
    paragraph,
    platzhalter,
    rechtsbegriff,
    rechtsbehelf,
    zahl,
    zitat,
)  # fmt: skip
from klartext.protect.scan import BlockView, views
from klartext.records import Letter, Protected, ProtectedKind
from klartext.spans import Span

__all__ = ["Candidate", "in_block", "protect"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be protected; a lower ``tier`` goes first, within a tier the longer, then the lower ``rank``."""

    tier: int
    rank: int
    kind: ProtectedKind
    span: Span


def protect(letter: Letter, remembered: InBlock | None = None) -> tuple[Protected, ...]:
    """Return the protected places of a letter in text order; they do not overlap.

    Where candidates overlap, the more specific one wins and the rest of the other stays protected under its own kind.

    Args:
        letter: With its blocks and parts.
        remembered: ``in_block`` or what remembers its answers.
    """
    candidates = sorted(
        _candidates(letter, remembered or in_block), key=lambda c: (c.tier, -len(c.span), c.rank, c.span.start)
    )
    taken = bytearray(len(letter.text))
    chosen: list[Protected] = []
    for candidate in candidates:
        for span in _free(candidate.span, taken):
            trimmed = span if span == candidate.span else _remnant(letter.text, span, candidate.kind)
            if trimmed is not None:
                chosen.append(Protected(candidate.kind, trimmed, letter.text[trimmed.start : trimmed.end]))
                taken[trimmed.start : trimmed.end] = b"\x01" * len(trimmed)
    return tuple(sorted(chosen, key=lambda protected: protected.span))


def in_block(block: BlockView) -> tuple[Candidate, ...]:
    """Return what may be protected in a block, whatever stands in other blocks."""
    index = rechtsbegriff.shipped_index()
    found = [*_facts(block)]
    found += [Candidate(2, 0, "kontakt", span) for span in kontakt.find_lines(block)]
    found += [Candidate(2, 1, "name", span) for span in name.find_lines(block)]
    found += [Candidate(3, 0, "rechtsbegriff", span) for span in rechtsbegriff.find(block, index)]
    found += [Candidate(3, 1, "zahl", span) for span in zahl.find(block)]
    tier = 2 if block.part in ("anschrift", "gruss") else 1
    found += [Candidate(tier, 9, "name", span) for span in name.find(block, index.has_word)]
    return tuple(found)


InBlock = Callable[[BlockView], tuple[Candidate, ...]]


def _candidates(letter: Letter, in_block: InBlock) -> Iterator[Candidate]:
    for span in rechtsbehelf.find(letter):
        yield Candidate(0, 0, "rechtsbehelf", span)
    blocks = [view for view in views(letter) if view.part != "rechtsbehelf"]
    for view in blocks:
        for found in in_block(replace(view, start=0)):
            yield replace(found, span=view.span(found.span.start, found.span.end))
    known = name.known_words(blocks, rechtsbegriff.shipped_index().has_word)
    for view in blocks:
        for span in name.find_known(view, known):
            yield Candidate(3, 2, "name", span)


def _facts(view: BlockView) -> Iterator[Candidate]:
    finders: tuple[tuple[ProtectedKind, Callable[[BlockView], Iterator[Span]]], ...] = (
        ("platzhalter", platzhalter.find), ("paragraph", paragraph.find), ("frist", frist.find), ("datum", datum.find),
        ("betrag", betrag.find), ("kontakt", kontakt.find), ("aktenzeichen", aktenzeichen.find), ("zitat", zitat.find),
    )  # fmt: skip
    for rank, (kind, find) in enumerate(finders):
        for span in find(view):
            yield Candidate(1, rank, kind, span)


def _free(span: Span, taken: bytearray) -> Iterator[Span]:
    """Yield the stretches of a span that nothing has taken yet."""
    at = span.start
    while at < span.end:
        start = taken.find(0, at, span.end)
        if start < 0:
            return
        end = taken.find(1, start, span.end)
        at = span.end if end < 0 else end
        yield Span(start, at)


def _remnant(text: str, span: Span, kind: ProtectedKind) -> Span | None:
    """Return what is left of a candidate without white space and punctuation at its ends.

    Nothing is left if that says nothing by itself: small words ("den"), or of a number no digit.
    """
    start, end = span.start, span.end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    telling = str.isdigit if kind in ("zahl", "betrag", "datum") else _is_digit_or_capital
    return Span(start, end) if any(telling(character) for character in text[start:end]) else None


def _is_digit_or_capital(character: str) -> bool:
    return character.isdigit() or character.isupper()
