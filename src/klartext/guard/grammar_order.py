"""Faults of word order: the place of the finite verb in main and subordinate clauses, and of its particle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from klartext.grammar.verbs import verb
from klartext.guard.tree import OPENERS, Clause, Fault, Tree, Word, verb_opens

SECOND: Final = "Das Verb steht nicht an zweiter Stelle"
_NOT_A_FIELD: Final = frozenset({"punct", "cc", "discourse", "vocative", "mark", "case", "det", "cc:preconj", "dep"})
_FOCUS: Final = frozenset(
    """auch nur nicht selbst sogar erst schon bereits insbesondere lediglich allein gerade jedoch aber hingegen dagegen
    allerdings also nämlich zwar mindestens höchstens spätestens frühestens ausschließlich etwa rund circa ca. noch
    besonders wiederum vielmehr maximal ungefähr fast nahezu einzig entweder weder sowohl je umso bzw. denn vor z. d. h.
    so dann""".split()
)
"""Words that may stand before a front part without being one themselves."""
_NEVER_OF_NOUN: Final = frozenset("innerhalb binnen bis seit trotz wegen durch ab während".split())
_INNER: Final = frozenset({
    "nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "advmod", "expl", "expl:pv", "compound:prt", "obl", "obl:agent",
})  # fmt: skip


def second_place(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for two parts before the finite verb of a main clause, one of them the subject."""
    if clause.kind != "main" or not clause.finite or not _is_surely_main(tree, clause):
        return
    verb = clause.finite[0]
    front = [w for w in tree.below(clause.head.i) if tree.right[w.i] < verb.i and _is_part(tree, clause, w)]
    if clause.shares:
        front = [w for w in front if w.i > tree.words[clause.head.head].i]
    subjects = [w for w in front if w.dep in ("nsubj", "nsubj:pass")]
    predicate_first = clause.head.i < verb.i and bool(subjects) and clause.head.pos in ("VERB", "ADJ", "ADV")
    crowded = len(subjects) == 1 and (
        _ends_late(tree, front, subjects[0], clause)
        or any(_crowds(tree, w, subjects[0]) for w in front if w is not subjects[0])
    )
    if predicate_first or crowded or (not subjects and _two_fronts(tree, front, verb)):
        yield SECOND, verb.text


def _is_surely_main(tree: Tree, clause: Clause) -> bool:
    """Whether relation and first word leave no doubt that it is no subordinate clause."""
    if clause.opener is not None or clause.head.dep not in ("ROOT", "root", "parataxis", "conj", "ccomp"):
        return False
    start = tree.left[clause.head.i]
    words = [w for w in tree.words[start : clause.finite[0].i] if w.pos not in ("PUNCT", "CCONJ", "ADP")]
    if not words or clause.head.dep in ("ROOT", "root"):
        return True
    first = words[0]
    if clause.head.dep == "ccomp":
        return start > 0 and ":" in (tree.words[start - 1].text, tree.words[start].text)
    return first.pos != "SCONJ" and first.lower not in OPENERS


def _is_part(tree: Tree, clause: Clause, word: Word) -> bool:
    if word.dep in _NOT_A_FIELD or word in clause.verbs or word is clause.particle:
        return False
    return not (word.dep == "advmod" and word.lower in _FOCUS)


def _crowds(tree: Tree, word: Word, subject: Word) -> bool:
    """Whether a part before the verb cannot belong to the subject that stands there, too."""
    if word.dep in ("obj", "iobj", "obl:arg", "xcomp", "ccomp", "expl:pv", "compound:prt"):
        return not (word.i > subject.i and word.pos == "NUM")
    if word.dep == "advcl":
        return word.i < subject.i and not _is_resumed(tree, subject) and not _behind_colon(tree, word, subject)
    if word.dep == "advmod":
        return word.pos in ("ADV", "PART", "ADJ") and (word.i < subject.i or subject.pos == "PRON")
    if word.dep == "obl" and not _behind_colon(tree, word, subject):
        return word.i < subject.i or (
            subject.pos == "PRON" and subject.lower in ("wir", "sie", "er", "es", "ich", "man")
        )
    return False


def _ends_late(tree: Tree, front: list[Word], subject: Word, clause: Clause) -> bool:
    """Whether a statement keeps its verb for the end, behind subject and other parts."""
    verb = clause.finite[0]
    if verb.i + 1 < len(tree.words) and tree.words[verb.i + 1].pos != "PUNCT":
        return False
    between = [w for w in front if w.i > subject.i and w.dep in ("obl", "advmod", "obl:agent")]
    return len(between) > 1 or any(_leads(tree, w) in _NEVER_OF_NOUN for w in between)


def _leads(tree: Tree, word: Word) -> str:
    return tree.words[tree.left[word.i]].lower


def _is_resumed(tree: Tree, subject: Word) -> bool:
    return subject.lower in ("der", "die", "das", "dieser", "diese", "dieses", "dies", "so", "wer", "was")


def _behind_colon(tree: Tree, word: Word, subject: Word) -> bool:
    return any(w.text in (":", "–", "-", ";", "(") for w in tree.words[tree.right[word.i] : tree.left[subject.i] + 1])


def _two_fronts(tree: Tree, front: list[Word], verb: Word) -> bool:
    heavy = [w for w in front if w.dep in ("obj", "obl:arg", "advcl")]
    if len(heavy) < 2 or any(w.text in (":", "–", ";") for w in tree.words[heavy[0].i : verb.i]):
        return False
    kinds = {w.dep for w in heavy}
    return "advcl" in kinds and len(kinds) > 1 and heavy[0].dep == "advcl" and heavy[-1].pos in ("NOUN", "PRON")


def verb_first(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for a statement that opens with its verb and asks nothing, demands nothing, sets no condition."""
    if clause.head.dep not in ("ROOT", "root") or not clause.finite:
        return
    verb = clause.finite[0]
    start, end = tree.left[clause.head.i], tree.right[clause.head.i]
    if any(w.pos not in ("PUNCT", "CCONJ") for w in tree.words[start : verb.i]) or tree.words[end].text != ".":
        return
    following = tree.words[verb.i + 1].text if verb.i + 1 < len(tree.words) else ""
    later = [w for w in tree.words[verb.i + 1 : end + 1] if w.is_finite]
    if following != "Sie" and not later and clause.subjects and verb.text[:1].isupper():
        yield "Der Satz beginnt mit dem Verb", verb.text


def last_place(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for parts behind the finite verb of a subordinate clause."""
    if clause.kind != "sub" or len(clause.finite) != 1 or (clause.opener is None and clause.head.dep != "acl:relcl"):
        return
    if clause.opener is not None and clause.opener.lower in ("um", "ohne", "statt", "anstatt", "als", "denn", "wie"):
        return
    verb = clause.finite[0]
    if verb_opens(tree, clause) or clause.shares or (clause.opener is not None and clause.opener.i > verb.i):
        return
    for word in tree.below(clause.head.i):
        if word.i > verb.i and word.dep in _INNER and not _parted(tree, verb, word) and not _is_comparison(tree, word):
            yield "Das Verb steht im Nebensatz nicht am Ende", verb.text
            return
    if clause.head.i > verb.i and not _may_follow(tree, clause, verb):
        yield "Das Verb steht im Nebensatz nicht am Ende", verb.text


def _may_follow(tree: Tree, clause: Clause, verb: Word) -> bool:
    """Whether the predicate may stand behind the finite verb: *hätte prüfen müssen*."""
    if clause.head.pos == "VERB":
        return _is_double_infinitive(clause)
    return _parted(tree, verb, clause.head)


def _parted(tree: Tree, verb: Word, word: Word) -> bool:
    """Whether a comma, bracket or dash stands between the verb and a later part."""
    return any(w.pos == "PUNCT" or w.pos == "CCONJ" for w in tree.words[verb.i + 1 : tree.left[word.i] + 1])


def _is_comparison(tree: Tree, word: Word) -> bool:
    return any(c.lower in ("als", "wie") for c in tree.below(word.i)) or word.lower in ("als", "wie")


def _is_double_infinitive(clause: Clause) -> bool:
    infinitives = [w for w in clause.verbs if w.feats.get("VerbForm") == "Inf"]
    return len(infinitives) > 1


def joined_particle(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for a main clause whose verb keeps its particle (*Wir ablehnen den Antrag*)."""
    if clause.kind != "main" or clause.finite != (clause.head,) or not _is_surely_main(tree, clause):
        return
    if clause.head.i + 1 < len(tree.words) and tree.words[clause.head.i + 1].pos == "PUNCT" and clause.shares:
        return
    found = verb(clause.head.lower) or verb(clause.head.lemma)
    particle = found.particle.replace(" ", "") if found is not None else ""
    if particle and found is not None and clause.head.lower == found.participle:
        return
    if particle and clause.head.lower.startswith(particle):
        yield "Der erste Teil des Verbs gehört ans Ende", clause.head.text
