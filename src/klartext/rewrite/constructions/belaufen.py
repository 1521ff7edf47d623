"""*Die Gebühr beläuft sich auf 12 Euro* → *beträgt 12 Euro*; every other word stays in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.spans import Edit, Span

_AMOUNTS: Final[Mapping[str, str]] = MappingProxyType({
    "beläuft": "beträgt", "belaufen": "betragen", "belief": "betrug", "beliefen": "betrugen",
})  # fmt: skip
_WHY: Final = "„Beträgt“ sagt mit einem Wort, was „beläuft sich auf“ mit dreien sagt."
_SURE: Final = 0.95


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield *betragen* for *sich belaufen auf* before an amount in figures."""
    for token in scene.doc:
        plain = _AMOUNTS.get(token.lower_)
        if plain is None or token.pos_ not in ("VERB", "AUX"):
            continue
        itself = [c for c in token.children if c.lower_ == "sich"]
        amounts = [(c, on) for c in token.children if c.dep_.startswith("obl") and (on := _on(c)) is not None]
        if len(itself) != 1 or len(amounts) != 1 or not _counts(amounts[0][0]) or _meets_figure(*amounts[0]):
            continue
        gone = (itself[0], amounts[0][1])
        if any(t.i + 1 >= len(token.doc) for t in gone):
            continue
        edits = [Edit(Span(t.idx, t.nbor(1).idx), "") for t in gone]
        edits.append(Edit(token_span(token.doc, token.i, token.i + 1), plain))
        found = tuple(sorted(_joined(edits), key=_start))
        place = Span(found[0].span.start, found[-1].span.end)
        yield Rewrite("belaufen", "amtswort", place, found, _WHY, confidence=_SURE)


def _start(edit: Edit) -> int:
    return edit.span.start


def _on(noun: Token) -> Token | None:
    """Return the *auf* of an amount."""
    return next((c for c in noun.children if c.dep_ == "case" and c.lower_ == "auf"), None)


def _meets_figure(amount: Token, on: Token) -> bool:
    """Whether a figure would stand right before the amount: *zum 2. Mai 2025 84.317 Euro*."""
    before = next((t for t in reversed(amount.doc[: on.i]) if t.lower_ != "sich"), None)
    return before is not None and before.text[-1:].isdigit() and amount.doc[on.i + 1].text[:1].isdigit()


def _counts(noun: Token) -> bool:
    """Whether a phrase holds a figure: *12 Euro*, *insgesamt 96.000 Euro*."""
    return any(c.isdigit() for t in noun.subtree for c in t.text)


def _joined(edits: list[Edit]) -> list[Edit]:
    """Make one edit of two deletions side by side: *sich auf*."""
    first, second, verb = edits
    if first.span.end == second.span.start:
        return [Edit(Span(first.span.start, second.span.end), ""), verb]
    if second.span.end == first.span.start:
        return [Edit(Span(second.span.start, first.span.end), ""), verb]
    return edits
