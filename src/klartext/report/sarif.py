"""The report as SARIF 2.1.0 for editors and code review tools."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from klartext import __version__
from klartext.report.places import Lines
from klartext.report.words import flatten

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[int, str]] = {1: "note", 2: "warning", 3: "error"}


def to_sarif(letters: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a log with one run for all letters, given as ``contract.to_dict`` returns them.

    Columns and offsets are code points.
    """
    rules = {f["rule"]: f for letter in letters for f in letter["findings"]}
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
        "artifacts": [{"location": {"uri": uri(letter["source"])}} for letter in letters],
        "results": [result for letter in letters for result in _results(letter, index)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(source: str) -> str:
    """Return a path as a relative address."""
    return quote(source.replace("\\", "/"))


def _rule(finding: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": finding["rule"],
        "fullDescription": {"text": finding["explanation"]},
        "properties": {"tags": [finding["category"]], "sources": list(finding["sources"])},
    }


def _results(letter: Mapping[str, Any], index: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    lines = Lines.of(letter["text"])
    artifact = {"uri": uri(letter["source"])}
    for finding in letter["findings"]:
        region = {**_region(lines, finding), "snippet": {"text": finding["text"]}}
        yield {
            "ruleId": finding["rule"],
            "ruleIndex": index[finding["rule"]],
            "level": _LEVELS[finding["severity"]],
            "message": {"text": finding["message"]},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "partialFingerprints": {"klartextFinding/v1": _fingerprint(finding)},
            "fixes": [
                _fix(artifact, _region(lines, s), s)
                for s in letter["suggestions"]
                if finding["id"] in s["findings"] and s["needs"] is None
            ],
            "properties": {"category": finding["category"], "severity": finding["severity"]},
        }


def _region(lines: Lines, place: Mapping[str, Any]) -> dict[str, int]:
    (start_line, start_column), (end_line, end_column) = lines.place(place["start"]), lines.place(place["end"])
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": place["start"],
        "charLength": place["end"] - place["start"],
    }


def _fix(artifact: Mapping[str, str], region: Mapping[str, int], suggestion: Mapping[str, Any]) -> dict[str, Any]:
    replacement = {"deletedRegion": region, "insertedContent": {"text": suggestion["replacement"]}}
    return {
        "description": {"text": suggestion["explanation"]},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _fingerprint(finding: Mapping[str, Any]) -> str:
    text = flatten(finding["text"].replace("\u00ad", ""))
    return hashlib.sha256(f"{finding['rule']}\0{text}".encode()).hexdigest()[:32]
