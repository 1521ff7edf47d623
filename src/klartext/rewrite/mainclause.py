"""A subordinate clause or an infinitive written as a main clause, with the same verb."""

from __future__ import annotations

from dataclasses import replace

from klartext.grammar.verbs import Number, Person, Verb, verb
from klartext.rewrite.clause import Clause, Order, Piece, with_subject

_ADVERBS = ("adverb", "praep", "satz")


def as_main_clause(clause: Clause, first: Piece | None = None) -> Order | None:
    """Return a verb-final clause with its finite verb second, None where a form is not sure.

    Args:
        clause: A subordinate clause; its subjunction falls away.
        first: What is to stand before the verb (*leider*); else the subject does.
    """
    verbs = spoken_second(clause)
    subject = clause.find("subjekt")
    if verbs is None or subject is None or subject == clause.opener or clause.kind != "vend":
        return None
    rest = tuple(p for p in clause.mittelfeld if p != subject)
    if first is not None:
        return Order("v2", verbs[0], verbs[1], "", first, with_subject(rest, subject), clause.nachfeld)
    return Order("v2", verbs[0], verbs[1], "", subject, rest, clause.nachfeld)


def spoken_second(clause: Clause) -> tuple[str, str] | None:
    """Return the finite verb of a verb-final clause and its right bracket as they stand in a main clause."""
    finite = clause.verbs.finite
    if finite is None:
        return None
    others = [t for t in clause.verbs.all if t != finite]
    if clause.chain:
        start, end = clause.chain
        inside = {t.i for t in others if start <= t.i < end}
        if finite.i in range(start, end):
            return None
        words = [clause.doc[i].text for i in range(start, end)]
        words += [t.text for t in others if t.i >= end and t.i not in inside]
        return finite.text, " ".join(words)
    if finite == clause.verbs.main:
        return _parted(clause, finite.lemma_)
    return finite.text, " ".join(t.text for t in others)


def _parted(clause: Clause, infinitive: str) -> tuple[str, str] | None:
    """Return a finite verb and its particle apart: *einreicht* → *reicht … ein*."""
    finite, known = clause.verbs.finite, verb(infinitive)
    if finite is None or known is None or clause.verbs.particle is not None:
        return None
    features = person_and_number(clause)
    if features is None:
        return None
    for tense in ("Pres", "Past"):
        for mood in ("Ind", "Sub"):
            if known.finite_joined(*features, tense, mood) == finite.lower_:
                return known.finite(*features, tense, mood), known.particle
    return None


def person_and_number(clause: Clause) -> tuple[Person, Number] | None:
    """Return person and number of the finite verb; *Sie* counts as the third person plural."""
    finite = clause.verbs.finite
    if finite is None:
        return None
    subject = clause.find("subjekt")
    person: Person = 1 if subject is not None and subject.text in ("wir", "ich") else 3
    number: Number = "Plur" if "Plur" in finite.morph.get("Number", []) else "Sing"
    if subject is not None and subject.text == "Sie":
        number = "Plur"
    return person, number


def as_request(clause: Clause, main: Verb, extra: tuple[Piece, ...] = ()) -> Order | None:
    """Return *Bitte reichen Sie … ein* for a zu-infinitive; ``extra`` pieces stand first behind *Sie*."""
    if clause.chain or clause.kind != "inf" or clause.verbs.others or clause.find("subjekt") is not None:
        return None
    finite, particle = main.polite_imperative()
    inner = with_subject((*extra, *clause.mittelfeld), Piece("Sie", "subjekt"))
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), inner, clause.nachfeld)


def without_commas(piece: Piece) -> Piece:
    """Return a piece that asks for no commas."""
    return replace(piece, comma_before=False, comma_after=False)
