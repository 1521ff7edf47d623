"""The result of a check as plain text, JSON, HTML, SARIF, JUnit XML or rdjsonl. Pure: analyses in, one string out.

Everything that leaves here counts in ``Document.original``, the text as it was read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal

from klartext.records import Analysis
from klartext.report.contract import to_dict
from klartext.report.pipelines import to_junit, to_rdjsonl
from klartext.report.plain import to_text
from klartext.report.sarif import to_sarif
from klartext.report.webpage import to_html

Format = Literal["text", "json", "html", "sarif", "junit", "rdjsonl"]

__all__ = ["Format", "as_json", "render", "to_dict", "to_html", "to_junit", "to_rdjsonl", "to_sarif", "to_text"]


def render(
    analyses: Sequence[Analysis],
    form: Format,
    *,
    as_list: bool = False,
    failures: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Return the analyses in one of the formats, with a final line break.

    Args:
        analyses: One per letter, in the order of the inputs.
        form: The format.
        as_list: For JSON, write a list even when there is only one letter (several inputs were named).
        failures: For JUnit XML, why letters do not pass the gate, by their source.
    """
    match form:
        case "json":
            single = len(analyses) == 1 and not as_list
            return as_json(to_dict(analyses[0]) if single else [to_dict(a) for a in analyses])
        case "sarif":
            return as_json(to_sarif([to_dict(a) for a in analyses]))
        case "junit":
            return to_junit([to_dict(a) for a in analyses], failures or {})
        case "rdjsonl":
            return to_rdjsonl([to_dict(a) for a in analyses])
        case "html":
            return to_html(analyses)
        case "text":
            return to_text(analyses)


def as_json(data: object) -> str:
    """Return data as indented JSON with a final line break."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
