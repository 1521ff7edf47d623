"""Who does what to whom: the people and things around each verb of both sides.

A verb is compared with itself only. What the parse does not tell for sure is no evidence: it passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.guard.phrases import Side
from klartext.guard.predicates import WERDEN, is_passive, verb_of
from klartext.guard.tree import Clause, Tree, Word, is_plural_form
from klartext.ruleset.word_groups import word_groups

WE: Final = "wir"
YOU: Final = "Sie"
_WE_FORMS: Final = frozenset({"wir", "uns", "ich", "mich", "mir"})
_YOU_FORMS: Final = frozenset({"Sie", "Ihnen"})
_OURS: Final = re.compile(r"unser(?:e[rnms]?)?|mein(?:e[rnms]?)?")
_YOURS: Final = re.compile(r"Ihr(?:e[rnms]?)?")
_TELLING: Final = frozenset({
    "hinweisen", "mitteilen", "informieren", "bitten", "danken", "unterrichten", "erinnern", "benachrichtigen",
    "bedauern", "übersenden", "verweisen", "wünschen", "versichern", "ersuchen", "auffordern", "stehen", "bestätigen",
    "erklären", "empfehlen", "raten", "anheimstellen", "anheimgeben", "bekanntgeben", "verstehen", "weisen", "teilen",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """What one clause says: its verb, who acts, who or what is acted on, who gets something; empty if not said."""

    verb: str
    agent: str
    patient: str
    receivers: frozenset[str]
    passive: bool = False
    state: bool = False


def person_fault(before: Side, after: Side) -> str:
    """Return in German how the new wording gives somebody another part, empty if it does not."""
    was, now = list(_casts(before)), list(_casts(after))
    for new in now:
        old = [s for s in was if s.verb == new.verb]
        if fault := _exchanged(old, new):
            return fault
    return (
        _possessive(before.tree, after.tree)
        or _acted_on(was, now)
        or _lost_reader(before, after)
        or _lost_agent(before.tree, after.tree)
    )


def _casts(side: Side) -> Iterator[Cast]:
    for clause in side.clauses:
        if clause.head.pos == "VERB":
            yield _cast(side, clause)


def _cast(side: Side, clause: Clause) -> Cast:
    tree = side.tree
    below = list(tree.below(clause.head.i))
    subject = next((w for w in below if w.dep in ("nsubj", "nsubj:pass")), None)
    if subject is None:
        subject = next((w for w in below if w.dep in ("obj", "obl:arg") and _is_nominative(side, w)), None)
    below = [w for w in below if w is not subject]
    receivers = frozenset(_name(tree, w) for w in below if w.dep in ("iobj", "obl:arg") and tree.is_bare(w.i)) - {""}
    if is_passive(clause) or _shares_passive(side, clause):
        infinitive = verb_of(clause.head)
        by = next((w for w in below if _is_agent(tree, w) and not _is_source(w, infinitive)), None)
        return Cast(verb_of(clause.head), _name(tree, by), _name(tree, subject), receivers, True, _is_state(clause))
    target = next((w for w in below if w.dep == "obj" and tree.is_bare(w.i)), None)
    if subject is not None and subject.pos == "NOUN" and not _is_surely_subject(side, clause, subject):
        return Cast(verb_of(clause.head), "", "", receivers)
    return Cast(verb_of(clause.head), _name(tree, subject), _name(tree, target), receivers)


def _is_nominative(side: Side, word: Word) -> bool:
    """Whether a phrase can only be a subject by its form, whatever the parse says: *hat der Halter zu zahlen*."""
    phrase = side.phrases.get(word.i)
    if phrase is None or phrase.preposition is not None or len(phrase.pieces) < 2:
        return False
    return set(phrase.cases) - {"Gen"} == {"Nom"}


def _shares_passive(side: Side, clause: Clause) -> bool:
    """Whether *werden* stands but once, behind a later participle: *muss erstellt und vorgelegt werden*."""
    helpers = [w for w in clause.verbs if w is not clause.head]
    if clause.head.feats.get("VerbForm") != "Part" or any(verb_of(w) in ("haben", "sein") for w in helpers):
        return False
    heads, waiting = set(), [clause.head.i]
    while waiting:
        found = [w.i for w in side.tree.below(waiting.pop()) if w.dep == "conj"]
        heads.update(found)
        waiting += found
    return any(is_passive(c) for c in side.clauses if c.head.i in heads)


def _is_state(clause: Clause) -> bool:
    """Whether it tells a state: *Sie sind verpflichtet*."""
    return not any(WERDEN.fullmatch(w.lower) for w in clause.verbs)


def _is_surely_subject(side: Side, clause: Clause, subject: Word) -> bool:
    """Whether no other phrase of the clause can be the subject of its verb."""
    if len(clause.finite) != 1:
        return False
    plural = is_plural_form(clause.finite[0].lower)
    own = side.phrases.get(subject.i)
    if own is not None and own.preposition is None and own.cases == {"Nom"} and len(own.pieces) > 1:
        return all((number == "Plur") == plural for _, number, _ in own.cells)
    others = [w for w in side.tree.below(clause.head.i) if w.dep in ("obj", "obl:arg", "obl") and w is not subject]
    for word in (subject, *others):
        phrase = side.phrases.get(word.i)
        if phrase is None or phrase.preposition is not None:
            continue
        fits = any(case == "Nom" and (number == "Plur") == plural for case, number, _ in phrase.cells)
        if fits != (word is subject):
            return False
    return True


def _is_agent(tree: Tree, word: Word) -> bool:
    cases = [c.lower for c in tree.below(word.i) if c.dep == "case"]
    if word.dep == "obl:agent":
        return not cases or cases[0] in AGENT_PREPOSITIONS
    by = any(c.dep == "case" and c.lower == "von" for c in tree.below(word.i))
    return word.dep == "obl" and by and word.text in ("Ihnen", "uns")


def _is_source(word: Word, infinitive: str) -> bool:
    """Whether *von Ihnen* says from whom: *von Ihnen zurückfordern*, *von Ihnen erheben*."""
    groups = word_groups()
    return word.text == "Ihnen" and infinitive in {*groups.von_jemandem, *groups.mit_von}


def _name(tree: Tree, word: Word | None) -> str:
    if word is None:
        return ""
    after_stop = word.i > 0 and tree.words[word.i - 1].text in (".", "!", "?", ":")
    if word.lower in _WE_FORMS:
        return WE
    if word.text in _YOU_FORMS:
        return YOU if word.i == 0 or not after_stop else ""
    return word.lemma if word.pos in ("NOUN", "PROPN") else ""


def _exchanged(old: list[Cast], new: Cast) -> str:
    """Return a fault where a verb has its people the other way round."""
    agents = {s.agent for s in old if s.agent}
    if new.agent and agents and new.agent not in agents and {new.agent} | agents <= {WE, YOU}:
        return f"Bei „{new.verb}“ handelt „{new.agent}“ statt „{next(iter(agents))}“"
    targets = {s.patient for s in old if s.patient}
    receivers = {r for s in old for r in s.receivers}
    affected = {s.patient for s in old if s.passive} | (targets & {WE, YOU}) | receivers
    if new.agent and not new.passive and new.agent not in agents and new.agent in affected:
        return f"Bei „{new.verb}“ wird „{new.agent}“ vom Betroffenen zum Handelnden"
    if new.patient and new.patient in agents and new.patient not in targets and new.agent in targets:
        return f"Bei „{new.verb}“ sind „{new.patient}“ und „{new.agent}“ vertauscht"
    if new.patient in (WE, YOU) and targets & {WE, YOU} and new.patient not in targets:
        return f"Bei „{new.verb}“ ist „{new.patient}“ betroffen statt „{next(iter(targets & {WE, YOU}))}“"
    if new.receivers & {WE, YOU} and receivers & {WE, YOU} and not new.receivers & receivers:
        return f"Bei „{new.verb}“ bekommt jemand anderes etwas als bisher"
    return ""


def _acted_on(was: list[Cast], now: list[Cast]) -> str:
    """Return a fault where *wir* or *Sie* is acted on in a passive that only the new wording has."""
    had = {s.patient for s in was if s.patient in (WE, YOU)} | {r for s in was for r in s.receivers}
    verbs = {s.verb for s in was}
    for cast in now:
        if cast.state and (cast.verb not in verbs or any(s.passive for s in was if s.verb == cast.verb)):
            continue
        if cast.passive and cast.patient in (WE, YOU) and cast.patient not in had:
            return f"„{cast.patient}“ handelt nicht mehr, sondern ist betroffen („{cast.verb}“)"
    return ""


def _possessive(before: Tree, after: Tree) -> str:
    """Return a fault where something of the reader becomes something of the office, or nobody's."""
    was, now = _owners(before), _owners(after)
    for noun, owners in was.items():
        new = now.get(noun)
        if new is not None and owners <= {WE, YOU} and new <= {WE, YOU} and not new & owners:
            return f"„{noun}“ gehört jemand anderem als bisher"
    return ""


def _owners(tree: Tree) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in tree.words:
        if word.pos == "NOUN":
            owners = {_owner(c) for c in tree.below(word.i) if c.dep.startswith("det")} - {""}
            found.setdefault(word.lemma, set()).update(owners or {"-"})
    return found


def _owner(word: Word) -> str:
    if _YOURS.fullmatch(word.text):
        return YOU
    return WE if _OURS.fullmatch(word.lower) else ""


def _lost_reader(before: Side, after: Side) -> str:
    """Return a fault where the reader is not spoken of any more, unless only *wir teilen Ihnen mit* or the like did."""
    if _speaks_to_reader(after.tree):
        return ""
    for word in before.tree.words:
        if word.text in _YOU_FORMS and (word.i > 0 or word.text == "Ihnen"):
            governor = before.tree.words[word.head]
            if not _tells(before.tree, governor):
                return f"„{word.text}“ fehlt"
        elif _YOURS.fullmatch(word.text) and word.dep.startswith("det"):
            noun = before.tree.words[word.head]
            if any(w.lemma == noun.lemma and w.pos == "NOUN" for w in after.tree.words):
                return f"„{word.text} {noun.text}“ verliert „{word.text}“"
    return ""


def _tells(tree: Tree, governor: Word) -> bool:
    """Whether a verb only tells: *wir weisen Sie darauf hin*, *wir machen Sie darauf aufmerksam*."""
    draws = governor.lemma == "machen" and any(w.lower == "aufmerksam" for w in tree.words)
    return draws or verb_of(governor) in _TELLING or governor.lemma in _TELLING


def _speaks_to_reader(tree: Tree) -> bool:
    return any(w.text in _YOU_FORMS or _YOURS.fullmatch(w.text) for w in tree.words)


def _lost_agent(before: Tree, after: Tree) -> str:
    """Return a fault where the one who acts in a passive is not named any more."""
    words = {w.lemma for w in after.words} | {w.text for w in after.words}
    speakers = {_name(after, w) for w in after.words if w.dep in ("nsubj", "nsubj:pass", "obl:agent")} & {WE, YOU}
    for word in before.words:
        if word.dep != "obl:agent" or word.pos not in ("NOUN", "PROPN") or word.lemma in words or word.text in words:
            continue
        if not speakers and not any(w.lower.startswith(word.lower[: max(5, len(word.lower) - 3)]) for w in after.words):
            return f"„{word.text}“ fehlt: Wer handelt?"
    return ""
