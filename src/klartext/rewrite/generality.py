"""Whether a sentence states what the law gives, and to whom: nobody in the letter acts there or is meant."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.ruleset.lexicon import Roles

_LIMITS: Final = frozenset({"nur", "lediglich", "ausschließlich", "grundsätzlich", "generell"})
_GIVEN_TO: Final = frozenset({"für", "an"})
_OWN: Final = frozenset({"det", "det:poss", "nummod"})
_WRITER: Final = ("uns", "unser", "wir", "ich", "mir", "mein")


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
