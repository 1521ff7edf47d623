"""*… wird fällig und ist zu zahlen* → *… wird fällig. Sie müssen ihn zahlen.*: who acts needs a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.rewrite.active import infinitives_of, is_past, use_of
from klartext.rewrite.actors import actors
from klartext.rewrite.agents import by_phrases, hidden_agent
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import duty_pattern, order_verbs, passive_pattern, verb_of
from klartext.rewrite.word_order import Order
from klartext.ruleset.lexicon import Roles
from klartext.spans import Edit, Span

_WHY: Final = "Der zweite Teil steht nun in einem eigenen Satz, und der sagt zuerst, wer handelt."
_SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class SharedSubjects:
    """Gives a passive or a duty behind *und* its own sentence; its object points back with a pronoun."""

    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the sentence in two."""
        for token in scene.doc:
            clause = read_clause(token, sharing=True) if token.dep_ == "conj" and token.pos_ == "VERB" else None
            if clause is None or clause.kind != "v1" or clause.chain or clause.find("subjekt") is not None:
                continue
            owner, link = _owner(token), _link(clause)
            if owner is None or link is None or scene.text[clause.span.end :].strip() not in (".", ""):
                continue
            text = self._text(scene, clause, owner)
            if text is not None:
                start = scene.doc[link.i - 1].idx + len(scene.doc[link.i - 1])
                place = Span(start, clause.span.end)
                yield Rewrite(
                    "gemeinsames-subjekt", "modaler_infinitiv", place, (Edit(place, f". {capitalised(text)}"),), _WHY,
                    confidence=_SURE,
                )  # fmt: skip

    def _text(self, scene: Scene, clause: Clause, owner: Token) -> str | None:
        duty = duty_pattern(clause.verbs)
        if duty and clause.verbs.finite is not None and clause.verbs.finite.lemma_ != "sein":
            return None  # „und haben sich zu entscheiden“: the subject itself acts
        pattern, main = duty or passive_pattern(clause.verbs), verb_of(clause.verbs.main)
        phrase = noun_phrase(owner)
        it = phrase.pronoun("Acc") if phrase is not None else None
        if pattern is None or main is None or it is None or _is_open(clause):
            return None
        if by_phrases(clause, main) or hidden_agent(clause, self.roles):
            return None
        use = "pflicht" if duty else use_of(pattern)
        infinitives = infinitives_of(clause, main)
        choice = actors(clause, scene, self.roles, infinitives, use, [owner.lemma_], is_past(pattern))
        if choice is None or choice.needs:
            return None
        verbs = order_verbs(clause, pattern, main, choice.subjects[0])
        if verbs is None:
            return None
        subject = Piece(choice.subjects[0].text, "subjekt")
        both = subject.text == "Sie" and it == "sie"
        thing = Piece("diese" if both else it, "akkusativ")  # „Sie müssen sie“: who is who?
        return Order("v2", verbs[0], verbs[1], "", subject, (thing, *clause.mittelfeld), clause.nachfeld).text()


def _owner(verb: Token) -> Token | None:
    """Return the noun that is the subject of the clause before, None for a pronoun or none."""
    found = [c for c in verb.head.children if c.dep_ in ("nsubj", "nsubj:pass")]
    return found[0] if len(found) == 1 and found[0].pos_ == "NOUN" else None


def _link(clause: Clause) -> Token | None:
    """Return the *und* right before the clause."""
    before = clause.doc[clause.start - 1] if clause.start > 1 else None
    return before if before is not None and before.lower_ == "und" else None


def _is_open(clause: Clause) -> bool:
    """Whether a duty is denied or limited, so that *müssen* may not be meant, or another word points back as well."""
    words = {t.lower_ for t in clause.doc[clause.start : clause.end]}
    return bool(words & {"nicht", "nur", "kein", "keine", "keinen", "kaum", "nie", "erst", "deren", "dessen"})
