"""What a sentence would read like: a preview nobody has decided on, never written into a letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from klartext.records import Analysis, Sentence, Suggestion
from klartext.report.places import original_span, original_text
from klartext.spans import Edit, Span, apply_edits


def compatible(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions of which no two touch the same characters, in text order.

    One that needs an answer from a person first is left out. Where two compete, the one with more steps wins, then the
    surer, then the longer one.
    """

    def rank(suggestion: Suggestion) -> tuple[int, float, int, Span]:
        proposal = suggestion.proposal
        return -len(proposal.steps), -proposal.confidence, -len(proposal.span), proposal.span

    chosen: list[Suggestion] = []
    for suggestion in sorted((s for s in suggestions if s.proposal.needs is None), key=rank):
        span = suggestion.proposal.span
        if not any(span.overlaps(other.proposal.span) or span == other.proposal.span for other in chosen):
            chosen.append(suggestion)
    return tuple(sorted(chosen, key=lambda s: s.proposal.span))


def by_sentence(suggestions: Iterable[Suggestion]) -> Mapping[str, Sequence[Suggestion]]:
    """Return the suggestions under the id of their sentence."""
    groups: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        groups[suggestion.proposal.sentence].append(suggestion)
    return groups


def by_finding(suggestions: Iterable[Suggestion]) -> Mapping[str, Sequence[Suggestion]]:
    """Return the suggestions under the id of every finding that they answer."""
    groups: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for suggestion in suggestions:
        for finding in suggestion.proposal.findings:
            groups[finding].append(suggestion)
    return groups


def sentence_preview(analysis: Analysis, sentence: Sentence, suggestions: Iterable[Suggestion]) -> str | None:
    """Return the sentence as it was read with its compatible rule suggestions applied, or None without any."""
    usable = (s for s in suggestions if s.proposal.origin == "rule" and sentence.span.contains(s.proposal.span))
    start = original_span(analysis, sentence.span).start
    edits = []
    for suggestion in compatible(usable):
        there = original_span(analysis, suggestion.proposal.span)
        edits.append(Edit(Span(there.start - start, there.end - start), suggestion.proposal.replacement))
    return apply_edits(original_text(analysis, sentence.span), edits) if edits else None
