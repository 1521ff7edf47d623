"""Formulas that only announce: *Wir weisen darauf hin, dass …* The clause behind them becomes the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import as_main_clause
from klartext.spans import Edit

_ATTENTION: Final = "aufmerksam"
_POINTERS: Final = frozenset({"darauf", "darüber", "davon", "daran"})
_EMPTY: Final = frozenset(
    """hiermit hierdurch vorsorglich ausdrücklich ergänzend abschließend weiterhin nochmals
    zusätzlich bereits rein auch hierbei dabei diesbezüglich insoweit gleichzeitig zugleich lediglich höflich noch
    wunschgemäß gern gerne nachstehend nachfolgend informatorisch daneben dazu hierzu im an der auf
    außerdem zudem ferner""".split()
)
"""Adverbs that fall away with the formula."""
_EMPTY_PHRASES: Final = frozenset({
    "an dieser stelle", "der vollständigkeit halber", "der guten ordnung halber", "in diesem zusammenhang",
    "auf diesem wege", "der ordnung halber", "aus gegebenem anlass", "aus gründen der vorsorge", "im übrigen",
})  # fmt: skip
_KEPT: Final = frozenset({"leider"})
"""Adverbs that go to the front of the message itself."""
_COURTESY: Final = frozenset({"möchten", "mögen", "dürfen", "müssen"})
_WHY: Final = "Die Einleitung kündigt nur an. Ohne sie steht die Nachricht selbst im Satz."


@dataclass(frozen=True, slots=True)
class Announcements:
    """Turns announced clauses into sentences of their own.

    ``verbs`` announce, said by the office or by nobody; those in ``impersonal`` only when nobody says them.
    """

    verbs: frozenset[str]
    impersonal: frozenset[str]

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the announced clause as a sentence of its own."""
        for clause in scene.clauses:
            if clause.verbs.main.dep_ != "ROOT" or clause.kind != "v2" or not _covers(scene, clause):
                continue
            announced = [p for p in clause.nachfeld if p.role == "satz"]
            if len(announced) != 1 or not self._only_announces(clause, announced[0]):
                continue
            text = _text(clause, announced[0])
            if text is not None:
                new = capitalised(text) if clause.begins else text
                yield Rewrite("einleitung", "floskel", clause.span, (Edit(clause.span, new),), _WHY, confidence=0.93)

    def _only_announces(self, clause: Clause, announced: Piece) -> bool:
        verbs, finite = clause.verbs, clause.verbs.finite
        told = _announcing_word(clause)
        if finite is None or "Tense=Past" in finite.morph or told not in self.verbs | self.impersonal:
            return False
        others = {t.lemma_ for t in (finite, *verbs.others) if t != verbs.main}
        impersonal = "werden" in others or ("sein" in others and bool(_infinitive(clause)))
        if others - _COURTESY - {"werden"} - ({"sein"} if impersonal else set()) or (
            told in self.impersonal and not impersonal
        ):
            return False
        return all(_says_nothing(p) for p in clause.pieces if p != announced)


def _announcing_word(clause: Clause) -> str:
    """Return the verb that announces, or *aufmerksam* with *machen*."""
    main = clause.verbs.main
    drawn = main.lemma_ == "machen" and any(p.text == _ATTENTION for p in clause.pieces)
    return _ATTENTION if drawn else main.lemma_


def _infinitive(clause: Clause) -> bool:
    return "VerbForm=Inf" in clause.verbs.main.morph


def _covers(scene: Scene, clause: Clause) -> bool:
    """Whether the clause is the whole sentence but for its full stop."""
    span = clause.span
    return not scene.text[: span.start].strip() and scene.text[span.end :].strip() in (".", "")


def _says_nothing(piece: Piece) -> bool:
    text = piece.text.lower()
    if piece.role == "es" or text in (_ATTENTION, "wir", "ich", "sie", "ihnen", *_POINTERS, *_EMPTY_PHRASES, *_KEPT):
        return True
    return all(word in (*_EMPTY, *_POINTERS) for word in text.split())


def _text(clause: Clause, announced: Piece) -> str | None:
    head = announced.head
    inner = read_clause(head) if head is not None else None
    if inner is None or inner.opener is None or inner.opener.text != "dass":
        return None
    if (inner.start, inner.end) != (announced.start, announced.end) or _reports(inner):
        return None
    subject = inner.find("subjekt")
    if subject is not None and subject.text.startswith("kein") and len(inner.mittelfeld) > 1:
        return None  # „Kein Anspruch wird …“: nobody puts the denied subject first
    kept = next((p for p in clause.pieces if p.text.lower() in _KEPT), None)
    order = as_main_clause(inner, kept or _before_new(inner, subject))
    return order.text() if order is not None else None


def _before_new(clause: Clause, subject: Piece | None) -> Piece | None:
    """Return the phrase of time before a subject that is news: *Nach der Frist wird ein Zwangsgeld festgesetzt*."""
    first = clause.mittelfeld[0] if clause.mittelfeld else None
    if subject is None or first is None or first == subject or first.role != "praep" or first.comma_after:
        return None
    new = subject.text.startswith(("ein ", "eine "))
    return first if new and first.text.split(" ", 1)[0] in ("nach", "vor", "ab", "bei", "am", "bis") else None


def _reports(clause: Clause) -> bool:
    finite = clause.verbs.finite
    return finite is None or ("Mood=Sub" in finite.morph and finite.lemma_ not in ("können", "sollen", "müssen"))
