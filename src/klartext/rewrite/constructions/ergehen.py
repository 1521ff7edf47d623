"""*Über den Beitrag ergeht ein gesonderter Bescheid* → *Über den Beitrag erhalten Sie einen gesonderten Bescheid*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from klartext.grammar.phrases import noun_phrase
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.word_order import Order, with_subject
from klartext.spans import Edit

_FORMS: Final = frozenset({"ergeht", "ergehen"})
_PAPERS: Final = ("bescheid", "bescheide", "mitteilung", "schreiben", "rechnung", "nachricht")
"""Ends of nouns for what is sent to somebody; a decision may be taken about somebody else."""
_SAYS: Final = frozenset({"noch", "dann", "demnächst", "später", "gesondert", "anschließend", "zeitnah", "nicht"})
_WHY: Final = "„Ergehen“ ist Amtsdeutsch. „Sie erhalten“ sagt, wer das Schreiben bekommt."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield *erhalten Sie* for a letter that is still to come, where none but the reader can be meant."""
    facts = scene.facts
    if not facts.reader_addressed or facts.for_client or facts.orders_another:
        return
    for clause in scene.clauses:
        text = _received(clause)
        if text is not None:
            text = capitalised(text) if clause.begins else text
            yield Rewrite("ergehen", "amtswort", clause.span, (Edit(clause.span, text),), _WHY, confidence=_SURE)


def _received(clause: Clause) -> str | None:
    finite, paper, first = clause.verbs.finite, clause.find("subjekt"), clause.vorfeld
    if finite is None or finite != clause.verbs.main or finite.lower_ not in _FORMS:
        return None
    if paper is None or first is None or clause.kind != "v2" or clause.nachfeld or clause.chain:
        return None
    phrase = noun_phrase(paper.head) if paper.head is not None else None
    text = phrase.inflect("Acc") if phrase is not None else None
    if (
        phrase is None
        or text is None
        or phrase.end != paper.end
        or phrase.needs_comma
        or phrase.determiner not in ("ein", "eine")
    ):
        return None
    if not phrase.head.lemma_.lower().endswith(_PAPERS) or any(map(_is_addressed, phrase.head.children)):
        return None
    others = [p for p in clause.pieces if p != paper]
    if not any(_is_topic(p) for p in others) or not all(_is_topic(p) or p.text in _SAYS for p in others):
        return None
    you, thing = Piece("Sie", "subjekt"), replace(paper, text=text, role="akkusativ")
    inner = tuple(thing if p == paper else p for p in clause.mittelfeld)
    if first == paper:
        return Order("v2", "erhalten", "", "", you, (*inner, thing), ()).text()
    return Order("v2", "erhalten", "", "", first, with_subject(inner, you), ()).text()


def _is_addressed(word: Token) -> bool:
    """Whether the paper itself says whom it is for or who sends it: *ein Bescheid an den Nachbarn*."""
    return word.dep_ not in ("det", "amod", "case")


def _is_topic(piece: Piece) -> bool:
    """Whether a phrase says what is decided: *über den Antrag*."""
    return piece.role == "praep" and piece.text.lower().startswith(("über ", "hierüber", "darüber"))
