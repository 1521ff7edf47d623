"""How a letter stands after some changes: which suggestions still fit, and which new ones the changed sentences give.

Everything is told in the text as it was analysed first. A suggestion for words that are themselves new therefore takes
the whole changed place: from its first wording to the one that contains both changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from klartext.records import Analysis, Document, Evidence, Finding, Scores, Suggestion
from klartext.spans import Edit, OffsetMap, Places, Span, apply_edits

Reanalyse = Callable[[Document, Sequence[Span]], Analysis]
"""Analyses the letter as it reads now; findings and suggestions count only in sentences with these changed places."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``text`` is the letter with the changes; ``gone`` are ids of first suggestions that no longer fit.

    ``scores`` are those of ``text``; None where a changed text was not analysed again.
    """

    text: str
    scores: Scores | None
    gone: frozenset[str] = frozenset()
    suggestions: tuple[Suggestion, ...] = ()
    findings: tuple[Finding, ...] = ()


def standing(first: Analysis, edits: Sequence[Edit], reanalyse: Reanalyse | None) -> Standing:
    """Return how the letter stands; without ``reanalyse`` only suggestions that touch a change no longer fit.

    Args:
        first: The analysis of the letter without any change.
        edits: The changes, in ``first.letter.text``; no two overlap.
        reanalyse: Its offsets count in the text it is given.
    """
    text = apply_edits(first.letter.text, edits)
    changed = Places(edits)
    hit = {s.id for s in first.suggestions if changed.overlapping(s.proposal.span)}
    if not edits:
        return Standing(text, first.scores)
    if reanalyse is None:
        return Standing(text, None, frozenset(hit))
    document = Document(first.letter.document.source, text, text, OffsetMap.identity(len(text)))
    return _Comparison(first, edits, text, reanalyse(document, _places_of(edits))).standing(hit)


def _places_of(edits: Iterable[Edit]) -> tuple[Span, ...]:
    """Return where the new words of each edit stand in the changed text."""
    found: list[Span] = []
    shift = 0
    for edit in sorted(edits, key=lambda e: e.span):
        start = edit.span.start + shift
        found.append(Span(start, start + len(edit.replacement)))
        shift += len(edit.replacement) - len(edit.span)
    return tuple(found)


class _Comparison:
    """The first analysis beside that of the changed text."""

    def __init__(self, first: Analysis, edits: Sequence[Edit], text: str, fresh: Analysis) -> None:
        self._first, self._edits, self._text, self._fresh = first, edits, text, fresh
        self._back = _way_back(first.letter.text, edits)
        self._changed = Places(edits)
        self._first_sentences, self._fresh_sentences = Places(first.sentences), Places(fresh.sentences)

    def standing(self, hit: set[str]) -> Standing:
        known = {(s.proposal.rule, s.proposal.span, s.proposal.replacement): s.id for s in self._first.suggestions}
        old_findings = {(f.rule, f.span): f.id for f in self._first.findings}
        kept: set[str] = set()
        added: dict[str, Suggestion] = {}
        findings: dict[str, Finding] = {}
        by_id = {f.id: f for f in self._fresh.findings}
        for suggestion in self._fresh.suggestions:
            proposal = suggestion.proposal
            if not self._in_changed_sentence(proposal.span):
                continue
            there = self._back.to_original(proposal.span)
            same = known.get((proposal.rule, there, proposal.replacement))
            if same is not None and not self._changed.overlapping(there):
                kept.add(same)
                continue
            new = self._told_in_first(suggestion, there)
            if new.proposal.replacement == new.proposal.original or new.id in added:
                continue
            names = {i: self._finding(by_id[i], old_findings, findings) for i in proposal.findings if i in by_id}
            added[new.id] = replace(
                new, proposal=replace(new.proposal, findings=tuple(names[i] for i in proposal.findings if i in names))
            )
        lapsed = {s.id for s in self._first.suggestions if s.id not in kept and self._sentence_changed(s.proposal.span)}
        gone = frozenset(hit | lapsed)
        return Standing(self._text, self._fresh.scores, gone, tuple(added.values()), tuple(findings.values()))

    def _sentence_changed(self, span: Span) -> bool:
        around = [s.span for s in self._first_sentences.overlapping(span)] or [span]
        return any(map(self._changed.overlapping, around))

    def _in_changed_sentence(self, span: Span) -> bool:
        around = [s.span for s in self._fresh_sentences.overlapping(span)] or [span]
        return any(self._changed.overlapping(self._back.to_original(s)) for s in around)

    def _told_in_first(self, suggestion: Suggestion, there: Span) -> Suggestion:
        """Return the suggestion for the whole range of the first text that it and the changes under it stand for."""
        proposal = suggestion.proposal
        shift = sum(len(e.replacement) - len(e.span) for e in self._edits if e.span.end <= there.start)
        inside = sum(len(e.replacement) - len(e.span) for e in self._edits if there.contains(e.span) and len(e.span))
        start = there.start + shift
        head = self._text[start : proposal.span.start]
        tail = self._text[proposal.span.end : start + len(there) + inside]
        first = next(iter(self._first_sentences.overlapping(there)), None)
        return replace(
            suggestion,
            id="g" + self._mark(proposal.span, proposal.rule, proposal.replacement),
            proposal=replace(
                proposal,
                sentence=first.id if first else proposal.sentence,
                span=there,
                original=self._first.letter.text[there.start : there.end],
                replacement=head + proposal.replacement + tail,
                alternatives=tuple(head + a + tail for a in proposal.alternatives),
            ),
        )

    def _finding(self, finding: Finding, old: Mapping[tuple[str, Span], str], new: dict[str, Finding]) -> str:
        there = self._back.to_original(finding.span)
        if (finding.rule, there) in old:
            return old[finding.rule, there]
        name = "f" + self._mark(finding.span, finding.rule, "")
        new[name] = replace(
            finding,
            id=name,
            span=there,
            text=self._first.letter.text[there.start : there.end],
            evidence=tuple(Evidence(self._back.to_original(e.span), e.role) for e in finding.evidence),
        )
        return name

    def _mark(self, span: Span, rule: str, replacement: str) -> str:
        """Return a short mark that depends on the sentence as it reads now, not on the way that led there."""
        sentence = next(iter(self._fresh_sentences.around(span)), None)
        text, at = (sentence.text, span.start - sentence.span.start) if sentence else (self._text, span.start)
        origin = self._back.to_original(sentence.span if sentence else span)
        told = "\x1f".join((str(origin.start), text, str(at), str(len(span)), rule, replacement))
        return blake2b(told.encode("utf-8"), digest_size=5).hexdigest()


def _way_back(text: str, edits: Sequence[Edit]) -> OffsetMap:
    """Return the map from the changed text to the first; a new character stands for the whole range it replaced."""
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for edit in sorted(edits, key=lambda e: e.span):
        starts += range(at, edit.span.start)
        ends += range(at + 1, edit.span.start + 1)
        starts += [edit.span.start] * len(edit.replacement)
        ends += [edit.span.end] * len(edit.replacement)
        at = edit.span.end
    return OffsetMap([*starts, *range(at, len(text))], [*ends, *range(at + 1, len(text) + 1)], len(text))
