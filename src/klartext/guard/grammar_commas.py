"""Faults of commas: between two clauses one is missing, or one stands where no clause ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from klartext.guard.grammar_forms import BARE_INFINITIVE, BE, HAVE
from klartext.guard.phrases import Side
from klartext.guard.tree import OPENERS, Clause, Fault, Tree, Word, verb_opens
from klartext.letter import TICK_SIGNS

_SIDE_CLAUSES: Final = frozenset({"advcl", "parataxis", "acl", "acl:relcl", "ccomp", "xcomp", "csubj", "conj", "appos"})
_MARKS: Final = frozenset((*', ; : – - — ( ) „ “ . ! ? / » « • … ... "'.split(), *TICK_SIGNS))
_PARTING: Final = _MARKS | frozenset("und oder sowie bzw. als aber sondern denn u. beziehungsweise wie noch".split())
_BEFORE_SUBJUNCTION: Final = _MARKS | frozenset(
    """und oder sowie bzw. aber sondern auch nur erst insbesondere selbst außer je als besonders gerade vor allem denn
    nicht auf ohne statt anstatt dann so wie dadurch sofern zumal immer spätestens frühestens jedoch etwa schon noch
    bereits also egal insoweit insofern weder beispiel nämlich u. beziehungsweise außerdem vorausgesetzt z.b. b.
    kurz lange nachdem bevor ehe das es""".split()
)
_SUBJUNCTIONS: Final = frozenset(
    "dass wenn weil sobald sofern falls soweit solange obwohl nachdem bevor damit ob sodass obgleich".split()
)
_ONLY_SUBJUNCTIONS: Final = frozenset("dass weil sobald sofern falls obwohl nachdem sodass obgleich".split())
"""Those that are nothing else, whatever the parse takes them for."""


def unparted_verbs(side: Side) -> Iterator[Fault]:
    """Look for two finite verbs with nothing between them that parts clauses."""
    finite = [w for w in side.tree.words if w.is_finite]
    for left, right in pairwise(finite):
        between = side.tree.words[left.i + 1 : right.i]
        if left.lemma in BARE_INFINITIVE and right.lower.endswith("n"):
            continue
        if not between and (HAVE.fullmatch(right.lower) or BE.fullmatch(right.lower)) and _is_inner(side, left):
            continue
        if not any(w.lower in _PARTING or w.pos in ("PUNCT", "CCONJ") for w in between):
            yield "Zwischen zwei Verben fehlt ein Komma", f"{left.text} … {right.text}"


def _is_inner(side: Side, verb: Word) -> bool:
    """Whether a verb belongs to a clause that ends with it: *dass sie erfolgt ist*, the participle taken for finite."""
    return any(c.kind == "sub" and verb in c.finite for c in side.clauses)


def unparted_subjunctions(side: Side) -> Iterator[Fault]:
    """Look for a subordinate clause that no comma opens, and for a comma right behind its first word."""
    words = side.tree.words
    for word in words:
        if word.lower not in _SUBJUNCTIONS:
            continue
        opens = word.pos == "SCONJ" and word.dep == "mark"
        sure = word.lower in _ONLY_SUBJUNCTIONS and word.i > 0 and words[word.i - 1].text == ","
        if opens and word.i and words[word.i - 1].lower not in _BEFORE_SUBJUNCTION:
            yield f"Vor „{word.text}“ fehlt ein Komma", words[word.i - 1].text
        comma = word.i + 1 < len(words) and words[word.i + 1].text == ","
        if (opens or sure) and comma and not _opens_clause(words, word.i + 2):
            yield f"Nach „{word.text}“ steht ein Komma", ""
    for clause in side.clauses:
        yield from _unparted_relative(side.tree, clause)


def _opens_clause(words: tuple[Word, ...], at: int) -> bool:
    return at < len(words) and (words[at].pos == "SCONJ" or words[at].dep == "mark")


def _unparted_relative(tree: Tree, clause: Clause) -> Iterator[Fault]:
    if clause.head.dep != "acl:relcl" or len(clause.verbs) == 0 or clause.opener is None:
        return
    start = tree.left[clause.head.i]
    first = tree.words[start]
    before = tree.words[start - 1].text if start else ","
    if (
        first.text not in (",", "(", "–", "-")
        and before not in (",", "(", "–", "-", "und", "oder", ";")
        and first.pos != "CCONJ"
    ):
        yield "Vor dem Relativsatz fehlt ein Komma", first.text


def unclosed_clauses(side: Side) -> Iterator[Fault]:
    """Look for a subordinate clause with the next part right behind it."""
    tree = side.tree
    for clause in side.clauses:
        if clause.head.dep not in ("advcl", "acl:relcl", "ccomp", "csubj"):
            continue
        if clause.opener is None and not (clause.head.dep == "advcl" and clause.finite and verb_opens(tree, clause)):
            continue
        end = tree.right[clause.head.i]
        last = clause.verbs[-1] if clause.verbs else clause.head
        if end != last.i or end + 1 >= len(tree.words):
            continue
        behind = tree.words[end + 1]
        if behind.pos not in ("PUNCT", "CCONJ") and behind.lower not in ("als", "wie", "bzw.", "sowie"):
            yield "Hinter dem Nebensatz fehlt ein Komma", last.text


def stray_commas(side: Side) -> Iterator[Fault]:
    """Look for a comma between a front part without a verb of its own and the finite verb."""
    tree = side.tree
    for clause in side.clauses:
        if clause.kind != "main" or not clause.finite or clause.shares:
            continue
        verb, start = clause.finite[0], tree.left[clause.head.i]
        front = tree.words[start : verb.i]
        if len(front) < 2 or front[-1].text != "," or sum(w.text == "," for w in front) > 1:
            continue
        if not any(w.pos in ("VERB", "AUX", "SCONJ") or w.dep in _SIDE_CLAUSES or _hints_clause(w) for w in front):
            yield "Vor dem Verb steht ein Komma zu viel", verb.text


def _hints_clause(word: Word) -> bool:
    return word.i > 0 and (
        word.lower in ("zu", "um", "sie", "wir", "er", "es")
        or (word.lower in OPENERS and word.pos in ("PRON", "SCONJ"))
    )
