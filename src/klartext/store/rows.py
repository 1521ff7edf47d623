"""What a review leaves in the tables: one row for each decision, and how many suggestions of each rule were shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from klartext.decisions import Entry, Review, text_hash
from klartext.spans import Edit, Span, apply_edits


def naive(time: datetime) -> datetime:
    """Return a time in UTC as the tables keep it."""
    if time.tzinfo is None:
        raise ValueError("an aware time is needed")
    return time.astimezone(UTC).replace(tzinfo=None)


def decision_row(review: Review, entry: Entry, in_force: bool, with_text: bool) -> dict[str, Any]:
    """Return a decision as a row; words of the letter only where texts may be kept."""
    decision, versions = entry.decision, review.first.versions
    told = (entry.number, decision.time.isoformat(), decision.person, decision.kind, decision.rule, decision.span)
    row: dict[str, Any] = {
        "letter": text_hash(review.first.letter.document),
        "mark": sha256(repr(told).encode("utf-8")).hexdigest(),
        "number": entry.number,
        "time": naive(decision.time),
        "person": _storable(decision.person),
        "kind": decision.kind,
        "in_force": in_force,
        "insisted": entry.insisted,
        "rule": decision.rule,
        "category": entry.category,
        "origin": decision.origin,
        "reason": _storable(decision.reason),
        "klartext": versions.klartext,
        "pipeline": versions.pipeline,
        "rules": versions.rules,
        "model": versions.model,
        "place_start": decision.span.start,
        "place_end": decision.span.end,
    }
    if with_text:
        words = {"original": decision.original, "replacement": decision.replacement, "final": decision.final}
        row |= {name: _storable(text) for name, text in (words | _sentences(review, entry)).items()}
    return row


def shown_rows(review: Review) -> Iterator[dict[str, Any]]:
    """Yield for every rule how many suggestions the people of this review saw; nothing before the first decision."""
    if not review.decisions:
        return
    versions, analysis = review.first.versions, review.analysis
    categories = {f.id: f.category for f in analysis.findings}
    counted: Counter[tuple[str, str]] = Counter()
    category_of: dict[tuple[str, str], str | None] = {}
    for suggestion in analysis.suggestions:
        proposal = suggestion.proposal
        key = (proposal.rule, proposal.origin)
        counted[key] += 1
        category_of.setdefault(key, next((categories[f] for f in proposal.findings if f in categories), None))
    for (rule, origin), number in counted.items():
        yield {
            "letter": text_hash(review.first.letter.document),
            "time": naive(review.decisions[-1].decision.time),
            "rule": rule,
            "category": category_of[rule, origin],
            "origin": origin,
            "klartext": versions.klartext,
            "pipeline": versions.pipeline,
            "rules": versions.rules,
            "model": versions.model or "",
            "number": number,
        }


def _sentences(review: Review, entry: Entry) -> dict[str, str | None]:
    """Return the sentence around a suggestion as it was, and as it would read with the suggestion."""
    if entry.suggestion is None:
        return {"sentence": None, "proposed": None}
    span, letter = entry.suggestion.proposal.span, review.first.letter
    around = [s.span for s in review.first.sentences if s.span.overlaps(span)] or [span]
    start, end = min(span.start, around[0].start), max(span.end, around[-1].end)
    before = letter.text[start:end]
    place = Span(span.start - start, span.end - start)
    after = apply_edits(before, [Edit(place, entry.suggestion.proposal.replacement)])
    return {"sentence": " ".join(before.split()), "proposed": " ".join(after.split())}


def _storable(text: str | None) -> str | None:
    """Return a text that every database takes: without NUL and without halves of characters."""
    if text is None:
        return None
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")
