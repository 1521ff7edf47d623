"""Placeholders of template systems and blanks that somebody still has to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.spans import Span
from klartext.unfilled import UNFILLED, UNFILLED_COUNT

_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"\{\{[^{}]{0,200}\}\}",
        r"\{%[^{}]{0,200}%\}",
        r"\$\{[^{}]{1,200}\}",
        r"\{\s?(?:MERGEFIELD|DOCPROPERTY|FILLIN|REF|IF)\s[^{}]{1,200}\}",
        r"\{[^\W\d][^{}]{0,80}\}",
        r"«[^«»\s](?:[^«»]{0,60}[^«»\s])?»",
        r"<<[^<>]{1,80}>>",
        r"</?[^\W\d](?:[^<>@]{0,80}[^<>@\s=])?>",
        r"\[\[[^\[\]]{1,120}\]\]",
        r"\[(?=[^\[\]]{0,119}[^\W\d_])[^\[\]]{1,120}\]",
        r"<%[^<>%]{1,200}%>",
        r"%[A-Z][A-Z0-9_]{1,40}%",
        r"(?<![\w@#$])(?P<sign>[@#$]{1,2})[^\W\d][\w.]{0,60}(?P=sign)(?![\w@#$])",
        UNFILLED,
        UNFILLED_COUNT,
        r"(?<!\w)(?:X{3,12}|x{3,12})(?!\w)",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield the placeholders of a block."""
    return matches(_PATTERNS, view)
