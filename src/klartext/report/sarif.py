"""The report as SARIF 2.1.0 for editors and code review tools."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from klartext import __version__
from klartext.records import Analysis, Finding, Suggestion
from klartext.report.places import Lines, original_span, original_text
from klartext.report.words import flatten
from klartext.spans import Span

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[int, str]] = {1: "note", 2: "warning", 3: "error"}


def to_sarif(analyses: Sequence[Analysis]) -> dict[str, Any]:
    """Return a log with one run for all letters; columns and offsets are code points."""
    rules = {f.rule: f for a in analyses for f in a.findings}
    index = {rule: at for at, rule in enumerate(sorted(rules))}
    driver = {
        "name": "Klartext",
        "version": __version__,
        "language": "de-DE",
        "rules": [_rule(rules[rule]) for rule in index],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(a.letter.document.source)}} for a in analyses],
        "results": [result for a in analyses for result in _results(a, index)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.rule,
        "fullDescription": {"text": finding.explanation},
        "properties": {"tags": [finding.category], "sources": list(finding.sources)},
    }


def _results(analysis: Analysis, index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    lines = Lines.of(analysis.letter.document.original)
    artifact = {"uri": _uri(analysis.letter.document.source)}
    for finding in analysis.findings:
        snippet = {"text": original_text(analysis, finding.span)}
        region = {**_region(lines, original_span(analysis, finding.span)), "snippet": snippet}
        yield {
            "ruleId": finding.rule,
            "ruleIndex": index[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "partialFingerprints": {"klartextFinding/v1": _fingerprint(finding)},
            "fixes": [
                _fix(artifact, _region(lines, original_span(analysis, s.proposal.span)), s)
                for s in analysis.suggestions
                if finding.id in s.proposal.findings and s.proposal.needs is None
            ],
            "properties": {"category": finding.category, "severity": finding.severity},
        }


def _region(lines: Lines, span: Span) -> dict[str, int]:
    (start_line, start_column), (end_line, end_column) = lines.place(span.start), lines.place(span.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
    }


def _fix(artifact: Mapping[str, str], region: Mapping[str, int], suggestion: Suggestion) -> dict[str, Any]:
    replacement = {"deletedRegion": region, "insertedContent": {"text": suggestion.proposal.replacement}}
    return {
        "description": {"text": suggestion.proposal.explanation},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _fingerprint(finding: Finding) -> str:
    return hashlib.sha256(f"{finding.rule}\0{flatten(finding.text)}".encode()).hexdigest()[:32]


def _uri(source: str) -> str:
    return quote(source.replace("\\", "/"))
