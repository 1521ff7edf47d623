"""What each verb of a sentence says: must or may, denied or not, by whom, when, on which condition.

For proposals of a model, where the words of a class may all be there and still stand at the wrong verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klartext.guard.equivalents import denying, gave_way, stands_for
from klartext.guard.families import meets, root
from klartext.guard.grammar_agreement import number_of
from klartext.guard.phrases import Side
from klartext.guard.predicates import is_passive, verb_of
from klartext.guard.tense import tense_of
from klartext.guard.tree import BE_OR_HAVE, Clause, Tree, Word, is_plural_form
from klartext.ruleset.lexicon import Roles, Use, load_lexicon

_MODALS: Final = {
    "kann": "können", "können": "können", "konnte": "können", "konnten": "können", "könnte": "könnte",
    "könnten": "könnte", "muss": "müssen", "müssen": "müssen", "musste": "müssen", "mussten": "müssen",
    "darf": "dürfen", "dürfen": "dürfen", "durfte": "dürfen", "durften": "dürfen", "soll": "sollen",
    "sollen": "sollen", "will": "wollen",
    "wollen": "wollen", "möchte": "wollen", "möchten": "wollen", "sollte": "sollte", "sollten": "sollte",
}  # fmt: skip
_NO: Final = frozenset({"nicht", "nie", "niemals", "weder", "nichts", "niemand"})
_BOUNDS: Final = frozenset({"nur", "mehr", "weniger", "später", "allein", "länger", "älter"})
_IF: Final = frozenset("wenn falls sofern soweit sobald solange bevor ehe nachdem".split())
_SPEAKERS: Final = frozenset({"wir", "sie"})
_WRONG: Final = {"amt": "Sie", "adressat": "wir"}
_HAVE: Final = frozenset({"haben", "können", "müssen", "dürfen", "sollen"})
_ALWAYS_FINITE: Final = frozenset("wurde wurden wird war waren hatte hatten ist sind hat".split())
_OFFICIAL: Final = re.compile(
    r"(?:Schreiben|Brief|Bescheid|Entscheidung|Behörde|Amt|Stelle|Akte|Konto|Kasse|Mitarbeiter|Aufforderung|Forderung|Antwort|Telefon"
    r"|Mahnung|Haus|Seite|Internet|Beratung|Angebot|Prüfung|Bitte|Auffassung|Sicht|Aufgabe|Dienst|Sprech|Öffnung|Zeichen)\w*"
)
_BE_AND_HEAD: Final = 2
_OVER: Final = re.compile(
    r"\b(?:bisher\w*|bislang|früher\w*|ehemal\w*|vergangen\w*|damal\w*|vormal\w*|seinerzeit\w*|nach|zuvor"
    r"|vorher\w*)\b",
    re.IGNORECASE,
)
_HAD: Final = re.compile(r"hatten?")
_PLUPERFECT: Final = re.compile(
    r"\b(?:hatten?|waren?|nachdem|trotz|unterblieb\w*|gehabt|bereits|schon|zuvor|vorher\w*|bevor|vorangegangen\w*)\b"
)
_FURTHER_BACK: Final = re.compile(
    r"\b(?:hatten?|waren?|nachdem|trotz|wurden?|konnten?|\w+te[rnms]|unterblieb\w*|gehabt|bereits|schon)\b"
)
_SIMPLE_PAST: Final = re.compile(r"war(?:en)?|hatten?|wurden?")
_LIKE_PARTICIPLE: Final = re.compile(
    r"(?:^|[a-z]{2})ge\w+(?:t|en)(?:e[nmrs]?)?$|(?:ier|ig|er|el|be|ver|ent)\w*t(?:e[nmrs]?)?$"
)
_AFTER: Final = re.compile(
    r"\b(?:nach|seit|wegen|mangels|trotz|aufgrund|infolge|bisher\w*|früher\w*|vergangen\w*)\b", re.IGNORECASE
)
_SAME: Final = frozenset({("dürfen", "können"), ("können", "dürfen"), ("sollte", "sollen"), ("sollen", "wollen")})


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause: the family of its verb, its modal verb (empty: none), whether it is denied, whether a condition."""

    verb: str
    modal: str
    denied: bool
    condition: bool
    free: bool


def aussage(before: Side, after: Side) -> str:
    """Each verb keeps its modal verb and its negation."""
    was, now = list(statements(before)), list(statements(after))
    text, other = _text(before.tree), _text(after.tree)
    return _modal_fault(was, now, text, other) or _denial_fault(was, now, text, other)


def handelnde(before: Side, after: Side) -> str:
    """Who acts for a verb is who acts for it in such letters, where the old sentence does not say."""
    told = {c.head.lemma for c in before.clauses for s in c.subjects if s.lower in _SPEAKERS}
    for clause in after.clauses:
        acts = next((s for s in clause.subjects if s.lower in _SPEAKERS), None)
        if acts is None or clause.head.pos != "VERB" or clause.head.lemma in told or is_passive(clause):
            continue
        if acts.lower == "sie" and not acts.text[:1].isupper():
            continue
        if fault := _wrong_actor(before, after, clause, "wir" if acts.lower == "wir" else "Sie"):
            return fault
    return _new_owner(before, after)


def _wrong_actor(before: Side, after: Side, clause: Clause, acts: str) -> str:
    particle = clause.particle.lower if clause.particle else ""
    infinitive = verb_of(clause.head)
    name = infinitive if infinitive.startswith(particle) else particle + infinitive
    objects = [w.lemma for w in after.tree.below(clause.head.i) if w.dep == "obj"]
    modals = {_MODALS[w.lower] for w in clause.verbs if w.lower in _MODALS}
    use: Use = "pflicht" if "müssen" in modals else "kann" if modals & {"können", "dürfen"} else "vorgang"
    past = any(w.lower in ("hat", "haben", "hatte", "hatten") for w in clause.verbs)
    expected = _roles().actor(name, use, objects, past=past)
    agents = any(w.dep == "obl:agent" for w in before.tree.words)
    if not agents and _WRONG.get(expected) == acts:
        return f"Bei „{name}“ handelt sonst nicht „{acts}“"
    return ""


def selbst(before: Side, after: Side) -> str:
    """Nobody writes to himself: *Sie haben mit Ihnen gesprochen*; and every clause has the verbs it needs."""
    faults = (_to_oneself(c, after.tree) or _verbs_fault(c, after.tree) or _disagrees(after, c) for c in after.clauses)
    found = next(filter(None, faults), "")
    return "" if found and any(_verbs_fault(c, before.tree) or _disagrees(before, c) for c in before.clauses) else found


def _disagrees(side: Side, clause: Clause) -> str:
    """Return a fault where the verb does not fit what the parse takes for its subject, whatever else might be it."""
    subjects = [w for w in side.tree.below(clause.head.i) if w.dep in ("nsubj", "nsubj:pass")]
    if len(subjects) != 1 or len(clause.finite) != 1 or clause.head.pos not in ("VERB", "ADJ"):
        return ""
    wanted, found = number_of(side, subjects[0]) or _number_of_row(side, subjects[0]), clause.finite[0]
    if not wanted or (wanted == "Plur") == is_plural_form(found.lower):
        return ""
    return f"„{subjects[0].text} … {found.text}“: Das Verb passt nicht zum Subjekt"


def _number_of_row(side: Side, subject: Word) -> str:
    """Return that a row of nouns is plural where its first is: *die Schülerinnen und Schüler*."""
    phrase = side.phrases.get(subject.i)
    numbers = {number for _, number, _ in phrase.cells} if phrase is not None else set()
    return "Plur" if numbers == {"Plur"} and phrase is not None and phrase.preposition is None else ""


def _to_oneself(clause: Clause, tree: Tree) -> str:
    acts = {s.text for s in clause.subjects}
    for word in tree.below(clause.head.i):
        if word.dep not in ("obj", "iobj", "obl", "obl:arg"):
            continue
        office = word.lower == "uns" and bool({"wir", "Wir"} & acts) and _has_case(tree, word)
        if office or (word.text == "Ihnen" and "Sie" in acts):
            return f"„{next(iter(acts))}“ und „{word.text}“ sind dieselben"
    return ""


def _has_case(tree: Tree, word: Word) -> bool:
    return any(c.dep == "case" for c in tree.below(word.i))


def _verbs_fault(clause: Clause, tree: Tree) -> str:
    """Return a fault where the verbs of a clause are too few or too many."""
    head, forms = clause.head, [w.lower for w in clause.verbs]
    if any(f in _MODALS for f in forms) and any(f in _ALWAYS_FINITE for f in forms):
        return f"„{' … '.join(forms)}“: zwei gebeugte Verben in einem Satzteil"
    if clause.finite and clause.finite[0].lower in ("wurde", "wurden") and _HAVE.intersection(forms):
        return f"„{' … '.join(forms)}“: So bildet man keine Zeit"
    if _lacks_finite(clause):
        return f"„{head.text}“: Dem Nebensatz fehlt ein Verb"
    if head.lower not in _MODALS or head.lower.startswith("möcht") or not clause.subjects:
        return ""
    inside = tree.words[tree.left[head.i] : tree.right[head.i] + 1]
    told = any(w.feats.get("VerbForm") == "Inf" or w.lower in ("das", "es", "dies", "nicht") for w in inside)
    return "" if told else f"Zu „{head.text}“ fehlt ein Verb"


def _lacks_finite(clause: Clause) -> bool:
    """Whether a subordinate clause ends in a mere participle: *wenn wir das geprüft*."""
    opened = clause.kind == "sub" and clause.opener is not None and clause.opener.pos == "SCONJ" and not clause.shares
    participle = clause.head.pos == "VERB" and clause.head.feats.get("VerbForm") == "Part"
    return opened and participle and not clause.finite and not _is_finite(clause.head)


def _is_finite(word: Word) -> bool:
    """Whether a form that the parser took for a participle may be finite: *bestätigt*, *beantragt*."""
    return not word.lower.startswith("ge") and "ge" not in word.lower[2:]


@lru_cache(maxsize=1)
def _roles() -> Roles:
    return load_lexicon().roles


def _new_owner(before: Side, after: Side) -> str:
    """Return a fault where something of nobody becomes the office's."""
    owned = {root(before.tree.words[w.head].text) for w in before.tree.words if w.lower.startswith(("unser", "hiesig"))}
    there = {root(w.text) for w in before.tree.words} - owned
    for word in after.tree.words:
        noun = after.tree.words[word.head]
        ours = word.lower.startswith("unser") and noun.pos == "NOUN" and not _OFFICIAL.match(noun.text)
        if ours and meets(noun.text, there):
            return f"„{noun.text}“ gehört im alten Satz nicht der Behörde"
    return ""


def zeitform(before: Side, after: Side) -> str:
    """Nothing gets into the past, or further back, that the old sentence does not tell so."""
    text = _text(before.tree)
    if not _tells_past(before):
        if any(not c.finite for c in before.clauses):
            return "Die Zeit des alten Satzes ist nicht sicher zu lesen"
        past = (c.finite[0].text for c in after.clauses if c.finite and (_is_past(c) or tense_of(c) == "past"))
        if found := next(past, ""):
            return f"„{found}“ steht in der Vergangenheit"
    if fault := _further_back(after, text):
        return fault
    if fault := _condition_over(after):
        return fault
    return _state_fault(before, after)


def _further_back(after: Side, text: str) -> str:
    """Return a fault where something happened before the past, which only *hatte*, *war* or *nachdem* can tell."""
    for clause in after.clauses:
        had = next((w for w in clause.verbs if _HAD.fullmatch(w.lower)), None)
        told = _PLUPERFECT if had is not None and had is not clause.head and not clause.has_zu else _FURTHER_BACK
        if had is not None and not told.search(text):
            return f"„{had.text}“: Der alte Satz sagt nicht, dass es davor war"
    return ""


def _condition_over(after: Side) -> str:
    """Return a fault where a condition lies before the past and its consequence in the present."""
    for clause in after.clauses:
        over = next((w for w in clause.finite if w.lower in ("war", "waren", "hatte", "hatten")), None)
        if over is None or clause.opener is None or clause.opener.lower not in ("wenn", "sobald", "nachdem", "falls"):
            continue
        main = next((c for c in after.clauses if c.head.i == clause.head.head and c is not clause), None)
        if main is not None and tense_of(main) in ("present", "future"):
            return f"„{over.text}“ passt nicht zur Zeit des Hauptsatzes"
    return ""


def _state_fault(before: Side, after: Side) -> str:
    """Return a fault where a state is over: *ist vollständig*, *war vollständig*."""
    now = {root(c.head.text) for c in before.clauses if any(w.lower in ("ist", "sind") for w in c.verbs)}
    was = {root(c.head.text) for c in before.clauses if any(w.lower in ("war", "waren") for w in c.verbs)}
    tells_past = any(_is_past(c) or tense_of(c) == "past" for c in before.clauses)
    for clause in after.clauses:
        if any(w.lower in ("war", "waren") for w in clause.verbs) and root(clause.head.text) in now - was:
            return f"„{clause.head.text}“: Aus „ist“ wird „war“"
        if not tells_past and _is_over(clause) and not _OVER.search(_text(before.tree)):
            return f"„{clause.head.text}“: Dass es vorbei ist, sagt der alte Satz nicht"
    return ""


def _is_over(clause: Clause) -> bool:
    """Whether a main clause tells a state of the past: *war gesperrt*, *waren zuständig*."""
    was = any(w.lower in ("war", "waren") for w in clause.finite)
    return was and len(clause.verbs) <= _BE_AND_HEAD and not clause.has_zu


def _tells_past(side: Side) -> bool:
    if any(w.feats.get("VerbForm") == "Part" for w in side.tree.words):
        return True
    if any(w.pos == "ADJ" and _LIKE_PARTICIPLE.search(w.lower) for w in side.tree.words):
        return True
    return any(_is_past(c) or tense_of(c) == "past" for c in side.clauses) or bool(_AFTER.search(_text(side.tree)))


def _is_past(clause: Clause) -> bool:
    return any(_SIMPLE_PAST.fullmatch(w.lower) for w in clause.finite)


def folge(before: Side, after: Side) -> str:
    """Keep a condition a condition, and what follows from it what follows."""
    was, now = list(statements(before)), list(statements(after))
    if_before, if_after = _by_condition(was), _by_condition(now)
    gone = {v for v in if_before[True] - if_before[False] if v in if_after[False] - if_after[True]}
    come = {v for v in if_before[False] - if_before[True] if v in if_after[True] - if_after[False]}
    return "Bedingung und Folge sind vertauscht" if gone and come else ""


def statements(side: Side) -> Iterator[Statement]:
    """Yield what each clause with a full verb says."""
    for clause in side.clauses:
        if clause.head.pos == "VERB":
            modal = next((_MODALS[w.lower] for w in clause.verbs if w.lower in _MODALS), "")
            if not modal and clause.has_zu and any(w.lower in BE_OR_HAVE for w in clause.verbs):
                modal = "dürfen" if _is_denied(side.tree, clause) else "müssen"
            free = not clause.finite or clause.shares
            yield Statement(_verb(side.tree, clause), modal, _is_denied(side.tree, clause), _is_condition(clause), free)


def _verb(tree: Tree, clause: Clause) -> str:
    infinitive = verb_of(clause.head)
    front = clause.particle.lower if clause.particle else ""
    return root(infinitive if infinitive.startswith(front) else front + infinitive)


def _is_denied(tree: Tree, clause: Clause) -> bool:
    for word in tree.below(clause.head.i):
        if word.lower in _NO or (word.lower.startswith("kein") and word.pos in ("DET", "PRON")):
            behind = tree.words[word.i + 1].lower if word.i + 1 < len(tree.words) else ""
            if behind not in _BOUNDS:
                return True
        if word.dep != "advcl" and any(w.lower.startswith("kein") for w in tree.below(word.i)):
            return True
    return False


def _is_condition(clause: Clause) -> bool:
    if clause.opener is not None:
        return clause.opener.lower in _IF
    return clause.head.dep == "advcl" and bool(clause.finite) and all(clause.finite[0].i < s.i for s in clause.subjects)


def _modal_fault(was: list[Statement], now: list[Statement], text: str, other: str) -> str:
    for new in now:
        old = [s for s in was if s.verb == new.verb]
        if not old or new.free or any(s.free or s.modal == new.modal for s in old):
            continue
        gone = old[0].modal
        if new.modal and not gave_way(new.modal, text, other, splits=True):
            return f"Bei „{new.verb}…“ kommt „{new.modal}“ neu hinzu"
        if gone and not new.modal and not stands_for(gone, text, other):
            return f"Bei „{new.verb}…“ fehlt „{gone}“"
        if gone and new.modal and (gone, new.modal) not in _SAME:
            return f"Bei „{new.verb}…“ wird „{gone}“ zu „{new.modal}“"
    return ""


def _denial_fault(was: list[Statement], now: list[Statement], text: str, other: str) -> str:
    denied, affirmed = set(), set()
    for verb in {s.verb for s in was} & {s.verb for s in now}:
        before, after = ({s.denied for s in side if s.verb == verb} for side in (was, now))
        if before == {False} and after == {True}:
            denied.add(verb)
        elif before == {True} and after == {False}:
            affirmed.add(verb)
    if denied and affirmed:
        return f"Die Verneinung steht bei „{min(denied)}…“ statt bei „{min(affirmed)}…“"
    explained = denying(text) != denying(other)
    if (denied or affirmed) and not explained and _implied(text) == _implied(other):
        return f"„{min(denied | affirmed)}…“ ist anders verneint als bisher"
    return ""


def _implied(text: str) -> int:
    return sum(w.startswith(("un", "nicht")) and len(w) > 4 for w in text.lower().split())


def _by_condition(found: list[Statement]) -> dict[bool, set[str]]:
    return {kind: {s.verb for s in found if s.condition is kind} for kind in (True, False)}


def _text(tree: Tree) -> str:
    return " ".join(w.text for w in tree.words)
