"""Requests without a reader: *Es wird gebeten, …*, *Wir bitten um Rücksendung …* → *Bitte senden Sie*.

Behind a condition *bitte* stands in the middle: *Sind Sie verhindert, rufen Sie uns bitte an*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import verb
from klartext.rewrite.actions import Deed, as_adverb, deed_of
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.constructions.betreffsformel import is_subject_formula
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.generality import CONDITIONS
from klartext.rewrite.mainclause import as_request
from klartext.rewrite.predicate import verb_of
from klartext.rewrite.verb_complex import is_finite
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Action, Actions, Roles
from klartext.spans import Edit

_DROPPED: Final = frozenset(
    """hiermit hierdurch höflich höflichst freundlich freundlichst unsererseits darum wir ich es sie herzlich
    ausdrücklich""".split()
)
_KEPT_ADVERBS: Final = frozenset(
    "daher deshalb deswegen zunächst außerdem zudem auch ferner insbesondere zusätzlich vorab ebenfalls".split()
)
_COURTESY: Final = frozenset({"möchten", "mögen", "dürfen", "werden"})
_THIS: Final = frozenset({"dies", "das", "diese", "diesen"})
"""Pronouns that stand before *bitte*, as short ones do."""
_CONDITIONS: Final = frozenset("wenn falls sofern soweit sobald solange nachdem bevor da weil".split())
_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass"})
_MESSAGES: Final = frozenset({"Mitteilung", "Benachrichtigung", "Nachricht"})
_CHANGES: Final = frozenset({"wegfallen", "entfallen", "fortfallen", "ändern", "verändern", "umziehen", "wegziehen"})
"""Verbs for what changes; the message is about just that."""
_POINTING: Final = frozenset({"entsprechend", "diesbezüglich"})
_MODALS_OF_READER: Final = frozenset({"können", "wollen", "möchten", "mögen"})
_QUESTIONS: Final = frozenset(
    """ob wann was wer wem wen wie wo woher wohin warum weshalb wieso welche welcher welches welchen welchem
    seit bis""".split()
)
_WHY: Final = "Die Bitte spricht die Person jetzt direkt an und sagt mit einem Verb, was zu tun ist."


_ON_PAPER: Final = frozenset({"ausfüllen", "unterschreiben", "unterzeichnen", "gegenzeichnen", "vervollständigen"})
"""What is done to the paper that is sent or given back then."""
_PRONOUN: Final = {"Masc": "ihn", "Fem": "sie", "Neut": "es", "Plur": "sie"}
_TOPICS: Final = frozenset({"hinsichtlich", "bezüglich", "betreffend", "betreffs"})
"""Prepositions of a topic: behind the object it would read as its attribute."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Turns requests without a reader into direct ones."""

    actions: Actions
    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the direct request."""
        if not scene.facts.reader_addressed:
            return
        for clause in scene.clauses:
            order = self._order(clause, scene) if _asks(clause) else _from_wish(clause)
            if order is not None:
                text = order.text()
                yield Rewrite(
                    "bitte", "unpersoenlich", clause.span,
                    (Edit(clause.span, capitalised(text) if clause.begins else text),), _WHY, confidence=0.93,
                )  # fmt: skip

    def _order(self, clause: Clause, scene: Scene) -> Order | None:
        condition = _condition(clause)
        plain = clause if condition is None else replace(clause, vorfeld=None)
        pronoun = _asker(clause, scene)
        ways = (
            _from_infinitive(plain, self.roles),
            self._from_noun(plain),
            self._from_two_nouns(plain),
            _from_message(plain, pronoun, self.roles),
            _from_bare_message(plain, pronoun, condition, self.roles),
        )
        order = next((o for o in ways if o is not None), None)
        return order if order is None or condition is None else _behind(condition, order)

    def _from_noun(self, clause: Clause) -> Order | None:
        asked = [p for p in clause.pieces if p.role == "praep" and p.text.startswith("um ")]
        if len(asked) != 1 or asked[0].head is None:
            return None
        deed = deed_of(asked[0].head, self.actions, self.roles, by_reader=True)
        if deed is None or deed.end != asked[0].end or deed.subject is not None:
            return None
        kept = _kept(clause, (asked[0],), self.roles)
        return _request(deed, kept) if kept is not None else None

    def _from_two_nouns(self, clause: Clause) -> Order | None:
        """Return *Bitte füllen Sie den Bogen aus und senden Sie ihn zurück* for two deeds done to one thing."""
        asked = [p for p in clause.pieces if p.role == "praep" and p.text.startswith("um ")]
        first = asked[0].head if len(asked) == 1 else None
        second = next((c for c in first.children if c.dep_ == "conj"), None) if first is not None else None
        if first is None or second is None or not _only_joined(first, second):
            return None
        known = [verb(a.verb) if (a := self.actions.of(n.lemma_)) is not None and _takes_thing(a) else None
                 for n in (first, second)]  # fmt: skip
        thing = next((c for n in (second, first) for c in n.children if c.dep_ == "nmod"), None)
        told = _thing_of_two(thing, asked[0], second, self.roles) if thing is not None else None
        kept = _kept(clause, (asked[0],), self.roles)
        if known[0] is not None and known[0].infinitive not in _ON_PAPER:
            return None  # „um Prüfung und Übersendung des Ergebnisses“: what is looked into is not the result
        if known[0] is None or known[1] is None or told is None or kept is None or clause.nachfeld:
            return None
        links = tuple(p for p in kept if p.text in _KEPT_ADVERBS)
        (finite, particle), (other, behind) = known[0].polite_imperative(), known[1].polite_imperative()
        you, rest = Piece("Sie", "subjekt"), tuple(p for p in kept if p not in links)
        then = Order("v2", other, behind, "", Piece("und", "anderes"), (you, told[1], *rest), ())
        inner = (you, *links, told[0])
        return Order("v2", finite, particle, "", Piece("bitte", "adverb"), inner, (Piece(then.text(), "anderes"),))


def _takes_thing(action: Action) -> bool:
    """Whether the genitive behind the noun of a deed is what it is done to."""
    return (action.object, action.genitive) == ("akkusativ", "akkusativ") and not action.reflexive


def _only_joined(first: Token, second: Token) -> bool:
    """Whether two nouns are joined by *und*, have no words of their own, and share what stands behind the second."""
    words = (*first.children, *second.children)
    joined = [c.lower_ for c in words if c.dep_ == "cc"] == ["und"]
    plain = all(c.dep_ in ("case", "cc", "conj", "nmod") for c in words)
    return joined and plain and second.i == first.i + 2 and sum(c.dep_ == "nmod" for c in words) == 1


def _thing_of_two(thing: Token, asked: Piece, second: Token, roles: Roles) -> tuple[Piece, Piece] | None:
    """Return the thing right behind two nouns as an object, and its pronoun."""
    phrase = noun_phrase(thing)
    if phrase is None or (phrase.start, phrase.end) != (second.i + 1, asked.end) or phrase.needs_comma:
        return None
    if any(c.dep_ == "nmod" for c in thing.children):
        return None  # „Rückgabe der Erklärung an die Schule“: to whom, or to whom it is addressed?
    text, lemma = phrase.inflect("Acc"), thing.lemma_
    genders = {"Plur" if number == "Plur" else gender for _, number, gender in phrase.readings}
    if (
        text is None
        or _is_person_or_office(lemma, roles)
        or phrase.is_coordinated
        or len(genders) != 1
        or "Case=Gen" not in thing.morph
    ):
        return None
    return Piece(text, "akkusativ", phrase.start, phrase.end, thing), Piece(_PRONOUN[genders.pop()], "pronomen")


def _is_person_or_office(lemma: str, roles: Roles) -> bool:
    """Whether a noun names a person or an office: then it may be who acts, not what it is done to."""
    known = roles.is_office(lemma) or roles.is_other(lemma) or roles.person(lemma) is not None
    return known or names_a_person(lemma)


def _asks(clause: Clause) -> bool:
    """Whether the clause is nothing but a request, by the office or by nobody, in the present."""
    verbs, finite = clause.verbs, clause.verbs.finite
    if verbs.main.lemma_ not in ("bitten", "ersuchen") or finite is None or clause.kind != "v2":
        return False
    if verbs.main.dep_ not in ("ROOT", "conj", "parataxis") or "Tense=Past" in finite.morph:
        return False
    if {t.lemma_ for t in (finite, *verbs.others) if t != verbs.main} - _COURTESY:
        return False
    subject = clause.find("subjekt")
    passive = any(t.lemma_ == "werden" for t in (finite, *verbs.others))
    if subject is None:
        return passive
    return subject.text in (("Sie", "es") if passive else ("wir", "ich"))


def _from_wish(clause: Clause) -> Order | None:
    """Return *Bitte senden Sie den Bogen zurück* for *Den Bogen wollen Sie bitte zurücksenden*."""
    verbs, subject, main = clause.verbs, clause.find("subjekt"), verb_of(clause.verbs.main)
    please = next((p for p in clause.mittelfeld if p.text == "bitte"), None)
    if verbs.finite is None or verbs.finite.lower_ != "wollen" or main is None or please is None:
        return None
    if clause.kind != "v2" or clause.chain or verbs.others or clause.lends_subject or verbs.main.dep_ != "ROOT":
        return None
    if subject is None or subject.text != "Sie" or clause.find("negation", "es") is not None:
        return None
    first = clause.vorfeld
    if first is None or (first.role not in ("subjekt", "akkusativ", "dativ", "satz") and first != subject):
        return None
    condition = _condition(clause)
    if first.role == "satz" and condition is None:
        return None
    moved = (first,) if first not in (subject, condition) else ()
    inner = (*moved, *(p for p in clause.mittelfeld if p not in (subject, please)))
    finite, particle = main.polite_imperative()
    short = [p for p in inner if p.is_short]
    pieces = with_subject((*short, *(p for p in inner if not p.is_short)), Piece("Sie", "subjekt"))
    order = Order("v2", finite, particle, "", Piece("bitte", "adverb"), pieces, clause.nachfeld)
    return order if condition is None else _behind(condition, order)


def _asker(clause: Clause, scene: Scene) -> str:
    """Return who is to be told: who asks in this sentence, else the office as it speaks of itself."""
    subject = clause.find("subjekt")
    named = subject.text if subject is not None and subject.text in ("ich", "wir") else scene.facts.office_pronoun
    return "mir" if named == "ich" else "uns"


def _condition(clause: Clause) -> Piece | None:
    """Return the clause before a request that says when it holds: *wenn …*, *da …*, *Sollten Sie …*."""
    first = clause.vorfeld
    if first is None or first.role != "satz" or first.start < 0:
        return None
    opener = clause.doc[first.start]
    return first if opener.lower_ in _CONDITIONS or is_finite(opener) else None


def _behind(condition: Piece, order: Order) -> Order:
    """Return a request behind its condition, with *bitte* behind the pronouns."""
    front = ("subjekt", "pronomen")
    told = order.mittelfeld
    behind = (i for i, p in enumerate(told) if p.role not in front and not p.is_short and p.text not in _THIS)
    at = next(behind, len(told))
    inner = (*told[:at], Piece("bitte", "adverb"), *told[at:])
    return replace(order, vorfeld=condition, mittelfeld=inner)


def _from_message(clause: Clause, pronoun: str, roles: Roles) -> Order | None:
    """Return *Bitte teilen Sie uns mit, ob …* for *Wir bitten um Mitteilung, ob …*, and the like with what is told."""
    asked = next((p for p in clause.pieces if p.role == "praep" and p.text.startswith("um ")), None)
    noun, tell = asked.head if asked is not None else None, verb("mitteilen")
    if asked is None or noun is None or noun.lemma_ != "Mitteilung" or tell is None or clause.nachfeld:
        return None
    before = [as_adverb(t) for t in noun.doc[asked.start + 1 : noun.i]]
    ways = tuple(w for w in before if w is not None)
    question, thing = _question(asked, noun), _told(asked, noun, roles)
    kept = _kept(clause, (asked,), roles)
    if kept is None or len(ways) < len(before) or (question is None and thing is None):
        return None
    finite, particle = tell.polite_imperative()
    things = (thing,) if thing is not None else ()
    inner = (Piece("Sie", "subjekt"), Piece(pronoun, "dativ"), *things, *kept, *ways)
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), inner, (question,) if question else ())


def _from_bare_message(clause: Clause, pronoun: str, condition: Piece | None, roles: Roles) -> Order | None:
    """Return *Sollten Sie verhindert sein, teilen Sie uns das bitte mit* for *…, bitten wir um Mitteilung*."""
    asked = next((p for p in clause.pieces if p.role == "praep" and p.text.startswith("um ")), None)
    noun, tell = asked.head if asked is not None else None, verb("mitteilen")
    if asked is None or noun is None or tell is None or noun.lemma_ not in _MESSAGES or asked.end != noun.i + 1:
        return None
    if condition is None or not _is_event(condition) or any(p.role != "satz" for p in clause.nachfeld):
        return None
    ways = [as_adverb(t) for t in noun.doc[asked.start + 1 : noun.i] if t.lemma_ not in _POINTING]
    kept = _kept(clause, (asked, *clause.nachfeld), roles)
    if kept is None or any(w is None for w in ways):
        return None
    finite, particle = tell.polite_imperative()
    what = (Piece("Sie", "subjekt"), Piece(pronoun, "dativ"), Piece("das", "pronomen"))
    inner = (*what, *kept, *(w for w in ways if w is not None))
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), inner, clause.nachfeld)


def _is_event(condition: Piece) -> bool:
    """Whether a condition tells of a change or of the reader what the message is to be about, and nothing else.

    *Sollten Sie verhindert sein* and *Können Sie nicht kommen*, but not *Wenn Sie Einwände haben*.
    """
    head = condition.head
    if head is None:
        return False
    opener = head.doc[condition.start]
    opened = opener.lower_ in CONDITIONS or is_finite(opener)
    if opened and head.lemma_ in _CHANGES and not any(c.dep_ in ("aux", "aux:pass") for c in head.children):
        return True
    possible = head.lemma_ in ("möglich", "unmöglich")
    if not any((c.text == "Sie" and c.dep_ in _SUBJECTS) or (possible and c.text == "Ihnen") for c in head.children):
        return False
    modal = any(c.lemma_ in _MODALS_OF_READER for c in head.children if c.dep_ == "aux")
    state = any(c.lemma_ == "sein" for c in head.children if c.dep_ in ("cop", "aux")) and head.lemma_ != "bekannt"
    return opened and (modal or state)


def _question(asked: Piece, noun: Token) -> Piece | None:
    """Return the question behind the noun, up to the end of its phrase."""
    doc, start = noun.doc, noun.i + 2
    if start >= asked.end or doc[noun.i + 1].text != "," or doc[start].lower_ not in _QUESTIONS:
        return None
    return Piece(doc[start : asked.end].text, "satz", start, asked.end, comma_before=True)


def _told(asked: Piece, noun: Token, roles: Roles) -> Piece | None:
    """Return the thing right behind the noun, in the genitive there; a person would be who tells."""
    thing = next((c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i), None)
    phrase = noun_phrase(thing) if thing is not None else None
    if thing is None or phrase is None or (phrase.start, phrase.end) != (noun.i + 1, asked.end):
        return None
    lemma = thing.lemma_
    text = phrase.inflect("Acc")
    if text is None or _is_person_or_office(lemma, roles) or "Case=Gen" not in thing.morph or phrase.needs_comma:
        return None
    return Piece(text, "akkusativ", phrase.start, phrase.end, thing)


def _from_infinitive(clause: Clause, roles: Roles) -> Order | None:
    asked = [p for p in clause.nachfeld if p.role == "infinitiv"]
    if len(asked) != 1 or asked[0].head is None:
        return None
    inner = read_clause(asked[0].head)
    main = verb_of(asked[0].head)
    if inner is None or main is None or (inner.start, inner.end) != (asked[0].start, asked[0].end):
        return None
    kept = _kept(clause, (asked[0],), roles)
    return as_request(inner, main, kept) if kept is not None else None


def _kept(clause: Clause, asked: tuple[Piece, ...], roles: Roles) -> tuple[Piece, ...] | None:
    """Return the pieces of the formula that say something, None where one of them may not move."""
    kept = []
    for piece in clause.pieces:
        words = {w.lower() for w in piece.text.split()}
        if (
            piece in asked
            or words <= _DROPPED
            or is_subject_formula(piece.text)
            or piece.text == "Sie"
            or _names_office(piece, roles)
        ):
            continue
        if piece.text.split(" ", 1)[0] in _TOPICS:
            return None
        if piece.comma_before and piece.role == "praep" and piece.end <= asked[0].start:
            piece = replace(piece, comma_before=False)  # it opens the infinitive, whose comma goes
        if piece.role == "praep" or (piece.role == "adverb" and words <= _KEPT_ADVERBS):
            kept.append(piece)
        else:
            return None
    return tuple(kept)


def _names_office(piece: Piece, roles: Roles) -> bool:
    """Whether the phrase only says who asks: *von uns*, *seitens des Finanzamts*."""
    if piece.role not in ("praep", "agens") or piece.head is None:
        return False
    by = piece.text.split(" ", 1)[0].lower()
    return by == "seitens" or (
        by in ("von", "vom") and (piece.head.text == "uns" or roles.is_office(piece.head.lemma_))
    )


def _request(deed: Deed, kept: tuple[Piece, ...]) -> Order | None:
    finite, particle = deed.verb.polite_imperative()
    inner = [*deed.pieces()]
    if deed.reflexive:
        inner.insert(0, Piece("sich", "pronomen"))
    links = [p for p in kept if p.text in _KEPT_ADVERBS]
    short = [p for p in inner if p.is_short]
    rest = [p for p in (*inner, *kept) if p not in links and p not in short]
    pieces = with_subject((*short, *links, *rest), Piece("Sie", "subjekt"))
    return Order("v2", finite, particle, "", Piece("bitte", "adverb"), _announced_last(pieces, deed.verb.particle), ())


def _announced_last(pieces: tuple[Piece, ...], particle: str) -> tuple[Piece, ...]:
    """Put what is listed behind the colon right before it: *Bitte senden Sie uns bis zum 3. Mai folgende Belege:*."""
    listed = next((p for p in pieces if p.role == "akkusativ" and p.text.startswith("folgende")), None)
    head = listed.head if listed is not None else None
    if listed is None or head is None or particle or head.doc[-1].text != ":":
        return pieces
    return (*(p for p in pieces if p != listed), listed)
