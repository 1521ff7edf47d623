"""Amounts of money."""

from __future__ import annotations

from collections.abc import Iterator

from klartext.protect.scan import BlockView, matches
from klartext.protect.wording import COMPARED, DECIMAL, LARGE, NUMBER_WORD, fact
from klartext.spans import Span

_CURRENCY = r"(?:EUR|Euros?|€|Cents?|ct|Ct\.?|DM|D-Mark|CHF|Franken|USD|US-Dollar|\$|GBP|£)"
_AMOUNT = rf"[-–+−]?{DECIMAL}(?:,-{{1,2}}|,–)?(?: {LARGE})?"
_MEASURED = rf"{DECIMAL}(?:~(?:m²|m³|qm|cbm|kWh|km|kg|t|h|Std\.|Stunden|Tage|Monate|Stück))?"
_PER_UNIT = r"(?:\s?/\s?(?:m²|m³|qm|cbm|kWh|km|kg|t|h|Std\.?|Stunde|Tag|Woche|Monat|Jahr|Person|Stück)(?!\w))?"

_PATTERNS = [
    fact(pattern)
    for pattern in (
        rf"(?<![\w.,])(?:{COMPARED} )?(?:{_MEASURED}~[x×*·]~){{0,3}}"
        rf"(?:{_AMOUNT}~(?:bis|–|-|und|oder|/)~)?{_AMOUNT}~{_CURRENCY}(?!\w){_PER_UNIT}",
        rf"(?<!\w)(?:{COMPARED} )?(?:EUR|€|US\$|\$|CHF|£)~{_AMOUNT}(?![\w%]){_PER_UNIT}",
        rf"(?<!\w)(?:{COMPARED} )?{NUMBER_WORD}(?: {LARGE})? (?:Euros?|Cents?|EUR|Franken)(?!\w)",
    )
]


def find(view: BlockView) -> Iterator[Span]:
    """Yield the amounts of money in a block, with factors, ranges and comparisons ("bis zu 5.000 Euro")."""
    return matches(_PATTERNS, view)
