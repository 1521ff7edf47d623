"""*Für Rückfragen stehe ich Ihnen unter … zur Verfügung* → *Bei Fragen erreichen Sie mich unter …*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from klartext.grammar.phrases import noun_phrase
from klartext.grammar.verbs import verb
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import person_and_number
from klartext.rewrite.predicate import tense_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.spans import Edit

_QUESTIONS: Final = frozenset({"rückfragen", "fragen", "rückfrage", "auskünfte"})
_SPARE: Final = frozenset("etwaige etwaigen weitere weiteren eventuelle eventuellen evtl. allfällige ihre".split())
_OBJECT: Final = {"wir": "uns", "ich": "mich"}
_WHY: Final = "Die Formel lädt nicht wirklich ein. Direkt gesagt klingt das Angebot freundlich und ist kürzer."
_SURE: Final = 0.9


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the offer in plain words; with a number it says how to reach somebody, else who helps."""
    for clause in scene.clauses:
        text = _text(clause) if _is_formula(clause) else None
        if text is not None:
            new = capitalised(text) if clause.begins else text
            yield Rewrite("rueckfragen", "floskel", clause.span, (Edit(clause.span, new),), _WHY, confidence=_SURE)


def _is_formula(clause: Clause) -> bool:
    finite = clause.verbs.finite
    return (
        clause.kind == "v2"
        and clause.verbs.main.lemma_ == "stehen"
        and finite == clause.verbs.main
        and tense_of(finite) == "Pres"
        and not clause.nachfeld
        and any(p.text == "zur Verfügung" for p in clause.mittelfeld)
        and any(p.text == "Ihnen" for p in clause.pieces)
    )


def _text(clause: Clause) -> str | None:
    about = next((p for p in clause.pieces if _asks(p)), None)
    subject = clause.find("subjekt")
    if about is None or subject is None:
        return None
    rest = [
        p for p in clause.pieces
        if p not in (about, subject) and p.text not in ("Ihnen", "zur Verfügung") and not p.text.startswith("auch")
    ]  # fmt: skip
    reach = [p for p in rest if p.role == "praep" and p.text.split(" ", 1)[0] in ("unter", "per")]
    if any(p.role not in ("adverb", "praep") for p in rest) or (
        len(reach) == 0 and any(p.role == "praep" for p in rest)
    ):
        return None
    adverbs = [p for p in rest if p.role == "adverb"]
    first = Piece("bei Fragen", "praep")
    features = person_and_number(clause)
    if _signs(subject):
        subject, features = Piece("ich", "subjekt"), (1, "Sing")
    if reach:
        return _reach(subject, first, [*(p for p in adverbs if p.text not in ("gern", "gerne")), *reach])
    help_ = verb("helfen")
    if features is None or help_ is None:
        return None
    pieces = (*with_subject((Piece("Ihnen", "dativ"),), subject), *(adverbs or [Piece("gern", "adverb")]))
    return Order("v2", help_.finite(*features), "", "", first, pieces).text()


def _signs(subject: Piece) -> bool:
    """Whether the subject is who signs the letter: *der Unterzeichner*, *die Unterzeichnende*."""
    bare = subject.text.startswith(("der ", "die ")) and subject.end - subject.start == 2
    return bare and subject.head is not None and subject.head.lemma_.startswith("Unterzeichn")


def _asks(piece: Piece) -> bool:
    """Whether the phrase is *für (etwaige) Rückfragen* and nothing more."""
    words = [w.lower() for w in piece.text.split()]
    return words[0] in ("für", "bei") and words[-1] in _QUESTIONS and all(w in _SPARE for w in words[1:-1])


def _reach(subject: Piece, first: Piece, rest: list[Piece]) -> str | None:
    whom = _OBJECT.get(subject.text)
    if whom is None and subject.head is not None:
        phrase = noun_phrase(subject.head)
        whom = phrase.inflect("Acc") if phrase is not None and phrase.end == subject.end else None
    if whom is None:
        return None
    return Order("v2", "erreichen", "", "", first, (Piece("Sie", "subjekt"), Piece(whom, "akkusativ"), *rest)).text()
