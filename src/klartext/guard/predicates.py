"""The verb of a clause: its infinitive, and whether it stands in the passive."""

from __future__ import annotations

import re
from typing import Final

from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.guard.tree import Clause, Word

WERDEN: Final = re.compile(r"werden?|wird|wurden?|würden?|worden")
_SEIN: Final = re.compile(r"ist|sind|war(?:en)?|wären?|sei(?:en)?|bin|gewesen")


def verb_of(word: Word) -> str:
    """Return the infinitive of a verb form; the verb table goes before the parser."""
    form = word.lower
    if word.feats.get("VerbForm") == "Inf" and verb(form) is not None:
        return form
    if word.feats.get("VerbForm") == "Part" and (found := lemma_of_participle(form)):
        return found
    return word.lemma


def is_passive(clause: Clause) -> bool:
    """Whether a clause is a passive with *werden* or *sein*, or a modal infinitive (*ist vorzulegen*)."""
    helpers = [w for w in clause.verbs if w is not clause.head]
    participle = clause.head.feats.get("VerbForm") == "Part" or lemma_of_participle(clause.head.lower) is not None
    by_werden = any(WERDEN.fullmatch(w.lower) for w in helpers) and all(w.lower != "sein" for w in helpers)
    if participle and by_werden and verb(clause.head.lower) is None:
        return True
    if participle and helpers and all(_SEIN.fullmatch(w.lower) for w in helpers):
        found = verb(verb_of(clause.head))
        return found is None or "sein" not in found.auxiliaries
    return clause.has_zu and any(_SEIN.fullmatch(w.lower) for w in helpers)
