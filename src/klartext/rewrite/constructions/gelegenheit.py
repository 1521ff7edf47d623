"""*Ihnen wird Gelegenheit gegeben, … zu …*, *Sie haben die Möglichkeit, … zu …* → *Sie können …*, also of others.

*Es besteht die Möglichkeit, … zu …* says so, too, where the reader surely is who may act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import Verb, verb
from klartext.rewrite.actions import deed_of
from klartext.rewrite.active import infinitives_of
from klartext.rewrite.actors import actors
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import infinitive_behind, is_limited, parts_reflexive, person_and_number
from klartext.rewrite.predicate import YOU, tense_of, verb_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Actions, Roles
from klartext.spans import Edit

_OFFERS: Final = frozenset({
    "geben", "einräumen", "bieten", "gewähren", "bestehen", "haben", "erhalten", "bekommen", "offenstehen",
})  # fmt: skip
_RECEIVES: Final = frozenset({"haben", "erhalten", "bekommen"})
"""Verbs that have the reader as their subject."""
_READER: Final = frozenset({"Ihnen", "für Sie"})
_HOW_OFTEN: Final = frozenset(
    """
    letztmals letztmalig nochmals nochmal erneut erstmals erstmalig abermals wiederum einmalig""".split()
) | {"zum letzten mal", "noch einmal"}
_CHANCES: Final = frozenset({"gelegenheit", "möglichkeit"})
_DEEDS: Final = MappingProxyType({"Stellungnahme": ("", "Stellung nehmen"), "Äußerung": ("sich", "äußern")})
_BY_NOUN: Final = re.compile(
    r"(?:die |eine )?(?:Gelegenheit|Möglichkeit) zur (?P<deed>Stellungnahme|Äußerung)"
    r"(?: (?P<rest>(?:bis|innerhalb|binnen|zu|zum|zur) [^,;:]+))?"
)
_INSIGHTS: Final = frozenset({"Einsichtnahme", "Einsicht", "Einblick"})
_WHY: Final = "„Können“ sagt mit einem Verb, was jemand tun darf oder kann, statt es in einem Hauptwort zu verstecken."
_SURE: Final = 0.92


@dataclass(frozen=True, slots=True)
class Offers:
    """Turns offers into what the reader can do."""

    roles: Roles
    actions: Actions

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the offer as what the reader can do; only offers of the present."""
        for clause in scene.clauses:
            finite, chance, lemma = clause.verbs.finite, _chance(clause), clause.verbs.main.lemma_
            readers = frozenset({"Sie"}) if lemma in _RECEIVES else _READER
            reader = next((p for p in clause.pieces if p.text in readers), None)
            subject = clause.find("subjekt")
            if reader is None and subject is not None and _is_other(subject, clause):
                reader = subject
            if lemma not in _OFFERS or finite is None or chance is None:
                continue
            if clause.kind != "v2" or tense_of(finite) == "Past" or clause.chain or clause.lends_subject:
                continue
            if not _only_offers(clause) or (reader is None and not self._is_for_reader(scene, clause, chance)):
                continue
            ways = (_from_infinitive, _from_attribute, _from_noun, _from_insight, self._from_deed)
            text = next((t for way in ways if (t := way(clause, chance, reader))), None)
            if text is not None:
                new = capitalised(text) if clause.begins else text
                yield Rewrite(
                    "gelegenheit", "funktionsverbgefuege", clause.span, (Edit(clause.span, new),), _WHY,
                    confidence=_SURE,
                )  # fmt: skip

    def _from_deed(self, clause: Clause, chance: Piece, reader: Piece | None) -> str | None:
        """Return *Sie können an der Sitzung teilnehmen* for *die Möglichkeit der Teilnahme an der Sitzung*."""
        noun = _noun_behind(chance)
        deed = deed_of(noun, self.actions, self.roles, by_reader=True) if noun is not None else None
        if deed is None or deed.end != chance.end or deed.subject is not None or deed.negated or clause.nachfeld:
            return None
        if deed.actor or self.roles.actor(deed.verb.infinitive, "kann", deed.object_lemmas) != "adressat":
            return None
        itself = (Piece("sich", "pronomen"),) if deed.reflexive else ()
        return _text(clause, (chance, reader), (*itself, *deed.pieces()), deed.verb.infinitive, ())

    def _is_for_reader(self, scene: Scene, clause: Clause, chance: Piece) -> bool:
        """Whether only the reader can do what *es besteht die Möglichkeit* names: *einen Antrag zu stellen*."""
        if clause.verbs.main.lemma_ != "bestehen" or chance.head is None or clause.find("negation", "dativ"):
            return False
        found = _attribute(chance) or infinitive_behind(clause)
        if found is None or any(p.role in ("praep", "agens") and _names_others(p) for p in clause.pieces):
            return False
        inner, main = found[0], found[1]
        objects = [p.head.lemma_ for p in inner.pieces if p.role in ("akkusativ", "dativ") and p.head is not None]
        choice = actors(inner, scene, self.roles, infinitives_of(inner, main), "kann", objects)
        return choice is not None and choice.needs is None and choice.subjects == (YOU,)


def _names_others(piece: Piece) -> bool:
    """Whether a phrase says for whom the chance is: *für die Gemeinde*, *seitens des Vermieters*."""
    return piece.text.split(" ", 1)[0].lower() in ("für", "seitens", "von", "vom", "auf")


def _from_infinitive(clause: Clause, chance: Piece, reader: Piece | None) -> str | None:
    found = infinitive_behind(clause)
    if found is None:
        return None
    inner, main, after = found
    return _text(clause, (chance, reader), inner.mittelfeld, main.infinitive, after)


def _from_attribute(clause: Clause, chance: Piece, reader: Piece | None) -> str | None:
    """Return it for an infinitive that the parse hangs on the noun: *die Möglichkeit, einen Antrag zu stellen*."""
    found = _attribute(chance)
    if found is None:
        return None
    inner, main = found
    return _text(clause, (chance, reader), inner.mittelfeld, main.infinitive, (*inner.nachfeld, *clause.nachfeld))


def _attribute(chance: Piece) -> tuple[Clause, Verb] | None:
    """Return the infinitive that ends the phrase of the chance, and its verb."""
    head = next((c for c in chance.head.rights if c.pos_ == "VERB"), None) if chance.head is not None else None
    inner, main = (read_clause(head), verb_of(head)) if head is not None else (None, None)
    if inner is None or main is None or inner.kind != "inf" or inner.chain or inner.opener or inner.verbs.others:
        return None
    if is_limited(inner):
        return None
    if inner.end != chance.end or chance.head is None or inner.start != chance.head.i + 2:
        return None  # something stands between the noun and its infinitive
    return inner, main


def _from_noun(clause: Clause, chance: Piece, reader: Piece | None) -> str | None:
    """Return *Sie können … Stellung nehmen* for *Gelegenheit zur Stellungnahme*, *sich äußern* for *zur Äußerung*.

    What follows says on what or by when: *zur Stellungnahme bis zum 3. Mai*.
    """
    told = _BY_NOUN.fullmatch(chance.text)
    if chance.head is None or clause.nachfeld or told is None:
        return None
    itself, infinitive = _DEEDS[told["deed"]]
    own = (Piece(itself, "pronomen"),) if itself else ()
    rest = (Piece(told["rest"], "praep"),) if told["rest"] else ()
    return _text(clause, (chance, reader), (*own, *rest), infinitive, ())


def _from_insight(clause: Clause, chance: Piece, reader: Piece | None) -> str | None:
    """Return *Sie können die Akten einsehen* for *die Möglichkeit der Einsichtnahme in die Akten*."""
    noun = _noun_behind(chance)
    if noun is None or noun.lemma_ not in _INSIGHTS or clause.nachfeld:
        return None
    inside = [c for c in noun.children if c.dep_ != "case" and (c.dep_, c.lemma_) != ("det", "der")]
    phrase = noun_phrase(inside[0]) if len(inside) == 1 else None
    into = phrase is not None and clause.doc[noun.i + 1].lower_ == "in" and phrase.start == noun.i + 2
    text = phrase.inflect("Acc") if phrase is not None and into and phrase.end == chance.end else None
    return _text(clause, (chance, reader), (Piece(text, "akkusativ"),), "einsehen", ()) if text else None


def _noun_behind(chance: Piece) -> Token | None:
    """Return the noun that says what the chance is for: *Möglichkeit der Teilnahme*, *Gelegenheit zur Teilnahme*."""
    head = chance.head
    nouns = [c for c in head.rights if c.pos_ == "NOUN"] if head is not None else []
    if head is None or len(nouns) != 1 or nouns[0].dep_ != "nmod":
        return None
    before = [t.lower_ for t in head.doc[head.i + 1 : nouns[0].i]]
    return nouns[0] if before in (["der"], ["des"], ["zur"], ["zum"]) else None


def _chance(clause: Clause) -> Piece | None:
    """Return the phrase that names the chance, without anything that would be lost."""
    found = next((p for p in clause.pieces if p.head is not None and p.head.lower_ in _CHANCES), None)
    if found is None or found.head is None or found.role not in ("subjekt", "akkusativ", "anderes", "adverb"):
        return None
    own = [t for t in found.head.lefts if t.dep_ != "det" or t.lemma_ not in ("der", "ein")]
    return None if own or any(p.text.lower() in _HOW_OFTEN for p in clause.pieces) else found


def _only_offers(clause: Clause) -> bool:
    """Whether the office or nobody offers, now: *wird gegeben*, *wir geben*."""
    main = clause.verbs.main
    words = {t.lemma_ for t in clause.verbs.all if t not in (main, clause.verbs.particle)}
    subject = clause.find("subjekt")
    if main.lemma_ in _RECEIVES:
        who = subject is not None and (subject.text == "Sie" or _is_other(subject, clause))
        return not words and who and clause.find("negation") is None
    spoken = (
        subject is None or subject.text in ("wir", "ich") or _CHANCES & {subject.head.lower_ if subject.head else ""}
    )
    return words <= {"werden"} and bool(spoken)


def _is_other(subject: Piece, clause: Clause) -> bool:
    """Whether somebody else has the chance, and has it now: *Der Mieter hat die Möglichkeit*, *Eltern haben …*."""
    return clause.verbs.main.lemma_ == "haben" and subject.head is not None and subject.head.pos_ == "NOUN"


def _text(
    clause: Clause, gone: tuple[Piece | None, ...], added: tuple[Piece, ...], infinitive: str, after: tuple[Piece, ...]
) -> str | None:
    can = verb("können")
    if can is None:
        return None
    subject, features = clause.find("subjekt"), person_and_number(clause)
    if features is None:
        return None
    other = subject if subject is not None and _is_other(subject, clause) else None
    dropped = {*gone, *((subject,) if subject is not None and subject.text in ("wir", "ich", "Sie") else ())}
    inner = [p for p in clause.mittelfeld if p not in dropped and p.text not in ("hiermit", "hierdurch")]
    if parts_reflexive(inner, added):
        return None
    short = [p for p in (*inner, *added) if p.is_short]
    pieces = (*short, *(p for p in (*inner, *added) if p not in short))
    who = other or Piece("Sie", "subjekt")
    first = clause.vorfeld
    form = can.finite(*features) if other else can.finite(3, "Plur")
    if first is None or first in dropped or first.role == "es" or first.text in ("hiermit", "hierdurch"):
        return Order("v2", form, infinitive, "", who, pieces, after).text()
    return Order("v2", form, infinitive, "", first, with_subject(pieces, who), after).text()
