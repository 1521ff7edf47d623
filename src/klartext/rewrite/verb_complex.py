"""The verbs of a clause: which of them carries the meaning, which is finite, and what else belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Token

AUXILIARIES: Final = frozenset({"aux", "aux:pass", "cop"})
"""Relations of the verbs that only help another word to be a predicate."""
_VERB_PARTS: Final = AUXILIARIES | {"compound:prt"}


@dataclass(frozen=True)
class Verbs:
    """The verbs of a clause: ``main`` carries the meaning; the lists hold the others in text order."""

    main: Token
    finite: Token | None
    particle: Token | None
    others: tuple[Token, ...]
    zu: tuple[Token, ...] = ()
    also: tuple[Token, ...] = ()

    @cached_property
    def all(self) -> tuple[Token, ...]:
        """Every verb token, particle and *zu* of the clause in text order."""
        single = [t for t in (self.finite, self.particle) if t is not None]
        return tuple(sorted({self.main, *self.others, *self.also, *self.zu, *single}, key=lambda t: t.i))


def predicates(doc: Doc) -> Iterator[Verbs]:
    """Yield the verbs of every clause, also where the order of its other words cannot be read."""
    yield from (verbs for head in clause_heads(doc) if (verbs := verbs_of(head)) is not None)


def clause_heads(doc: Doc) -> Iterator[Token]:
    """Yield the words that carry the meaning of a clause: finite, a zu-infinitive, or with a finite auxiliary."""
    return (t for t in doc if t.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADV") and _heads_a_clause(t))


def verbs_of(head: Token) -> Verbs | None:
    """Return the verbs of the clause that a token heads, None where two of them are finite or share nothing."""
    parts = verb_parts(head)
    finite = [t for t in parts if is_finite(t)] or [t for t in (head,) if is_finite(t)]
    if len(finite) > 1:
        return None
    also = _coordinated(head, finite[0] if finite else None)
    if also is None:
        return None
    for verb in also:
        own = [p for p in verb_parts(verb) if p not in parts]
        finite += [p for p in own if is_finite(p) and p not in finite]
        parts += own
    if len(finite) > 1:
        return None
    particle = next((p for p in parts if p.dep_ == "compound:prt"), None)
    zu = tuple(c for v in (head, *also) for c in v.children if c.dep_ == "mark" and c.lower_ == "zu" and c.i == v.i - 1)
    others = tuple(p for p in parts if p.dep_ != "compound:prt" and p not in finite)
    return Verbs(head, finite[0] if finite else None, particle, others, zu, tuple(also))


def _heads_a_clause(token: Token) -> bool:
    if token.dep_ in _VERB_PARTS or (token.pos_ == "ADJ" and token.dep_ == "amod"):
        return False
    return any(is_finite(v) for v in (token, *verb_parts(token))) or has_zu(token)


def _coordinated(head: Token, finite: Token | None) -> list[Token] | None:
    """Return the verbs that share subject and auxiliary with the head; None where the coordination is unclear."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ != "conj" or child.pos_ not in ("VERB", "AUX"):
            continue
        own_finite = is_finite(child) or any(is_finite(p) for p in verb_parts(child))
        shared = _shares_voice(child, finite)
        own_subject = not shared and any(c.dep_ in ("nsubj", "csubj") for c in child.children)
        if own_finite and finite is not None:
            continue  # a clause of its own, see _members
        if own_subject or child.morph.get("VerbForm", []) != head.morph.get("VerbForm", []):
            return None
        found.append(child)
        deeper = _coordinated(child, finite)
        if deeper is None:
            return None
        found += deeper
    return found


def _shares_voice(verb: Token, finite: Token | None) -> bool:
    """Whether a verb takes part in the passive or the *ist zu* of the first one with a subject of its own."""
    form = verb.morph.get("VerbForm", [])
    if finite is None:
        return False
    return (finite.lemma_ == "werden" and "Part" in form) or (finite.lemma_ == "sein" and "Inf" in form)


def verb_parts(token: Token) -> list[Token]:
    """Return auxiliaries, copula and particle; one that stands apart before its verb is a word: *zugrunde gelegt*."""
    return [c for c in token.children if c.dep_ in _VERB_PARTS and not (c.dep_ == "compound:prt" and c.i < token.i)]


def is_finite(token: Token) -> bool:
    """Whether a verb form has person and tense."""
    return token.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in token.morph


def has_zu(token: Token) -> bool:
    """Whether an infinitive has its *zu*, before it or inside (*vorzulegen*)."""
    if "VerbForm=Inf" not in token.morph:
        return False
    inside = "zu" in token.lower_[1:] and "zu" not in token.lemma_.lower()[1:]
    return inside or any(c.dep_ == "mark" and c.lower_ == "zu" for c in token.children)
