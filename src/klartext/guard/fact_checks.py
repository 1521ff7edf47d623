"""Numbers, amounts, dates, citations and placeholders: each keeps its value and its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from klartext.guard import facts as f
from klartext.guard.change import Change
from klartext.guard.neighbours import keeps_company, keeps_family

_ENUMERATES: Final = re.compile(
    r"\s(?:[a-zäöüß]+e[nr]?\s)?(?:Voraussetzung|Bedingung|Ausnahme|Pflicht|Möglichkeit|Nachweis|Angabe|Unterlage|Frage"
    r"|Fäll|Weg|Grund|Gründ|Punkt|Ding|Sache|Schritt|Kriteri|Teil|Aufgabe|Maßnahme|Gruppe|Bescheinigung|Dokument)\w*",
)


def zahlen(change: Change) -> str:
    """Every number keeps its value, written in digits or as a word, and its place among the others."""
    return _same_facts(change, "zahl", "betrag")


def betraege(change: Change) -> str:
    """Every amount keeps number and unit; currency signs stay even where a placeholder stands for the number."""
    fault = _same_facts(change, "betrag")
    return fault or f.difference(f.currency_words(change.spelt), f.currency_words(change.after))


def daten(change: Change) -> str:
    """Every date keeps its value and its place among the others."""
    return _same_facts(change, "datum")


def paragrafen(change: Change) -> str:
    """Every citation stays; only abbreviations within it may be written out."""
    fault = _same_facts(change, "paragraf")
    return fault and f.law_difference(change.spelt, change.after)


def platzhalter(change: Change) -> str:
    """Placeholders stay character by character."""
    return _same_facts(change, "platzhalter")


def _same_facts(change: Change, *kinds: f.FactKind) -> str:
    before = [x for x in change.facts_before if x.kind in kinds]
    after = [x for x in change.facts_after if x.kind in kinds and not _counts_what_follows(x, change)]
    was, now = Counter(x.value for x in before), Counter(x.value for x in after)
    if change.splits and not was - now:
        after = _first_of_each(after, was)
        now = Counter(x.value for x in after)
    if fault := f.difference(was, now):
        return fault
    for unit in dict.fromkeys(_unit(x) for x in before):
        if fault := _order_fault(
            change, [x for x in before if _unit(x) == unit], [x for x in after if _unit(x) == unit]
        ):
            return fault
    return ""


def _first_of_each(after: Sequence[f.Fact], was: Counter[str]) -> list[f.Fact]:
    """Leave out the repetitions that a sentence split in several needs."""
    left = Counter(was)
    kept = []
    for fact in after:
        if fact.value not in was or left[fact.value] > 0:
            kept.append(fact)
            left[fact.value] -= 1
    return kept


def _counts_what_follows(fact: f.Fact, change: Change) -> bool:
    """Whether a small number in words only announces a list: *unter zwei Voraussetzungen*."""
    new = fact.kind == "zahl" and fact.text.isalpha() and fact.value == "2"
    return (
        new
        and not any(x.value == fact.value for x in change.facts_before)
        and bool(_ENUMERATES.match(change.after, fact.end))
    )


def _unit(fact: f.Fact) -> str:
    return fact.value.rpartition(" ")[2] if fact.kind == "betrag" else fact.kind


def _order_fault(change: Change, before: Sequence[f.Fact], after: Sequence[f.Fact]) -> str:
    """Return a fault where facts of one unit changed their order and no longer stand beside the same words."""
    order_before, order_after = [x.value for x in before], [x.value for x in after]
    if order_before == order_after:
        return ""
    was = [(x.value, (x.start, x.end)) for x in before]
    now = [(x.value, (x.start, x.end)) for x in after]
    if keeps_company(change.spelt, was, change.after, now) or keeps_family(change.spelt, was, change.after, now):
        return ""
    return "Angaben könnten vertauscht sein: " + ", ".join(f"„{v}“" for v in order_after)
