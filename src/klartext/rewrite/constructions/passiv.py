"""The werden-passive: who acts becomes the subject, what is acted on becomes the object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from klartext.grammar.verbs import Verb, verb
from klartext.rewrite.active import active, infinitives_of, is_past, objects_of, use_of
from klartext.rewrite.actors import Actors, actors, office
from klartext.rewrite.agents import agent_of, by_phrases, hidden_agent, is_anybody, only_agent
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.others import speaks_of_reader
from klartext.rewrite.predicate import Pattern, Subject, passive_pattern, verb_of
from klartext.ruleset.lexicon import Roles
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit

_OUR_PART: Final = frozenset({"unsererseits", "meinerseits", "unserseits", "von hier", "von hier aus"})
_ALLOWS: Final = frozenset({"dürfen", "können"})
_SURE: Final = 0.93
_NAMED: Final = 0.95
_ASKED: Final = 0.6
_WHY: Final = "Der Satz sagt nun zuerst, wer handelt. Aktiv liest sich leichter als Passiv."


@dataclass(frozen=True, slots=True)
class Passive:
    """Turns werden-passives into the active voice.

    ``light_verbs`` carry their meaning in a noun (*in Abzug bringen*): who acts is only taken where it is sure.
    """

    roles: Roles
    light_verbs: frozenset[str] = frozenset()

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the active voice of every passive clause whose actor is named or known."""
        for clause in scene.clauses:
            pattern = passive_pattern(clause.verbs)
            main = verb_of(clause.verbs.main)
            if pattern is None or main is None or main.participle.lower() != clause.verbs.main.lower_:
                continue
            found = self._rewrite(scene, clause, pattern, main)
            if found is not None:
                yield found

    def _rewrite(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Rewrite | None:
        own = next((p for p in clause.mittelfeld if p.text in _OUR_PART), None)
        if own is not None:
            ours = active(clause, pattern, main, office(scene.facts), without=own)
            return _named(clause, ours) if ours else None
        if (alone := only_agent(clause, main, self.roles)) is not None and pattern.helper in _ALLOWS:
            text = active(alone[0], pattern, main, alone[2], without=alone[1])
            return _named(clause, text) if text else None
        if by_phrases(clause, main):
            return self._with_agent(scene, clause, pattern, main)
        if (
            _leaves_open_to_whom(clause, pattern, main)
            or _points_back(clause.find("subjekt"))
            or _points_elsewhere(clause)
            or _threatens_late(clause, main)
        ):
            return None
        choice = None if hidden_agent(clause, self.roles) else self._actors(scene, clause, pattern, main)
        if choice is not None and choice.needs and main.infinitive in self.light_verbs:
            return None
        if choice is not None and office(scene.facts) in choice.subjects and _is_told_by_nobody(clause):
            return None
        return _chosen(scene, clause, pattern, main, choice)

    def _with_agent(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Rewrite | None:
        agent = agent_of(clause, main, self.roles)
        if agent is None:
            return None
        piece, subject = agent
        if use_of(pattern) == "pflicht" and piece.head is not None and is_anybody(piece.head):
            return None  # „muss durch einen Sachverständigen geprüft werden“: the reader must have it done
        text = active(clause, pattern, main, subject, without=piece)
        if text is None:
            return None
        return _named(clause, text)

    def _actors(self, scene: Scene, clause: Clause, pattern: Pattern, main: Verb) -> Actors | None:
        infinitives = infinitives_of(clause, main)
        if _is_about_paper(clause, pattern, infinitives):
            return None
        objects = objects_of(clause)
        return actors(clause, scene, self.roles, infinitives, use_of(pattern), objects, is_past(pattern))


def _chosen(scene: Scene, clause: Clause, pattern: Pattern, main: Verb, choice: Actors | None) -> Rewrite | None:
    """Return the active voice with whoever may act, and *Sie erhalten …* as another way to say it."""
    told = [t for s in (choice.subjects if choice else ()) if (t := active(clause, pattern, main, s))]
    texts = list(dict.fromkeys(filter(None, (*told, _received(clause, pattern, main)))))
    if not texts:
        return None
    asked = choice.needs if choice and told else None
    return Rewrite(
        construction="passiv",
        category="passiv",
        place=clause.span,
        edits=(Edit(clause.span, texts[0]),),
        explanation=_WHY,
        alternatives=tuple(scene.replaced(clause.span, t) for t in texts[1:]),
        assumed=choice.assumed if choice and told else "",
        needs=asked,
        confidence=_ASKED if asked else _SURE,
    )


def _named(clause: Clause, text: str) -> Rewrite:
    return Rewrite("passiv-handelnde", "passiv", clause.span, (Edit(clause.span, text),), _WHY, confidence=_NAMED)


def _leaves_open_to_whom(clause: Clause, pattern: Pattern, main: Verb) -> bool:
    """Whether the active voice would lack whom the verb is done to, or say it no plainer."""
    advised, groups = clause.find("dativ", "infinitiv"), word_groups()
    if main.infinitive in groups.raten and (advised is None or _needs_whom(advised, clause)):
        return True  # „wir raten die Aufnahme an“: whom?
    if _offers_to_nobody(clause):
        return True
    if main.infinitive == "aufgeben" and advised is not None:
        return True  # „wir geben Ihnen auf“ says it no plainer; „Sie müssen“ does
    if main.infinitive in groups.nur_mit_dativ and clause.find("dativ") is None:
        return True  # „wir stellen anheim“: whom?
    # „wurde nicht erteilt“: by nobody
    return main.infinitive in groups.erlauben and is_past(pattern) and clause.find("negation") is not None


def _threatens_late(clause: Clause, main: Verb) -> bool:
    """Whether the threat itself would seem to come only then: *Bei Verstößen drohen wir … an*."""
    return main.infinitive in ("androhen", "ankündigen") and any(
        p.role == "praep" and p.text.split(" ", 1)[0].lower() in ("bei", "beim") for p in clause.pieces
    )


def _needs_whom(advised: Piece, clause: Clause) -> bool:
    """Whether the advice has a *sich* that would mean the office: *es wird empfohlen, sich beraten zu lassen*."""
    return advised.role == "infinitiv" and "sich" in advised.text.split() and clause.find("dativ") is None


def _offers_to_nobody(clause: Clause) -> bool:
    """Whether *sich* behind a noun would mean the office: *Es wird Gelegenheit gegeben, sich zu äußern*."""
    infinitives = [p for p in clause.nachfeld if p.role == "infinitiv"]
    return clause.find("dativ") is None and any("sich" in p.text.split()[:2] for p in infinitives)


def _is_told_by_nobody(clause: Clause) -> bool:
    """Whether the clause hangs on a passive that first must say who: *wird Ihnen mitgeteilt, dass … gewährt wird*."""
    verb_above = clause.verbs.main.head
    if (
        clause.verbs.main.dep_ not in ("ccomp", "csubj", "csubj:pass")
        or verb_above.lemma_ not in word_groups().mitteilen
    ):
        return False
    passive = any(c.dep_ == "aux:pass" and c.lemma_ == "werden" for c in verb_above.children)
    told = any(c.text in ("Sie", "Ihnen") for c in verb_above.children)
    return passive and told and not any(c.dep_ == "obl:agent" for c in verb_above.children)


def _points_back(patient: Piece | None) -> bool:
    """Whether what is acted on stands in another sentence, on which depends who acts: *falls dieser erteilt ist*."""
    if patient is None:
        return False
    such = patient.head is not None and patient.head.lemma_.lower().startswith("solch")  # „eine solche“
    return such or patient.text in ("er", "sie", "es", "dieser", "diese", "dieses", "das", "dies")


def _points_elsewhere(clause: Clause) -> bool:
    """Whether a relative clause in the plural hangs on a singular: *die Ansprüche gegen die Stadt, die … werden*."""
    finite, noun = clause.verbs.finite, clause.verbs.main.head
    if clause.verbs.main.dep_ != "acl:relcl" or finite is None or clause.find("subjekt") != clause.opener:
        return False
    several = "Number=Plur" in finite.morph
    alone = "Number=Sing" in noun.morph and not any(c.dep_ == "conj" for c in noun.children)
    return several and alone


def _is_about_paper(clause: Clause, pattern: Pattern, infinitives: Sequence[str]) -> bool:
    """Whether a relative clause says what becomes of a paper in other hands: *eine Bescheinigung, die anerkannt wird*.

    A paper goes to many; who recognises or demands it need not be who writes. What was done to it in the past, or is
    done for the reader, stands in the letter itself.
    """
    if clause.verbs.main.dep_ != "acl:relcl" or is_past(pattern):
        return False
    noun = clause.verbs.main.head
    nouns = (noun, *takewhile(lambda t: t.pos_ == "NOUN", noun.ancestors))  # the parse may hang it on the last one
    if not any(t.lemma_.lower().endswith(tuple(word_groups().papiere)) for t in nouns):
        return False
    return any(v in word_groups().reaktionen for v in infinitives) or not speaks_of_reader(clause)


def _received(clause: Clause, pattern: Pattern, main: Verb) -> str | None:
    """Return *Sie erhalten …* for a passive that tells the reader what they are given."""
    person = next((p for p in clause.pieces if p.role == "dativ" and p.text == "Ihnen"), None)
    patient = clause.find("subjekt")
    get = verb("erhalten")
    if (
        person is None
        or patient is None
        or get is None
        or clause.chain
        or main.infinitive not in word_groups().erhalten
    ):
        return None
    if clause.find("negation") is not None or pattern.helper in ("müssen", "sollen"):
        return None
    return active(clause, pattern, get, Subject("Sie", 3, "Plur"), without=person)
