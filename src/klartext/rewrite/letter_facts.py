"""What the whole letter tells about who writes and who reads."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from klartext.records import ActorAnswer
from klartext.rewrite.actors import acts
from klartext.rewrite.contract import LetterFacts
from klartext.ruleset.lexicon import Roles

_OFFICE: Final = re.compile(r"(?<!\w)(?:wir|uns|unser\w{0,2})(?!\w)", re.IGNORECASE)
_ONE_PERSON: Final = re.compile(r"(?<!\w)(?:[Ii]ch|mir|mich|mein\w{0,2})(?!\w)")


_REPRESENTS: Final = re.compile(
    r"von\sIhnen\svertreten|(?<!\w)Ihre[nmrs]?\sMand(?:ant|at)|(?<!\w)Sie\svertreten|"
    r"namens\s(?:und\s\w+\s(?:Vollmacht|Auftrag)|Ihre[rs])|(?<!\w)Ihre[rs]?\s(?:Auftraggeber|Klient)"
)
"""The letter goes to who acts for somebody else; whom it speaks about is not its reader."""
_ARGUMENTS: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg"})
_POLITE: Final = frozenset({"Sie", "Ihnen"})


def facts_of(doc: Doc, roles: Roles, actor: ActorAnswer = "") -> LetterFacts:
    """Return the facts of a letter; ``actor`` is the human's answer to who acts where the letter does not say.

    A letter that says *ich* and never *wir* keeps to *ich*.
    """
    text = doc.text
    alone = bool(_ONE_PERSON.search(text)) and not _OFFICE.search(text)
    several = len({t.lemma_ for t in doc if acts(t, roles)}) > 1
    return LetterFacts(
        office_pronoun="ich" if alone else "wir", others=_others(doc, roles), several_act=several, actor=actor
    )


def _others(doc: Doc, roles: Roles) -> frozenset[str]:
    """Return the nouns for people that are not the reader.

    They stand beside the reader in one clause (*Der Antragsteller legt Ihnen … vor*), or the reader acts for them.
    """
    represented = bool(_REPRESENTS.search(doc.text))
    found: set[str] = set()
    for token in doc:
        told = token.pos_ == "NOUN" and (represented or token.dep_ in _ARGUMENTS)
        person = roles.person(token.lemma_) if told else None
        if person is not None and (represented or any(_is_reader(c) for c in token.head.children)):
            found.update(person.words)
    return frozenset(found)


def _is_reader(token: Token) -> bool:
    inside = token.i > token.sent.start
    return token.pos_ == "PRON" and token.text in _POLITE and token.dep_ in _ARGUMENTS and inside
