"""*Ist … zu* and *hat … zu*: who must do something becomes the subject of *müssen*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.verbs import Verb, lemma_of_participle
from klartext.rewrite.active import active, infinitives_of, objects_of
from klartext.rewrite.actors import actors, office
from klartext.rewrite.agents import agent_of, by_phrases, hidden_agent, is_anybody, is_somebody
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.duties import must_be_done, must_do, own_words
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import Pattern, duty_pattern, verb_of
from klartext.rewrite.verb_complex import Verbs, has_zu, is_finite, predicates, verb_parts
from klartext.ruleset.detectors.clauses import is_whoever
from klartext.ruleset.detectors.voice import asks_zu, holds_opinion
from klartext.ruleset.lexicon import Roles
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit, Span

_NOT_ALWAYS_MUST: Final = frozenset(
    """nicht nichts niemand nie niemals kein keine keinen keinem keiner keinerlei kaum nur leicht schwer
    viel wenig etwas einiges genug erst frühestens ausschließlich lediglich""".split()
)
"""Words with which *ist zu* may mean *können*, *nicht dürfen* or *nur … dürfen*."""
_SAME_WITH_HAVE: Final = frozenset({"erst", "frühestens", "ausschließlich", "lediglich"})
"""Words that limit *haben zu* as they limit *müssen*: *Sie haben erst nach dem Bescheid zu zahlen*."""
_WEIGHED: Final = ("abwäg", "abgewogen", "ermessen")
"""How words begin that tell of a choice."""
_SURE: Final = 0.93
_ASKED: Final = 0.6
_IS: Final = "„Ist zu“ sagt nicht, wer handeln muss. Nun steht dort, wer es muss."
_MUST: Final = "„Muss“ nennt die Pflicht beim Namen. Noch klarer wird es, wenn Sie sagen, wer es tun muss."
_HAS: Final = "„Müssen“ sagt dasselbe wie „haben zu“ und steht vorn im Satz."


@dataclass(frozen=True, slots=True)
class ModalInfinitive:
    """Turns modal infinitives into clauses with *müssen*."""

    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the clause with *müssen* wherever the construction surely means a duty."""
        answered: dict[Token, Rewrite] = {}
        for clause in scene.clauses:
            pattern, main = duty_pattern(clause.verbs), verb_of(clause.verbs.main)
            if pattern is None or main is None or not _is_duty(clause, main) or _announces(clause.verbs, main):
                continue
            if asks_zu(clause.verbs.main) or _is_weighed(clause.verbs, scene):
                continue
            if clause.verbs.finite is None or clause.verbs.finite.lemma_ != "sein":
                continue
            found = self._with_be(scene, clause, pattern, main)
            if found is not None:
                answered[clause.verbs.main] = found
        yield from _whole(answered)
        for verbs in predicates(scene.doc):
            if verbs.main in answered or _is_weighed(verbs, scene) or _twin(verbs.main) is not None:
                continue
            if (in_place := _kept_in_order(verbs, self.roles)) is not None:
                yield in_place

    def _with_be(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Rewrite | None:
        if by_phrases(clause, main):
            agent = agent_of(clause, main, self.roles)
            if agent is not None and agent[0].head is not None and is_anybody(agent[0].head):
                return None  # „durch einen Sachverständigen“: the reader must have it done
            text = active(clause, pattern, main, agent[1], without=agent[0]) if agent else None
            return _rewrite(clause, text, _IS) if text else None
        infinitives = infinitives_of(clause, main)
        if hidden_agent(clause, self.roles):
            return None
        choice = actors(clause, scene, self.roles, infinitives, "pflicht", objects_of(clause))
        we = choice is not None and office(scene.facts) in choice.subjects
        if we and (_is_weighed_by_nobody(clause) or _seems_unwilling(pattern, infinitives)):
            return None
        texts = [t for s in (choice.subjects if choice else ()) if (t := active(clause, pattern, main, s))]
        if choice is None or not texts:
            return None
        return _rewrite(
            clause,
            texts[0],
            _IS,
            tuple(scene.replaced(clause.span, t) for t in texts[1:]),
            choice.assumed,
            choice.needs,
        )


def _whole(answered: Mapping[Token, Rewrite]) -> Iterator[Rewrite]:
    """Yield what was found; two duties joined by *und* change together or not at all."""
    for main, first in answered.items():
        twin = _twin(main)
        if twin is None:
            yield first
            continue
        second = answered.get(twin)
        if twin.i < main.i or second is None or first.needs or second.needs:
            continue
        if first.place.end <= second.place.start:
            place = Span(first.place.start, second.place.end)
            yield replace(first, place=place, edits=(*first.edits, *second.edits), alternatives=())


def _twin(main: Token) -> Token | None:
    """Return the other one of two duties: *sind die Arbeiten einzustellen und das Amt ist zu benachrichtigen*."""
    if not _is_due(main):
        return None
    others = [main.head] if main.dep_ == "conj" else [c for c in main.children if c.dep_ == "conj"]
    later = main if main.dep_ == "conj" else next(iter(others), None)
    joined = later is not None and any(c.lower_ in ("und", "sowie") for c in later.children)
    return next((t for t in others if joined and _is_due(t)), None)


def _is_due(main: Token) -> bool:
    """Whether a verb has an *ist … zu* of its own."""
    return has_zu(main) and any(v.lemma_ == "sein" and is_finite(v) for v in verb_parts(main))


def _rewrite(
    clause: Clause, text: str, why: str, others: tuple[str, ...] = (), assumed: str = "", needs: str | None = None
) -> Rewrite:
    return Rewrite(
        construction="modaler-infinitiv",
        category="modaler_infinitiv",
        place=clause.span,
        edits=(Edit(clause.span, text),),
        explanation=why,
        alternatives=others,
        assumed=assumed,
        needs=needs,
        confidence=_ASKED if needs else _SURE,
    )


def _kept_in_order(verbs: Verbs, roles: Roles) -> Rewrite | None:
    """Return *muss … vorgelegt werden* for *ist … vorzulegen*, *muss … vorlegen* for *hat … vorzulegen*.

    Nobody is named, nothing moves.
    """
    pattern, main = duty_pattern(verbs), verb_of(verbs.main)
    if pattern is None or main is None or verbs.finite is None:
        return None
    may_be_can = any((v := verb_of(t)) is None or v.infinitive in word_groups().keine_pflicht for t in verbs.also)
    if may_be_can or main.infinitive in word_groups().keine_pflicht:
        return None
    has = verbs.finite.lemma_ == "haben"
    limits = {t.lower_ for t in own_words(verbs)} & _NOT_ALWAYS_MUST
    if limits - (_SAME_WITH_HAVE if has else _limits_of_due(verbs)) or asks_zu(verbs.main):
        return None
    if (
        _announces(verbs, main)
        or _shares_its_be(verbs)
        or (not has and (_names_who(verbs, roles) or _is_asked_for(verbs)))
    ):
        return None
    if not has and (_looks_like_subject(verbs) or _seems_to_act(verbs) or _is_empty(verbs, main)):
        return None
    if not has and (_is_done_to_reader(verbs) or _is_asked_by_noun(verbs)):
        return None
    edits = must_do(verbs, pattern) if has else must_be_done(verbs, pattern)
    if edits is None:
        return None
    return Rewrite(
        construction="modaler-infinitiv",
        category="modaler_infinitiv",
        place=Span(edits[0].span.start, edits[-1].span.end),
        edits=edits,
        explanation=_HAS if has else _MUST,
        confidence=_SURE,
        last_resort=not has,
    )


def _is_duty(clause: Clause, main: Verb) -> bool:
    """Whether the infinitive means *müssen*: not denied, no verb or adverb that makes it *können*."""
    own = [t for p in clause.pieces if not _is_clause(p, clause) for t in clause.doc[max(0, p.start) : p.end]]
    words = {t.lower_ for t in own if t.head.dep_ != "amod"}
    denied = (words & _NOT_ALWAYS_MUST) - _limits_of_due(clause.verbs)
    infinitive = clause.verbs.main
    with_zu = bool(clause.verbs.zu) or infinitive.lower_ == main.zu_infinitive
    return with_zu and not denied and main.infinitive not in word_groups().keine_pflicht


def _limits_of_due(verbs: Verbs) -> frozenset[str]:
    """Return *erst* where it only says when something is due, and doing it sooner does no harm: *erst … vorzulegen*."""
    known = [verb_of(t) for t in (verbs.main, *verbs.also)]
    due = all(v is not None and v.infinitive in word_groups().faellig for v in known)
    return frozenset({"erst"}) if due else frozenset()


def _is_weighed(verbs: Verbs, scene: Scene) -> bool:
    """Whether *war stattzugeben* tells what came out of weighing, or what somebody thinks: *müssen* would deny it."""
    if holds_opinion(verbs.main):
        return True
    main = verb_of(verbs.main)
    if main is None or main.infinitive not in word_groups().entscheiden:
        return False
    return any(t.lemma_.lower().startswith(_WEIGHED) for t in (*scene.doc, *scene.before))


def _is_weighed_by_nobody(clause: Clause) -> bool:
    """Whether the clause hangs on a passive that first must say who: *es wird geprüft, ob … zu ändern ist*."""
    above = clause.verbs.main.head
    if _is_asked_by_noun(clause.verbs):
        return True
    if clause.verbs.main.dep_ not in ("ccomp", "csubj", "csubj:pass") or any(
        c.dep_ == "obl:agent" for c in above.children
    ):
        return False
    return any(c.dep_ == "aux:pass" and c.lemma_ == "werden" for c in above.children)


def _seems_unwilling(pattern: Pattern, infinitives: Sequence[str]) -> bool:
    """Whether *mussten* would regret what does the reader good: *Dem Antrag war stattzugeben*."""
    return pattern.tense == "Past" and pattern.mood == "Ind" and set(infinitives) <= word_groups().zugunsten


def _announces(verbs: Verbs, main: Verb) -> bool:
    """Whether *ist zu* only opens what is said in a clause: *Hierzu ist auszuführen, dass …*."""
    clauses = (c for c in verbs.main.children if c.dep_ in ("ccomp", "csubj", "csubj:pass"))
    told = any(not is_whoever(c) for c in clauses)
    return told and main.infinitive in word_groups().ausfuehren


def _names_who(verbs: Verbs, roles: Roles) -> bool:
    """Whether the clause names who must act: then *muss … werden* is the long way round."""
    words = [*own_words(verbs), *_strayed(verbs)]
    by = (t.head for t in words if t.dep_ == "case" and t.lower_ in AGENT_PREPOSITIONS)
    return any(
        (not is_anybody(head) and (head.dep_ == "obl:agent" or _is_behind_one(head, verbs, roles)))
        or head.text in ("Ihnen", "uns", "mir")
        or _is_you_alone(head)
        for head in by
    )


def _strayed(verbs: Verbs) -> Iterator[Token]:
    """Yield the words of phrases that the parse hangs on an attribute before them: *die neuen Kosten vom Halter*."""
    attributes = (t for word in own_words(verbs) for t in word.children if t.dep_ == "amod")
    return (t for attribute in attributes for phrase in attribute.rights for t in phrase.children)


def _is_behind_one(head: Token, verbs: Verbs, roles: Roles) -> bool:
    """Whether somebody else alone is named behind the finite verb, also where the parse hangs the phrase on a noun."""
    several = head.dep_ == "conj" or any(c.dep_ == "conj" for c in head.children)
    somebody = names_a_person(head.lemma_) or roles.is_other(head.lemma_)
    return somebody and not several and verbs.finite is not None and verbs.finite.i < head.i


def _is_empty(verbs: Verbs, main: Verb) -> bool:
    """Whether the meaning lies elsewhere and verbs would pile up.

    In a noun (*in Ansatz gebracht werden müssen*) or in another participle (*geschlossen gehalten werden*).
    """
    before = verbs.main.doc[: verbs.main.i - any(t.i == verbs.main.i - 1 for t in verbs.zu)]
    if len(before) and before[-1].head == verbs.main and lemma_of_participle(before[-1].lower_) is not None:
        return True
    nouns = (c for c in verbs.main.children if c.pos_ == "NOUN")
    last = verbs.finite is not None and verbs.finite.i > verbs.main.i
    return (
        last
        and main.infinitive == "bringen"
        and any(c.dep_ == "case" and c.lower_ in ("in", "zum", "zur") for noun in nouns for c in noun.children)
    )


def _shares_its_be(verbs: Verbs) -> bool:
    """Whether an infinitive before *und* has the same *ist*: *ein Arzt beizuziehen und ein Nachweis vorzulegen ist*."""
    first = verbs.main.head
    if verbs.main.dep_ != "conj" or first in verbs.also or not has_zu(first):
        return False
    return not any(is_finite(v) for v in verb_parts(first))


def _is_asked_for(verbs: Verbs) -> bool:
    """Whether *auf Antrag* says that the office will do it, no matter whether it must."""
    words = list(own_words(verbs))
    return any(t.lemma_ == "Antrag" and any(c.lower_ == "auf" for c in t.children) for t in words)


def _looks_like_subject(verbs: Verbs) -> bool:
    """Whether a bare plural before a verb in the singular seems to be its subject: *Urkunden muss … beiliegen*."""
    finite = verbs.finite
    if finite is None or finite.morph.get("Number", []) != ["Sing"]:
        return False
    first = (c for c in verbs.main.children if c.i < finite.i and c.pos_ == "NOUN" and c.dep_ != "conj")
    return any(
        "Number=Plur" in noun.morph and not any(c.dep_ in ("det", "det:poss", "case") for c in noun.children)
        for noun in first
    )


def _seems_to_act(verbs: Verbs) -> bool:
    """Whether a person behind the finite verb would seem to have the duty: *muss der Erwerber … genannt werden*."""
    finite = verbs.finite
    if finite is None:
        return False
    behind = (c for c in verbs.main.children if c.dep_ in ("nsubj", "nsubj:pass", "obj") and c.i > finite.i)
    return any(
        is_somebody(noun.lemma_)
        and all(t.pos_ == "PRON" for t in finite.doc[finite.i + 1 : noun.left_edge.i])
        and finite.i < verbs.main.i
        for noun in behind
    )


def _is_done_to_reader(verbs: Verbs) -> bool:
    """Whether *müssen* would seem to be the duty of whom it is done to: *müssen Sie … herangezogen werden*."""
    if verbs.finite is None or verbs.finite.i > verbs.main.i:
        return False
    objects = (c for c in verbs.main.children if c.dep_ in ("nsubj", "nsubj:pass", "obj"))
    return any(c.text in ("Sie", "wir", "ich") and c.i > 0 for c in objects)


def _is_asked_by_noun(verbs: Verbs) -> bool:
    """Whether the clause only names what is looked into: *die Prüfung, ob … einzuleiten ist*, no matter if it must."""
    return verbs.main.head.pos_ == "NOUN" and any(c.lower_ == "ob" and c.dep_ == "mark" for c in verbs.main.children)


def _is_you_alone(token: Token) -> bool:
    """Whether *durch Sie* names the reader and nobody besides: *durch Sie oder Ihren Vertreter*."""
    return token.text == "Sie" and not any(c.dep_ == "conj" for c in token.children)


def _is_clause(piece: Piece, clause: Clause) -> bool:
    """Whether a piece is a clause of its own, also one without subjunction: *ist es Ihnen nicht möglich, so …*."""
    verbs = (t for t in clause.doc[max(0, piece.start) : piece.end] if "VerbForm=Fin" in t.morph)
    return piece.role in ("satz", "infinitiv") or (piece.role == "adverb" and any(verbs))
