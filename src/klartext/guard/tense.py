"""When it happens: past stays past, present stays present, verb by verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from klartext.grammar.verbs import Number, Verb, lemma_of_participle, verb
from klartext.grammar.verbs import Tense as VerbTense
from klartext.guard.phrases import Side
from klartext.guard.predicates import verb_of
from klartext.guard.tree import Clause

Tense = Literal["past", "present", "future", ""]

_NUMBERS: Final[tuple[Number, ...]] = ("Sing", "Plur")
_NAMES: Final = {"past": "Vergangenheit", "present": "Gegenwart", "future": "Zukunft"}
_HAVE: Final = re.compile(r"hab(?:e|en|t)|hat")
_BE: Final = re.compile(r"ist|sind|bin")
_HAD: Final = re.compile(r"hatten?|war(?:en)?|wurden?")
_WILL: Final = re.compile(r"werden?|wird")
_MODAL_PAST: Final = re.compile(r"(?:konnte|musste|sollte|durfte|wollte)n?")
_TIME: Final = re.compile(
    r"\d.*|bald|demnächst|künftig|zukünftig|danach|dann|anschließend|später|morgen|nächste[nrms]?|kommende[nrms]?|sobald"
    r"|wenn|nachdem|unverzüglich|sofort|umgehend|zeitnah|innerhalb|binnen|bis|ab|januar|februar|märz|april|mai|juni|juli"
    r"|august|september|oktober|november|dezember|woche[n]?|monat[es]*|jahr[es]*|tage?n?|voraussichtlich|noch|rechtzeitig"
    r"|gesondert|weiterhin|gegebenenfalls|ggf\.|sofern|falls|soweit|andernfalls|sonst|solange|zunächst|erst"
)
_CONDITIONS: Final = frozenset(
    "wenn falls sofern soweit sobald solange bis bevor ehe nachdem ob insoweit seit während".split()
)


def tense_fault(before: Side, after: Side) -> str:
    """Return in German which verb changed its time, empty if none did."""
    was, now = list(_tenses(before)), list(_tenses(after))
    old = {lemma: {t for v, t in was if v == lemma} for lemma, _ in was}
    for lemma, tense in now:
        seen = old.get(lemma, set())
        if seen and "" not in seen and tense and tense not in seen and not _may_become(seen, tense, after):
            return f"„{lemma}“: {_NAMES[next(iter(sorted(seen)))]} wird zu {_NAMES[tense]}"
    if moved := _moved_form(before, after):
        return moved
    if len(was) == len(now) == 1 and was[0][1] and now[0][1] and was[0][1] != now[0][1]:
        old_tense, new_tense = was[0][1], now[0][1]
        return "" if _may_become({old_tense}, new_tense, after) else f"{_NAMES[old_tense]} wird zu {_NAMES[new_tense]}"
    return ""


def _moved_form(before: Side, after: Side) -> str:
    """Return the verb that stood in the present, and now stands in the simple past: *gilt* → *galt*."""
    told = {w.lower for w in before.tree.words if w.is_finite}
    for word in after.tree.words:
        known = verb(word.lemma) if word.is_finite and word.pos == "VERB" and word.lower not in told else None
        if known is None or word.feats.get("Mood") == "Sub":
            continue
        present, past = _forms_of(known, "Pres"), _forms_of(known, "Past")
        if word.lower in past - present and told & present and not told & past:
            return f"„{known.infinitive}“: {_NAMES['present']} wird zu {_NAMES['past']}"
    return ""


def _forms_of(known: Verb, tense: VerbTense) -> set[str]:
    return {known.finite(3, number, tense) for number in _NUMBERS} | {
        known.finite_joined(3, number, tense) for number in _NUMBERS
    }


def _may_become(seen: set[Tense], tense: Tense, after: Side) -> bool:
    """Whether a future may stand as a present, because the sentence says when."""
    return "future" in seen and tense == "present" and any(_TIME.fullmatch(w.lower) for w in after.tree.words)


def _tenses(side: Side) -> Iterator[tuple[str, Tense]]:
    for clause in side.clauses:
        if clause.head.pos == "VERB" and clause.finite:
            yield verb_of(clause.head), tense_of(clause)


def tense_of(clause: Clause) -> Tense:
    """Return the time of a clause, empty where its forms do not tell or it has no finite verb."""
    if not clause.finite:
        return ""
    finite, head = clause.finite[0], clause.head
    form = finite.lower
    if finite.feats.get("Mood") == "Sub" or len(clause.finite) > 1 or _is_condition(clause):
        return ""
    if finite is head:
        return _simple(clause)
    if _MODAL_PAST.fullmatch(form):
        return "" if form.startswith("soll") or form.startswith("woll") else "past"
    if _HAD.fullmatch(form):
        return "" if form.startswith("war") and clause.has_zu else "past"
    if _HAVE.fullmatch(form):
        return "present" if clause.has_zu else "past"
    if _BE.fullmatch(form):
        return _with_be(clause)
    if _WILL.fullmatch(form):
        return _with_will(clause)
    return "present"


def _is_condition(clause: Clause) -> bool:
    """Whether a clause sets a condition, whose time may change: *wenn Sie gezahlt haben*, *wenn Sie zahlen*."""
    if clause.opener is not None:
        return clause.opener.lower in _CONDITIONS
    return clause.head.dep == "advcl"


def _simple(clause: Clause) -> Tense:
    tense, form = clause.finite[0].feats.get("Tense"), clause.finite[0].lower
    if _is_present_of_me(clause):
        return "present"
    own = (form, form + "n", clause.finite[0].lemma + "n")  # „bitte“ is no past of its verb
    if form.endswith(("te", "ten")) and not any(verb(word) for word in own):
        return "past"
    if tense == "Past" and form != "vermag":  # it looks like a past, as „mag“ does
        return "" if form.endswith(("t", "en", "e")) else "past"
    return "present" if tense == "Pres" else ""


def _is_present_of_me(clause: Clause) -> bool:
    """Whether the form can only be the first person of the present: *ich bitte*, *ich erstatte*."""
    form, known = clause.finite[0].lower, verb(clause.finite[0].lemma)
    if known is None or not any(w.lower == "ich" for w in clause.subjects):
        return False
    present = {known.finite(1, "Sing", "Pres"), known.finite_joined(1, "Sing", "Pres")}
    past = {known.finite(1, "Sing", "Past"), known.finite_joined(1, "Sing", "Past")}
    return form in present - past


def _with_be(clause: Clause) -> Tense:
    if clause.has_zu:
        return "present"
    if any(w.lower in ("worden", "gewesen") for w in clause.verbs):
        return "past"
    found = verb(verb_of(clause.head))
    return "past" if found is not None and found.auxiliary == "sein" else ""


def _with_will(clause: Clause) -> Tense:
    form = clause.head.lower
    others = [w.lower for w in clause.verbs if w is not clause.head and w is not clause.finite[0]]
    if others:
        return "future" if others[-1] in ("werden", "können", "müssen", "dürfen") else ""
    if verb(form) is not None and lemma_of_participle(form) is None:
        return "future"
    return "present" if lemma_of_participle(form) is not None and verb(form) is None else ""
