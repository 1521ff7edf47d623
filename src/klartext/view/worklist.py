"""What there is to do in a letter: suggestions and hints, numbered in text order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from klartext.records import Analysis, Finding, Suggestion
from klartext.report.words import count
from klartext.spans import Span
from klartext.view.names import GROUP_OF, WHOLE_SENTENCE, State


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the work list: a suggestion with the findings it answers, or findings nobody has words for.

    ``number`` counts the entries in text order from 1; it stands in the letter, at the start of ``span``, and in the
    list. ``span`` covers all findings.
    """

    number: int
    span: Span
    findings: tuple[Finding, ...]
    suggestion: Suggestion | None = None

    @property
    def id(self) -> str:
        """The id of the suggestion, or else of the first finding."""
        return self.suggestion.id if self.suggestion else self.findings[0].id

    @property
    def group(self) -> str:
        """The group of categories whose colour the entry has."""
        return GROUP_OF[self.findings[0].category] if self.findings else "satz"


def items(analysis: Analysis) -> tuple[Item, ...]:
    """Return the work list of a letter in text order; every finding stands in at least one entry.

    Hints that overlap make one entry: a person reads the place once and sees all that is to say about it.
    """
    by_id = {f.id: f for f in analysis.findings}
    entries: list[tuple[Span, tuple[Finding, ...], Suggestion | None]] = []
    answered: set[str] = set()
    for suggestion in analysis.suggestions:
        found = tuple(sorted((by_id[i] for i in suggestion.proposal.findings if i in by_id), key=lambda f: f.span))
        answered.update(f.id for f in found)
        entries.append((_around(found) if found else suggestion.proposal.span, found, suggestion))
    hints = sorted((f for f in analysis.findings if f.id not in answered), key=lambda f: (f.span, f.id))
    entries += [(_around(found), found, None) for found in _places(hints)]
    entries.sort(key=lambda entry: entry[0])
    return tuple(Item(number, *entry) for number, entry in enumerate(entries, 1))


def sentence_of(analysis: Analysis, worklist: Iterable[Item]) -> dict[str, str]:
    """Return the sentence in which each entry starts, by their ids; entries before the first sentence have none."""
    starts = [s.span.start for s in analysis.sentences]
    at = {item.id: bisect_right(starts, item.span.start) for item in worklist}
    return {id: analysis.sentences[place - 1].id for id, place in at.items() if place}


def _places(hints: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Group hints in text order by place; a hint about a whole sentence stands alone."""
    places: list[list[Finding]] = []
    alone: list[list[Finding]] = []
    for hint in hints:
        if hint.category in WHOLE_SENTENCE:
            alone.append([hint])
        elif places and _around(places[-1]).overlaps(hint.span):
            places[-1].append(hint)
        else:
            places.append([hint])
    return [tuple(found) for found in (*places, *alone)]


def _around(findings: Sequence[Finding]) -> Span:
    return Span(min(f.span.start for f in findings), max(f.span.end for f in findings))


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
