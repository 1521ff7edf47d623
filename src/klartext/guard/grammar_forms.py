"""Faults of verb forms: auxiliaries beside a form they do not take, endings, a finite verb too many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.guard.tree import Clause, Fault, Tree, Word

_MODAL: Final = re.compile(
    r"(?:kann|kannst|könn|konnt|könnt|muss|musst|müss|soll|darf|dürf|durft|will|woll|mag$|mög|moch|möch)"
)
HAVE: Final = re.compile(r"hab(?:e|en|t|est)|hat|hast|hatte[nst]*|hätte[nst]*")
BE: Final = re.compile(r"ist|sind|bin|seid|war(?:en)?|wäre[n]?|sei(?:en)?")
_BECOME: Final = re.compile(r"werden?|wird|wirst|wurde[n]?|würde[n]?")
BARE_INFINITIVE: Final = frozenset({"lassen", "sehen", "hören", "brauchen", "helfen", "gehen", "bleiben", "lernen"})


def verb_forms(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for auxiliaries beside a form they do not take: *haben … prüfen*, *muss … geprüft*."""
    head = clause.head
    if head.pos not in ("VERB", "ADJ", "AUX") or clause.shares:
        return
    helpers = [w for w in clause.verbs if w is not head]
    yield from _zu_beside_modal(tree, clause)
    if not helpers or any(c.dep == "conj" and c.pos == "VERB" for c in tree.below(head.i)):
        return
    if any(w.lemma in BARE_INFINITIVE for w in clause.verbs):
        return
    modals = [w for w in helpers if _MODAL.match(w.lower)]
    others = [w for w in helpers if w not in modals]
    said = " ".join(w.text for w in clause.verbs)
    if any(a.lower == b.lower and a.i < b.i for a in helpers for b in helpers):
        yield "Das Hilfsverb steht doppelt", said
    if _is_bent(head):
        yield "Die Verbform hat eine falsche Endung", head.text
    if modals and not others and _is_participle_only(head):
        yield "Neben dem Modalverb fehlt der Infinitiv", said
    elif not modals and len(helpers) == 1:
        yield from _one_helper(tree, clause, helpers[0], said)
    elif not modals and helpers[-1].lower == "worden" and _is_infinitive_only(head):
        yield "„werden“ passt nicht zur Verbform", said


def _zu_beside_modal(tree: Tree, clause: Clause) -> Iterator[Fault]:
    modal = next((w for w in clause.finite if w is not clause.head and _MODAL.match(w.lower)), None)
    if modal is None or any(w.is_finite and w is not modal for w in clause.verbs):
        return
    zu = any(c.lower == "zu" and c.dep == "mark" for w in clause.verbs for c in tree.below(w.i))
    if zu or clause.has_zu:
        yield "Neben dem Modalverb steht kein „zu“", modal.text


def _one_helper(tree: Tree, clause: Clause, helper: Word, said: str) -> Iterator[Fault]:
    head, form = clause.head, helper.lower
    bare = not clause.has_zu and _is_infinitive_only(head)
    acted_on = any(c.dep == "obj" for c in tree.below(head.i))
    if HAVE.fullmatch(form) and helper.is_finite and not clause.has_zu and not acted_on and _takes_only_be(head):
        yield "Das Perfekt steht mit „sein“", said
    if HAVE.fullmatch(form) and helper.is_finite and bare:
        yield "„haben“ steht neben einem Infinitiv", said
    elif BE.fullmatch(form) and helper.is_finite and bare:
        yield "„sein“ steht neben einem Infinitiv", said
    elif _BECOME.fullmatch(form) and clause.has_zu:
        yield "„werden“ steht neben „zu“", said
    elif form == "worden":
        yield "Es fehlt „sein“", said


def _is_participle_only(word: Word) -> bool:
    """Whether a form is a participle and cannot be an infinitive."""
    form = word.lower
    if verb(form) is not None or word.feats.get("VerbForm") == "Fin":
        return False
    return word.feats.get("VerbForm") == "Part" or lemma_of_participle(form) is not None


def _is_infinitive_only(word: Word) -> bool:
    """Whether a form is an infinitive and cannot be a participle."""
    found = verb(word.lower)
    return found is not None and found.participle != found.infinitive and lemma_of_participle(word.lower) is None


def _takes_only_be(word: Word) -> bool:
    """Whether a participle belongs to a verb that forms its perfect with *sein* alone: *nachgegangen*."""
    infinitive = lemma_of_participle(word.lower)
    known = verb(infinitive, word.lower) if infinitive is not None else None
    return known is not None and known.auxiliaries == ("sein",)


def _is_bent(word: Word) -> bool:
    """Whether a participle has an ending that only stands before a noun: *geleerten*."""
    form = word.lower
    if not form.endswith(("ten", "tes", "ter", "tem", "te")) or word.feats.get("VerbForm") == "Fin":
        return False
    bare = re.sub(r"e[nsrm]?$", "", form)
    return lemma_of_participle(bare) is not None and lemma_of_participle(form) is None and verb(form) is None


def one_finite(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for two finite verbs of one predicate."""
    if len(clause.finite) != 2:
        return
    left, right = clause.finite
    if any(w.pos == "PUNCT" or w.pos == "CCONJ" for w in tree.words[left.i : right.i]):
        return
    if not (right.i == left.i + 1 and left is clause.head):
        yield "Der Satz hat ein Verb zu viel", " … ".join(w.text for w in clause.finite)
