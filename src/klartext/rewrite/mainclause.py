"""A subordinate clause or an infinitive written as a main clause, with the same verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import Number, Person, Verb, verb
from klartext.rewrite.capitals import inner_text
from klartext.rewrite.clause import read_clause
from klartext.rewrite.duties import own_words
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import verb_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.word_groups import word_groups

_OF_TIME: Final = frozenset({"am", "im", "ab", "bis", "seit", "zum", "vom", "um", "vor", "nach"})
_OF_NOUNS: Final = frozenset({"von", "zur", "zum", "zu", "für", "über", "gegen", "in", "gemäß", "nach"})
_OF_LAW: Final = frozenset({"nach", "gemäß", "laut", "aufgrund", "entsprechend"})
_CITED: Final = frozenset({"§", "§§", "Artikel", "Art.", "Absatz", "Abs.", "Nummer", "Nr.", "Ziffer", "Satz"})
_LIMITS: Final = frozenset(
    """nicht nichts nie niemals niemand niemanden niemandem weder nur bloß lediglich ausschließlich erst
    frühestens""".split()
)
_PRONOUNS: Final[Mapping[str, tuple[Person, Number]]] = {
    "wir": (1, "Plur"), "ich": (1, "Sing"), "Sie": (3, "Plur"), "es": (3, "Sing"), "er": (3, "Sing"),
}  # fmt: skip
_BESIDE_DEED: Final = frozenset({"praep", "dativ", "pronomen", "agens", "adverb", "negation"})
"""What stands beside a verb in the passive that has no subject."""
_MONTHS: Final = frozenset(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahr".split()
)


def as_main_clause(clause: Clause, first: Piece | None = None) -> Order | None:
    """Return a verb-final clause with its finite verb second, None where a form is not sure.

    Args:
        clause: A subordinate clause; its subjunction falls away.
        first: What is to stand before the verb (*leider*); else the subject does.
    """
    verbs = spoken_second(clause)
    subject = clause.find("subjekt")
    if verbs is not None and subject is None and clause.kind == "vend":
        return _without_subject(clause, verbs, first)
    if verbs is None or subject is None or subject == clause.opener or clause.kind != "vend":
        return None
    if clause.verbs.main.lemma_ in word_groups().genitivverben and len(clause.mittelfeld) == 1:
        return None  # „Anträge der Schriftform bedürfen“: the object was taken for a part of the subject
    split = _without_tail(subject, clause)
    if split is None or _may_own_next(subject, clause):
        return None
    subject, tail = split
    rest = (*tail, *(p for p in clause.mittelfeld if p.start != subject.start and p != first))
    if first is not None:
        return Order("v2", verbs[0], verbs[1], "", first, with_subject(rest, subject), clause.nachfeld)
    return Order("v2", verbs[0], verbs[1], "", subject, rest, clause.nachfeld)


def _without_subject(clause: Clause, verbs: tuple[str, str], first: Piece | None) -> Order | None:
    """Return a passive that tells only a deed as a main clause: *Mit dem Bau darf erst im Mai begonnen werden*."""
    inner, passive = clause.mittelfeld, any(t.dep_ == "aux:pass" for t in clause.verbs.all)
    front = first or next((p for p in inner[:1] if p.role in ("praep", "dativ")), None)
    if not passive or clause.chain or len(inner) < 2 or not all(p.role in _BESIDE_DEED for p in inner):
        return None
    if front is None or front.comma_after:
        return None
    rest = tuple(p for p in inner if p != front)
    split = _without_time(front, clause)
    return Order("v2", verbs[0], verbs[1], "", split[0], (*split[1], *rest), clause.nachfeld) if split else None


def _without_time(front: Piece, clause: Clause) -> tuple[Piece, tuple[Piece, ...]] | None:
    """Return a phrase and *vor Zugang der Genehmigung* at its end, which says when and belongs to the verb.

    None where another phrase of time may belong to either: *mit der Behandlung nach der Operation*.
    """
    last = _last_phrase(front, clause)
    case = next((c for c in last.children if c.dep_ == "case"), None) if last is not None else None
    if last is None or case is None or case.i == front.start or case.lower_ not in _OF_TIME | {"während"}:
        return front, ()
    if case.lower_ != "vor" or not any(c.dep_ in ("nmod", "nummod") for c in last.children):
        return None
    text = inner_text(clause.doc, case.i, front.end)
    moved = Piece(text, "praep", case.i, front.end, last)
    return replace(front, text=front.text[: -len(text)].rstrip(), end=case.i), (moved,)


def _may_own_next(subject: Piece, clause: Clause) -> bool:
    """Whether the phrase behind a nominalised infinitive may belong to it: *das Führen des Autos auf Straßen*."""
    inner = clause.mittelfeld
    at = next((i for i, p in enumerate(inner) if p.start == subject.start), None)
    following = inner[at + 1] if at is not None and at + 1 < len(inner) else None
    nominalised = subject.head is not None and verb(subject.head.text.lower()) is not None
    return nominalised and following is not None and following.role == "praep"


def _without_tail(subject: Piece, clause: Clause) -> tuple[Piece, tuple[Piece, ...]] | None:
    """Return the subject and a date that the parse may have hung on it by mistake: *die Frist | am 3. Juni*.

    None where another phrase at its end may belong to the verb.
    """
    if _compares(subject, clause):
        return None
    last = _last_phrase(subject, clause)
    case = next((c for c in last.children if c.dep_ == "case"), None) if last is not None else None
    if last is None or case is None:
        return subject, ()
    start = min(t.i for t in last.subtree)
    if case.lower_ == "durch" and any(t.dep_ == "aux:pass" for t in clause.verbs.all):
        return None  # „die Vermittlung durch die Teilnahme“: of the noun, or of the passive?
    if case.lower_ in _OF_TIME and (last.pos_ == "NUM" or last.lemma_ in _MONTHS or last.lemma_ == "Uhr"):
        text = inner_text(clause.doc, start, subject.end)
        return (
            replace(subject, text=subject.text[: -len(text)].rstrip(), end=start),
            (Piece(text, "praep", start, subject.end, last),),
        )
    alone = len(clause.mittelfeld) == 1
    if _leaps(last):
        text = inner_text(clause.doc, start, subject.end)
        piece = Piece(text, "praep", start, subject.end, last)
        return replace(subject, text=subject.text[: -len(text)].rstrip(), end=start), (piece,)
    if alone and case.lower_ in _OF_LAW and last.text in _CITED and clause.verbs.main != clause.verbs.finite:
        return None  # „die Personen nach § 5 zu dulden“: what the law says may be who, or that it must be done
    return None if alone and case.lower_ not in _OF_NOUNS else (subject, ())


def _leaps(last: Token) -> bool:
    """Whether a phrase hangs on a participle before the noun that it follows: it belongs to neither, but to the verb.

    *die beauftragten Personen | nach § 5*
    """
    return last.head.dep_ == "amod" and last.head.i < last.head.head.i < last.i


def _compares(subject: Piece, clause: Clause) -> bool:
    """Whether *als* or *wie* stands behind the noun: the parse may have taken it from the verb (*als … geahndet*)."""
    head = subject.head
    words = clause.doc[subject.start : subject.end]
    return head is not None and any(t.lower_ in ("als", "wie") and t.i > head.i for t in words)


def _last_phrase(subject: Piece, clause: Clause) -> Token | None:
    """Return the head of the prepositional phrase that a subject ends with."""
    token = clause.doc[subject.end - 1]
    while subject.start <= token.i < subject.end and token not in (subject.head, token.head):
        inside = [t.i for t in token.subtree]
        if (
            any(c.dep_ == "case" for c in token.children)
            and max(inside) + 1 == subject.end
            and token.dep_ in ("nmod", "obl")
        ):
            return token
        token = token.head
    return None


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
    if subject is None:
        return 3, "Sing"
    if subject.text in _PRONOUNS:
        return _PRONOUNS[subject.text]
    told = finite.morph.get("Number", [])
    phrase = noun_phrase(subject.head) if subject.head is not None and not told else None
    number = phrase.number if phrase is not None else "Plur" if "Plur" in told else "Sing"
    return (3, number) if number is not None else None


def infinitive_behind(clause: Clause) -> tuple[Clause, Verb, tuple[Piece, ...]] | None:
    """Return the only zu-infinitive behind the verbs, its verb, and what follows; None if it is not simple.

    What denies or limits the deed would deny or limit the verb above it, too: *verpflichtet, nicht einzutreten* is not
    *müssen nicht eintreten*. There is none, then.
    """
    told = [p for p in clause.nachfeld if p.role == "infinitiv"]
    if len(told) != 1 or told[0].head is None:
        return None
    inner, main = read_clause(told[0].head), verb_of(told[0].head)
    if inner is None or main is None or inner.chain or inner.opener is not None or inner.verbs.others:
        return None
    if (inner.start, inner.end) != (told[0].start, told[0].end) or is_limited(inner):
        return None
    return inner, main, (*inner.nachfeld, *(p for p in clause.nachfeld if p != told[0]))


def is_limited(inner: Clause) -> bool:
    """Whether a word in a clause denies or limits its deed: *nicht*, *keine Tiere*, *nur einen Teil*, *erst im Mai*."""
    return any(t.lower_ in _LIMITS or t.lower_.startswith("kein") for t in own_words(inner.verbs))


def parts_reflexive(kept: Sequence[Piece], added: Sequence[Piece]) -> bool:
    """Whether kept words would stand before the *sich* of *sich beraten lassen*, which goes with its infinitive."""
    return bool(kept) and any(p.role == "infinitiv" and p.text.startswith("sich ") for p in added)


def as_request(clause: Clause, main: Verb, extra: tuple[Piece, ...] = ()) -> Order | None:
    """Return *Bitte reichen Sie … ein* for a zu-infinitive; ``extra`` pieces stand first behind *Sie*."""
    if clause.chain or clause.kind != "inf" or clause.verbs.others or clause.find("subjekt") is not None:
        return None
    finite, particle = main.polite_imperative()
    pieces = (*extra, *clause.mittelfeld)
    short = [p for p in pieces if p.is_short]
    inner = with_subject((*short, *(p for p in pieces if not p.is_short)), Piece("Sie", "subjekt"))
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), inner, clause.nachfeld)
