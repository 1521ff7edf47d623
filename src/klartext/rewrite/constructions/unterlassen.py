"""*Sie haben es unterlassen, den Umzug anzuzeigen* → *Sie haben den Umzug nicht angezeigt*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import infinitive_behind
from klartext.rewrite.predicate import tense_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit

_OMITS: Final = frozenset({"unterlassen", "versäumen"})
_INDEFINITE: Final = ("ein ", "eine ", "einen ", "kein", "etwas", "irgend")
_WHY: Final = "Wer liest, dass etwas nicht geschehen ist, versteht es sofort; „unterlassen“ ist ein Umweg."
_SURE: Final = 0.92


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the deed itself, denied, for *es unterlassen* in the perfect."""
    for clause in scene.clauses:
        finite = clause.verbs.finite
        if clause.verbs.main.lemma_ not in _OMITS or finite is None or finite.lemma_ != "haben":
            continue
        if clause.kind not in ("v2", "vend") or clause.verbs.others or clause.chain or tense_of(finite) == "Past":
            continue
        order = _order(clause)
        if order is not None:
            text = order.text()
            new = capitalised(text) if clause.begins else text
            yield Rewrite(
                "unterlassen", "amtswort", clause.span, (Edit(clause.span, new),), _WHY, confidence=_SURE
            )  # fmt: skip


def _order(clause: Clause) -> Order | None:
    found, subject, finite = infinitive_behind(clause), clause.find("subjekt"), clause.verbs.finite
    if found is None or subject is None or finite is None or clause.find("negation") is not None:
        return None
    inner, main, after = found
    own = [p for p in clause.mittelfeld if p != subject and p.text != "es"]
    if main.auxiliary != "haben" or any(p.role != "adverb" for p in own):
        return None
    if not all(p.role == "satz" and p.text.startswith("obwohl ") for p in inner.nachfeld):
        return None  # a reason behind „nicht“ could be what is denied
    deed = _denied(inner)
    if deed is None:
        return None
    short = [p for p in deed if p.is_short]
    pieces = (*short, *own, *(p for p in deed if p not in short))
    if clause.kind == "vend":
        opener = clause.opener.text if clause.opener else ""
        return Order("vend", finite.text, main.participle, opener, None, with_subject(pieces, subject), after)
    if clause.vorfeld == subject:
        return Order("v2", finite.text, main.participle, "", subject, pieces, after)
    return Order("v2", finite.text, main.participle, "", clause.vorfeld, with_subject(pieces, subject), after)


def _denied(inner: Clause) -> tuple[Piece, ...] | None:
    """Return the words of the deed with *nicht* before its verb or before how it is done; None for all others."""
    things = [p for p in inner.mittelfeld if p.role in ("dativ", "akkusativ", "pronomen")]
    ways = [p for p in inner.mittelfeld if p not in things]
    if not things or any(p.role != "adverb" or p.text not in word_groups().als_adverb for p in ways):
        return None
    if any(_is_indefinite(p) for p in things if p.role == "akkusativ"):
        return None
    return (*things, Piece("nicht", "negation"), *ways)


def _is_indefinite(thing: Piece) -> bool:
    """Whether *kein* and not *nicht* would deny it: *einen Antrag*, *Unterlagen*."""
    head = thing.head
    bare = head is not None and head.pos_ == "NOUN" and not any(c.dep_ in ("det", "det:poss") for c in head.children)
    return bare or thing.text.startswith(_INDEFINITE)
