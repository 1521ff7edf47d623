"""The questions of ``klartext review``: one suggestion at a time, every answer by a person with a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from klartext.errors import DecisionError
from klartext.report.places import Lines, original_span, original_text
from klartext.report.plain import wrapped
from klartext.report.words import SEVERITY_WORDS, count, open_question

if TYPE_CHECKING:
    from klartext.decisions import Review
    from klartext.records import Suggestion

KEYS: Final = "[a] annehmen  [r] ablehnen  [e] eigene Fassung  [s] später  [u] zurück  [q] aufhören"
_UNKNOWN: Final = "Bitte antworten Sie mit a, r, e, s, u oder q, oder mit der Nummer einer anderen Fassung."
_OBJECTION: Final = "KT-D06"
"""The guard doubts a person's own words; the person may insist."""

Ask = Callable[[str], str]
Tell = Callable[[str], None]
Keep = Callable[["Review"], None]


@dataclass(slots=True)
class Dialogue:
    """Goes through the open suggestions in text order until none is left or the person stops.

    ``keep`` is called after every decision, so that nothing is lost when the program ends.
    """

    review: Review
    person: str
    ask: Ask
    tell: Tell
    keep: Keep
    _later: set[str] = field(default_factory=set)

    def run(self) -> bool:
        """Return True when every suggestion was answered or put off, False when the person stopped before."""
        while (suggestion := self._next()) is not None:
            self.tell(self._question(suggestion))
            if not self._answer(suggestion):
                return False
        return True

    def _next(self) -> Suggestion | None:
        return next((s for s in self.review.open_suggestions if s.id not in self._later), None)

    def _answer(self, suggestion: Suggestion) -> bool:
        """Ask once and act on the answer; return False when the person wants to stop."""
        answer = self.ask(f"{KEYS}: ").strip().lower()
        try:
            match answer:
                case "a":
                    self._decided(self.review.accept(suggestion.id, self.person))
                case "r":
                    self._decided(
                        self.review.reject(suggestion.id, self.person, self.ask("Grund (darf leer bleiben): "))
                    )
                case "e":
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
            self.tell(str(problem))
        except LookupError:
            self.tell(_UNKNOWN)
        return True

    def _edit(self, suggestion: Suggestion) -> None:
        words = self.ask("Ihre Fassung: ")
        try:
            review = self.review.edit(suggestion.id, self.person, words)
        except DecisionError as problem:
            if problem.code != _OBJECTION:
                raise
            self.tell(problem.what)
            if self.ask("Soll Ihre Fassung trotzdem gelten? [j/n]: ").strip().lower() != "j":
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

    def _question(self, suggestion: Suggestion) -> str:
        analysis, proposal = self.review.analysis, suggestion.proposal
        findings = [f for f in analysis.findings if f.id in proposal.findings]
        line, _ = Lines.of(analysis.letter.document.original).place(original_span(analysis, proposal.span).start)
        severity = SEVERITY_WORDS[max((f.severity for f in findings), default=1)]
        left = count(len(self.review.open_suggestions), "Vorschlag", "Vorschläge")
        new = f"„{proposal.replacement}“" if proposal.replacement else "weglassen"
        lines = ["", f"{left} offen · Zeile {line} · {severity} [{proposal.rule}]"]
        lines += wrapped("  Stelle:    ", f"„{original_text(analysis, proposal.span)}“")
        for finding in findings:
            lines += wrapped("  Befund:    ", finding.message)
        lines += wrapped("  Vorschlag: ", new + open_question(suggestion))
        for number, wording in enumerate(proposal.alternatives, 1):
            lines += wrapped(f"  oder [{number}]:  ", f"„{wording}“")
        return "\n".join(lines)


def _chosen(suggestion: Suggestion, answer: str) -> str:
    """Return the other wording with the number that was typed.

    Raises:
        LookupError: There is none.
    """
    if not answer.isdecimal() or not int(answer):
        raise LookupError(answer)
    return suggestion.proposal.alternatives[int(answer) - 1]
