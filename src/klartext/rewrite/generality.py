"""Whether a sentence states what the law gives, courts hold or is done as a rule: nobody in the letter acts there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.rewrite.fields import Clause
from klartext.ruleset.lexicon import Roles

ONLY: Final = frozenset({"nur", "lediglich", "ausschließlich"})
_LIMITS: Final = ONLY | {"grundsätzlich", "generell"}
_DOCTRINE: Final = ("rechtsprechung", "schrifttum", "fachliteratur", "rechtslehre")
_VIEWS: Final = frozenset({"Meinung", "Auffassung", "Ansicht", "Lehre"})
_SHARED: Final = ("herrschend", "allgemein", "überwiegend", "einhellig", "verbreitet")
_HABITS: Final = ("in der regel", "im regelfall", "regelmäßig", "üblicherweise", "normalerweise", "gewöhnlich")
_MAXIMS: Final = frozenset({"grundsätzlich", "generell", "stets", "immer", "hierbei", "dabei"})
"""Words of a duty that holds for whoever does what is told of."""
_BY: Final = frozenset({"nach", "gemäß", "gem.", "laut", "entsprechend", "aufgrund"})
_CITED: Final = frozenset({"§", "§§", "Art.", "Artikel"})
_NORMS: Final = ("gesetz", "gesetzbuch", "satzung", "verordnung", "vorschrift", "richtlinie")
CONDITIONS: Final = frozenset({"wenn", "falls", "sofern", "soweit"})
REASONS: Final = frozenset({"weil", "da"})
_GIVEN_TO: Final = frozenset({"für", "an"})
_OWN: Final = frozenset({"det", "det:poss", "nummod"})
_WRITER: Final = ("uns", "unser", "wir", "ich", "mir", "mein")


def follows_doctrine(clause: Clause) -> bool:
    """Whether the clause says what courts and scholars do: *Nach ständiger Rechtsprechung wird … höher bewertet*."""
    phrases = (p.head for p in clause.pieces if p.role in ("praep", "adverb") and p.head is not None)
    return any(
        head.lemma_.lower().endswith(_DOCTRINE)
        or (head.lemma_ in _VIEWS and any(c.lower_.startswith(_SHARED) for c in head.children))
        for head in phrases
    )


def limits_what_is_allowed(clause: Clause, verbs: Sequence[str]) -> bool:
    """Whether the clause limits what anybody may do: *darf nur aus wichtigem Grund abgelehnt werden*.

    What *kann nur abgelehnt werden* may be a request, which the office declines, or an honour, which its holder does.
    """
    words = clause.doc[clause.start : clause.end]
    if any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in words):
        return False
    limited = any(t.lower_ in ONLY for t in words)
    allowed = any(t.lemma_ == "dürfen" for t in clause.verbs.all)
    return limited and (allowed or "ablehnen" in verbs)


def is_habit(clause: Clause) -> bool:
    """Whether the clause says what is done in no particular case: *Wohngeld wird in der Regel … bewilligt*."""
    words = clause.doc[clause.start : clause.end]
    if any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in words):
        return False
    text = f" {words.text.lower()} "
    return any(f" {habit} " in text for habit in _HABITS)


def is_maxim(clause: Clause) -> bool:
    """Whether a duty names only what it serves, always or on every such occasion: *Wünschen ist dabei zu entsprechen*.

    A bare noun may go with the verb: *Den Belangen des Kindes ist stets Rechnung zu tragen*.
    """
    words = clause.doc[clause.start : clause.end]
    if any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in words) or not any(t.lower_ in _MAXIMS for t in words):
        return False
    things = [p.head for p in clause.pieces if p.role in ("subjekt", "akkusativ") and p.head is not None]
    return clause.find("dativ") is not None and not any(c.dep_ in _OWN for thing in things for c in thing.children)


def quotes_a_norm(doc: Doc) -> bool:
    """Whether the sentence says in the present what a norm gives: *Nach § 34 … ist der Halter verpflichtet*.

    The norm may also stand in brackets.
    """
    if not any(_is_cited(t) for t in doc):
        return False
    return any("Tense=Pres" in t.morph for t in doc) and not any("Tense=Past" in t.morph for t in doc)


def _is_cited(token: Token) -> bool:
    if token.text in _CITED and token.i and token.nbor(-1).text == "(":
        return True
    named = token.text in _CITED or token.lemma_.lower().endswith(_NORMS)
    return named and any(c.dep_ == "case" and c.lower_ in _BY for c in token.children)


def is_on_condition(doc: Doc) -> bool:
    """Whether the sentence holds only under a condition: *…, wenn der Einsatz dadurch verursacht worden ist*."""
    return any(t.dep_ == "mark" and t.lower_ in CONDITIONS for t in doc)


def states_a_rule(doc: Doc, roles: Roles) -> bool:
    """Whether a bare benefit is given to a kind of people or things: *Kinderzuschlag wird nur für Kinder gezahlt*."""
    if any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in doc):
        return False
    return any(_is_benefit(t, roles) and _is_limited(t.head) for t in doc if t.dep_ == "nsubj:pass")


def _is_benefit(noun: Token, roles: Roles) -> bool:
    bare = noun.pos_ == "NOUN" and not any(c.dep_ in _OWN for c in noun.children)
    return bare and roles.actor("zahlen", "vorgang", [noun.lemma_], past=False) == "amt"


def _is_limited(verb: Token) -> bool:
    """Whether the verb tells, in the present, what is given at all."""
    present = any(c.dep_ == "aux:pass" and "Tense=Pres" in c.morph for c in verb.children)
    return present and any(c.lower_ in _LIMITS or _is_kind(c) for c in verb.children)


def _is_kind(token: Token) -> bool:
    """Whether a phrase names all people or things of a kind: *für Kinder*, *an gemeinnützige Vereine*."""
    described = any(c.dep_ == "acl:relcl" for c in token.children)
    if token.pos_ != "NOUN" or not (described or "Number=Plur" in token.morph):
        return False
    words = {c.lower_ for c in token.children if c.dep_ == "case"}
    return bool(words & _GIVEN_TO) and not any(c.dep_ in _OWN for c in token.children)
