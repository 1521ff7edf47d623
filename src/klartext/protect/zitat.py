"""Quotations of more than one word; a single quoted word is emphasis and no quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.spans import Span

_LONGEST = 1500
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"„(?=[^„“”\"\s]{{1,80}}\s)[^„“”\"]{{3,{_LONGEST}}}[“”\"]",
        rf"“(?=[^“”\s]{{1,80}}\s)[^“”]{{3,{_LONGEST}}}”",
        rf"(?<![\w\"])\"(?=[^\"\s]{{1,80}}\s)[^\"]{{3,{_LONGEST}}}\"(?!\w)",
        rf"»(?=[^»«\s]{{1,80}}\s)[^»«]{{3,{_LONGEST}}}«",
        rf"‚(?=[^‚‘’\s]{{1,80}}\s)[^‚‘]{{3,{_LONGEST}}}‘",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield the quotations of a block, quotation marks included."""
    return matches(_PATTERNS, view)
