"""A second reading, with grammar, of what the characters of two sentences only suspect.

The checks of modal verbs and of negation count words. A free wording that says the same may well have one *kann* or one
*nicht* less: its verb is gone, or it became a noun. So the words that are lost or new are looked up in the parse: which
verb do they belong to, and what does the other sentence say with that verb? Where it says the verb with other force,
that is evidence of a loss; where it has no such verb, only a doubt is left. A word that the parse gives to no verb
stays a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from klartext.guard.change import Change
from klartext.guard.equivalents import denying
from klartext.guard.families import root
from klartext.guard.force import condition_changes, force_changes, quantity_changes
from klartext.guard.outcome import unless_crashed
from klartext.guard.phrases import Side
from klartext.guard.predicates import verb_of
from klartext.guard.protected_places import lost_places
from klartext.guard.synonyms import synonyms
from klartext.guard.tree import AUXILIARIES, BE_OR_HAVE, Clause, Tree, Word
from klartext.guard.words import MODALS, WordClass
from klartext.records import Check
from klartext.ruleset.lexicon import load_lexicon

_NO: Final = re.compile(r"nicht|nie|niemals|weder|nichts|niemand\w*|kein\w*", re.IGNORECASE)
_BOUNDS: Final = frozenset({"mehr", "weniger", "später", "länger", "älter"})
_ONLY: Final = frozenset({"nur", "erst", "frühestens", "lediglich", "ausschließlich", "höchstens"})
_CONDITIONS: Final = frozenset("wenn falls sofern soweit sobald solange bis bevor ehe nachdem ob insoweit als".split())
_SAME: Final = {
    "können": frozenset({"dürfen", "könnte"}), "dürfen": frozenset({"können"}), "könnte": frozenset({"können"}),
    "wollen": frozenset({"sollen"}), "sollte": frozenset({"sollen"}),
}  # fmt: skip
_LED: Final = frozenset({"acl", "xcomp", "ccomp", "csubj", "csubj:pass"})
_DEED: Final = re.compile(r".{3,}(?:ung|nahme|gabe|ation|ierung)(?:en|s|n)?$")
REREAD: Final = frozenset({"modalitaet", "verneinung", "bedingungen", "mengen", "eigennamen", "geschuetzt"})
"""The checks of characters that the parse may turn into a doubt."""
_WEAK: Final = frozenset({
    ("zunächst", 1), ("insbesondere", 1), ("erst", -1), ("beide", 1), ("insgesamt", 1), ("insgesamt", -1),
    ("weitere", 1), ("viele", 1), ("einige", 1), ("nur", 1), ("einschließlich", -1), ("bitte", 1), ("bitte", -1),
})  # fmt: skip
"""Words that order what is said, sum it up or point back: by themselves they claim little."""
_MAY_BE_NAME: Final = re.compile(r"„(?P<word>[^“]+)“ (?:fehlt|kommt neu hinzu) und könnte ein Name sein$")
_TELLING: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_SHORTEST: Final = 3
_BINDING: Final = frozenset({"müssen", "müsste", "sollen"})
"""A new duty needs its verb in the old sentence."""
_CLASSES: Final = {c.name: c for c in MODALS}
_LIGHT: Final = frozenset(
    "haben geben sein werden bekommen erhalten kommen machen gehen stehen liegen stellen nehmen tun lassen"
    " bleiben".split()
)
"""Verbs that say little without their object: they stand for no other verb."""
_CARRIED: Final = frozenset({"nsubj", "nsubj:pass", "obj"})
_CARRYING: Final = frozenset("erfolgen stattfinden vornehmen durchführen geschehen veranlassen vollziehen".split())
"""Verbs that only say that a deed is done: what denies them denies the deed."""
_MODAL: Final = {
    form: found.name
    for found in MODALS
    for form in (
        "kann können konnte konnten könnte könnten muss müssen musste mussten müsste müssten darf dürfen durfte durften"
        " dürfte dürften soll sollen sollte sollten will wollen wollte wollten möchte möchten"
    ).split()
    if found.words.pattern.fullmatch(form)
}
"""Modal verbs by form, with the class that the characters count them in."""


@dataclass(frozen=True, slots=True)
class Said:
    """One predicate: its names (a verb with its particle, or what is possible), and with what force it stands.

    ``asserted`` is false in conditions, in infinitives and for nouns of deeds: there the force may lie elsewhere.
    """

    names: tuple[str, ...]
    modals: frozenset[str] = frozenset()
    denied: bool = False
    asserted: bool = False
    restricted: bool = False
    condition: bool = False
    infinitive: bool = False
    by_us: bool = False
    yet: bool = False


def reread(check: Check, change: Change, before: Side, after: Side) -> Check:
    """Return the check, or a doubt where the parse has no evidence for its fault; a crash leaves it as it is."""
    if check.passed or check.name not in REREAD:
        return check
    stands = unless_crashed(lambda: _STANDS[check.name](check, change, before, after), lambda _: True)
    return check if stands else Check(check.name, True, check.detail, doubt=True)


def _force_stands(_: Check, change: Change, before: Side, after: Side) -> bool:
    changes = {name: way for name, way in force_changes(change.texts).items() if (name, way) not in _WEAK}
    if not changes.keys() <= _CLASSES.keys():
        return True
    gone, come = ([name for name, way in changes.items() if way == wanted] for wanted in (-1, 1))
    return lost_force(gone, come, before, after)


def _quantity_stands(_: Check, change: Change, before: Side, after: Side) -> bool:
    return bool({(name, way) for name, way in quantity_changes(change.texts).items()} - _WEAK)


def _denial_stands(check: Check, _: Change, before: Side, after: Side) -> bool:
    if not check.detail.startswith("eine Verneinung"):
        return True
    return lost_denial(before, after, fewer=check.detail.endswith("fehlt"))


def _condition_stands(_: Check, change: Change, before: Side, after: Side) -> bool:
    changes = condition_changes(change.texts)
    if ("obwohl", 1) in changes.items() or ("es sei denn", 1) in changes.items():
        return True
    return any(_moved(before, after) if way < 0 else _moved(after, before) for way in changes.values())


def _moved(one: Side, other: Side) -> bool:
    """Whether a condition of one side is asserted on the other, or not told there at all."""
    conditions = [c for c in one.clauses if _is_condition(c)]
    if not conditions:
        return True
    there, known = frozenset(root(w.text) for w in other.tree.words), tuple(said(other))
    for clause in conditions:
        told = [w for w in _inside(one.tree, clause) if w.pos in _TELLING and len(w.text) > _SHORTEST]
        met = sum(synonyms().stands_for(w.text, there) for w in told)
        same = counterparts(Said(_verb_names(clause)), known)
        if 2 * met < len(told) or (same and all(o.asserted and not (o.modals or o.restricted) for o in same)):
            return True
    return False


def _inside(tree: Tree, clause: Clause) -> tuple[Word, ...]:
    return tree.words[tree.left[clause.head.i] : tree.right[clause.head.i] + 1]


def _name_stands(check: Check, _: Change, before: Side, after: Side) -> bool:
    """Whether a word that may be a name is none by the parse."""
    hit = _MAY_BE_NAME.match(check.detail)
    found = [w.pos for side in (before, after) for w in side.tree.words if hit and w.text == hit["word"]]
    return not found or any(pos != "NOUN" for pos in found)


def _place_stands(_: Check, change: Change, __: Side, after: Side) -> bool:
    """Whether something else than terms of law is lost, or a term has left no trace."""
    there = frozenset(root(w.text) for w in after.tree.words)
    lost = [p for p in change.touched if lost_places([p], change.texts.before, change.texts.after)]
    return any(p.kind != "rechtsbegriff" or not synonyms().stands_for(p.text, there) for p in lost)


_STANDS: Final = {
    "modalitaet": _force_stands,
    "verneinung": _denial_stands,
    "bedingungen": _condition_stands,
    "mengen": _quantity_stands,
    "eigennamen": _name_stands,
    "geschuetzt": _place_stands,
}


def lost_force(gone: Sequence[str], come: Sequence[str], before: Side, after: Side) -> bool:
    """Whether lost or new modal verbs are a loss: their verbs stand on the other side with other force.

    Args:
        gone: Classes of ``MODALS`` whose words the new wording has less often.
        come: Classes whose words it has more often.
        before: The old sentence.
        after: The new one.
    """
    if not all(any(c == g or c in _SAME.get(g, ()) for g in gone) for c in come) and gone:
        return True
    was, now = tuple(said(before)), tuple(said(after))
    return any(_is_lost(name, was, now, before.tree) for name in gone) or any(
        _is_new(name, now, was, after.tree) for name in come
    )


def _is_lost(name: str, was: Sequence[Said], now: Sequence[Said], tree: Tree) -> bool:
    holders = [s for s in was if name in s.modals]
    if not holders:
        return _has_word(name, tree)
    return any(_told_otherwise(s, name, now) for s in holders)


def _is_new(name: str, now: Sequence[Said], was: Sequence[Said], tree: Tree) -> bool:
    holders = [s for s in now if name in s.modals]
    if not holders:
        return _has_word(name, tree)
    known = [counterparts(s, was) for s in holders]
    if name in _BINDING and not all(known):
        return True
    return any(_told_otherwise(s, name, was) for s in holders)


def _told_otherwise(one: Said, name: str, others: Sequence[Said]) -> bool:
    """Whether the other side asserts the predicate, and nowhere with this force.

    What the office has to do (*ist anzurechnen*) it may simply do (*wir rechnen an*).
    """
    same = counterparts(one, others)
    if one.infinitive:
        same = [o for o in same if not o.by_us]
    if any(name in o.modals or _SAME.get(name, frozenset()) & o.modals for o in same):
        return False
    return any(o.asserted for o in same)


def _has_word(name: str, tree: Tree) -> bool:
    """Whether a single word of a class stands in a text; if not, a construction was mistaken for it."""
    found = _CLASSES[name]
    return any(_is_of(found, w.text) for w in tree.words)


def _is_of(found: WordClass, word: str) -> bool:
    return found.words.pattern.fullmatch(word) is not None or (
        found.synonyms is not None and found.synonyms.pattern.fullmatch(word) is not None
    )


def lost_denial(before: Side, after: Side, *, fewer: bool) -> bool:
    """Whether negations that are lost (``fewer``) or new change what the sentence says of a verb."""
    one, other = (before, after) if fewer else (after, before)
    denied, others = [s for s in said(one) if s.denied], tuple(said(other))
    if sum(_is_denial(w) for w in one.tree.words) > len(denied):
        return True
    return _affirms(one, other) or any(_denied_otherwise(s, others, fewer=fewer) for s in denied)


def _affirms(one: Side, other: Side) -> bool:
    """Whether a thing that one side denies (*kein Bescheid*, *ohne Bescheid*) is there on the other."""
    gone = {root(w.text) for w in one.tree.words if w.pos == "NOUN" and _is_denied_noun(one.tree, w)}
    denied = {c.head.i for c in other.clauses if any(_denies(other.tree, w) for w in other.tree.below(c.head.i))}
    return any(
        root(w.text) in gone and _is_some(other.tree, w) and w.head not in denied and not _is_denied_noun(other.tree, w)
        for w in other.tree.words
    )


def _is_some(tree: Tree, word: Word) -> bool:
    """Whether a noun brings something new into the text: *ein Bescheid*, *mit Bescheid*, *Bescheide*."""
    below = list(tree.below(word.i))
    bare = not any(w.dep.startswith("det") or w.dep == "case" for w in below)
    return word.pos == "NOUN" and (bare or any(w.lower.startswith("ein") or w.lower == "mit" for w in below))


def _is_denial(word: Word) -> bool:
    return bool(_NO.fullmatch(word.text)) or word.lower == "ohne" or bool(denying(word.text))


def _denied_otherwise(one: Said, others: Sequence[Said], *, fewer: bool) -> bool:
    same = counterparts(one, others)
    if any(o.denied or o.restricted for o in same):
        return False
    if not fewer and not same:
        return not one.yet
    return bool(same) and not one.yet if not fewer else any(o.asserted or o.condition for o in same)


def counterparts(one: Said, others: Sequence[Said]) -> list[Said]:
    """Return what the other side says of the same deed: with the same word, else with one that may stand for it."""
    own = {root(name) for name in one.names}
    if same := [o for o in others if own & {root(name) for name in o.names}]:
        return same
    told = [name for name in one.names if name not in _LIGHT]
    return [o for o in others if any(synonyms().stands_for(name, _roots(o)) for name in told)]


def _roots(one: Said) -> frozenset[str]:
    return frozenset(root(name) for name in one.names if name not in _LIGHT)


def said(side: Side) -> Iterator[Said]:
    """Yield every predicate of a text, and every noun of a deed."""
    tree = side.tree
    led = {w.i: names for holder in tree.words if (names := _modal_names(holder)) for w in _led_by(tree, holder)}
    for clause in side.clauses:
        yield _of_clause(tree, clause, led)
    by_head = {c.head.i: c for c in side.clauses}
    for word in tree.words:
        if word.pos != "NOUN" or word.i in by_head or not (_names_deed(word) or _is_without(tree, word)):
            continue
        done = by_head.get(word.head)
        carried = done is not None and word.dep in _CARRIED and _verb_names(done)[0] in _CARRYING
        yield Said(
            (word.text.removeprefix("Nicht").capitalize(),),
            led.get(word.i, frozenset()) | (_own_modals(done) if carried and done else frozenset()),
            _is_denied_noun(tree, word) or (carried and any(_denies(tree, w) for w in tree.below(word.head))),
        )


def _modal_names(word: Word) -> frozenset[str]:
    """Return the classes that a word belongs to and is no verb beside another: *verpflichtet*, *Möglichkeit*."""
    if word.dep in AUXILIARIES:
        return frozenset()
    return frozenset(c.name for c in MODALS if _is_of(c, word.text))


def _led_by(tree: Tree, holder: Word) -> Iterator[Word]:
    """Yield what a word of force is about: the infinitive or noun below it, or its subject."""
    for word in tree.below(holder.i):
        if word.dep in _LED or (word.dep in ("nmod", "nsubj", "nsubj:pass") and word.pos == "NOUN"):
            yield word
    if holder.dep in ("obj", "obl", "advmod", "obl:arg"):
        yield tree.words[holder.head]
        yield from (w for w in tree.below(holder.head) if w.dep in _LED or w.dep == "nsubj:pass")


def _own_modals(clause: Clause) -> frozenset[str]:
    """Return the classes of the modal verbs of a clause; *ist vorzulegen* says *müssen*."""
    duty = clause.has_zu and any(w.lower in BE_OR_HAVE for w in clause.verbs)
    return frozenset(_MODAL[w.lower] for w in clause.verbs if w.lower in _MODAL) | ({"müssen"} if duty else set())


def _of_clause(tree: Tree, clause: Clause, led: dict[int, frozenset[str]]) -> Said:
    head, below = clause.head, list(tree.below(clause.head.i))
    own = set(_own_modals(clause))
    subjects = [w for w in clause.subjects if w.pos == "NOUN"]
    names = _verb_names(clause) if head.pos in ("VERB", "AUX") else (head.text, *(w.text for w in subjects))
    deeds = [w for w in below if w.dep in ("obj", "nsubj:pass", "nsubj", "obl") and w.pos == "NOUN" and _names_deed(w)]
    own |= _modal_names(head) if head.pos != "VERB" else set()
    denied = any(_denies(tree, w) for w in below) or any(w.lower == "ohne" and w.dep == "mark" for w in below)
    denied = denied or any(_is_denied_noun(tree, w) for w in below if w.dep != "advcl" and w not in deeds)
    return Said(
        names,
        frozenset(own) | led.get(head.i, frozenset()),
        denied,
        bool(clause.finite or clause.shares) and not _is_condition(clause),
        any(w.lower in _ONLY for w in below) or any(w.lower in _ONLY for b in below for w in tree.below(b.i)),
        _is_condition(clause),
        clause.has_zu,
        any(w.lower in ("wir", "ich") for w in clause.subjects),
        _is_not_yet(tree, clause),
    )


def _is_not_yet(tree: Tree, clause: Clause) -> bool:
    """Whether a clause denies for the time being: *noch nicht*, *noch kein*."""
    inside = [w.lower for w in _inside(tree, clause)]
    return any(one == "noch" and _NO.fullmatch(other) for one, other in pairwise(inside))


def _denies(tree: Tree, word: Word) -> bool:
    if not _NO.fullmatch(word.text):
        return False
    behind = tree.words[word.i + 1].lower if word.i + 1 < len(tree.words) else ""
    return behind not in _BOUNDS


def _is_denied_noun(tree: Tree, word: Word) -> bool:
    if word.text.startswith("Nicht") or (denying(tree.words[word.head].text) and word.dep != "root"):
        return True
    return _is_without(tree, word) or any(_NO.fullmatch(w.text) for w in tree.below(word.i))


def _is_without(tree: Tree, word: Word) -> bool:
    return any(w.lower == "ohne" and w.dep == "case" for w in tree.below(word.i))


def _names_deed(word: Word) -> bool:
    return bool(_DEED.match(word.text)) or load_lexicon().actions.of(word.lemma) is not None


def _verb_names(clause: Clause) -> tuple[str, ...]:
    infinitive = verb_of(clause.head)
    front = clause.particle.lower if clause.particle else ""
    return (infinitive if infinitive.startswith(front) else front + infinitive,)


def _is_condition(clause: Clause) -> bool:
    if clause.opener is not None:
        return clause.opener.lower in _CONDITIONS
    return clause.head.dep == "advcl"
