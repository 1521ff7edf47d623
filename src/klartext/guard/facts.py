"""The facts a sentence states: numbers, amounts, dates, time limits, citations, placeholders. No model.

A fact is compared by its value, not by its spelling: ``1.250,00 EUR`` and ``1250 Euro`` are one amount, ``03.05.2025``
and ``3. Mai 2025`` one date. Expressions begin with a character or a look at the next one where they can, and what may
not stand before comes second (the *E* of *EUR*): so most of a text is left at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from klartext.letter import TICK_SIGNS
from klartext.unfilled import UNFILLED, UNFILLED_COUNT

FactKind = Literal["platzhalter", "datum", "paragraf", "betrag", "zahl"]

_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_MASK: Final = "\ufffc"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at ``[start, end)`` of a flat text; ``value`` is what two spellings of it share."""

    kind: FactKind
    value: str
    start: int
    end: int
    text: str


def flat(text: str) -> str:
    """Return the text on one line with single blanks and without invisible characters."""
    return " ".join(_INVISIBLE.sub("", text).split())


_ABBREVIATION: Final = re.compile(r"(?<![\w.])(?:[^\W\d_]{1,5}\.\s?){2,4}")
_PER: Final = {"p. a.": "im Jahr", "p.a.": "im Jahr", "p. m.": "im Monat", "p. M.": "im Monat"}


def written_out(before: str, after: str) -> str:
    """Return ``before`` with those abbreviations of several letters written out that ``after`` writes out.

    The words must stand side by side in ``after`` and begin as the abbreviation does: *d. J.*, *dieses Jahres*.
    """

    def words_for(hit: re.Match[str]) -> str:
        short = hit[0].rstrip()
        gap = hit[0][len(short) :]
        if short in after:
            return hit[0]
        starts = [re.escape(piece.strip()) for piece in short.split(".") if piece.strip()]
        long = re.search(r"(?<!\w)" + r"\s".join(rf"{s}[^\W\d_]+" for s in starts) + r"(?!\w)", after, re.IGNORECASE)
        return (long[0] if long else _PER.get(short, short)) + gap

    return _ABBREVIATION.sub(words_for, before)


@lru_cache(maxsize=4096)
def facts(text: str) -> tuple[Fact, ...]:
    """Return the facts of a flat text in text order; no two overlap."""
    found: list[Fact] = []
    for read in (_placeholders, _dates, _citations, _amounts_and_numbers):
        new = list(read(text))
        found += new
        text = _masked(text, new)
    return tuple(sorted(found, key=lambda f: f.start))


def values(found: Iterable[Fact], *kinds: FactKind) -> Counter[str]:
    """Return how often each value of these kinds occurs."""
    return Counter(f.value for f in found if f.kind in kinds)


def difference(before: Counter[str], after: Counter[str]) -> str:
    """Return a German description of what is missing and what is new, empty if nothing is."""
    if before.items() == after.items():
        return ""
    lost, new = before - after, after - before
    parts = []
    if lost:
        parts.append("fehlt: " + ", ".join(f"„{v}“" for v in sorted(lost.elements())))
    if new:
        parts.append("neu: " + ", ".join(f"„{v}“" for v in sorted(new.elements())))
    return "; ".join(parts)


def occurrences(needle: str, text: str) -> int:
    """Return how often a flat wording stands in a flat text as whole words."""
    return sum(1 for _ in _wording(needle).finditer(text))


@lru_cache(maxsize=4096)
def _wording(needle: str) -> re.Pattern[str]:
    left = r"(?<!\w)" if needle[:1].isalnum() else ""
    right = r"(?!\w)" if needle[-1:].isalnum() else ""
    return re.compile(left + re.escape(needle) + right)


def _masked(text: str, found: Iterable[Fact]) -> str:
    pieces, at = [], 0
    for fact in sorted(found, key=lambda f: f.start):
        pieces += [text[at : fact.start], _MASK * (fact.end - fact.start)]
        at = fact.end
    return "".join([*pieces, text[at:]])


# --- placeholders of template systems -------------------------------------------------------------------------------

_PLACEHOLDER: Final = re.compile(
    r"\{\{[^{]*?\}\}|\[\[[^\[]*?\]\]|«[^«»]*»|\$\{[^{}]*\}|<<[^<]*?>>|<[^<>\s][^<>]*>|\{[^{}]+\}|\[[^\[\]]+\]"
    r"|\bMERGEFIELD\s+\S+|%[A-Z_][A-Z_0-9]*%|#[A-Z_][A-Z_0-9]*#|@@[^@\s]+@@|\$[^\W\d][\w.]*\$"
    rf"|{UNFILLED}|{UNFILLED_COUNT}|\b(?:X{{3,}}|x{{3,}})\b|#+|[{TICK_SIGNS}](?:(?:(?<=[\w,;)/]\s.)|(?<=\(.))\s?\w+)?"
)


def _placeholders(text: str) -> Iterator[Fact]:
    for hit in _PLACEHOLDER.finditer(text):
        yield Fact("platzhalter", hit[0], hit.start(), hit.end(), hit[0])


# --- dates ----------------------------------------------------------------------------------------------------------

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner jan",
            "februar feber febr feb",
            "märz mrz",
            "april apr",
            "mai",
            "juni jun",
            "juli jul",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS: Final = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_MONTH: Final = "|".join(sorted((m.capitalize() for m in _MONTHS), key=len, reverse=True))
_DATE: Final = re.compile(
    rf"(?=\d)(?:(?<![\d.])(?P<day>\d{{1,2}})\.\s?(?:(?P<name>{_MONTH})\b\.?|(?P<month>\d{{1,2}})\.(?!\d{{3}}(?!\d)))"
    r"(?:\s?(?P<year>\d{4}|\d{2}(?!\d|\.\d|,\d|\s?(?:Euro|EUR|€|Uhr|%|Prozent))))?"
    r"|(?<!\d)(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?!\d))"
    rf"|\b(?=[A-Zadfghmsvü])(?:(?P<only>{_MONTH})s?\b(?:\s(?P<only_year>\d{{4}}))?"
    rf"|(?:(?P<weekday>{_WEEKDAYS})(?:s|e|en|es)?|(?P<weekly>(?i:{_WEEKDAYS}))s)\b"
    r"|(?P<relative>vorgestern|(?:am\s)?gestrigen\sTage?s?|gestern|(?:am\s)?heutigen\sTage?s?|heute|übermorgen)\b)"
)


def _dates(text: str) -> Iterator[Fact]:
    for hit in _DATE.finditer(text):
        value = _date_value(hit)
        if value:
            end = hit.start() + len(hit[0].rstrip())
            yield Fact("datum", value, hit.start(), end, text[hit.start() : end])


def _date_value(hit: re.Match[str]) -> str | None:
    if weekday := hit["weekday"] or hit["weekly"]:
        return "Samstag" if weekday.capitalize() == "Sonnabend" else str(weekday).capitalize()
    if relative := hit["relative"]:
        return "heute" if "heut" in relative else "gestern" if "gestrig" in relative else str(relative)
    if hit["only"]:
        return _date(hit["only_year"], _MONTHS[hit["only"].lower()], None)
    if hit["iso_year"]:
        return _date(hit["iso_year"], int(hit["iso_month"]), int(hit["iso_day"]))
    month = _MONTHS[hit["name"].lower()] if hit["name"] else int(hit["month"])
    return _date(hit["year"], month, int(hit["day"]))


def _date(year: str | None, month: int, day: int | None) -> str | None:
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year and len(year) == 2:
        year = "20" + year
    first = f"{day}." if day is not None else ""
    return f"{first}{month}.{year or ''}"


# --- citations ------------------------------------------------------------------------------------------------------

_NUMBER_IN_LAW: Final = r"\d+(?:\.\d+)*(?:[a-z]|\s[a-z](?![\w.]))?(?!\w)"
_LABELS: Final = {
    "Abs": r"Abs\.|Absatz(?:es)?|Absätzen?",
    "Satz": r"S\.|Satz(?:es)?|Sätzen?",
    "Nr": r"Nrn?\.|Nummern?|Ziff\.|Ziffern?",
    "Buchst": r"Buchst\.|Buchstaben?|lit\.",
    "Halbsatz": r"Halbs\.|Hs\.|HS|Halbsatz(?:es)?",
    "Alt": r"Alt\.|Alternativen?|Var\.|Varianten?",
    "UAbs": r"UAbs\.|Unterabs\.|Unterabsatz(?:es)?",
    "Art": r"Art\.|Artikeln?|Artikels",
}
_LABEL: Final = "|".join(_LABELS.values())
_ITEM: Final = (
    rf"(?:(?:{_LABEL})\s?(?:{_NUMBER_IN_LAW}|[IVX]+\b)|(?:{_LABELS['Buchst']}|{_LABELS['Alt']})\s?[a-z]{{1,2}}\b\)?)"
)
_JOIN: Final = r"(?:\s?[,/–-]\s?|\s(?:und|oder|bis|sowie|u\.|i\.\s?V\.\s?m\.|iVm|in\sVerbindung\smit)\s|\s)"
_LINK: Final = r"(?:\s?[,/–-]\s?|\s(?:und|oder|bis|sowie|u\.)\s)"
_NO_QUANTITY: Final = r"(?!\s?(?:Euro|EUR|€|%|Prozent|Cent|Tag|Woch|Monat|Jahr|Uhr|Person|\.))"
_LAW: Final = (
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*(?:[-/\s](?:[IVX]+\b|\d{1,2}\b|[A-Z]{2,3}\b))?"
    r"|(?:de[rsm]\s)?[A-ZÄÖÜ][a-zäöüß]*(?:gesetz(?:es|e)?|gesetzbuch(?:e?s)?|ordnung|satzung|kodex|grundverordnung))"
)
_CITATION: Final = re.compile(
    rf"(?:§§?\s?{_NUMBER_IN_LAW}|{_ITEM})"
    rf"(?:{_JOIN}(?:{_ITEM}|§§?\s?{_NUMBER_IN_LAW})|\s?ff?\.|{_LINK}{_NUMBER_IN_LAW}{_NO_QUANTITY})*"
    rf"(?:\s{_LAW}(?!\w))?"
    rf"(?:(?:\s(?:i\.\s?V\.\s?m\.|iVm|in\sVerbindung\smit)\s)§§?\s?{_NUMBER_IN_LAW}"
    rf"(?:{_JOIN}{_ITEM}|\s?ff?\.|{_LINK}{_NUMBER_IN_LAW}{_NO_QUANTITY})*(?:\s{_LAW}(?!\w))?)*"
)
_SPELLINGS: Final = tuple((re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), label) for label, pattern in _LABELS.items())
_TOGETHER: Final = re.compile(r"i\.\s?V\.\s?m\.|iVm|in\sVerbindung\smit")


def _citations(text: str) -> Iterator[Fact]:
    for hit in _CITATION.finditer(text):
        yield Fact("paragraf", _citation(hit[0]), hit.start(), hit.end(), hit[0])


def citation(text: str) -> str:
    """Return a text with its citations in one spelling: *§ 48 Absatz 1*, *§ 48 Abs. 1*."""
    return _citation(text)


def _citation(text: str) -> str:
    text = _TOGETHER.sub("iVm", text)
    for pattern, label in _SPELLINGS:
        text = pattern.sub(label, text)
    text = re.sub(r"(?<=\d) (?=[a-z]\b)", "", re.sub(r"\s(?:sowie|u\.)\s", " und ", text))
    return re.sub(r"(?<=[A-Za-z§])(?=\d)", " ", " ".join(text.split()))


_PIECE: Final = re.compile(
    r"(?P<label>§§?|[A-Z][A-Za-z]*(?=\s\d|\s[IVX]+\b|\s[a-z]\b))?\s?(?P<value>\d[\da-z.]*|\bff?\b)(?!\w)"
)
_LEVEL: Final = {"§": 0, "Art": 0, "Abs": 1, "UAbs": 2, "Satz": 2, "Nr": 3, "Buchst": 4, "Halbsatz": 5, "Alt": 5}
_PARAGRAPH: Final = re.compile(r"\sAbs\s")
"""Behind a bare number of *§§ 46 Abs. 1, 11 Abs. 8*: it is a paragraph again."""
_FOLLOWING: Final = re.compile(r"(?<=\d)\s(?:und\sfolgende\w*|ff?\.)")


def law_difference(before: str, after: str) -> str:
    """Return what differs between all citations of two flat texts, whatever joins them; laws may be written out."""
    was, now = _cited(before), _cited(after)
    if fault := difference(Counter(path for path, _ in was), Counter(path for path, _ in now)):
        return fault
    for path, law in was:
        there = {other for same, other in now if same == path}
        if law and there and not any(not other or _same_law(law, other) for other in there):
            return f"fehlt: „{path} {law}“"
    named, names = ({law for _, law in found if law} for found in (was, now))
    lost = {law for law in named if not any(_same_law(law, other) for other in names)}
    new = {law for law in names if law not in before and not any(_same_law(law, other) for other in named)}
    return difference(Counter(lost), Counter(new))


def _cited(text: str) -> list[tuple[str, str]]:
    """Return each cited place as a path (*§ 48 Abs 1*) with the law that follows it, empty if none does."""
    found: list[tuple[str, str]] = []
    for fact in facts(_FOLLOWING.sub(" ff", text)):
        if fact.kind != "paragraf":
            continue
        value = fact.value.replace("iVm", ",")
        laws = [(hit.start(), hit[0]) for hit in _LAW_NAME.finditer(f"{value} {text[fact.end : fact.end + 40]}")]
        path: list[str] = []
        for label, hit in _labelled(value):
            level = _LEVEL.get(label, _LOWEST)
            path = [p for p in path if _LEVEL.get(p.split()[0], _LOWEST) < level] + [f"{label} {hit['value']}"]
            found.append((" ".join(path), next((law for at, law in laws if at > hit.start()), "")))
    return found


def _labelled(citations: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield each number with what it counts; a bare one counts the same as the one before.

    *§§* announces at least two paragraphs, so that a bare number may be the second: *§§ 46 Abs. 1, 11 Abs. 8*,
    *§§ 708 Nr. 11, 711*.
    """
    label, missing = "§", 0
    for hit in _PIECE.finditer(citations):
        if (hit["label"] or "").startswith("§"):
            missing = len(hit["label"])
        last = missing == 1 and not _PIECE.search(citations, hit.end())
        bare_paragraph = missing and not hit["label"] and (last or _PARAGRAPH.match(citations, hit.end()))
        label = "§" if bare_paragraph else (hit["label"] or label).replace("§§", "§")
        if label == "§":
            missing = max(0, missing - 1)
        yield label, hit


_LOWEST: Final = 6
_LAW_NAME: Final = re.compile(
    r"\b(?!Abs\b|Satz\b|Nr\b|Alt\b|UAbs\b|Art\b)(?:SGB\s[IVX]+|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*[A-ZÄÖÜ]"
    r"|[A-ZÄÖÜ][a-zäöüß]*(?:gesetz(?:es|e)?|gesetzbuch(?:e?s)?|ordnung|satzung))\b"
)


def _same_law(one: str, other: str) -> bool:
    return one == other or _abbreviates(one, other) or _abbreviates(other, one)


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of an abbreviation run through the name of a law: *AufenthG*, *Aufenthaltsgesetz*."""
    letters = iter(long.lower())
    return len(short) < len(long) and short[:1] == long[:1] and all(c in letters for c in short.lower())


# --- numbers and amounts --------------------------------------------------------------------------------------------

_UNITS: Final = (
    (r"€|EUR\b|Euros?\b", "Euro"),
    (r"Cents?\b|ct\b", "Cent"),
    (r"%|Prozent\b|v\.\s?H\.|vom\sHundert\b", "Prozent"),
    (r"‰|Promille\b|v\.\s?T\.", "Promille"),
    (r"m²|m2\b|qm\b|Quadratmetern?\b", "m²"),
    (r"m³|m3\b|cbm\b|Kubikmetern?\b", "m³"),
    (r"km\b|Kilometern?\b", "km"),
    (r"cm\b|Zentimetern?\b", "cm"),
    (r"mm\b|Millimetern?\b", "mm"),
    (r"m\b|Metern?\b", "m"),
    (r"kWh\b|Kilowattstunden?\b", "kWh"),
    (r"kg\b|Kilogramm\b", "kg"),
    (r"t\b|Tonnen?\b", "t"),
    (r"l\b|Litern?\b", "l"),
    (r"ha\b|Hektar\b", "ha"),
    (r"Uhr\b", "Uhr"),
    (r"°C|Grad\b", "Grad"),
)
_UNIT: Final = "|".join(f"(?:{pattern})" for pattern, _ in _UNITS)
_WHOLE_UNITS: Final = tuple((re.compile(rf"(?:{pattern})\s?"), name) for pattern, name in _UNITS)
_DIGITS: Final = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d+)(?:,\d+)?"
_BEFORE_TEN: Final = "zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun"
_ONES: Final = {
    "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16,
    "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS: Final = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_TEENS: Final = "|".join(w for w in sorted(_ONES, key=len, reverse=True) if w not in ("ein", "eins"))
_BELOW_100: Final = rf"(?:(?:(?:ein|{_BEFORE_TEN})und)?(?:{'|'.join(_TENS)})|{_TEENS})"
_BELOW_1000: Final = rf"(?:(?:ein|{_BEFORE_TEN})?hundert(?:und)?(?:{_BELOW_100}|eins?)?|{_BELOW_100})"
_CARDINAL: Final = rf"(?:(?:{_BELOW_1000}|ein)?tausend(?:und)?(?:{_BELOW_1000}|eins?)?|{_BELOW_1000})"
_TIMES: Final = "mal|malig(?:e[rnms]?)?|fach(?:e[rnms]?)?|erlei"
_ORDINALS: Final = {
    "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "siebente": 7,
    "achte": 8, "neunte": 9, "zehnte": 10, "elfte": 11, "zwölfte": 12, "zwanzigste": 20, "dreißigste": 30,
}  # fmt: skip
_PARTS: Final = "hälfte|drittel|viertel|fünftel|achtel|zehntel|dutzend|halb(?:e[rnms]?)?|doppelt(?:e[rnms]?)?"
_LARGE: Final = r"million(?:en)?|mio\b|milliarden?|mrd\b"
_OPENINGS: Final = sorted({
    word[:3] for word in (*_ONES, *_TENS, *_ORDINALS, "hundert", "tausend", *_PARTS.split("|"), *_LARGE.split("|"))
})  # fmt: skip
"""How a word of number begins: most words are left at once."""
_WORD: Final = re.compile(
    rf"\b(?={'|'.join(_OPENINGS)})(?:(?P<cardinal>{_CARDINAL})(?P<end>en|er|e)?\b"
    rf"|(?P<count>{_CARDINAL}|ein)(?P<times>{_TIMES})\b"
    rf"|(?P<glued>{_CARDINAL})(?=(?:tägig|wöchig|wöchentlich|monatig|monatlich|jährig|jährlich|stündig|minütig)\w*\b)"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})(?:[rnms]|ns)?\b"
    rf"|(?P<part>{_PARTS})[sn]?\b"
    r"|(?P<double>doppel)(?=[a-zäöü]{5})(?!haus|zimmer|name|ehe|buchst)"
    rf"|(?P<large>{_LARGE}))",
    re.IGNORECASE,
)
_NOT_COUNTING: Final = re.compile(
    r"außer acht|acht (?=geben|gibt|zu geben|nehmen)|in acht\b|achten(?! (?-i:[A-ZÄÖÜ\d]))|achten (?=sie\b|wir\b)"
    r"|(?-i:\w halber(?! [A-ZÄÖÜ]))|noch einmal|nicht einmal|auf einmal|erst einmal"
    r"|(?-i:\bDritte[rn]?(?! [A-ZÄÖÜ]))|schon einmal|zum einen|unter vier augen|auf den ersten blick"
    r"|in erster linie|aus erster hand|zum ersten mal",
    re.IGNORECASE,
)
_PER_HUNDRED: Final = re.compile(r"\bvom\sHundert\b")
_NUMERAL: Final = re.compile(
    rf"(?=[\d€E])(?P<leading>(?:€|EUR)\s?)?(?<![\d])(?P<number>{_DIGITS})(?:,-{{1,2}}|,–)?(?:\s?(?P<unit>{_UNIT}))?"
)
_UNIT_BEHIND: Final = re.compile(rf"\s?({_UNIT})")
_ALONE: Final = re.compile(r"€|%|E(?<!\wE)(?:UR|uro)\b|P(?<!\wP)rozent\b|v(?<!\wv)(?:\.\s?H\.|om\sHundert\b)")


def _amounts_and_numbers(text: str) -> Iterator[Fact]:
    for hit in _NUMERAL.finditer(text):
        value = number(hit["number"])
        unit = _unit(hit["unit"] or hit["leading"])
        if unit:
            yield Fact("betrag", f"{value} {unit}", hit.start(), hit.end(), hit[0])
        else:
            start, end = hit.span("number")
            yield Fact("zahl", value, start, end, hit["number"])
    words = list(_WORD.finditer(text))
    idle = [
        hit.span() for pattern in ((_NOT_COUNTING, _PER_HUNDRED) if words else ()) for hit in pattern.finditer(text)
    ]
    for hit in words:
        if not any(start <= hit.start() and hit.end() <= end for start, end in idle):
            unit_hit = _UNIT_BEHIND.match(text, hit.end())
            value = _word_value(hit)
            if unit_hit and hit["cardinal"]:
                yield Fact("betrag", f"{value} {_unit(unit_hit[1])}", hit.start(), unit_hit.end(), hit[0])
            else:
                yield Fact("zahl", value, hit.start(), hit.end(), hit[0])


@lru_cache(maxsize=4096)
def currency_words(text: str) -> Counter[str]:
    """Return how often a currency or percent sign stands in a flat text; nobody may change what comes back."""
    return Counter(_unit(hit[0]) for hit in _ALONE.finditer(text))


def number(text: str) -> str:
    """Return the value of a written number: *1.250,00* and *1250* are *1250*; leading zeros stay (*0172*)."""
    if text[0] == "0" and text.isdigit() and len(text) > 1:
        return text
    value = Decimal(text.replace(".", "").replace(",", "."))
    return f"{value.normalize():f}"


def number_word(word: str) -> int | None:
    """Return the value of a German cardinal in lower case, None if it is none; *ein* counts as one."""
    if word in ("ein", "eins", "eine", "einem", "einen", "einer", "eines"):
        return 1
    return _cardinal(word) if re.fullmatch(_CARDINAL, word) else None


def _cardinal(word: str) -> int:
    if "tausend" in word:
        head, _, tail = word.partition("tausend")
        return (_cardinal(head) if head else 1) * 1000 + (_cardinal(tail.removeprefix("und")) if tail else 0)
    if "hundert" in word:
        head, _, tail = word.partition("hundert")
        return (_cardinal(head) if head else 1) * 100 + (_cardinal(tail.removeprefix("und")) if tail else 0)
    if word in _ONES:
        return _ONES[word]
    if word in _TENS:
        return _TENS[word]
    ones, _, tens = word.rpartition("und")
    return _ONES[ones] + _TENS[tens]


def _word_value(hit: re.Match[str]) -> str:
    if hit["cardinal"]:
        return str(_cardinal(hit["cardinal"].lower()))
    if hit["double"]:
        return "doppelt"
    if hit["glued"]:
        return str(_cardinal(hit["glued"].lower()))
    if hit["count"]:
        number_of = _cardinal(hit["count"].lower())
        return str(number_of) if hit["times"].lower().startswith("fach") else f"{number_of}-mal"
    if hit["ordinal"]:
        return f"{_ORDINALS[hit['ordinal'].lower()]}."
    if hit["large"]:
        return "Million" if hit["large"].lower().startswith("mi") and "ard" not in hit["large"].lower() else "Milliarde"
    part = str(hit["part"]).lower()
    for stem in ("halb", "doppelt"):
        if part.startswith(stem):
            return stem
    return "halb" if part == "hälfte" else part


@lru_cache(maxsize=256)
def _unit(written: str | None) -> str:
    if not written:
        return ""
    return next((name for pattern, name in _WHOLE_UNITS if pattern.fullmatch(written)), written.strip())


# --- time limits ----------------------------------------------------------------------------------------------------

_TIME_UNITS: Final = (
    ("werktag", r"werktag(?:e[sn]?|s)?"),
    ("arbeitstag", r"arbeitstag(?:e[sn]?|s)?"),
    ("kalendertag", r"kalendertag(?:e[sn]?|s)?"),
    ("kalendermonat", r"kalendermonat(?:e[sn]?|s)?"),
    ("kalenderjahr", r"kalenderjahr(?:e[sn]?|s)?"),
    ("tag", r"tag(?:e[sn]?|s)?|täglich(?:e[rnms]?)?|tägig(?:e[rnms]?)?"),
    ("woche", r"wochen?|wöchentlich(?:e[rnms]?)?|wöchig(?:e[rnms]?)?"),
    ("monat", r"monat(?:e[sn]?|s)?|monatlich(?:e[rnms]?)?|mtl|monatig(?:e[rnms]?)?"),
    ("quartal", r"quartal(?:e[sn]?|s)?|vierteljahr(?:e[sn]?|s)?|vierteljährlich(?:e[rnms]?)?"),
    ("halbjahr", r"halbjahr(?:e[sn]?|s)?|halbjährlich(?:e[rnms]?)?"),
    ("jahr", r"jahr(?:e[sn]?|s)?|jährlich(?:e[rnms]?)?|jährig(?:e[rnms]?)?"),
    ("stunde", r"(?-i:Stunden?)|stündlich(?:e[rnms]?)?|stündig(?:e[rnms]?)?"),
    ("minute", r"minuten?|minütig(?:e[rnms]?)?"),
)
_TIME_UNIT: Final = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _TIME_UNITS)
_DURATION: Final = re.compile(
    rf"\b(?:(?P<count>\d+|{_CARDINAL}|eine[rnms]?|ein)(?:[\s-](?:(?-i:[a-zäöüß]{{4,}}e[rn]?)\s)?|(?=\w+ig)))?(?:{_TIME_UNIT})\b",
    re.IGNORECASE,
)
"""A length of time, also *zwei volle Jahre*."""
_ANY_TIME_UNIT: Final = re.compile("|".join(pattern for _, pattern in _TIME_UNITS).replace("(?-i:", "(?:").lower())
"""The letters of a unit of time, anywhere in small letters: where there are none there is no length of time."""
_ADJECTIVE: Final = re.compile(r"ig(?:e[rnms]?)?$", re.IGNORECASE)
_PERIOD: Final = re.compile(r"\s\w*(?:frist|zeit|dauer)", re.IGNORECASE)
"""Behind an adjective: the length is that of the time limit itself, *innerhalb der zweiwöchigen Frist*."""
_RELATIONS: Final = (
    ("ab", r"mit\s+wirkung\s+(?:vom|ab)|beginnend\s+(?:mit\s+dem|am|ab)|ab|seit"),
    ("ablauf", r"mit\s+(?:dem\s+)?ablauf"),
    ("bis", r"bis"),
    ("bis", r"spätestens"),
    ("frühestens", r"frühestens"),
    ("vor", r"vor"),
    ("nach", r"nach"),
    ("innerhalb", r"innerhalb|binnen"),
    ("während", r"während"),
)
_RELATION: Final = tuple((name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in _RELATIONS)
_WORDS_BACK: Final = 4
_NEAR: Final = 2
"""What stands behind *am*, or belongs to a noun, has a place of its own: *nach dem am 5. Mai gestellten Antrag*."""
_DAYS: Final = frozenset(map(str, range(1, 32)))
_BEFORE_DAY: Final = re.compile(r"\b(?:am|zum|vom|dem|den|bis|ab)\s$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def time_limits(text: str) -> Counter[str]:
    """Return every date and duration of a flat text with its direction (*bis*, *ab*, *innerhalb* …).

    The last word of direction within four words before the expression counts; *am*, *vom*, *zum* have none. Nobody may
    change what comes back.
    """
    found = facts(text)
    places = [(f.start, f.end, f.value) for f in found if f.kind == "datum"]
    masked = _masked(text, (f for f in found if f.kind in ("datum", "platzhalter", "paragraf")))
    for hit in _DURATION.finditer(masked) if _ANY_TIME_UNIT.search(masked.lower()) else ():
        unit = next(name for name, _ in _TIME_UNITS if hit[name])
        count = hit["count"]
        amount = "" if not count else str(int(count) if count.isdigit() else number_word(count.lower()))
        places.append((hit.start(), hit.end(), f"{amount} {unit}".strip()))
    places += [(f.start, f.end, f.value) for f in found if f.kind == "platzhalter"]
    places += [(f.start, f.end, f"{f.value}.") for f in found if f.kind == "zahl" and _is_day(text, f)]
    places.sort()
    limits: Counter[str] = Counter()
    behind = 0
    amounts = [f.end for f in found if f.kind == "betrag"]
    for start, end, value in places:
        behind = max([behind, *(a for a in amounts if a <= start)])
        back = _NEAR if _ADJECTIVE.search(text[start:end]) and not _PERIOD.match(text, end) else _WORDS_BACK
        limits[f"{_direction(text[behind:start], back)} {value}".strip()] += 1
        behind = end
    return limits


def _is_day(text: str, fact: Fact) -> bool:
    """Whether a bare number is a day of a month: *am 15. jedes Monats*."""
    return (
        fact.value in _DAYS and text[fact.end : fact.end + 2] == ". " and bool(_BEFORE_DAY.search(text[: fact.start]))
    )


_ISSUED: Final = re.compile(r"(?<!wirkung )\b(?:vom|v\.)$", re.IGNORECASE)


def _direction(text: str, back: int) -> str:
    words = re.split(r"[,;:.!?](?=\s|$)", text)[-1].split()
    near = " ".join(words[-min(back, _NEAR) :] if words[-1:] == ["am"] else words[-back:])
    if _ISSUED.search(near):
        return ""
    hits = [(hit.end(), name) for name, pattern in _RELATION for hit in pattern.finditer(near)]
    return max(hits)[1] if hits else ""
