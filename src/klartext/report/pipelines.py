"""Findings for build pipelines: JUnit XML for test reports, rdjsonl for reviewdog."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from klartext.report.places import Lines
from klartext.report.words import SEVERITY_WORDS

_LEVELS: Final[Mapping[int, str]] = {1: "INFO", 2: "WARNING", 3: "ERROR"}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_rdjsonl(letters: Sequence[Mapping[str, Any]]) -> str:
    """Return one diagnostic in a line, as reviewdog reads it; columns count bytes of UTF-8, as its format says."""
    return "".join(f"{json.dumps(d, ensure_ascii=False)}\n" for letter in letters for d in _diagnostics(letter))


def to_junit(letters: Sequence[Mapping[str, Any]], failures: Mapping[str, Sequence[str]]) -> str:
    """Return a test report: one case for every letter, failed where it does not pass the gate.

    Args:
        letters: As ``contract.to_dict`` returns them; a letter with an ``error`` was not readable.
        failures: Why letters do not pass, by their source.
    """
    broken = [letter for letter in letters if letter.get("error")]
    counts = {"tests": len(letters), "failures": sum(map(bool, failures.values())), "errors": len(broken)}
    told = {name: str(number) for name, number in counts.items()}
    root = ElementTree.Element("testsuites", {"name": "Klartext", **told})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "Verständlichkeit", "skipped": "0", "time": "0", **told})
    for letter in letters:
        _case(suite, letter, failures.get(letter["source"], ()))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _case(suite: ElementTree.Element, letter: Mapping[str, Any], failed: Sequence[str]) -> None:
    source = _xml(letter["source"])
    case = ElementTree.SubElement(suite, "testcase", {"name": source, "classname": "klartext", "file": source})
    case.set("time", "0")
    if error := letter.get("error"):
        told = ElementTree.SubElement(case, "error", {"type": error["code"], "message": error["what"]})
        told.text = error["remedy"]
    elif failed:
        told = ElementTree.SubElement(case, "failure", {"type": "klartext", "message": _xml(" ".join(failed))})
        told.text = _xml("\n".join(_lines(letter)))


def _lines(letter: Mapping[str, Any]) -> Iterator[str]:
    lines = Lines.of(letter["text"])
    for finding in letter["findings"]:
        line, column = lines.place(finding["start"])
        word = SEVERITY_WORDS[finding["severity"]]
        yield f"{letter['source']}:{line}:{column}: {word}: {finding['message']} [{finding['rule']}]"


def _xml(text: str) -> str:
    """Return a text without the characters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", text)


def _diagnostics(letter: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    positions = _Positions(letter["text"])
    for finding in letter["findings"]:
        usable = (s for s in letter["suggestions"] if finding["id"] in s["findings"] and s["needs"] is None)
        yield {
            "message": f"{finding['message']} {finding['explanation']}".strip(),
            "location": {"path": letter["source"], "range": positions.range(finding)},
            "severity": _LEVELS[finding["severity"]],
            "source": {"name": "klartext"},
            "code": {"value": finding["rule"]},
            "suggestions": [{"range": positions.range(s), "text": s["replacement"]} for s in usable],
        }


class _Positions:
    """Lines and byte columns of one text."""

    def __init__(self, text: str) -> None:
        self._text, self._lines = text, Lines.of(text)

    def range(self, place: Mapping[str, Any]) -> dict[str, Any]:
        return {"start": self._position(place["start"]), "end": self._position(place["end"])}

    def _position(self, offset: int) -> dict[str, int]:
        line, column = self._lines.place(offset)
        return {"line": line, "column": len(self._text[offset - column + 1 : offset].encode()) + 1}
