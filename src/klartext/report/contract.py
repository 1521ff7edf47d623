"""The JSON object of one letter: names are public, a new meaning needs a new ``SCHEMA_VERSION``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from klartext.records import Analysis, Checklist, ChecklistPoint, Finding, HeldBack, Scores, Sentence, Suggestion
from klartext.report.places import notes, original_span, original_text
from klartext.report.preview import by_sentence, sentence_preview
from klartext.spans import Span

SCHEMA_VERSION: Final = 1


def to_dict(analysis: Analysis) -> dict[str, Any]:
    """Return the object that ``klartext check --format json`` prints; offsets count in its ``text``."""
    document, versions = analysis.letter.document, analysis.versions
    groups = by_sentence(analysis.suggestions)
    return {
        "schema_version": SCHEMA_VERSION,
        "source": document.source,
        "text": document.original,
        "klartext": {
            "version": versions.klartext,
            "pipeline": versions.pipeline,
            "rules": versions.rules,
            "model": versions.model,
        },
        "parts": [{"kind": p.kind, **_range(analysis, p.span)} for p in analysis.letter.parts],
        "protected": [{"kind": p.kind, **_quote(analysis, p.span)} for p in analysis.protected],
        "sentences": [_sentence(analysis, s, groups) for s in analysis.sentences],
        "findings": [_finding(analysis, f) for f in analysis.findings],
        "suggestions": [_suggestion(analysis, s) for s in analysis.suggestions],
        "rejected": rejected(analysis.held_back),
        "scores": scores_dict(analysis.scores),
        "notes": list(notes(analysis)),
        "checklist": _checklist(analysis, analysis.checklist) if analysis.checklist else None,
    }


def rejected(held_back: Iterable[HeldBack]) -> dict[str, Any]:
    """Return how many proposals the guard held back, by origin and the first check that failed."""
    counts = Counter((h.proposal.origin, _reason(h)) for h in held_back)
    reasons = [{"origin": origin, "reason": reason, "count": n} for (origin, reason), n in sorted(counts.items())]
    return {"count": counts.total(), "reasons": reasons}


def scores_dict(scores: Scores) -> dict[str, Any]:
    """Return the figures of a letter; a figure that is not defined is None."""
    return {
        "words": scores.words,
        "sentences": scores.sentences,
        "words_per_sentence": scores.words_per_sentence,
        "flesch_amstad": scores.flesch_amstad,
        "wiener_sachtextformel_1": scores.wiener_sachtextformel_1,
        "lix": scores.lix,
        "klartext_index": scores.klartext_index,
        "cefr": scores.cefr,
        "contributions": [{"feature": feature, "points": points} for feature, points in scores.contributions],
    }


def _checklist(analysis: Analysis, found: Checklist) -> dict[str, Any]:
    return {"letter": found.kind, "title": found.title, "points": [_point(analysis, p) for p in found.points]}


def _point(analysis: Analysis, point: ChecklistPoint) -> dict[str, Any]:
    return {
        "name": point.name,
        "question": point.question,
        "state": point.state,
        "places": [_quote(analysis, place) for place in point.places],
        "message": point.message,
        "why": point.why,
        "sources": list(point.sources),
        "parts": [
            {
                "name": p.name,
                "title": p.title,
                "found": bool(p.places),
                "places": [_quote(analysis, s) for s in p.places],
            }
            for p in point.parts
        ],
    }


def _reason(held: HeldBack) -> str:
    return next((c.name for c in held.checks if not c.passed), "unbekannt")


def _range(analysis: Analysis, span: Span) -> dict[str, Any]:
    there = original_span(analysis, span)
    return {"start": there.start, "end": there.end}


def _quote(analysis: Analysis, span: Span) -> dict[str, Any]:
    return {**_range(analysis, span), "text": original_text(analysis, span)}


def _sentence(analysis: Analysis, sentence: Sentence, groups: Mapping[str, Sequence[Suggestion]]) -> dict[str, Any]:
    suggestions = groups.get(sentence.id, ())
    return {
        "id": sentence.id,
        **_quote(analysis, sentence.span),
        "words": sentence.words,
        "proposal": sentence_preview(analysis, sentence, suggestions),
        "suggestions": [s.id for s in suggestions],
    }


def _finding(analysis: Analysis, finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        **_quote(analysis, finding.span),
        "message": finding.message,
        "explanation": finding.explanation,
        "sources": list(finding.sources),
        "evidence": [{**_range(analysis, e.span), "role": e.role} for e in finding.evidence],
    }


def _suggestion(analysis: Analysis, suggestion: Suggestion) -> dict[str, Any]:
    proposal = suggestion.proposal
    return {
        "id": suggestion.id,
        "sentence": proposal.sentence,
        "findings": list(proposal.findings),
        **_range(analysis, proposal.span),
        "original": original_text(analysis, proposal.span),
        "replacement": proposal.replacement,
        "alternatives": list(proposal.alternatives),
        "origin": proposal.origin,
        "rule": proposal.rule,
        "confidence": proposal.confidence,
        "needs": proposal.needs,
        "steps": [
            {"construction": s.construction, "sentence": s.sentence, "explanation": s.explanation, "assumed": s.assumed}
            for s in proposal.steps
        ],
        "explanation": proposal.explanation,
        "guard": {
            "passed": all(c.passed for c in suggestion.checks),
            "checks": [c.as_dict() for c in suggestion.checks],
        },
    }
