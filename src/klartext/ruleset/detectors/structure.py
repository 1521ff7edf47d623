"""Nested clauses, wide verb brackets, and negation that has to be worked out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.pipeline.word_forms import is_known
from klartext.ruleset.detectors.clauses import (
    CLAUSE_RELATIONS,
    VERBAL,
    children,
    clause_head,
    clause_verbs,
    evidence,
    hit,
    is_cut_off,
    is_finite,
    own_clause,
    word_count,
    words_of,
)  # fmt: skip
from klartext.ruleset.detectors.contract import Hit, SentenceView
from klartext.ruleset.rule import Parameters

_WELCHER: Final = frozenset({"welcher", "welche", "welches", "welchem", "welchen"})
_CLOSING: Final = re.compile('[“”"]')
_FIRST_PLACE: Final = 3
"""How many words may stand before the verb of a main clause that is told."""
_PAID: Final = ("unterhalt", "kosten", "ausgabe", "aufwendung", "bedarf", "leben")
"""Ends of what is paid for with *bestreiten*."""
_NEGATORS: Final = frozenset(
    {"nicht", "kein", "nie", "niemals", "weder", "ohne", "nirgends", "keinesfalls", "keineswegs"}
)


def nested_sentence(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield nested clauses, clauses that interrupt another, and verb brackets that are too wide.

    ``tiefe`` is the depth of subordinate clauses from which a sentence of ``woerter`` words counts; clauses that only
    follow each other (*…, dass …, wenn …*) count when there are more of them than that. ``einschub`` is the length of
    an interrupting clause, ``klammer`` the number of words between the two parts of a verb.
    """
    clauses = [t for t in view.sent if _is_subordinate(t)]
    deepest = max(clauses, key=_depth, default=None)
    least = int(parameters["tiefe"])
    hard = len(clauses) > least or any(_embedded(c) for c in clauses)
    if deepest is not None and hard and _depth(deepest) >= least and view.words >= int(parameters["woerter"]):
        severity = 3 if _depth(deepest) > least else None
        yield Hit(
            view.sent.start_char, view.sent.end_char, tuple(evidence(c, "nebensatz") for c in clauses), severity,
            {"art": "verschachtelte Nebensätze"},
        )  # fmt: skip
        return
    interrupting = [c for c in clauses if _interrupts(c, int(parameters["einschub"]))]
    told = interrupting[0] if interrupting and view.words >= int(parameters["woerter"]) else None
    if told is not None:
        yield hit(_clause_words(told), [evidence(told, "einschub")], art="ein Einschub mitten im Satz")
    yield from _wide_brackets(view, int(parameters["klammer"]), told)


def _is_subordinate(token: Token) -> bool:
    if token.dep_ not in CLAUSE_RELATIONS:
        return False
    if any(is_finite(v) for v in clause_verbs(token)):
        return True
    own = children(token, "mark", "nsubj", "nsubj:pass", "obj")
    return token.dep_ != "acl" and token.pos_ in VERBAL and bool(own)


def _embedded(clause: Token) -> bool:
    """Whether a clause stands inside another subordinate one, whose verb comes later."""
    outer = clause_head(clause.head)
    return _is_subordinate(outer) and any(v.i > clause.right_edge.i for v in clause_verbs(outer))


def _depth(clause: Token) -> int:
    above = clause_head(clause.head)
    depth = 1
    while above.dep_ in CLAUSE_RELATIONS and above.head != above:  # in a cut sentence a clause may hang on itself
        depth += _is_subordinate(above)
        above = clause_head(above.head)
    return depth


def _clause_words(clause: Token) -> list[Token]:
    """Return the words of a clause, with the marks of what it quotes."""
    words = [t for t in clause.subtree if t.dep_ != "punct" or clause.left_edge.i < t.i < clause.right_edge.i]
    ordered = sorted(words, key=lambda t: t.i)
    if _lacks_end(ordered[-1]):
        ordered.append(ordered[-1].nbor(1))
    inside = clause.doc[ordered[0].i : ordered[-1].i + 1].text
    after = clause.doc[ordered[-1].i + 1 : ordered[-1].i + 2]
    quoted = inside.count("„") > len(_CLOSING.findall(inside)) and _CLOSING.match(after.text)
    return [*ordered, *after] if quoted else ordered


def _lacks_end(last: Token) -> bool:
    """Whether the finite verb behind a last infinitive ends the clause, though the parse gives it to another one."""
    beyond = last.doc[last.i + 1 : last.i + 3]
    if len(beyond) < 2 or last.pos_ != "VERB" or is_finite(last):
        return False
    return beyond[0].pos_ in VERBAL and is_finite(beyond[0]) and beyond[1].text == ","


def _interrupts(clause: Token, least: int) -> bool:
    """Whether a clause of some length stands before the verb that its outer clause is waiting for."""
    matrix = clause_head(clause.head)
    verbs = clause_verbs(matrix)
    start, end = clause.left_edge.i, clause.right_edge.i
    waiting = [v for v in verbs if v.i > end]
    if _is_said(clause) or _is_case(clause) or not any(t.is_punct for t in clause.doc[max(start - 1, 0) : start + 1]):
        return False
    begun = any(t.i < start and t.text.isalpha() for t in own_clause(matrix))
    return bool(waiting) and begun and word_count(clause.subtree) >= least


def _is_said(clause: Token) -> bool:
    """Whether a clause is a main clause of what somebody said: *die Erklärung, Sie hätten die Waffe gereinigt*."""
    verbs = [v for v in clause_verbs(clause) if is_finite(v)]
    first = clause.doc[clause.left_edge.i : clause.left_edge.i + _FIRST_PLACE]
    opened = children(clause, "mark") or any("PronType=Rel" in t.morph for t in first)
    return not opened and bool(verbs) and verbs[0].i <= clause.left_edge.i + _FIRST_PLACE


def _is_case(clause: Token) -> bool:
    """Whether the clause is but a condition: *Für den Fall, dass …*, *Im Falle, dass …*."""
    return clause.head.lemma_ == "Fall" and any(c.lower_ in ("dass", "daß") for c in children(clause, "mark"))


def _wide_brackets(view: SentenceView, limit: int, told: Token | None) -> Iterator[Hit]:
    """Yield the verbs that more than ``limit`` words part; not where the clause told already stands between them.

    Two finite verbs in one clause are a misread one: *haben Versicherte Anspruch, deren Fähigkeit … gemindert ist*.
    """
    for token in view.sent:
        if token.pos_ not in VERBAL or token.dep_ in ("aux", "aux:pass", "cop"):
            continue
        verbs = clause_verbs(token)
        finite = next((v for v in verbs if is_finite(v)), None)
        later = [v for v in verbs if finite is not None and v.i > finite.i]
        if finite is None or not later or sum(map(is_finite, verbs)) > 1:
            continue
        first = min(later, key=lambda v: v.i)
        if is_cut_off(finite, first) or (told is not None and finite.i < told.i < first.i):
            continue
        between = word_count(view.sent.doc[finite.i + 1 : first.i])
        if between > limit:
            severity = 1 if between <= limit + 6 else 2
            proofs = [evidence(finite, "klammer_auf"), evidence(first, "klammer_zu")]
            yield hit([finite, *later], proofs, severity, art=f"{between} Wörter zwischen den Teilen des Verbs")


def subject_mark(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield the *hier:* that links the lines of a subject; after a verb it points to something (*lesen Sie hier:*)."""
    for token, sign in itertools.pairwise(view.sent):
        if token.text == "hier" and sign.text == ":" and not any(is_finite(t) for t in view.sent):
            yield hit([token, sign])


def relative_welcher(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield *welcher* where it begins a relative clause instead of a question."""
    for token in view.sent:
        if token.lower_ in _WELCHER and token.dep_ != "det" and clause_head(token).dep_ == "acl:relcl":
            yield hit([token])


def negation(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield double and hidden negation: *nicht unerheblich*, *nicht ohne*, *bei Nichtvorlage*.

    ``verben`` lists verbs that deny by themselves (*ausschließen*), ``keine`` words in *un-* or *Nicht-* that deny
    nothing.
    """
    denying, free = words_of(parameters["verben"]), words_of(parameters["keine"])
    tokens = list(view.sent)
    taken: set[int] = set()
    named = () if view.part == "betreff" else _nominal_not(tokens, free)
    for found in (*_negated_un(tokens, free), *named, *_double(tokens, denying)):
        key = {t.i for t in found}
        if not key & taken:
            taken |= key
            yield hit(found, [evidence(t, "verneinung") for t in (found[0], found[-1])])


def _negated_un(tokens: list[Token], free: frozenset[str]) -> Iterator[list[Token]]:
    for left, right in itertools.pairwise(tokens):
        if left.lower_ == "nicht" and right.pos_ in ("ADJ", "ADV") and _denies(right, free):
            yield [left, right]


def _denies(token: Token, free: frozenset[str]) -> bool:
    word = token.lemma_.lower()
    return word.startswith("un") and word not in free and len(word) > 5 and is_known(word[2:])


def _nominal_not(tokens: list[Token], free: frozenset[str]) -> Iterator[list[Token]]:
    for token in tokens:
        if token.pos_ != "NOUN":
            continue
        cases = [c for c in children(token, "case") if c.i < token.i]
        if token.text.startswith("Nicht") and len(token.text) > 8 and token.lemma_ not in free:
            final = any(c.lower_.startswith("endgültig") for c in token.children)
            if cases and not (final and token.text == "Nichtbestehen"):
                yield [*cases, token]
        elif cases:
            inner = [g for c in children(token, "amod") for g in c.children if g.lower_ == "nicht"]
            if inner and token.lemma_.endswith("ung"):
                yield [*cases[:1], inner[0], token]


def _double(tokens: list[Token], denying: frozenset[str]) -> Iterator[list[Token]]:
    by_clause: dict[int, list[Token]] = {}
    for token in tokens:
        if token.lemma_.lower() in _NEGATORS or token.lower_ == "nicht":
            by_clause.setdefault(clause_head(token).i, []).append(token)
    for negators in by_clause.values():
        head = clause_head(negators[0])
        pair = [n for n in negators if n.lower_ != "weder"]
        if len(pair) > 1 and pair[0].lower_ != pair[1].lower_ and not _listed(pair[0], pair[1]):
            yield pair[:2]
        elif (
            head.lemma_.lower() in denying and pair and children(head, "advmod", "obj", "nsubj") and _on(head, pair[0])
        ):
            yield sorted([pair[0], head], key=lambda t: t.i)


def _on(head: Token, negator: Token) -> bool:
    """Whether a negation denies a verb; *ohne Hilfe* before it does not, nor *den Unterhalt nicht bestreiten*."""
    pays = head.lemma_ == "bestreiten" and any(o.lemma_.lower().endswith(_PAID) for o in children(head, "obj"))
    near = negator.head == head or (negator.lower_ != "ohne" and negator.head.head == head)
    return near and not pays


def _listed(first: Token, second: Token) -> bool:
    """Whether two negations belong to an enumeration (*keine Miete und kein Geld*)."""
    return any(t.dep_ == "conj" for t in (second.head, first.head)) or "sondern" in [
        t.lower_ for t in first.doc[first.i : second.i]
    ]
