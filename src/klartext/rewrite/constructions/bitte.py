"""Requests without a reader: *Es wird gebeten, …*, *Wir bitten um Rücksendung …* → *Bitte senden Sie*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from klartext.rewrite.actions import Deed, deed_of
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import as_request
from klartext.rewrite.predicate import verb_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Actions, Roles
from klartext.spans import Edit

_DROPPED: Final = frozenset(
    """hiermit hierdurch höflich höflichst freundlich freundlichst unsererseits darum wir ich es sie herzlich
    ausdrücklich""".split()
)
_KEPT_ADVERBS: Final = frozenset("daher deshalb deswegen nochmals erneut zunächst außerdem zudem auch".split())
_COURTESY: Final = frozenset({"möchten", "mögen", "dürfen", "werden"})
_WHY: Final = "Die Bitte spricht die Person jetzt direkt an und sagt mit einem Verb, was zu tun ist."


_TOPICS: Final = frozenset({"hinsichtlich", "bezüglich", "betreffend", "betreffs"})
"""Prepositions of a topic: behind the object it would read as its attribute."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Turns requests without a reader into direct ones."""

    actions: Actions
    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the direct request."""
        if not scene.facts.reader_addressed:
            return
        for clause in scene.clauses:
            if not _asks(clause):
                continue
            order = _from_infinitive(clause, self.roles) or self._from_noun(clause)
            if order is not None:
                text = order.text()
                yield Rewrite(
                    "bitte", "unpersoenlich", clause.span,
                    (Edit(clause.span, capitalised(text) if clause.begins else text),), _WHY, confidence=0.93,
                )  # fmt: skip

    def _from_noun(self, clause: Clause) -> Order | None:
        asked = [p for p in clause.pieces if p.role == "praep" and p.text.startswith("um ")]
        if len(asked) != 1 or asked[0].head is None:
            return None
        deed = deed_of(asked[0].head, self.actions, self.roles)
        if deed is None or deed.end != asked[0].end or deed.subject is not None:
            return None
        kept = _kept(clause, (asked[0],), self.roles)
        return _request(deed, kept) if kept is not None else None


def _asks(clause: Clause) -> bool:
    """Whether the clause is nothing but a request, by the office or by nobody, in the present."""
    verbs, finite = clause.verbs, clause.verbs.finite
    if verbs.main.lemma_ not in ("bitten", "ersuchen") or finite is None or clause.kind != "v2":
        return False
    if verbs.main.dep_ not in ("ROOT", "conj", "parataxis") or "Past" in finite.morph.get("Tense", []):
        return False
    if {t.lemma_ for t in (finite, *verbs.others) if t != verbs.main} - _COURTESY:
        return False
    subject = clause.find("subjekt")
    passive = any(t.lemma_ == "werden" for t in (finite, *verbs.others))
    if subject is None:
        return passive
    return subject.text in (("Sie", "es") if passive else ("wir", "ich"))


def _from_infinitive(clause: Clause, roles: Roles) -> Order | None:
    asked = [p for p in clause.nachfeld if p.role == "infinitiv"]
    if len(asked) != 1 or asked[0].head is None:
        return None
    inner = read_clause(asked[0].head)
    main = verb_of(asked[0].head)
    if inner is None or main is None or (inner.start, inner.end) != (asked[0].start, asked[0].end):
        return None
    kept = _kept(clause, (asked[0],), roles)
    return as_request(inner, main, kept) if kept is not None else None


def _kept(clause: Clause, asked: tuple[Piece, ...], roles: Roles) -> tuple[Piece, ...] | None:
    """Return the pieces of the formula that say something, None where one of them may not move."""
    kept = []
    for piece in clause.pieces:
        words = {w.lower() for w in piece.text.split()}
        if piece in asked or words <= _DROPPED or piece.text == "Sie" or _names_office(piece, roles):
            continue
        if piece.text.split(" ", 1)[0] in _TOPICS:
            return None
        if piece.comma_before and piece.role == "praep" and piece.end <= asked[0].start:
            piece = replace(piece, comma_before=False)  # it opens the infinitive, whose comma goes
        if piece.role == "praep" or (piece.role == "adverb" and words <= _KEPT_ADVERBS):
            kept.append(piece)
        else:
            return None
    return tuple(kept)


def _names_office(piece: Piece, roles: Roles) -> bool:
    """Whether the phrase only says who asks: *von uns*, *seitens des Finanzamts*."""
    if piece.role not in ("praep", "agens") or piece.head is None:
        return False
    by = piece.text.split(" ", 1)[0].lower()
    return by == "seitens" or (
        by in ("von", "vom") and (piece.head.text == "uns" or roles.is_office(piece.head.lemma_))
    )


def _request(deed: Deed, kept: tuple[Piece, ...]) -> Order | None:
    finite, particle = deed.verb.polite_imperative()
    inner = [*deed.pieces()]
    if deed.reflexive:
        inner.insert(0, Piece("sich", "pronomen"))
    links = [p for p in kept if p.text in _KEPT_ADVERBS]
    short = [p for p in inner if p.is_short]
    rest = [p for p in (*inner, *kept) if p not in links and p not in short]
    pieces = with_subject((*short, *links, *rest), Piece("Sie", "subjekt"))
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), pieces, ())
