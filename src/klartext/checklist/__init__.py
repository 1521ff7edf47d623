"""Does the letter say what its reader needs? What is decided, what to do by when, whom to ask, how to object.

Hints for the author, never a change. Characters only, like ``protect``: the signs stand in ``rules/inhalt.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from klartext.checklist.answers import Answer, answer
from klartext.checklist.reading import Reading
from klartext.checklist.schema import Contents, Kind, Question, contents
from klartext.records import (
    Checklist,
    ChecklistPart,
    ChecklistPoint,
    ChecklistState,
    Letter,
    Protected,
    Sentence,
)
from klartext.ruleset.lexicon import Roles

__all__ = ["examine"]


def examine(
    letter: Letter, protected: Sequence[Protected], sentences: Sequence[Sentence], roles: Roles
) -> Checklist | None:
    """Return which of a reader's questions the letter answers; None where there is no text to look at.

    Args:
        letter: The letter with its parts.
        protected: Its time limits, dates and amounts.
        sentences: Its sentences.
        roles: Tells whose duty it is where a letter does not say (*ist vorzulegen*).
    """
    known = contents()
    reading = Reading.of(letter, protected, sentences, known, roles)
    if not reading.body:
        return None
    kind = _kind(reading, known)
    points = tuple(_Examination(reading, known, kind).points())
    return Checklist(kind.id, kind.titel, points)


def _kind(reading: Reading, known: Contents) -> Kind:
    """Return the first kind whose signs fit; the last has none."""
    return next(k for k in known.briefarten if k.is_last or _fits(k, reading))


def _fits(kind: Kind, reading: Reading) -> bool:
    if any(part.kind in kind.teile for part in reading.letter.parts):
        return True
    if any(sign.search(reading.subject) for sign in kind.betreff):
        return True
    if kind.mit_pflicht and reading.duties:
        return True
    said = (s for s in reading.body if kind.id == "anhoerung" or not s.conditional)
    return any(sign.search(s.text) for s in said for sign in kind.text)


@dataclass(frozen=True, slots=True)
class _Examination:
    reading: Reading
    known: Contents
    kind: Kind

    def points(self) -> Iterator[ChecklistPoint]:
        for question in self.known.punkte:
            found = answer(question, self.reading, self.kind)
            yield self._point(question, found)

    def _point(self, question: Question, found: Answer) -> ChecklistPoint:
        state, message = self._verdict(question, found)
        return ChecklistPoint(
            name=question.id,
            question=question.frage,
            state=state,
            places=() if state == "entfaellt" else found.places,
            message=message,
            why=question.warum,
            sources=tuple(f"{s.titel}, {s.stelle}" for s in question.quellen),
            parts=() if state == "entfaellt" else _parts(found),
        )

    def _verdict(self, question: Question, found: Answer) -> tuple[ChecklistState, str]:
        needed = question.id in self.kind.verlangt or (
            question.id in self.kind.wenn_pflicht and bool(self.reading.duties)
        )
        if not needed and not (found.places and question.id not in self.kind.entfaellt):
            return "entfaellt", self.kind.entfaellt.get(question.id, "Der Brief verlangt nichts.")
        if not found.places:
            return "fehlt", question.fehlt
        missing = [p.titel for p in question.teile if p.id in found.parts and not found.parts[p.id]]
        if missing and needed:
            return "unvollstaendig", question.unvollstaendig.format(teile=", ".join(missing), wort="")
        if found.vague is not None and needed:
            return "unvollstaendig", question.unvollstaendig.format(teile="", wort=found.vague)
        return "gefunden", ""


def _parts(found: Answer) -> tuple[ChecklistPart, ...]:
    return tuple(ChecklistPart(name, found.titles[name], places) for name, places in found.parts.items())
