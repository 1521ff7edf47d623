"""The deed that hides in a noun: *die Prüfung Ihrer Unterlagen* → *Ihre Unterlagen prüfen*."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import Verb, verb
from klartext.rewrite.capitals import inner_text
from klartext.rewrite.fields import Piece, Role
from klartext.ruleset.lexicon import Action, Actions, Roles
from klartext.ruleset.word_groups import word_groups

_AS_ADVERB: Final = {"vorherig": "vorher", "sofortig": "sofort"}
_AWAY: Final = ("ab", "ent", "befrei", "ausschließ", "ausnehm", "trenn", "unterscheid")
"""How verbs begin that govern *von*."""

_SIDES: Final = {"Ihrerseits": "Sie", "unsererseits": "wir", "unserseits": "wir"}
_BY: Final = {"Ihnen": "Sie", "uns": "wir"}
_OF_NOUNS: Final = frozenset({"auf", "für", "gegen", "über"})
"""Prepositions that a noun may govern as well as the verb that it stands before."""
_TELLING: Final = frozenset({"benachrichtigen", "verständigen"})
"""Verbs whose object is a person or an office."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with what its noun carried.

    ``actor`` is who acts as far as the phrase says: ``Sie`` or ``wir`` (*Ihre Teilnahme*), ``""`` where it does not;
    ``subject`` is the genitive that acts (*Eingang Ihres Antrags* → *Ihr Antrag*). ``start`` and ``end`` are the token
    range of the whole phrase without its preposition.
    """

    verb: Verb
    action: Action
    objects: tuple[Piece, ...]
    adverbs: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    negated: bool
    start: int
    end: int
    actor: str = ""
    subject: Piece | None = None
    subject_number: str = "Sing"

    @property
    def reflexive(self) -> bool:
        """Whether the verb needs *sich* here."""
        return self.action.reflexive and not self.objects

    @property
    def object_lemmas(self) -> tuple[str, ...]:
        """What the deed is done to."""
        return tuple(p.head.lemma_ for p in self.objects if p.head is not None)

    def pieces(self) -> tuple[Piece, ...]:
        """Return what stands between subject and verb, in the order of a German clause."""
        denied = (Piece("nicht", "negation"),) if self.negated else ()
        if self._may_complete_object():
            return (*self.objects, *self.rest, *denied, *self.adverbs)
        return (*self.objects, *denied, *self.adverbs, *self.rest)

    def _may_complete_object(self) -> bool:
        """Whether a phrase right behind the object may belong to it: *den Anspruch auf Geld* abschließend prüfen."""
        thing, phrase = self.objects[-1:], self.rest[:1]
        beside = bool(thing and phrase) and thing[0].end == phrase[0].start
        return beside and phrase[0].text.split(" ", 1)[0] in _OF_NOUNS


def deed_of(head: Token, actions: Actions, roles: Roles, *, by_reader: bool = False) -> Deed | None:
    """Return the deed of an action noun with everything that depends on it, None where a part has no clear place.

    With ``by_reader`` it is what the reader is asked to do: a person in the genitive is who is told (*um
    Benachrichtigung des Gutachters*), not who tells.
    """
    noun, negated = _without_denial(head.lemma_)
    action = actions.of(noun)
    known = verb(action.verb) if action is not None else None
    if action is None or known is None or head.pos_ != "NOUN":
        return None
    parts = _Parts(roles, by_reader and action.verb in _TELLING)
    for child in head.children:
        if not parts.take(child, head, action):
            return None
    if not parts.objects and not _may_stand_alone(action, known, parts):
        return None
    if action.reflexive and action.object == "akkusativ" and not parts.objects and not parts.actor:
        return None  # „die Abmeldung“: of the reader, of a dog, of a car?
    start, end = _range(head)
    return Deed(
        known, action, tuple(parts.objects), tuple(parts.adverbs), tuple(parts.rest), negated or parts.negated,
        start, end, parts.actor, parts.subject, parts.number,
    )  # fmt: skip


def edges(head: Token) -> tuple[int, int]:
    """Return the token range of a word with everything that depends on it."""
    words = [t.i for t in head.subtree]
    return min(words), max(words) + 1


def _without_denial(lemma: str) -> tuple[str, bool]:
    if lemma.startswith("Nicht") and len(lemma) > 8:
        return lemma[5:].capitalize(), True
    return lemma, False


def _may_stand_alone(action: Action, known: Verb, parts: _Parts) -> bool:
    if action.object == "praep" and known.infinitive in word_groups().nur_mit_ergaenzung and not parts.rest:
        return False
    if action.object in ("ohne", "praep") or action.reflexive or parts.subject is not None:
        return True
    return action.object == "akkusativ" and known.infinitive in word_groups().ohne_objekt


def _range(head: Token) -> tuple[int, int]:
    words = [t for t in head.subtree if t.dep_ != "case" or t.head != head]
    while words and words[-1].text in (",", ".", ";"):
        words.pop()
    while words and words[0].text in (",", "("):
        words.pop(0)
    return words[0].i, words[-1].i + 1


def as_adverb(adjective: Token) -> Piece | None:
    """Return the adjective of a deed as the adverb of its verb (*nicht fristgerechte* → *nicht fristgerecht*)."""
    inner = list(adjective.children)
    if adjective.lemma_ not in word_groups().als_adverb or any(c.lower_ != "nicht" for c in inner):
        return None
    return Piece(("nicht " if inner else "") + _AS_ADVERB.get(adjective.lemma_, adjective.lemma_), "adverb")


class _Parts:
    """Sorts the dependents of an action noun by what they become."""

    def __init__(self, roles: Roles, told: bool) -> None:
        self._roles, self._told = roles, told
        self.objects: list[Piece] = []
        self.adverbs: list[Piece] = []
        self.rest: list[Piece] = []
        self.subject: Piece | None = None
        self.number = "Sing"
        self.actor = ""
        self.negated = False

    def take(self, child: Token, head: Token, action: Action) -> bool:
        """Sort one dependent; return False where it has no clear place in a clause."""
        if child.dep_ in ("case", "punct") and child.text not in ("(", ")", "„", "“"):
            return True
        if child.dep_ == "det":
            return child.lemma_ in ("der", "ein")
        if child.dep_ == "det:poss":
            return self._owner(child, action)
        if child.text in _SIDES and child.i > head.i:
            return self._side(_SIDES[child.text], action)
        if child.dep_ == "amod":
            return self._adverb(child)
        if child.dep_ == "nmod" and child.i > head.i:
            return self._noun(child, action)
        return False

    def _owner(self, child: Token, action: Action) -> bool:
        """Take *Ihre* or *unsere* as who acts, where the verb has no object that could be meant instead."""
        word = child.text.lower()
        self.actor = (
            "Sie" if word.startswith("ihr") and child.text[0].isupper() else "wir" if word.startswith("unser") else ""
        )
        return bool(self.actor) and (action.object != "akkusativ" or action.reflexive)

    def _side(self, actor: str, action: Action) -> bool:
        """Take *Ihrerseits* or *von Ihnen* as who acts, as *Ihre* would say it."""
        self.actor = actor
        return action.object != "akkusativ" or action.reflexive

    def _adverb(self, child: Token) -> bool:
        adverb = as_adverb(child)
        if adverb is not None:
            self.adverbs.append(adverb)
        return adverb is not None

    def _noun(self, child: Token, action: Action) -> bool:
        cases = [c for c in child.children if c.dep_ == "case"]
        genitive = not cases and "Case=Gen" in child.morph
        of = bool(cases) and cases[0].lower_ in ("von", "vom") and action.object == "akkusativ"
        if of and action.verb.startswith(_AWAY):
            return False  # „Abmeldung vom Unterricht“: what from, or what?
        if bool(cases) and cases[0].lower_ == "von" and (who := _BY.get(child.text)):
            return self._side(who, action)
        if genitive or of:
            return self._argument(child, action)
        if not cases:
            return False
        start, end = edges(child)
        if cases[0].lower_ in ("durch", "seitens"):
            return False  # it names who acts
        self.rest.append(Piece(inner_text(child.doc, start, end), "praep", start, end, child))
        return True

    def _argument(self, child: Token, action: Action) -> bool:
        phrase = noun_phrase(child)
        if phrase is None or self.objects or self.subject:
            return False
        if action.genitive == "subjekt":
            text, number = phrase.inflect("Nom"), phrase.number
            if text is None or number is None:
                return False
            self.subject, self.number = Piece(text, "subjekt", phrase.start, phrase.end, child), number
            return True
        if not self._told and (action.genitive not in ("akkusativ", "dativ") or self._may_act(child)):
            return False
        if any(t.lower_ in ("durch", "seitens") for t in child.subtree):
            return False
        text = phrase.inflect("Dat" if action.genitive == "dativ" else "Acc")
        if text is None:
            return False
        role: Role = "dativ" if action.genitive == "dativ" else "akkusativ"
        self.objects.append(Piece(text, role, phrase.start, phrase.end, child))
        return True

    def _may_act(self, noun: Token) -> bool:
        """Whether the genitive may be who acts: *Mitteilung des Arbeitgebers*."""
        roles, lemma = self._roles, noun.lemma_
        return (
            noun.pos_ == "PROPN" or roles.is_office(lemma) or roles.is_other(lemma) or roles.person(lemma) is not None
        )
