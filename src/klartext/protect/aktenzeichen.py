"""File numbers and other reference numbers, found by their label or their shape."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import FULL_DATE, fact
from klartext.spans import Span

_LABEL = (
    r"(?:Az\.?|AZ\.?|Akten?z\.|GZ\.?|Gz\.?|Gesch\.?\s?Z\.?|(?:Ihr|Unser|Mein"
    r"|Dessen)e?s?\s(?:Geschäfts)?[zZ]eichens?|IdNr\.?|Steuer-ID|St\.?-?Nr\.?|StNr\.?"
    r"|eAT|[A-ZÄÖÜ][\w-]{0,40}(?:[zZ]eichens?|[nN]ummer|-?[nN]r\.|-ID|-Id))"
)
_NO_CURRENCY = r"(?!(?:EUR|IBAN|BIC|CHF|USD)(?!\w))"
_PIECE = rf"{_NO_CURRENCY}(?:[A-ZÄÖÜ]{{1,5}}(?![^\W\d_])|\w{{0,10}}\d\w{{0,20}})"
_VALUE = rf"{_PIECE}(?:(?:[-./_:–]{{1,2}}|\s?[/–-]\s?|\x20|\.\s){_PIECE}){{0,10}}"
_COURT = (
    r"(?:[IVX]{1,4}|[A-Z]{1,2}|\d{1,3})(?:\s(?:[A-Z][A-Za-z]{0,5}|\d{1,2})){1,4}\s\d{1,6}/\d{2,4}(?:\.[A-Z]{1,2})?"
    r"(?:\s[A-Z]{1,3})?"
)

_LABELLED = fact(rf"(?<![\w-]){_LABEL}~(?:\([^()]{{1,30}}\)~)?(?:[:=]~|lautet~|\s)(?:Nr\.\s?)?(?P<core>{_VALUE})(?!\w)")
_LOWER_CASE = fact(rf"(?<![\w-]){_LABEL}~[:=]~(?P<core>\w{{1,20}}(?:[-./_]\w{{1,20}}){{0,10}})(?!\w)")
_DATE_ONLY = fact(rf"(?:{FULL_DATE})$")
_PATTERNS = [
    fact(pattern)
    for pattern in (
        r"(?<!\w)(?:Flurst(?:ücke?[ns]?|\.)(?:\s?-?Nr\.)?|Flur|Grundbuchblatt|Blatt) \d{1,5}(?:/\d{1,4})?"
        r"(?:(?:,| und) \d{1,5}/\d{1,4}){0,10}(?!\w)",
        rf"(?<![\w.,/-]){_COURT}(?![\w/])",
        r"(?<![\w.,/-])[A-ZÄÖÜ]{1,3}[\x20-][A-ZÄÖÜ]{1,2}[\x20-]?\d{1,4}[EH]?(?![\w.,/-]\w|\w)",
        r"(?<![\w./-])(?=[^\s]{0,40}\d)(?=[^\s]{0,40}(?:[A-Za-z]|-\d))(?:[A-Z]{1,5}|\d{1,8}|[A-Z]{1,3}\d{1,8}"
        r"|\d{1,8}[A-Z]{1,3})"
        r"(?:[./-](?:[A-Z]{1,5}|\d{1,8}|[A-Z]{1,3}\d{1,8}|\d{1,8}[A-Z]{1,3})){2,8}(?:\s[A-Z]{1,2}(?!\w))?(?![\w])",
        r"(?<![\w.,/-])\d{2}\s?\d{6}\s?[A-Z]\s?\d{3}(?!\w)",
        r"(?<![\w.,/-])\d{2,3}/\d{3,4}/\d{4,5}(?!\w)",
        r"(?<![\w.,/-])\d{5}BG\d{7}(?!\w)",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield file numbers, customer and tax numbers, licence plates and parcels of land."""
    for pattern in (_LABELLED, _LOWER_CASE):
        for found in pattern.finditer(view.text):
            value = found["core"]
            if any(character.isdigit() for character in value) and not _DATE_ONLY.match(value):
                yield view.span(*found.span("core"))
    yield from matches(_PATTERNS, view)
