"""Small questions about a parsed sentence that several grammar detectors ask."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.verbs import lemma_of_participle
from klartext.pipeline.words import is_word
from klartext.records import Evidence
from klartext.ruleset.detectors.contract import Hit
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Span

CLAUSE_RELATIONS: Final = frozenset({"advcl", "acl:relcl", "ccomp", "csubj", "csubj:pass", "acl"})
VERBAL: Final = frozenset({"VERB", "AUX"})
_ASKING_ZU: Final = frozenset({"beabsichtigen", "planen", "versuchen", "vorsehen", "gezwungen", "gehalten"})
"""Verbs in the passive with an infinitive of their own: *ist beabsichtigt zu klagen*."""


def children(token: Token, *relations: str) -> list[Token]:
    """Return the dependents of a token that stand in one of the relations, in text order."""
    return [child for child in token.children if child.dep_ in relations]


def evidence(token: Token, role: str) -> Evidence:
    """Return a token as evidence."""
    return Evidence(Span(token.idx, token.idx + len(token)), role)


def hit(tokens: Iterable[Token], proofs: Iterable[Evidence] = (), severity: int | None = None, **fields: str) -> Hit:
    """Return the range from the first to the last of some tokens as a hit."""
    ordered = sorted(tokens, key=lambda t: t.i)
    last = ordered[-1]
    return Hit(ordered[0].idx, last.idx + len(last), tuple(proofs), severity, fields)


def is_finite(token: Token) -> bool:
    """Whether a verb form is finite."""
    return token.pos_ in VERBAL and "VerbForm=Fin" in token.morph


def clause_verbs(head: Token) -> list[Token]:
    """Return the words that make up the predicate of a clause: its head and the verbs and particles on it."""
    parts = children(head, "aux", "aux:pass", "cop", "compound:prt")
    verbs = [p for p in parts if p.pos_ in VERBAL or p.dep_ == "compound:prt"]
    return sorted([head, *verbs] if head.pos_ in VERBAL else verbs, key=lambda t: t.i)


def own_clause(head: Token) -> Iterator[Token]:
    """Yield the words of a clause without those of the clauses that depend on it."""
    yield head
    for child in head.children:
        if (child.dep_ not in CLAUSE_RELATIONS and child.dep_ not in ("parataxis", "conj")) or (
            child.dep_ == "conj" and child.pos_ not in VERBAL
        ):
            yield from own_clause(child)


def word_count(tokens: Iterable[Token]) -> int:
    """Count the tokens that are words."""
    return sum(is_word(t.text) for t in tokens)


def words_of(value: int | str | bool | None) -> frozenset[str]:
    """Read a list of words parted by blanks, as rule parameters hold it."""
    return frozenset(str(value or "").split())


def clause_head(token: Token) -> Token:
    """Return the head of the clause that a token belongs to."""
    for word in (token, *token.ancestors):
        if word.dep_ in (*CLAUSE_RELATIONS, "ROOT", "parataxis", "conj"):
            return word
    return token.sent.root


def wants_zu(token: Token) -> bool:
    """Whether a verb, participle or adjective has an infinitive with *zu* of its own: *verpflichtet*, *bereit*."""
    infinitive = lemma_of_participle(token.lower_)
    words = {token.lemma_, token.lower_, *((infinitive,) if infinitive is not None else ())}
    return not words.isdisjoint(_ASKING_ZU | word_groups().mit_zu)


def is_cut_off(verb: Token, infinitive: Token) -> bool:
    """Whether a comma keeps an infinitive with *zu* from the *sein* or *haben* before it.

    Either the verb ends a subordinate clause (*die erheblich sind, und … zuzustimmen*), or the infinitive belongs to
    the word before the comma (*ist in der Lage, … zu fahren*).
    """
    between = verb.doc[verb.i + 1 : max(infinitive.i, verb.i + 1)]
    commas = [t for t in between if t.text == ","]
    if commas and commas[0].i == verb.i + 1 and _ends_clause(verb):
        return True
    return any(_announces(c.nbor(-1)) and not opens_clause(c.nbor(1)) for c in commas)


def opens_clause(token: Token) -> bool:
    """Whether a word opens a subordinate clause: a conjunction, a relative or a question word."""
    return token.pos_ == "SCONJ" or "Rel" in "".join(token.morph.get("PronType", []))


def _ends_clause(verb: Token) -> bool:
    before = reversed(verb.doc[verb.sent.start : verb.i])
    return any(opens_clause(t) for t in itertools.takewhile(lambda t: t.text != ",", before))


def is_whoever(clause: Token) -> bool:
    """Whether a word heads a clause that stands for somebody: *Wer Wohngeld erhält, hat …*."""
    return clause.dep_ in CLAUSE_RELATIONS and clause.left_edge.lower_ == "wer"


def _announces(word: Token) -> bool:
    if word.pos_ == "NOUN":
        free = word.lemma_ == "Lage" or not children(word, "case")
        return free and word.lemma_ in word_groups().hauptwoerter_mit_zu
    return word.pos_ in ("VERB", "ADJ") and wants_zu(word)
