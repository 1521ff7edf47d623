"""*Vermag … nicht zu überzeugen* → *kann … nicht überzeugen*; every other word stays in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.predicate import verb_of
from klartext.rewrite.verb_complex import has_zu
from klartext.spans import Edit, Span

_CAN: Final[Mapping[str, str]] = MappingProxyType({
    "vermag": "kann", "vermögen": "können", "vermochte": "konnte", "vermochten": "konnten",
    "vermöchte": "könnte", "vermöchten": "könnten",
})  # fmt: skip
_WHY: Final = "„Können“ sagt dasselbe wie „vermögen“ und ist das Wort, das jeder benutzt."
_SURE: Final = 0.94


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the clause with *können* where an infinitive with *zu* depends on *vermögen*."""
    for token in scene.doc:
        can = _CAN.get(token.lower_)
        if can is None or token.pos_ not in ("VERB", "AUX"):
            continue
        edits = _without_zu(token)
        if edits is None:
            continue
        capital = can.capitalize() if token.text[0].isupper() else can
        found = tuple(sorted((*edits, Edit(token_span(token.doc, token.i, token.i + 1), capital)), key=_start))
        place = Span(found[0].span.start, found[-1].span.end)
        yield Rewrite("vermoegen", "amtswort", place, found, _WHY, confidence=_SURE)


def _start(edit: Edit) -> int:
    return edit.span.start


def _without_zu(finite: Token) -> list[Edit] | None:
    """Return the edits that take *zu* from the infinitives, None where there is none or a comma parts them."""
    first = [c for c in finite.children if has_zu(c) and c.dep_ in ("xcomp", "ccomp", "obj", "csubj")]
    if len(first) != 1:
        return None
    infinitives = [first[0], *(c for c in first[0].children if c.dep_ == "conj" and has_zu(c))]
    ends = [t.i for t in (finite, *infinitives)]
    if any(t.text in (",", ";", ":") for t in finite.doc[min(ends) : max(ends)]):
        return None
    if finite.i > first[0].i and finite.i != max(ends[1:]) + 1:
        return None  # in a subordinate clause the verbs stand together
    edits = [_bare(t) for t in infinitives]
    return [e for e in edits if e is not None] if all(edits) else None


def _bare(infinitive: Token) -> Edit | None:
    """Return *überzeugen* for *zu überzeugen*, *einsehen* for *einzusehen*."""
    known, doc = verb_of(infinitive), infinitive.doc
    if known is None:
        return None
    apart = infinitive.i > 0 and infinitive.nbor(-1).lower_ == "zu" and infinitive.lower_ == known.infinitive
    if not apart and infinitive.lower_ != known.zu_infinitive:
        return None
    return Edit(token_span(doc, infinitive.i - apart, infinitive.i + 1), known.infinitive)
