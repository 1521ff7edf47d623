"""The words of a noun phrase and what each of them does in it: article, adjective, head, or nothing that changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from spacy.tokens import Token

from klartext.grammar.adjectives import is_invariable, is_place, stems
from klartext.grammar.determiners import Determiner, determiner
from klartext.grammar.extent import DETERMINERS, is_finite, is_preposition
from klartext.grammar.features import Number, only
from klartext.grammar.prepositions import contraction

UNITS = frozenset(
    """Euro EUR € Cent Prozent % Grad Gramm Kilogramm kg Meter Quadratmeter m² qm Kubikmeter m³ Kilometer km Liter kWh
    Mal""".split()
)
_SMALL = (*DETERMINERS, "amod", "nummod", "advmod", "case", "mark", "cc")
_ADJECTIVE_LIKE = ("solch", "jed", "beid", "viel", "wenig", "ander", "meist", "einig", "all", "ein")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word; ``member`` counts the coordinated phrases, -1 for a word that never changes.

    ``continued`` says that more words of a name follow.
    """

    text: str
    space: str
    member: int = -1
    kind: Literal["fixed", "determiner", "adjective", "head"] = "fixed"
    determiner: Determiner | None = None
    stem: str = ""
    continued: bool = False


def read_slots(members: Sequence[Token], start: int, end: int) -> tuple[Slot, ...] | None:
    """Return the words of the phrase with what each of them does; None where one cannot be understood."""
    roles: dict[int, Slot] = {}
    for number, member in enumerate(members):
        for token, slot in _inflecting(member, number):
            if slot is None:
                return None
            roles[token.i] = slot
    first = members[0].doc[start]
    word = None if _in_a_few(first) else determiner(first.text)
    if word and start not in roles and first.i < members[0].i and first.head.i in roles:
        roles[start] = Slot(inside(first), first.whitespace_, 0, "determiner", word)
    slots = []
    for token in members[0].doc[start:end]:
        slots.append(roles.get(token.i) or Slot(inside(token), token.whitespace_))
    hidden = _hidden_article(members[0], start)
    if hidden:
        slots.insert(0, Slot(hidden, " ", 0, "determiner", determiner(hidden)))
    slots[-1] = replace(slots[-1], space="")
    return tuple(slots)


def _inflecting(member: Token, number: int) -> Iterator[tuple[Token, Slot | None]]:
    """Yield the words of one coordinated phrase that inflect; None for one that should, but is not understood."""
    governed = False
    for child in member.lefts:
        if is_preposition(child) or _in_a_few(child):
            continue
        word = determiner(child.text)
        if child.dep_ in DETERMINERS or (word and child.dep_ in ("nummod", "amod", "advmod")):
            if word and not (governed and child.lower_.startswith(_ADJECTIVE_LIKE)):
                yield child, Slot(inside(child), child.whitespace_, number, "determiner", word)
                governed = governed or bool(word.declensions)
            elif child.pos_ != "NUM" and not child.like_num:
                yield child, _adjective(child, number)
        elif child.dep_ == "amod":
            for adjective in [child, *_coordinated_adjectives(child)]:
                yield adjective, _adjective(adjective, number)
    named = any(child.dep_ in ("flat", "appos") and child.pos_ == "PROPN" for child in member.rights)
    yield member, Slot(inside(member), member.whitespace_, number, "head", continued=named)


def _in_a_few(token: Token) -> bool:
    """Whether a word is part of ``ein paar``, which never changes."""
    return token.lower_ == "paar" or (token.lower_ == "ein" and token.nbor().lower_ == "paar")


def _coordinated_adjectives(adjective: Token) -> Iterator[Token]:
    for child in adjective.rights:
        if child.dep_ == "conj":
            yield child
            yield from _coordinated_adjectives(child)


def _adjective(token: Token, number: int) -> Slot | None:
    if is_invariable(token.text) or (is_place(token.text) and not _is_first(token)) or token.text.endswith("-"):
        return Slot(token.text, token.whitespace_)
    text = inside(token)
    found = stems(text)
    return Slot(text, token.whitespace_, number, "adjective", stem=found[0]) if found else None


def _hidden_article(head: Token, start: int) -> str:
    """Return the article in the contraction directly before the phrase, or nothing."""
    for child in head.lefts:
        if child.dep_ == "case" and child.i == start - 1 and (found := contraction(child.text)):
            return found[1]
    return ""


def inside(token: Token) -> str:
    """Return a word as it is written inside a sentence."""
    text: str = token.text
    plain = text.istitle() and (token.dep_ in _SMALL or token.pos_ in ("DET", "PRON"))
    return text[:1].lower() + text[1:] if plain and _is_first(token) and not _is_polite(token) else text


def _is_first(token: Token) -> bool:
    """Whether a word opens its sentence, or a sentence behind a colon."""
    if not token.is_sent_start and token.nbor(-1).text == ":":
        return True
    for other in token.sent:
        if not (other.is_punct or other.is_space):
            return other.i == token.i
    return False


def _is_polite(token: Token) -> bool:
    if token.dep_ == "det:poss" or token.lower_.startswith("ihr"):
        return token.text.startswith("Ihr")
    return token.text in ("Sie", "Ihnen") and verb_number(token) != "Sing"


def may_be_they(token: Token) -> bool:
    """Whether the Sie that opens a sentence can also mean they: with sein or werden, and nobody addressed elsewhere."""
    if token.text != "Sie" or not _is_first(token) or any(_addresses(t) for t in token.sent if t.i != token.i):
        return False
    return any(child.dep_ in ("aux:pass", "cop") or child.lemma_ == "sein" for child in token.head.children)


def _addresses(token: Token) -> bool:
    return token.text == "Sie" or (token.text.startswith("Ihr") and token.pos_ in ("PRON", "DET"))


def verb_number(member: Token) -> Number | None:
    """Return the number of the finite verb of which this is the only subject."""
    if member.dep_ not in ("nsubj", "nsubj:pass") or any(child.dep_ == "conj" for child in member.children):
        return None
    for verb in (member.head, *member.head.children):
        if is_finite(verb) and (verb is member.head or verb.dep_.startswith(("aux", "cop"))):
            return only(cast("list[Number]", verb.morph.get("Number", [])))
    return None


def is_amount(head: Token) -> bool:
    """Whether a unit stands behind a figure: 300 Euro."""
    return head.text in UNITS and any(child.dep_ == "nummod" for child in head.lefts)


def places(slots: Sequence[Slot], member: int) -> list[int]:
    """Return where the words of one coordinated phrase stand."""
    return [i for i, slot in enumerate(slots) if slot.member == member]
