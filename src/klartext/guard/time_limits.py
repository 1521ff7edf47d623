"""Time limits: each keeps its length and its direction."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from klartext.guard import facts as f
from klartext.guard.change import Texts
from klartext.guard.denial import until

_STEMS: Final = {
    "tag": "tag|täg", "woche": "woch|wöch", "monat": "monat", "jahr": "jahr|jähr", "stunde": "stund|stünd",
    "minute": "minut", "werktag": "werktag|werktäg", "kalenderjahr": "kalenderjahr", "kalendermonat": "kalendermonat",
    "arbeitstag": "arbeitstag", "kalendertag": "kalendertag", "halbjahr": "halbjahr|halbjähr",
    "quartal": "quartal|vierteljahr|vierteljähr",
}  # fmt: skip
_BARE_UNITS: Final = frozenset({"tag", "woche", "monat", "jahr", "stunde", "minute"})
_VAGUE_UNITS: Final = frozenset({"tag", "stunde", "minute"})
_SAME_LIMITS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("ablauf", "bis"): ("", ""),
    ("innerhalb", ""): ("", r"Zeit|lang|Frist"),
    ("innerhalb", "nach"): ("", r"Zeit|lang"),
    ("", "innerhalb"): (r"\w*[Ff]rist|\w*[Dd]auer|Zeitraum", ""),
    ("nach", ""): ("", r"abgelaufen|vergangen|vorbei|vorüber|her|zurück|lang"),
    ("nach", "bis"): ("", r"noch"),
    ("ablauf", "nach"): ("", ""),
    ("ablauf", ""): ("", r"Ende|endet|abgelaufen|abläuft"),
    ("", "bis"): (r"bis zu|höchstens|längstens|bis zum|bis dahin", ""),
    ("bis", ""): ("", r"bis|Ende|höchstens"),
    ("während", ""): ("", r"in|an|lang"),
    ("vor", "nach"): (r"absehen|ab|nicht|kein\w*", r"frühestens|erst"),
    ("vor", ""): ("", r"davor|vorher|früher|zuvor"),
    ("nach", "ab"): ("", ""),
    ("ab", "nach"): ("", ""),
    ("", "nach"): (r"hinaus|über", ""),
    ("ab", ""): ("", r"seitdem|seit|ab|dann"),
}
"""Directions that say the same, with the word that must stand in the old and in the new sentence."""
DIRECTION: Final = re.compile(r"^(?:ab|ablauf|bis|frühestens|vor|nach|innerhalb|während) ")


def fristen(texts: Texts) -> str:
    """Every date and duration keeps its direction: *bis* stays *bis*, *innerhalb* stays *innerhalb*."""
    spelt, _ = until(texts.spelt, texts.after)
    before, after = f.time_limits(spelt), f.time_limits(texts.after)
    fault = f.difference(before, after)
    if fault and _direction_words(spelt) == _direction_words(texts.after):
        fault = f.difference(_only_numbered(before), _only_numbered(after))
    return fault and _limit_fault(texts, before, after)


def _limit_fault(texts: Texts, before: Counter[str], after: Counter[str]) -> str:
    """Return what changed between time limits, less those that say the same: *mit Ablauf des*, *bis zum*."""
    lost, new = before - after, after - before
    for was in list(lost.elements()):
        for now in list(new.elements()):
            if _same_limit(was, now, texts):
                lost, new = lost - Counter([was]), new - Counter([now])
                break
    if texts.splits:
        new = Counter({v: n for v, n in new.items() if v not in before and v not in _BARE_UNITS})
        lost = Counter({v: n for v, n in lost.items() if v not in _VAGUE_UNITS})
    if not lost:
        new = Counter({v: n for v, n in new.items() if not _says_length(v, texts.spelt)})
    return f.difference(lost, new)


def _says_length(limit: str, text: str) -> bool:
    """Whether a text holds the unit of a length of time in another word: *jährlich*, *das 45. Lebensjahr*.

    Its number is compared by the check of numbers.
    """
    unit = DIRECTION.sub("", limit).rpartition(" ")[2]
    return unit in _STEMS and re.search(_STEMS[unit], text, re.IGNORECASE) is not None


def _same_limit(was: str, now: str, texts: Texts) -> bool:
    if was.removeprefix("1 ") == now.removeprefix("1 "):
        return True
    value = DIRECTION.sub("", was)
    if DIRECTION.sub("", now) != value:
        return False
    ways = _SAME_LIMITS.get((was.removesuffix(value).strip(), now.removesuffix(value).strip()))
    return ways is not None and all(
        not way or re.search(rf"(?<!\w)(?:{way})(?!\w)", text)
        for way, text in zip(ways, (texts.spelt, texts.after), strict=True)
    )


def _direction_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\b(?:ab|seit|bis|vor|nach|innerhalb|während)\b", text.lower()))


def _only_numbered(limits: Counter[str]) -> Counter[str]:
    """Leave the direction only where a number says which limit is meant: *bis zum Ende des Monats, der auf … folgt*."""
    bare: Counter[str] = Counter()
    for value, count in limits.items():
        bare[value if any(c.isdigit() for c in value) else DIRECTION.sub("", value)] += count
    return bare
