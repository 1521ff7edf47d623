"""What there is to do in a letter: suggestions and hints, numbered in text order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from klartext.records import Analysis, Finding, Suggestion
from klartext.report.words import count
from klartext.spans import Span
from klartext.view.names import State


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the work list: a suggestion with the findings it answers, or a finding nobody has words for.

    ``number`` counts the entries in text order from 1; it stands in the letter, at the start of ``span``, and in the
    list.
    """

    number: int
    span: Span
    findings: tuple[Finding, ...]
    suggestion: Suggestion | None = None

    @property
    def id(self) -> str:
        """The id of the suggestion, or else of the finding."""
        return self.suggestion.id if self.suggestion else self.findings[0].id


def items(analysis: Analysis) -> tuple[Item, ...]:
    """Return the work list of a letter in text order; every finding stands in at least one entry."""
    by_id = {f.id: f for f in analysis.findings}
    entries: list[tuple[Span, tuple[Finding, ...], Suggestion | None]] = []
    answered: set[str] = set()
    for suggestion in analysis.suggestions:
        found = tuple(by_id[i] for i in suggestion.proposal.findings if i in by_id)
        answered.update(f.id for f in found)
        span = min((f.span for f in found), default=suggestion.proposal.span)
        entries.append((span, found, suggestion))
    entries += [(f.span, (f,), None) for f in analysis.findings if f.id not in answered]
    entries.sort(key=lambda entry: entry[0])
    return tuple(Item(number, *entry) for number, entry in enumerate(entries, 1))


def progress(worklist: Sequence[Item], states: Mapping[str, State]) -> str:
    """Return in one line how far the review is."""
    if not worklist:
        return "Klartext hat keine schwere Stelle gefunden."
    asked = [states.get(i.id, "open") for i in worklist if i.suggestion]
    standing = [state for state in asked if state != "superseded"]
    hints = count(len(worklist) - len(asked), "Hinweis", "Hinweise")
    if not standing:
        return f"Kein Vorschlag, {hints}."
    decided = sum(state != "open" for state in standing)
    return f"{decided} von {count(len(standing), 'Vorschlag', 'Vorschlägen')} entschieden, dazu {hints}."
