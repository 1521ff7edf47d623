"""Who does what to whom, clause by clause: a free wording may only say what the old sentence says.

This is stricter than the guard's reading of persons. Every clause of the new wording must be one that the rewriting
engine can read; its verb must stand in the old sentence, as a verb, an attribute or an action noun; what it acts on
must be the same; and who acts must be named there or be sure by the role lexicon. What cannot be told counts as a
fault: of a model's wordings many read well and say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Doc, Token

from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.verbs import lemma_of_participle
from klartext.grammar.verbs import verb as known_verb
from klartext.guard.families import root
from klartext.guard.synonyms import synonyms
from klartext.records import Check
from klartext.rewrite.active import is_past, use_of
from klartext.rewrite.clause import clauses
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import duty_pattern, is_participle, passive_pattern, verb_of
from klartext.ruleset.lexicon import Actions, Lexicon, Roles, Use

CHECK: Final = "satzbau"
_ANYTHING: Final = "*"
_SPEAKERS: Final = {"wir": "wir", "ich": "wir", "Sie": "Sie", "uns": "wir", "mir": "wir", "Ihnen": "Sie"}
_POINTERS: Final = frozenset("er sie es ihn ihm ihr ihnen dieser diese dieses diesen der die das den dem".split())
_VAGUE: Final = frozenset("es das dies wer man was dabei dafür".split())
_BECAUSE: Final = frozenset("weil da denn deshalb deswegen daher darum nämlich aufgrund wegen".split())
_NAMED_REASON: Final = re.compile(r"\bGrund(?: dafür)?(?: ist|:)")
_BEING: Final = frozenset({"sein", "gelten", "bleiben"})
_ROLE: Final = {"wir": "amt", "Sie": "adressat"}
_SHORTEST: Final = 4
"""Letters of a word that may stand for a compound which ends in it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One predicate; empty where the sentence does not say, ``*`` where it says something without a name."""

    verb: str
    agent: str
    patient: str
    use: Use = "vorgang"
    past: bool = False
    kind: Literal["clause", "attribute", "noun"] = "clause"


@dataclass(frozen=True, slots=True)
class FrameReader:
    """Compares sentences by their frames."""

    roles: Roles
    actions: Actions

    @classmethod
    def of(cls, lexicon: Lexicon) -> FrameReader:
        """Return the reader that knows who usually acts and what nouns of action say."""
        return cls(lexicon.roles, lexicon.actions)

    def check(self, before: Doc, after: Doc) -> Check:
        """Return whether the new wording says nothing that the old sentence does not say."""
        fault = self._fault(before, after)
        return Check(CHECK, not fault, fault)

    def _fault(self, before: Doc, after: Doc) -> str:
        read = list(clauses(after))
        if unread := _unread(after, read):
            return f"Der Satzbau um „{unread.text}“ ist nicht sicher zu lesen"
        told = [*self._frames(before), *self._attributes(before), *self._nouns(before)]
        words = {t.lemma_.lower() for t in before}
        for frame in self._of(read):
            if fault := self._unsupported(frame, told, words):
                return fault
        return _lost_reason(before, after) or _new_article(before, after) or _moved_amount(before, after)

    def _unsupported(self, frame: Frame, told: Sequence[Frame], words: set[str]) -> str:
        if frame.verb in _BEING:
            named = frame.agent in ("", _ANYTHING, *_SPEAKERS.values()) or frame.agent.lower() in words
            return "" if named else f"„{frame.agent}“ steht so nicht im alten Satz"
        same = _same_verb(frame.verb, told)
        if not same:
            return f"„{frame.verb}“ ist im alten Satz nicht das Verb"
        faults = [self._difference(frame, t) for t in same]
        return "" if "" in faults else faults[0]

    def _difference(self, new: Frame, old: Frame) -> str:
        if old.kind == "noun" and not new.patient and new.agent and _same_thing(old.patient, new.agent):
            return ""  # what stands behind the noun acts: *der Eingang der Anmeldung*
        if not _same_thing(old.patient, new.patient) and (old.kind != "noun" or old.patient):
            return f"Bei „{new.verb}“ geht es um „{new.patient or 'nichts'}“ statt um „{old.patient or 'nichts'}“"
        if _same_thing(old.agent, new.agent) or (old.agent and new.agent == ""):
            return "" if new.agent or not old.agent else f"Wer „{new.verb}“ tut, steht nicht mehr da"
        if old.agent:
            return f"Bei „{new.verb}“ handelt „{new.agent}“ statt „{old.agent}“"
        role = self.roles.actor(new.verb, old.use, [old.patient or new.patient], past=old.past)
        return "" if _ROLE.get(new.agent) == role else f"Dass bei „{new.verb}“ „{new.agent}“ handelt, ist nicht sicher"

    def _frames(self, doc: Doc) -> Iterator[Frame]:
        yield from self._of(list(clauses(doc)))

    def _of(self, read: Sequence[Clause]) -> Iterator[Frame]:
        for clause in read:
            yield from _clause_frames(clause)

    def _attributes(self, doc: Doc) -> Iterator[Frame]:
        """Yield what participles before nouns say: *die von Ihnen eingereichten Unterlagen*."""
        for token in doc:
            if token.dep_ != "amod" or token.head.pos_ not in ("NOUN", "PROPN"):
                continue
            stem = token.lower_.rstrip("nmrs").removesuffix("e")
            infinitive = lemma_of_participle(stem)
            agent = next((_named(c) for c in token.children if _is_by(c)), "")
            if infinitive:
                yield Frame(infinitive, agent, token.head.lemma_, past=True, kind="attribute")
                yield Frame(infinitive, token.head.lemma_, "", past=True, kind="attribute")
            elif stem.endswith("nd"):
                yield Frame(stem[:-1], token.head.lemma_, "", kind="attribute")

    def _nouns(self, doc: Doc) -> Iterator[Frame]:
        """Yield what action nouns say: *die Prüfung Ihres Antrags*."""
        for token in doc:
            if token.pos_ != "NOUN":
                continue
            action = self.actions.of(token.lemma_) or self.actions.of(token.lemma_.removeprefix("Nicht").capitalize())
            owned = [c for c in token.children if c.dep_ == "nmod" and c.i > token.i]
            patient = next((_named(c) for c in owned if not _is_by(c)), "")
            agent = next((_named(c) for c in owned if _is_by(c)), "")
            yield Frame(action.verb if action else token.lemma_, agent, patient, kind="noun")


def _same_verb(verb: str, told: Sequence[Frame]) -> list[Frame]:
    """Return what is told with a verb, else with a word of its family, else with a verb that may stand for it."""
    if exact := [t for t in told if t.verb == verb]:
        return exact
    if known_verb(verb) is None:
        return []
    own = root(verb)
    if family := [t for t in told if own == root(t.verb.removeprefix("Nicht"))]:
        return family
    return [t for t in told if t.kind != "noun" and synonyms().stands_for(verb, (root(t.verb),))]


def _same_thing(one: str, other: str) -> bool:
    """Whether two names mean the same, or one is the last part of the other: *Anmeldeformular*, *Formular*."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return short == long or (len(short) >= _SHORTEST and long.endswith(short))


def _lost_reason(before: Doc, after: Doc) -> str:
    """Return a fault where a reason is no longer told as one."""
    gave = any(t.lower_ in ("weil", "da") and t.dep_ == "mark" for t in before)
    gives = any(t.lower_ in _BECAUSE for t in after) or _NAMED_REASON.search(after.text)
    return "Dass es ein Grund ist, steht nicht mehr da" if gave and not gives else ""


def _new_article(before: Doc, after: Doc) -> str:
    """Return a fault where *the* thing has become *a* thing: another one may be meant."""
    known = {t.lemma_ for t in before if _has_article(t, "der")} - {t.lemma_ for t in before if _has_article(t, "ein")}
    new = next((t for t in after if t.lemma_ in known and _has_article(t, "ein")), None)
    return f"Aus einem bestimmten „{new.text}“ wird irgendeines" if new is not None else ""


def _has_article(noun: Token, lemma: str) -> bool:
    return noun.pos_ == "NOUN" and any(c.dep_ == "det" and c.lemma_ == lemma for c in noun.children)


def _moved_amount(before: Doc, after: Doc) -> str:
    """Return a fault where *in Höhe von* is gone though it may not belong to the noun before it."""
    for token in before[1:-1]:
        amount = token.text == "Höhe" and token.nbor(-1).lower_ == "in" and token.nbor().lower_ == "von"
        if amount and token.i > 1 and token.head.i != token.i - 2 and "Höhe" not in {t.text for t in after}:
            return "Wozu der Betrag gehört, ist nicht mehr sicher"
    return ""


def _unread(doc: Doc, read: Sequence[Clause]) -> Token | None:
    """Return a finite verb of no clause that could be read, or the root of a sentence whose verb stands elsewhere."""
    known = {t.i for c in read for t in c.verbs.all}
    finite = [t for t in doc if "VerbForm=Fin" in t.morph]
    lost = next((t for t in finite if t.i not in known), None)
    if lost is not None:
        return lost
    leading = {c.verbs.main.i for c in read if _leads(c)}
    return next((s.root for s in doc.sents if s.root.i not in leading), None)


def _leads(clause: Clause) -> bool:
    """Whether the finite verb stands right behind the first part of the clause, and that is but one."""
    first, finite = clause.vorfeld, clause.verbs.finite
    if clause.kind == "v1" and finite is not None and _asks_for(finite):
        return True
    if clause.kind != "v2" or first is None or finite is None or finite.i - first.end not in (0, 1):
        return False
    inside = [c for c in clause.verbs.main.children if first.start <= c.i < first.end]
    return len([c for c in inside if c.dep_ not in ("punct", "advmod")]) < 2


def _asks_for(finite: Token) -> bool:
    """Whether a verb at the beginning of its sentence asks the reader for something: *Legen Sie … vor*."""
    sentence = finite.sent
    front = [t for t in sentence if t.i < finite.i and t.lower_ != "bitte"]
    behind = sentence.doc[finite.i + 1] if finite.i + 1 < sentence.end else None
    return not front and behind is not None and behind.text == "Sie" and sentence[-1].text == "."


def _clause_frames(clause: Clause) -> Iterator[Frame]:
    passive = passive_pattern(clause.verbs)
    finite = clause.verbs.finite
    duty = duty_pattern(clause.verbs) if finite is not None and finite.lemma_ == "sein" and _with_zu(clause) else None
    subject = _referent(clause.find("subjekt"), clause)
    if passive or duty:
        use: Use = use_of(passive) if passive else "pflicht"
        by = next(
            (p for p in clause.pieces if p.text.split(" ", 1)[0].lower() in AGENT_PREPOSITIONS and p.head is not None),
            None,
        )
        agent, patient, past = _referent(by, clause), subject, bool(passive and is_past(passive))
    else:
        use, past = "vorgang", False
        agent, patient = subject, _referent(clause.find("akkusativ"), clause)
        if _is_state(clause):
            agent, patient = "", agent
    for token in (clause.verbs.main, *clause.verbs.also):
        known = verb_of(token)
        yield Frame(known.infinitive if known else token.lemma_, agent, patient, use, past)


def _is_state(clause: Clause) -> bool:
    """Whether a clause tells what has been done with its subject: *Die Strecke ist gesperrt*."""
    finite, main = clause.verbs.finite, clause.verbs.main
    if finite is None or finite.lemma_ != "sein" or clause.verbs.others or finite.i == main.i:
        return False
    known = verb_of(main)
    return is_participle(main) and known is not None and "sein" not in known.auxiliaries


def _with_zu(clause: Clause) -> bool:
    main = clause.verbs.main
    return bool(clause.verbs.zu) or ("VerbForm=Inf" in main.morph and "zu" in main.lower_[1:])


def _referent(piece: Piece | None, clause: Clause) -> str:
    """Return who or what a piece names: the lemma of its noun, *wir*, *Sie*, or what a pronoun points back to."""
    if piece is None or piece.head is None:
        return ""
    head = piece.head
    if head.text in _SPEAKERS and head.pos_ == "PRON":
        return _SPEAKERS[head.text]
    main = clause.verbs.main
    if piece == clause.opener and main.dep_.startswith("acl") and head.pos_ in ("PRON", "DET"):
        return main.head.lemma_
    if head.pos_ in ("PRON", "DET") and head.lower_ in _VAGUE and not _gendered(head):
        return _ANYTHING
    if head.pos_ in ("PRON", "DET") and head.lower_ in _POINTERS:
        return _antecedent(head)
    return head.lemma_


def _gendered(pronoun: Token) -> bool:
    return pronoun.lower_ in ("das", "es") and pronoun.i > pronoun.sent.start


def _antecedent(pronoun: Token) -> str:
    """Return the lemma of the nearest noun before a pronoun that agrees with it; ``*`` if there is none."""
    number, gender = pronoun.morph.get("Number", []), pronoun.morph.get("Gender", [])
    for token in reversed(pronoun.doc[: pronoun.i]):
        if token.pos_ not in ("NOUN", "PROPN") or token.morph.get("Number", []) != number:
            continue
        if number == ["Plur"] or not gender or token.morph.get("Gender", []) == gender:
            return token.lemma_
    return _ANYTHING


def _is_by(token: Token) -> bool:
    return any(c.dep_ == "case" and c.lower_ in AGENT_PREPOSITIONS for c in token.children)


def _named(token: Token) -> str:
    return _SPEAKERS.get(token.text, token.lemma_)
