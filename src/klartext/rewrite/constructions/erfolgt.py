"""*Die Auszahlung erfolgt …*: the deed in the noun becomes the verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.verbs import verb
from klartext.rewrite.actions import Deed, deed_of
from klartext.rewrite.active import is_past, no_order, use_of
from klartext.rewrite.actors import Actors, does
from klartext.rewrite.agents import agent_of, by_phrases, is_anybody, only_agent
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece, holds_relative_clause
from klartext.rewrite.generality import ONLY, REASONS
from klartext.rewrite.predicate import MODALS, REFLEXIVE, Pattern, Subject, mood_of, order_verbs, tense_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Actions, Roles
from klartext.spans import Edit

_EMPTY_VERBS: Final = frozenset({"erfolgen"})
_ALLOWS: Final = frozenset({"dürfen", "können"})
_LIMITS: Final = ONLY | {"erst"}
_GOALS: Final = frozenset({"an", "ans", "auf", "aufs", "in", "ins"})
_WHY: Final = "Die Handlung steckte im Substantiv. Als Verb zeigt sie, wer was tut."
_WHY_PASSIVE: Final = "Die Handlung steckte im Substantiv. Jetzt ist sie das Verb; wer handelt, sagt der Brief nicht."
_SURE: Final = 0.92


@dataclass(frozen=True, slots=True)
class EmptyVerbs:
    """Turns *erfolgen* with an action noun into the verb of the action."""

    roles: Roles
    actions: Actions

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the clause with the deed as its verb."""
        for clause in scene.clauses:
            left = _is_left_undone(clause)
            pattern = _pattern(clause) if left is None else left
            subject = clause.find("subjekt")
            if (
                clause.lends_subject
                or pattern is None
                or subject is None
                or subject.head is None
                or subject == clause.opener
            ):
                continue
            deed = deed_of(subject.head, self.actions, self.roles)
            if deed is None or deed.subject is not None or deed.end != subject.end or clause.kind == "inf":
                continue
            if not deed.objects and len(clause.pieces) - len(by_phrases(clause, deed.verb)) < 2 and not deed.rest:
                continue  # nothing but *Das Amt prüft.* would be left
            if left is not None:
                yield from _undone(clause, left, subject, deed)
                continue
            if deed.action.implied and not deed.objects and self._is_named_near(scene):
                continue  # „Ich zahle das Geld aus“, where the letter calls it „der Zuschuss“
            found = self._rewrite(scene, clause, pattern, subject, deed)
            if found is not None:
                yield found

    def _is_named_near(self, scene: Scene) -> bool:
        """Whether a sentence beside this one has a name for what is paid: *der Zuschuss*."""
        nouns = (t for t in (*scene.before, *scene.after) if t.pos_ == "NOUN")
        return any(self.roles.actor("zahlen", "vorgang", [noun.lemma_], past=False) == "amt" for noun in nouns)

    def _rewrite(self, scene: Scene, clause: Clause, pattern: Pattern, old: Piece, deed: Deed) -> Rewrite | None:
        alone = only_agent(clause, deed.verb, self.roles) if pattern.helper in _ALLOWS else None
        if alone is not None:
            text = _active(alone[0], pattern, old, deed, alone[2], alone[1])
            return Rewrite(
                "erfolgt", "nominalstil", clause.span, (Edit(clause.span, text),), _WHY, confidence=_SURE
            ) if text else None  # fmt: skip
        choice, without = self._actors(scene, clause, pattern, deed)
        texts = [
            t for s in (choice.subjects if choice else ()) if (t := _active(clause, pattern, old, deed, s, without))
        ]
        if choice is None or choice.needs or not texts:
            return self._without_actor(scene, clause, pattern, old, deed, texts)
        return Rewrite(
            "erfolgt", "nominalstil", clause.span, (Edit(clause.span, texts[0]),), _WHY,
            alternatives=tuple(scene.replaced(clause.span, t) for t in texts[1:]),
            assumed=choice.assumed, confidence=_SURE,
        )  # fmt: skip

    def _without_actor(
        self, scene: Scene, clause: Clause, pattern: Pattern, old: Piece, deed: Deed, others: Sequence[str]
    ) -> Rewrite | None:
        """Return the passive, which names nobody either; who may act is left to the person."""
        text = None if by_phrases(clause, deed.verb) else _passive(clause, pattern, old, deed)
        if text is None:
            return None
        return Rewrite(
            "erfolgt", "nominalstil", clause.span, (Edit(clause.span, text),), _WHY_PASSIVE,
            alternatives=tuple(scene.replaced(clause.span, t) for t in others), confidence=_SURE,
        )  # fmt: skip

    def _actors(self, scene: Scene, clause: Clause, pattern: Pattern, deed: Deed) -> tuple[Actors | None, Piece | None]:
        if by_phrases(clause, deed.verb):
            if deed.reflexive:
                return None, None
            agent = agent_of(clause, deed.verb, self.roles)
            duty = use_of(pattern) == "pflicht"
            if duty and agent is not None and agent[0].head is not None and is_anybody(agent[0].head):
                return None, None
            return (Actors((agent[1],), ""), agent[0]) if agent else (None, None)
        return does(deed, clause, scene, self.roles, use_of(pattern), is_past(pattern)), None


def _pattern(clause: Clause) -> Pattern | None:
    """Return how the new predicate is built from that of *erfolgen*."""
    verbs, finite = clause.verbs, clause.verbs.finite
    if finite is None or clause.chain:
        return None
    if verbs.main.lower_ == "möglich" and finite.lemma_ == "sein" and not verbs.others:
        return Pattern("können", "infinitive", tense=tense_of(finite)) if _is_limited(clause) else None
    if verbs.main.lemma_ not in _EMPTY_VERBS:
        return None
    words = tuple(t.lemma_ for t in verbs.others)
    if finite == verbs.main:
        past = tense_of(finite) == "Past"
        return Pattern("haben", "participle") if past else Pattern(None, "finite")
    if finite.lemma_ == "sein" and not words and not verbs.zu:
        return Pattern("haben", "participle", tense=tense_of(finite))
    if finite.lemma_ == "haben" and verbs.zu and not words:
        return Pattern("müssen", "infinitive", tense=tense_of(finite))
    if (finite.lemma_ in MODALS or finite.lower_ in ("wird", "werden")) and not words:
        return Pattern(finite.lemma_, "infinitive", tense=tense_of(finite), mood=mood_of(finite))
    return None


def _is_left_undone(clause: Clause) -> Pattern | None:
    """Return how the passive of *die Anzeige unterblieb* is built; who should have done it is left open."""
    finite = clause.verbs.finite
    if finite is None or finite != clause.verbs.main or finite.lemma_ != "unterbleiben":
        return None
    if clause.find("negation", "es") is not None or clause.chain or mood_of(finite) != "Ind":
        return None
    past = finite.lower_.startswith("unterblieb")  # rare enough that the parser may not know
    return Pattern("haben", "participle") if past else Pattern(None, "finite")


def _undone(clause: Clause, pattern: Pattern, subject: Piece, deed: Deed) -> Iterator[Rewrite]:
    text = None if deed.negated else _passive(clause, pattern, subject, replace(deed, negated=True))
    if text is not None:
        yield Rewrite("erfolgt", "amtswort", clause.span, (Edit(clause.span, text),), _WHY_PASSIVE, confidence=_SURE)


def _is_limited(clause: Clause) -> bool:
    """Whether *möglich* says what can be done, not what may happen: *ist nicht möglich*, *ist erst im Mai möglich*."""
    finite = clause.verbs.finite
    told = finite is not None and mood_of(finite) == "Ind" and clause.find("dativ", "infinitiv", "es") is None
    if any(p.role in ("akkusativ", "anderes") for p in clause.pieces if p != clause.opener):
        return False  # „wenn Versicherten die Führung nicht möglich ist“: a dative that was not read as one
    limits = any(p.role == "negation" or p.text.split(" ", 1)[0].lower() in _LIMITS for p in clause.pieces)
    return told and limits


def _active(
    clause: Clause, pattern: Pattern, old: Piece, deed: Deed, subject: Subject, without: Piece | None
) -> str | None:
    clause = no_order(clause, pattern, subject)
    verbs = order_verbs(clause, pattern, deed.verb, subject)
    if verbs is None:
        return None
    own = list(deed.pieces())
    if deed.action.implied and not deed.objects:
        own.insert(0, Piece(deed.action.implied, "akkusativ"))
    if deed.reflexive:
        own.insert(0, Piece(REFLEXIVE.get(subject.text, "sich"), "pronomen"))
    return _written(clause, verbs, Piece(subject.text, "subjekt"), own, (old, without))


def _passive(clause: Clause, pattern: Pattern, old: Piece, deed: Deed) -> str | None:
    """Return *der Ausweis wird verlängert* for *die Verlängerung des Ausweises erfolgt*."""
    things = [p for p in deed.objects if p.role == "akkusativ" and p.head is not None]
    phrase = noun_phrase(things[0].head) if len(things) == 1 and things[0].head is not None else None
    text = phrase.inflect("Nom") if phrase is not None else None
    become = verb("werden")
    if phrase is None or text is None or phrase.number is None or become is None or _may_be_goal(phrase):
        return None
    verbs = become.finite(3, phrase.number, "Past" if pattern.helper == "haben" else "Pres"), deed.verb.participle
    if pattern.helper not in (None, "haben"):
        helper = verb(pattern.helper or "")
        if helper is None:
            return None
        verbs = helper.finite(3, phrase.number, pattern.tense, pattern.mood), f"{deed.verb.participle} werden"
    subject = replace(things[0], text=text, role="subjekt")
    own = [p for p in deed.pieces() if p != things[0]]
    return _written(clause, verbs, subject, own, (old,))


def _may_be_goal(phrase: NounPhrase) -> bool:
    """Whether what follows the noun belongs to the deed: *die Übermittlung der Daten an das Amt*.

    As the subject it would read *die Daten an das Amt*.
    """
    behind = phrase.head.doc[phrase.head.i + 1 : phrase.end]
    return any(t.pos_ == "ADP" and t.lower_ in _GOALS and "Case=Acc" in t.head.morph for t in behind)


def _written(
    clause: Clause, verbs: tuple[str, str], subject: Piece, own: list[Piece], gone: tuple[Piece | None, ...]
) -> str | None:
    """Return the clause with a new subject and the pieces of the deed."""
    if any(_told_to(p) for p in clause.pieces):
        return None
    rest = [p for p in clause.mittelfeld if p not in gone and p.role != "es"]
    behind = clause.nachfeld
    if verbs[1] and not behind and rest and (parted := _reason_apart(rest[-1])) is not None:
        rest, behind = [*rest[:-1], parted[0]], parted[1:]
    if verbs[1] and rest and holds_relative_clause(rest[-1]):
        return None  # the particle would stand alone behind it
    inner, first = _in_order(own, rest), clause.vorfeld
    if clause.kind == "vend":
        opener = clause.opener.text if clause.opener else ""
        order = Order("vend", verbs[0], verbs[1], opener, None, with_subject(inner, subject), behind)
    elif clause.kind == "v1":
        order = Order("v1", verbs[0], verbs[1], "", None, with_subject(inner, subject), behind)
    elif first is None or first in gone or first.role == "es":
        order = Order("v2", verbs[0], verbs[1], "", subject, inner, behind)
    else:
        order = Order("v2", verbs[0], verbs[1], "", first, with_subject(inner, subject), behind)
    text = order.text()
    return capitalised(text) if clause.begins else text


def _reason_apart(piece: Piece) -> tuple[Piece, Piece] | None:
    """Return a phrase and the reason at its end, which goes behind the verb: *im Interesse aller, da …*."""
    words = piece.head.doc[piece.start : piece.end] if piece.head is not None else ()
    mark = next((t for t in words[1:] if t.lower_ in REASONS and t.dep_ == "mark" and t.nbor(-1).text == ","), None)
    if mark is None or mark.head.left_edge.i < mark.i - 1 or mark.head.right_edge.i + 1 < piece.end:
        return None
    reason = mark.doc[mark.i : piece.end].text
    front, found, rest = piece.text.partition(f", {reason}")
    if not found or rest:
        return None
    clause = Piece(reason, "satz", comma_before=True, comma_after=piece.comma_after)
    return replace(piece, text=front, end=mark.i - 1, comma_after=False), clause


def _told_to(piece: Piece) -> bool:
    """Whether a phrase fits the noun only: *die Abmeldung gegenüber der Leitung*, but *bei der Leitung abmelden*."""
    return piece.role == "praep" and piece.text.lower().startswith("gegenüber ")


def _in_order(own: list[Piece], rest: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of the deed and of the clause: pronouns, objects, phrases, the clause's own, adverbs.

    *Nicht* keeps its place: what stands behind it is what it denies (*nicht fristgerecht*, *nicht in voller Höhe*).
    """
    short = [p for p in (*own, *rest) if p.is_short]
    objects = [p for p in own if p.role in ("akkusativ", "dativ")]
    datives = [p for p in rest if p.role == "dativ" and p not in short]
    others = [p for p in rest if p not in short and p not in datives]
    phrases = [p for p in own if p.role == "praep"]
    behind = [p for p in own if p not in short and p not in objects and p not in phrases]
    if others and others[-1].role == "negation":
        return (*short, *datives, *objects, *others, *phrases, *behind)  # nicht auf Dritte übertragen
    return (*short, *datives, *objects, *phrases, *others, *behind)
