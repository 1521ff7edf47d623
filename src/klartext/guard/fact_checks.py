"""Numbers, amounts, dates, citations and placeholders: each keeps its value and its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from klartext.guard import facts as f
from klartext.guard.change import Texts
from klartext.guard.neighbours import keeps_company, keeps_family

_ENUMERATES: Final = re.compile(
    r"\s(?:[a-zäöüß]+e[nr]?\s)?(?:Voraussetzung|Bedingung|Ausnahme|Pflicht|Möglichkeit|Nachweis|Angabe|Unterlage|Frage"
    r"|Fäll|Weg|Grund|Gründ|Punkt|Ding|Sache|Schritt|Kriteri|Teil|Aufgabe|Maßnahme|Gruppe|Bescheinigung|Dokument)\w*",
)


def zahlen(texts: Texts) -> str:
    """Every number keeps its value, written in digits or as a word, and its place among the others."""
    return _same_facts(texts, "zahl", "betrag")


def betraege(texts: Texts) -> str:
    """Every amount keeps number and unit; currency signs stay even where a placeholder stands for the number."""
    fault = _same_facts(texts, "betrag")
    return fault or f.difference(f.currency_words(texts.spelt), f.currency_words(texts.after))


def daten(texts: Texts) -> str:
    """Every date keeps its value and its place among the others."""
    return _same_facts(texts, "datum")


def paragrafen(texts: Texts) -> str:
    """Every citation stays; only abbreviations within it may be written out."""
    fault = _same_facts(texts, "paragraf")
    return fault and f.law_difference(texts.spelt, texts.after)


def platzhalter(texts: Texts) -> str:
    """Placeholders stay character by character."""
    return _same_facts(texts, "platzhalter")


def _same_facts(texts: Texts, *kinds: f.FactKind) -> str:
    before = [x for x in texts.facts_before if x.kind in kinds]
    after = [x for x in texts.facts_after if x.kind in kinds and not _counts_what_follows(x, texts)]
    if [x.value for x in before] == [x.value for x in after]:
        return ""
    was, now = Counter(x.value for x in before), Counter(x.value for x in after)
    if texts.splits and not was - now:
        after = _first_of_each(after, was)
        now = Counter(x.value for x in after)
    if fault := f.difference(was, now):
        return fault
    for unit in dict.fromkeys(_unit(x) for x in before):
        if fault := _order_fault(
            texts, [x for x in before if _unit(x) == unit], [x for x in after if _unit(x) == unit]
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


def _counts_what_follows(fact: f.Fact, texts: Texts) -> bool:
    """Whether a small number in words only announces a list: *unter zwei Voraussetzungen*."""
    new = fact.kind == "zahl" and fact.text.isalpha() and fact.value == "2"
    return (
        new
        and not any(x.value == fact.value for x in texts.facts_before)
        and bool(_ENUMERATES.match(texts.after, fact.end))
    )


def _unit(fact: f.Fact) -> str:
    return fact.value.rpartition(" ")[2] if fact.kind == "betrag" else fact.kind


def _order_fault(texts: Texts, before: Sequence[f.Fact], after: Sequence[f.Fact]) -> str:
    """Return a fault where facts of one unit changed their order and no longer stand beside the same words."""
    order_before, order_after = [x.value for x in before], [x.value for x in after]
    if order_before == order_after:
        return ""
    was = [(x.value, (x.start, x.end)) for x in before]
    now = [(x.value, (x.start, x.end)) for x in after]
    if keeps_company(texts.spelt, was, texts.after, now) or keeps_family(texts.spelt, was, texts.after, now):
        return ""
    return "Angaben könnten vertauscht sein: " + ", ".join(f"„{v}“" for v in order_after)
