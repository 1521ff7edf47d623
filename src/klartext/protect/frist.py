"""Time limits: "innerhalb eines Monats nach Bekanntgabe", "bis zum 15.04.2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klartext.protect.scan import BlockView
from klartext.protect.wording import DAY_OF_MONTH, FULL_DATE, MONTH, NUMBER_WORD, TIME_UNIT, YEAR, fact
from klartext.spans import Span

_MANY = rf"(?:\d{{1,4}}(?:,\d)?|{NUMBER_WORD}|eine[rsnm]|einiger|weniger)"
_SPELL = (
    rf"(?:jede[nrs]? )?{_MANY}(?:~\(~{_MANY}~\))?"
    rf"(?:~(?:bis|oder|und|–|-|/)~{_MANY})?(?: (?:voll|weiter|ganz|angefangen"
    rf"|aufeinanderfolgend)e[nrs]?)? {TIME_UNIT}(?!\w)"
)
_MOMENT = (
    r"(?:Bekanntgabe|Zustellung|Zugang|Erhalt|Eingang|Beginn|Ablauf|Ende|Empfang|Fälligkeit|Abschluss"
    r"|Kenntnis(?:nahme)?|Ablehnung"
    r"|(?:öffentliche[rn]? )?Bekanntmachung|Unanfechtbarkeit|Rechtskraft|Bestandskraft|Geburt|Antragstellung"
    r"|Veröffentlichung"
    r"|Rechnungsstellung|Einzug|Umzug|Auszug|Entbindung|Aufforderung|Anforderung|Absendung|Aufgabe zur Post|Verkündung"
    r"|Eintritt|Inkrafttreten|Erlass|Erteilung|Übergabe|Lieferung|Abnahme|Vertragsschluss|Vertragsende|Antritt"
    r"|Aufnahme)"
)
_FROM_MOMENT = rf"(?: (?:nach|ab|vor|seit) (?:(?:der|dem|den|dessen|deren|Ihre[rmn]|diese[rms]) )?{_MOMENT}(?!\w))"
_UNTIL = (
    r"(?:bis(?: (?:spätestens|einschließlich|längstens))?(?: (?:zum|zur|am))?|(?:spätestens"
    r"|längstens)(?: bis)?(?: (?:zum|am))?)"
)
_DAY_IN_MONTH = rf"{DAY_OF_MONTH}\. (?:jede[sn]|eines jeden|des(?: jeweiligen)?) \w{{0,12}}[mM]onat(?:s|es)"
_ON = (
    rf"(?:{FULL_DATE}|{_DAY_IN_MONTH}|(?:(?:Anfang|Mitte|Ende) )?(?:{MONTH}(?: {YEAR})?|{YEAR})(?![\w.]\d)"
    r"|Monatsende|Jahresende|Ende des (?:Monats|Jahres|Quartals))"
)

_PATTERNS = [
    fact(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w)(?:binnen|innert) (?P<core>{_SPELL}{_FROM_MOMENT}?)",
        r"(?<!\w)innerhalb(?: (?:von|einer Frist von|der Frist von|(?:der|den) (?:nächsten"
        rf"|ersten)))? {_SPELL}{_FROM_MOMENT}?",
        rf"(?<!\w)(?:spätestens|frühestens|längstens) (?:in |nach |vor )?{_SPELL}{_FROM_MOMENT}?",
        rf"(?<!\w)(?:nach Ablauf|mit einer Frist|mit Frist|Frist) von (?P<core>{_SPELL}{_FROM_MOMENT}?)",
        rf"(?<!\w){_SPELL}{_FROM_MOMENT}",
        rf"(?<!\w)(?:jede[nrs]?) (?:angefangene[nrs]?|vollen?|volle[rs]) {TIME_UNIT}(?!\w)",
        rf"(?<!\w){_UNTIL} {_ON}(?!\w)(?:~,?~(?:\d{{1,2}}(?:[.:]\d\d)?) Uhr)?",
        rf"(?<!\w)(?:frühestens|spätestens) (?:am|ab|zum|ab dem) {_ON}(?!\w)",
        rf"(?<!\w)(?:Frist|Dauer)\w{{0,20}} (?:\w{{1,25}} ){{0,5}}(?:beträgt|endet|läuft|dauert)(?: (?:nach|in"
        rf"|noch))? (?P<core>{_SPELL}{_FROM_MOMENT}?)",
    )
]
_RANGE_BEGINS = fact(rf"(?:vom|von|ab|seit|zwischen|Zeitraum) (?:dem )?{FULL_DATE}~$")
_RANGE_REACH = 60


def find(view: BlockView) -> Iterator[Span]:
    """Yield the time limits of a block, preposition and starting event included.

    "binnen" stays outside, because "innerhalb von" says exactly the same.
    The end of a period ("vom 1.9. bis zum 30.11.") is a date and no limit.
    """
    for pattern in _PATTERNS:
        group = "core" if "core" in pattern.groupindex else 0
        for found in pattern.finditer(view.text):
            before = view.text[max(0, found.start() - _RANGE_REACH) : found.start()]
            if not _RANGE_BEGINS.search(before):
                yield view.span(*found.span(group))
