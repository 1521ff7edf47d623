"""The questions of ``klartext review``: one suggestion at a time, every answer by a person with a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from klartext.cli.screen import Screen
from klartext.errors import DecisionError
from klartext.report.words import flatten

if TYPE_CHECKING:
    from klartext.decisions import Review
    from klartext.records import Suggestion

_UNKNOWN: Final = "Bitte antworten Sie mit a, l, b, s, u oder q, oder mit der Nummer einer anderen Fassung."
_OBJECTION: Final = "KT-D06"
"""The guard doubts a person's own words; the person may insist."""

Keep = Callable[["Review"], None]


@dataclass(slots=True)
class Dialogue:
    """Goes through the open suggestions in text order until none is left or the person stops.

    ``keep`` is called after every decision, so that nothing is lost when the program ends.
    """

    review: Review
    person: str
    screen: Screen
    keep: Keep
    _later: set[str] = field(default_factory=set)

    def run(self) -> bool:
        """Return True when every suggestion was answered or put off, False when the person stopped before."""
        while (suggestion := self._next()) is not None:
            self.screen.show(self.review, suggestion)
            if not self._answer(suggestion):
                return False
        return True

    def _next(self) -> Suggestion | None:
        return next((s for s in self.review.open_suggestions if s.id not in self._later), None)

    def _answer(self, suggestion: Suggestion) -> bool:
        """Ask once and act on the answer; return False when the person wants to stop."""
        answer = self.screen.ask(self.screen.keys()).strip().lower()
        try:
            match answer:
                case "a":
                    self._decided(self.review.accept(suggestion.id, self.person))
                case "l" | "r":
                    reason = self.screen.ask("Grund (darf leer bleiben): ")
                    self._decided(self.review.reject(suggestion.id, self.person, reason))
                case "b" | "e":
                    self._edit(suggestion)
                case "s":
                    self._later.add(suggestion.id)
                case "u":
                    self._undo()
                case "q":
                    return False
                case _:
                    self._decided(self.review.accept(suggestion.id, self.person, _chosen(suggestion, answer)))
        except DecisionError as problem:
            self.screen.warn(str(problem))
        except LookupError:
            self.screen.tell(_UNKNOWN)
        return True

    def _edit(self, suggestion: Suggestion) -> None:
        words = self.screen.ask("Ihre Fassung: ", flatten(suggestion.proposal.replacement))
        try:
            review = self.review.edit(suggestion.id, self.person, words)
        except DecisionError as problem:
            if problem.code != _OBJECTION:
                raise
            self.screen.warn(problem.what)
            if self.screen.ask("Soll Ihre Fassung trotzdem gelten? [j/n]: ").strip().lower() != "j":
                return
            review = self.review.edit(suggestion.id, self.person, words, insist=True)
        self._decided(review)

    def _undo(self) -> None:
        before = {s.id for s in self.review.open_suggestions}
        self._decided(self.review.undo(self.person))
        self._later -= {s.id for s in self.review.open_suggestions} - before

    def _decided(self, review: Review) -> None:
        self.review = review
        self.keep(review)


def _chosen(suggestion: Suggestion, answer: str) -> str:
    """Return the other wording with the number that was typed.

    Raises:
        LookupError: There is none.
    """
    numbered = {str(number): wording for number, wording in enumerate(suggestion.proposal.alternatives, 1)}
    return numbered[answer]
