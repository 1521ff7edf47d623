"""What the reader is asked to tell or to prove: who acted there is the reader's to say, nobody guesses.

*Teilen Sie mit, ob der Betriebsrat angehört wurde*, *Wir bitten um Auskunft, welche Leistungen bewilligt wurden*.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.fields import Clause
from klartext.ruleset.word_groups import word_groups

_CONTENTS: Final = frozenset({"ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "xcomp", "conj"})
_OFFICE: Final = frozenset({"wir", "ich"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_ASKS: Final = frozenset({
    "bitten", "ersuchen", "benötigen", "brauchen", "fordern", "anfordern", "verlangen", "erwarten", "vermissen",
    "bestehen",
})  # fmt: skip
"""Verbs with which the office asks for word, though it is their subject."""
_OBJECTS: Final = frozenset({"obj", "nsubj", "nsubj:pass"})


def is_asked_of_reader(clause: Clause) -> bool:
    """Whether the clause is what the reader shall tell or prove; a relative clause only describes something."""
    if clause.verbs.main.dep_ == "acl:relcl":
        return False
    return any(_asks(word) for word in _governors(clause.verbs.main))


def _governors(token: Token) -> Iterator[Token]:
    """Yield the words that a clause is the content of, from the nearest one on."""
    while token.dep_ in _CONTENTS and token.head != token:
        token = token.head
        yield token


def _asks(word: Token) -> bool:
    """Whether a verb asks the reader for word, or a noun names the word that is asked for."""
    if word.pos_ in ("NOUN", "PROPN"):
        return _is_word(word) and not _gives(word.head)
    if _gives(word):
        return False
    places = _OBJECTS | {"obl", "nmod"} if word.lemma_ in _ASKS else _OBJECTS
    if any(_is_word(c) for c in word.children if c.dep_ in places):
        return True
    names = {word.lemma_, *(f"{c.text} {word.lemma_}" for c in word.children)}
    return bool(names & word_groups().auskunft) and _is_told(word)


def _is_word(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_ in word_groups().auskuenfte


def _gives(verb: Token) -> bool:
    """Whether the office itself tells: *wir geben Ihnen Auskunft, ob*, *Sie erhalten von uns Nachricht, ob*."""
    if verb.lemma_ in _ASKS:
        return False
    if verb.lemma_ in ("erhalten", "bekommen") and not any(c.lower_ in ("uns", "mir") for c in verb.children):
        return not any(c.text in _OFFICE and c.dep_ in _SUBJECTS for c in verb.children)
    to_reader = any(c.text == "Ihnen" for c in verb.children)
    return to_reader or any(c.text.lower() in _OFFICE and c.dep_ in _SUBJECTS for c in verb.children)


def _is_told(verb: Token) -> bool:
    """Whether the reader is to tell: by *Sie*, as a duty, or in what the office asks for."""
    if any(c.text == "Sie" and c.dep_ in _SUBJECTS for c in verb.children):
        return True
    forms = verb.morph.get("VerbForm", [])
    return "Inf" in forms or any(c.lemma_ in ("müssen", "sollen") for c in verb.children)
