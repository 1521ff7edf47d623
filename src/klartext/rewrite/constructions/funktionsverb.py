"""Light-verb constructions: *bringt … in Abzug* → *zieht … ab*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.features import Case
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import Number, Verb, verb
from klartext.rewrite.actions import as_adverb, edges
from klartext.rewrite.capitals import capitalised, inner_text
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece, Role
from klartext.rewrite.mainclause import person_and_number
from klartext.rewrite.predicate import mood_of, tense_of, verb_of
from klartext.rewrite.word_order import Order
from klartext.ruleset.lexicon import LightVerb
from klartext.ruleset.wordlists import LemmaEntry
from klartext.spans import Edit

_WHY: Final = "Das einfache Verb sagt dasselbe kürzer als das Gefüge aus Substantiv und blassem Verb."
_SURE: Final = 0.93
_CASES: Final[Mapping[str, Case]] = {"akkusativ": "Acc", "dativ": "Dat"}
_BY_NAME: Final[Mapping[str, Case]] = {"Acc": "Acc", "Dat": "Dat", "Gen": "Gen"}
_PRONOMINAL: Final = re.compile(r"(?:dar?|hier)(von|für|über|auf|an|zu|gegen|mit|bei|nach|um|aus|in|unter|vor)")
_TWO_WAYS: Final = frozenset({"in", "auf", "über"})
"""Prepositions whose phrase is an argument of these nouns in the accusative: *Einsicht in die Akte*."""
_ARTICLES: Final = frozenset({"der", "ein"})
_OF_SUBJECT: Final = frozenset({"fvg-gueltigkeit-behalten", "fvg-gueltigkeit-verlieren"})
"""Entries whose noun the subject has, so that *seine* or *ihre* falls away with it."""
_DEEDS: Final = ("ung", "nahme", "tion", "lass", "zusage", "lage", "gabe", "zahlung", "entzug", "abzug")


@dataclass(frozen=True, slots=True)
class Listed:
    """A light-verb construction of the word list with the plain verb that replaces it."""

    entry: LemmaEntry
    plain: LightVerb


@dataclass(frozen=True, slots=True)
class LightVerbs:
    """Turns light-verb constructions into their plain verbs; ``by_verb`` holds them by the light verb."""

    by_verb: Mapping[str, Sequence[Listed]]

    @classmethod
    def of(cls, entries: Iterable[LemmaEntry], plain: Mapping[str, LightVerb]) -> LightVerbs:
        """Return the constructions that have a plain verb."""
        found: dict[str, list[Listed]] = {}
        for entry in entries:
            known = plain.get(entry.rule)
            if entry.verb and known is not None and known.verb is not None:
                found.setdefault(entry.verb, []).append(Listed(entry, known))
        return cls(found)

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the clause with the plain verb."""
        for clause in scene.clauses:
            if clause.chain:
                continue
            known = verb_of(clause.verbs.main)
            light = known.infinitive if known is not None else clause.verbs.main.lemma_.lower()
            for listed in self.by_verb.get(light, ()):
                text = _rewritten(clause, listed)
                if text is not None:
                    new = capitalised(text) if clause.begins else text
                    yield Rewrite(
                        "funktionsverbgefuege", "funktionsverbgefuege", clause.span, (Edit(clause.span, new),), _WHY,
                        confidence=_SURE,
                    )  # fmt: skip
                    break


def _says_it_already(clause: Clause) -> bool:
    """Whether *möglich* would be there twice: as a word of the sentence, or by the modal verb of the clause."""
    known = any(t.lower_.startswith(("möglich", "unmöglich", "ermöglich")) for t in clause.doc)
    return known or any(t.lemma_ in ("können", "dürfen") for t in clause.verbs.all)


def _rewritten(clause: Clause, listed: Listed) -> str | None:
    main = verb(listed.plain.verb or "")
    if listed.plain.reflexive and any(t.dep_ == "aux:pass" for t in clause.verbs.all):
        return None  # nobody can say „wird sich geäußert“
    found = next(((p, n) for p in clause.pieces if (n := _noun(p, listed.entry)) is not None), None)
    if main is None or found is None or found[0] == clause.opener:
        return None
    piece, noun = found
    if main.infinitive == "sein" and (piece == clause.vorfeld or not _is_deed(clause.find("subjekt"))):
        return None
    if listed.plain.predicate == "möglich" and _says_it_already(clause):
        return None  # „kann möglich sein“ says it twice
    extra = _attributes(noun, listed)
    if extra is None:
        return None
    carried, attributes = extra
    pieces = _arguments(clause, piece, listed, carried)
    if pieces is None:
        return None
    return _Writer(clause, main, listed.plain, piece, attributes, pieces).text()


def _is_deed(subject: Piece | None) -> bool:
    """Whether a subject is an action noun: *Stundung*, *Befreiung*, *Erlass*."""
    return subject is not None and subject.head is not None and subject.head.lemma_.lower().endswith(_DEEDS)


def _noun(piece: Piece, entry: LemmaEntry) -> Token | None:
    """Return the noun of the construction if a piece is just its fixed words, perhaps with article and adjective."""
    head = piece.head
    if (
        head is None
        or entry.fixed[-1] not in (head.lower_, head.lemma_.lower())
        or head.pos_ not in ("NOUN", "PROPN", "X")
    ):
        return None
    before = [t for t in head.doc[piece.start : head.i] if t.text not in ("„", "(")]
    needed = list(entry.fixed[:-1])
    for token in before:
        if needed and token.lower_ == needed[0]:
            needed.pop(0)
        elif token.dep_ not in ("det", "det:poss", "amod", "advmod"):
            return None
    if needed or (not entry.fixed[:-1] and any(t.dep_ == "case" for t in head.children)):
        return None
    return head


def _attributes(noun: Token, listed: Listed) -> tuple[set[str], list[Piece]] | None:
    """Return what the words around the noun become beside the plain verb, and the arguments that are among them.

    None where one of them has no place there.
    """
    keys: set[str] = set()
    found: list[Piece] = []
    for child in noun.children:
        if child.dep_ in ("case", "punct") or child.lower_ in listed.entry.fixed[:-1]:
            continue
        if child.dep_ == "det" and child.lemma_ in _ARTICLES:
            continue
        if child.dep_ == "det:poss" and listed.entry.rule in _OF_SUBJECT and child.text[0].islower():
            continue
        if child.lower_ == "nicht" or (child.dep_ == "det" and child.lemma_ == "kein"):
            if noun.i + 1 < len(noun.doc) and noun.nbor(1).lower_ == "mehr":
                return None  # „keine Berücksichtigung mehr“: „nicht mehr“ belongs together
            found.append(Piece("nicht", "negation"))
            continue
        new = as_adverb(child) if child.dep_ == "amod" else None
        if new is None and child.i > noun.i and child.dep_ in ("nmod", "obl"):
            start, end = edges(child)
            cases = [c for c in child.children if c.dep_ == "case"]
            key = _uncontracted(cases[0].lower_) if cases else "genitiv"
            if key == "von" and "von" not in listed.plain.arguments:
                key = "genitiv"
            keys.add(key)
            piece = Piece(inner_text(child.doc, start, end), "praep" if cases else "anderes", start, end, child)
            new = _told(piece, key, listed.plain)
        if new is None:
            return None
        found.append(new)
    return keys, found


def _told(piece: Piece, key: str, plain: LightVerb) -> Piece | None:
    """Return an argument as the plain verb takes it, None where it has no place beside it."""
    target = plain.arguments.get(key)
    if target is None or key in plain.blocked_by or piece.head is None:
        return None
    if target == key:
        return piece
    preposition, _, case_name = target.partition("+")
    case: Case | None = _CASES.get(target) or _BY_NAME.get(case_name)
    phrase = noun_phrase(piece.head) if case is not None else None
    if phrase is None or case is None or phrase.end != piece.end:
        return None
    text = phrase.after(preposition, case) if case_name else phrase.inflect(case)
    role: Role = "praep" if case_name else "akkusativ" if case == "Acc" else "dativ"
    return Piece(text, role, phrase.start, phrase.end, piece.head, comma_after=phrase.needs_comma) if text else None


def _uncontracted(preposition: str) -> str:
    contracted = {"zur": "zu", "zum": "zu", "im": "in", "ins": "in", "am": "an", "vom": "von", "beim": "bei"}
    return contracted.get(preposition, preposition)


def _is_definite(piece: Piece) -> bool:
    return piece.text.split(" ", 1)[0].lower() in ("der", "die", "das", "dieser", "diese", "dieses")


def _key(piece: Piece, passive: bool) -> str:
    """Return the form of an argument: a case, a preposition, or ``satz``; empty for what is none."""
    if piece.role in ("akkusativ", "dativ"):
        return piece.role
    if piece.role == "subjekt":
        return "akkusativ" if passive else ""
    if piece.role in ("satz", "infinitiv") and piece.head is not None:
        return "satz" if piece.head.dep_ in ("ccomp", "xcomp", "csubj") else ""
    if piece.role == "praep":
        return _uncontracted(piece.text.split(" ", 1)[0].lower())
    pronominal = _PRONOMINAL.fullmatch(piece.text) if piece.role == "adverb" else None
    return pronominal[1] if pronominal else ""


def _arguments(clause: Clause, noun: Piece, listed: Listed, carried: set[str]) -> dict[Piece, Piece] | None:
    """Return what every other argument of the clause becomes, None where one has no place beside the plain verb."""
    plain, found, told = listed.plain, {}, set(carried)
    passive = _is_passive(clause)
    for piece in clause.pieces:
        key = "" if piece == noun else _key(piece, passive)
        if piece.role == "agens" and "von" in plain.arguments and piece.head is not None and piece.head.pos_ == "NOUN":
            key = _uncontracted(piece.text.split(" ", 1)[0].lower())
        if key in plain.blocked_by or (piece == clause.opener and plain.arguments.get(key, key) != key):
            return None
        if not key or (key not in plain.arguments and key not in ("akkusativ", "dativ", "satz")):
            continue
        if key in _TWO_WAYS and _says_where(piece, plain.arguments.get(key, key) != key):
            continue
        told.add(key)
        if piece.role == "adverb":
            if plain.arguments[key] != key:
                return None
            continue
        if key == "satz":
            if plain.arguments.get(key) != key:
                return None
            continue
        new = _told(piece, key, plain)
        if new is None or (piece.role == "subjekt" and new != piece):
            return None
        if new.role == "akkusativ" and piece.role != "akkusativ" and passive:
            return None
        if new != piece:
            found[piece] = replace(new, comma_after=piece.comma_after)
    return found if not plain.needs or told & plain.needs else None


def _says_where(piece: Piece, moves: bool) -> bool:
    """Whether a phrase that would become an object has a dative that tells a place or time: *im Rathaus*."""
    if not moves or piece.role != "praep" or piece.head is None:
        return False
    phrase = noun_phrase(piece.head)
    cases = {reading[0] for reading in phrase.readings} if phrase is not None else set()
    return piece.text.split(" ", 1)[0].lower() in ("im", "am") or (bool(cases) and "Acc" not in cases)


def _is_passive(clause: Clause) -> bool:
    """Whether the subject of the clause is what is acted on: in the passive and behind *ist … zu*."""
    finite = clause.verbs.finite
    to_do = finite is not None and finite.lemma_ == "sein" and "VerbForm=Inf" in clause.verbs.main.morph
    return to_do or any(t.dep_ == "aux:pass" for t in clause.verbs.all)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the clause with the plain verb.

    Args:
        clause: The clause as it stands.
        main: The plain verb.
        plain: What the list says about it.
        noun: The piece that goes.
        extra: Pieces that the noun carried.
        changed: Arguments in another case.
    """

    clause: Clause
    main: Verb
    plain: LightVerb
    noun: Piece
    extra: Sequence[Piece]
    changed: Mapping[Piece, Piece]

    def text(self) -> str | None:
        """Return the new clause, None where a form or place is not sure."""
        clause = self.clause
        subject, extra = self._new_subject()
        if self.noun.role == "subjekt" and (clause.lends_subject or (subject is None and clause.kind == "v1")):
            return None
        if self.noun.role == "subjekt" and subject is None and _is_definite(self.noun):
            return None  # „es wurde gemessen“ would no longer say that it is the measurement told before
        verbs = self._verbs(subject)
        if verbs is None:
            return None
        first = clause.vorfeld
        if first == self.noun:
            first = subject or self._instead_of_noun(extra)
            if first is None:
                return None
            extra = [p for p in extra if p != first]
        inner = [self.changed.get(p, p) for p in clause.mittelfeld if p != self.noun]
        if self.plain.predicate:
            inner.append(Piece(self.plain.predicate, "praedikativ"))
        inner = self._with_extra(inner, extra, subject if first != subject else None)
        if first is not None and first in self.changed:
            first = self.changed[first]
        opener = clause.opener.text if clause.opener else ""
        return Order(clause.kind, verbs[0], verbs[1], opener, first, tuple(inner), clause.nachfeld).text()

    def _new_subject(self) -> tuple[Piece | None, list[Piece]]:
        """Return the object as subject where the noun was the subject of a passive: *eine Prüfung wird vorgenommen*."""
        extra = list(self.extra)
        if self.noun.role != "subjekt":
            return None, extra
        for piece in extra:
            if piece.role == "akkusativ" and piece.head is not None:
                phrase = noun_phrase(piece.head)
                text = phrase.inflect("Nom") if phrase is not None else None
                if phrase is None or text is None or phrase.number is None:
                    return None, extra
                rest = [p for p in extra if p != piece]
                return replace(piece, text=text, role="subjekt"), rest
        return None, extra

    def _instead_of_noun(self, extra: Sequence[Piece]) -> Piece | None:
        """Return what stands before the verb where only a deed is told: *über den Antrag* wird entschieden, or *es*."""
        if self.noun.role != "subjekt":
            return None
        return next((p for p in extra if p.role == "praep"), Piece("es", "es"))

    def _with_extra(self, inner: list[Piece], extra: Sequence[Piece], subject: Piece | None) -> list[Piece]:
        """Put what the noun carried where the noun stood, objects before adverbs."""
        at = next((i for i, p in enumerate(self.clause.mittelfeld) if p == self.noun), len(inner))
        objects = [p for p in extra if p.role in ("akkusativ", "dativ")]
        others = [p for p in extra if p not in objects]
        reflexive = [Piece(self._reflexive(), "pronomen")] if self.plain.reflexive else []
        subjects = [subject] if subject is not None else []
        lead = 1 if inner and inner[0].role == "subjekt" else 0
        return [*inner[:lead], *reflexive, *inner[lead:at], *subjects, *objects, *inner[at:], *others]

    def _reflexive(self) -> str:
        subject = self.clause.find("subjekt")
        return {"wir": "uns", "ich": "mich"}.get(subject.text, "sich") if subject is not None else "sich"

    def _verbs(self, subject: Piece | None) -> tuple[str, str] | None:
        """Return finite verb and right bracket with the plain verb in the place of the light one."""
        if self.plain.passive:
            return self._passive_verbs()
        clause, old = self.clause, self.clause.verbs.main
        if old == clause.verbs.finite:
            features = person_and_number(clause)
            if features is None:
                return None
            tense, mood = tense_of(old), mood_of(old)
            if clause.kind == "vend":
                return self.main.finite_joined(*features, tense, mood), ""
            return self.main.finite(*features, tense, mood), self.main.particle
        form = self._non_finite(old)
        finite = self._finite(subject)
        if form is None or finite is None:
            return None
        return finite, " ".join(form if t == old else t.text for t in self._bracket())

    def _finite(self, subject: Piece | None) -> str | None:
        """Return the finite verb; it agrees with a new subject, and stands in the singular without one."""
        token = self.clause.verbs.finite
        if token is None:
            return ""
        if self.noun.role != "subjekt":
            return token.text.lower()
        number: Number = "Sing"
        if subject is not None and subject.head is not None:
            phrase = noun_phrase(subject.head)
            if phrase is None or phrase.number is None:
                return None
            number = phrase.number
        known = verb(token.lemma_)
        return known.finite(3, number, tense_of(token), mood_of(token)) if known is not None else None

    def _bracket(self) -> list[Token]:
        verbs = self.clause.verbs
        return [t for t in verbs.all if t not in (verbs.finite, verbs.particle) and t not in verbs.zu]

    def _non_finite(self, old: Token) -> str | None:
        """Return the participle or infinitive of the plain verb."""
        verbs = self.clause.verbs
        if "VerbForm=Inf" in old.morph:
            known = verb_of(old)
            with_zu = bool(verbs.zu) or (known is not None and known.zu_infinitive == old.lower_)
            return self.main.zu_infinitive if with_zu else self.main.infinitive
        perfect = any(t.lemma_ in ("haben", "sein") and t.dep_ == "aux" for t in verbs.all) and not _is_passive(
            self.clause
        )
        old_verb = verb_of(old)
        if perfect and (old_verb is None or old_verb.auxiliary != self.main.auxiliary):
            return None
        return self.main.participle

    def _passive_verbs(self) -> tuple[str, str] | None:
        """Return *wird berücksichtigt* for *findet Berücksichtigung*; other patterns than these stay."""
        clause, old = self.clause, self.clause.verbs.main
        become, finite = verb("werden"), self.clause.verbs.finite
        features = person_and_number(clause)
        if become is None or finite is None or features is None or _is_passive(clause):
            return None
        if old == finite:
            return become.finite(*features, tense_of(old), mood_of(old)), self.main.participle
        if "VerbForm=Inf" in old.morph and not clause.verbs.zu and not clause.verbs.others:
            return finite.text.lower(), f"{self.main.participle} werden"
        if finite.lemma_ == "haben" and "VerbForm=Part" in old.morph and not clause.verbs.others:
            be = verb("sein")
            return (be.finite(*features, tense_of(finite)), f"{self.main.participle} worden") if be else None
        return None
