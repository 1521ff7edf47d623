"""Bank accounts, telephone numbers, e-mail and web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.spans import Span

_IBAN = r"[A-Z]{2}\d{2}(?:\s?\d{4}){4}\s?\d{2}(?!\d)|(?!DE)[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?"
_DIGITS = r"\(?\+?\d(?:[ \u00a0/().–-]{0,3}\d){4,18}"

_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:IBAN:?\s{{1,3}})?(?:{_IBAN})(?!\w)",
        r"(?<!\w)(?:BIC|SWIFT(?:-?(?:Code|BIC))?)(?:\s?[:/])?\s{1,3}[A-Z]{4}[A-Z0-9]{4}(?:[A-Z0-9]{3})?(?!\w)",
        r"(?<!\w)(?:Tel(?:efon(?:nummer)?)?|Telefax|Fax|Mobil|Durchwahl|Ruf(?:nummer)?"
        rf"|Hotline)\.?(?:-Nr\.)?:?\s{{0,3}}"
        rf"(?P<core>{_DIGITS})(?!\d)",
        r"(?<!\w)(?:Durchwahl|Dw\.|App\.|Apparat|Nebenstelle):?\s{0,3}(?P<core>-?\d{1,6})(?!\w)",
        r"(?<![\w.,/(-])(?:\+\d{2}[ \u00a0]?(?:\(0\)[ \u00a0]?)?|\(?0\d[\d ]{0,5}\)?)[ \u00a0/–-]{0,3}\d"
        r"(?:[ \u00a0/–-]?\d){3,13}(?!\w|[.,]\d)",
        r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
        r"(?<!\w)(?:https?://|www\.)[^\s<>\"„“”«»]{0,300}[\w/]",
        r"(?<![\w.@-])(?:[\w-]{1,63}\.){1,4}(?:de|com|org|net|eu|info|gov|bund|at|ch"
        r"|example)(?:/[^\s<>\"„“”«»]{0,300}[\w/]|(?!\w))",
    )
]
_FOOTER_LINE = 200


def find(view: BlockView) -> Iterator[Span]:
    """Yield bank accounts, telephone numbers and addresses of the network in a block."""
    return matches(_PATTERNS, view)


def find_lines(view: BlockView) -> Iterator[Span]:
    """Yield the whole line where the block is a line of the footer with bank details or office hours."""
    if view.part == "fuss" and len(view.text) <= _FOOTER_LINE:
        yield view.span(0, len(view.text))
