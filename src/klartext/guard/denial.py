"""Negation: as much is denied as before, by *nicht*, *kein*, *un-* or a word that denies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from klartext.guard.change import Texts
from klartext.guard.equivalents import denied_twice, denying, for_denying
from klartext.guard.wording import bare_stem, word_counts
from klartext.guard.words import sentences
from klartext.ruleset.word_groups import word_groups

_NEGATION: Final = re.compile(
    r"(?<!\w)(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgend\w*|weder|ohne|nein)(?!\w)", re.IGNORECASE
)
_BOUNDS: Final = re.compile(r"(?<!\w)nicht (?:mehr|weniger|später|früher|länger|eher) als(?!\w)", re.IGNORECASE)
_IMPLICIT: Final = re.compile(
    r"(?<!\w)(?P<un>[Uu]n[a-zäöüß]{3,})|(?<!\w)(?P<noun>Nicht[a-zäöüß]{3,})"
    r"|(?<!\w)(?P<less>[a-zäöüß]{4,}los(?:e[rnms]?)?)(?!\w)"
)
_NO_NEGATION: Final = re.compile(
    r"(?:unter(?!blei)|unser|uns(?:$|er)|und$|unten|ungefähr|unverzüglich|unbedingt|unabdingbar|unerlässlich|unumgänglich"
    r"|unmittelbar|unbeschadet|ungeachtet"
    r"|unfall|unfälle|universi|union|uniform|unikat|ungar|unwesen|untat|unkosten|unschwer|nichten?$|nichtig)",
    re.IGNORECASE,
)
_NOT_WITHOUT: Final = re.compile(r"(?<!\w)nicht ohne(?!\w)", re.IGNORECASE)
_LITOTES: Final = re.compile(r"(?<!\w)nicht un(?P<base>[a-zäöüß]{3,})(?!\w)", re.IGNORECASE)
_LIMITED: Final = re.compile(
    r"(?<!\w)nicht (?P<how>fristgerecht|fristgemäß|termingerecht|rechtzeitig|pünktlich|vollständig|vollumfänglich"
    r"|in voller Höhe|in vollem Umfang|ordnungsgemäß|ausreichend|hinreichend|genügend|richtig|korrekt|unverzüglich"
    r"|umgehend|sofort|allein|immer|überall|zwingend|unbedingt|ausschließlich)(?!\w)"
)
"""What is denied is the way or the degree, not the deed: *nicht fristgerecht zahlen*."""
_NOT_UNTIL: Final = re.compile(
    r"(?<!\w)(?P<first>nicht|kein\w*)(?!\w)(?P<between>[^.]*?(?<!\w))(?P<limit>solange|bevor|ehe|bis)(?!\w)"
    r"(?P<clause>[^.]*?)"
    r"(?<!\w)(?P<second>nicht|kein(?=\w*))",
    re.IGNORECASE,
)
_ONLY_WHEN: Final = re.compile(r"(?<!\w)erst(?!\w)[^.]*(?<!\w)(?:wenn|sobald|nachdem)(?!\w)", re.IGNORECASE)
_NOT_BEFORE: Final = re.compile(r"(?<!\w)nicht vor(?!\w)", re.IGNORECASE)
_PART: Final = re.compile(r"[,;:]|[.!?](?=\s+[A-ZÄÖÜ])")
_ARTICLE: Final = re.compile(
    r"(?<!\w)(?:d(?:er|ie|as|en|em|es)|(?:k?ein|ihr|unser|mein|sein)\w{0,2})\s+\Z", re.IGNORECASE
)
_FORCE: Final = re.compile(
    r"(?<!\w)(?:darf|dürf\w+|kann|könn\w+|konnte\w*|muss\w*|müss\w+|brauch\w+)(?!\w)", re.IGNORECASE
)
_OPPOSITES: Final = tuple(
    (
        re.compile(rf"(?<!\w)nicht (?:{denied})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{meant})(?!\w)", re.IGNORECASE),
    )
    for denied, meant in (
        ("selten", "oft|häufig"),
        ("unwesentlich|unerheblich|unbedeutend|unwichtig", "wichtig|erheblich|bedeutend|wesentlich"),
        ("entbehrlich|verzichtbar", "nötig|notwendig|erforderlich|muss|müssen|brauchen"),
        ("ausgeschlossen|auszuschließen", "möglich|möglicherweise|kann|können"),
    )
)
"""What *nicht* makes of a word, and how one says it without."""
_EARLIEST: Final = re.compile(r"(?<!\w)frühestens(?!\w)", re.IGNORECASE)
_ONLY: Final = re.compile(r"(?<!\w)nur(?!\w)", re.IGNORECASE)
_DENIAL: Final = "strong "


def verneinung(texts: Texts) -> str:
    """As much is denied as before; *nicht* may become *un-* or *Nicht-* and the other way round."""
    if moved := _moved_behind(texts.before, texts.after):
        return f"„nicht“ steht nicht mehr vor „{moved}“"
    before, after = _masked_bounds(texts.spelt), _masked_bounds(texts.after)
    before, after = without_litotes(*until(before, after))
    more = explicit(after) - explicit(before)
    was, now = _denials(before), _denials(after)
    lost, new = was - now, now - was
    if more == 0:
        return _bare_pair(before, after, lost, new) if lost or new else ""
    weak_was, weak_now = for_denying(before), for_denying(after)
    lost, new = lost + (weak_was - weak_now), new + (weak_now - weak_was)
    if more > 0:
        shared = sentences(after) > sentences(before) and explicit(before) > 0
        return "" if lost.total() + shared >= more else "eine Verneinung kommt neu hinzu"
    twice = min(lost.total(), denied_twice(before))
    if any(_is_under_force(before, hit) or _leaves_middle(hit) for hit in _LITOTES.finditer(before)):
        twice = 0
    gone = max(new.total(), twice)
    return "" if gone >= -more else "eine Verneinung fehlt"


def _moved_behind(before: str, after: str) -> str:
    """Return the adverbial that *nicht* stood before and now stands behind: *fristgerecht nicht zahlen*."""
    for hit in _LIMITED.finditer(before):
        how = re.escape(hit["how"])
        behind = re.search(rf"(?<!\w){how}(?!\w)[^.,;:]*?(?<!\w)nicht(?!\w)", after)
        if behind and not re.search(rf"(?<!\w)nicht {how}(?!\w)", after):
            return hit["how"]
    return ""


@lru_cache(maxsize=4096)
def explicit(text: str) -> int:
    """Count words of negation; *weder … noch* denies twice."""
    return sum(2 if word.lower() == "weder" else 1 for word in _NEGATION.findall(text))


def until(before: str, after: str) -> tuple[str, str]:
    """Read *nicht, solange … nicht* as *erst, wenn …*, and *nicht vor* as *frühestens*, where ``after`` says so."""
    if not _holds_no(before):
        return before, after
    if _ONLY_WHEN.search(after) and not _ONLY_WHEN.search(before):
        before = _NOT_UNTIL.sub(r"erst\g<between>wenn\g<clause>", before, count=1)
    if _EARLIEST.search(after):
        before = _NOT_BEFORE.sub("frühestens", before)
    return before, after


def _holds_no(text: str) -> bool:
    """Whether the letters of *nicht* or *kein* are in a text: most sentences deny nothing, and are left at once."""
    small = text.lower()
    return "nicht" in small or "kein" in small


def _masked_bounds(text: str) -> str:
    """Hide *nicht mehr als*, which bounds and does not deny."""
    return _BOUNDS.sub("als", text)


def without_litotes(before: str, after: str) -> tuple[str, str]:
    """Take *nicht unerheblich* as *erheblich*, *nicht ohne* as *nur mit* where the new wording says the second."""
    if not _holds_no(before):
        return before, after
    limited = _ONLY.search(after) is not None
    if limited:
        before = _NOT_WITHOUT.sub("nur mit", before)
    for hit in _LITOTES.finditer(before):
        if _is_under_force(before, hit) and not limited:
            continue
        if _leaves_middle(hit):
            continue
        stem = bare_stem(hit["base"])
        if re.search(rf"(?<!\w){re.escape(stem)}", after):
            before = before.replace(hit[0], hit["base"], 1)
    for denied, meant in _OPPOSITES:
        if meant.search(after) and not meant.search(before):
            before = denied.sub("", before, count=1)
    return before, after


def _leaves_middle(hit: re.Match[str]) -> bool:
    """Whether something lies between a word and its opposite: *nicht unwahrscheinlich* is not *wahrscheinlich*."""
    return bare_stem("un" + hit["base"]) in _with_middle()


@lru_cache(maxsize=1)
def _with_middle() -> frozenset[str]:
    return frozenset(bare_stem(word) for word in word_groups().mit_mitte)


def _is_under_force(text: str, hit: re.Match[str]) -> bool:
    """Whether *nicht un…* stands beside *dürfen*, *können* or *müssen*: to forbid the one permits not the other."""
    if _ARTICLE.search(text[: hit.start()]):
        return False
    start = max((m.end() for m in _PART.finditer(text, 0, hit.start())), default=0)
    end = next((m.start() for m in _PART.finditer(text, hit.end())), len(text))
    return _FORCE.search(text[start:end]) is not None


@lru_cache(maxsize=4096)
def _denials(text: str) -> Counter[str]:
    """Return how often each word that denies without *nicht* stands in a text; nobody may change what comes back."""
    return Counter(_implicit(text)) + denying(text)


def _implicit(text: str) -> Iterator[str]:
    for hit in _IMPLICIT.finditer(text):
        if not _NO_NEGATION.match(hit[0]):
            yield bare_stem(hit[0].lower())


def _bare_pair(before: str, after: str, lost: Counter[str], new: Counter[str]) -> str:
    """Return a fault where only words changed that deny by themselves and nothing took the place of one."""
    words_before, words_after = (
        {bare_stem(w.lower()) for w in word_counts(before)},
        {bare_stem(w.lower()) for w in word_counts(after)},
    )
    weak = sentences(after) == sentences(before)
    for gone in lost:
        if gone.startswith((_DENIAL, "nicht")):
            if not new and not (weak and for_denying(after) - for_denying(before)):
                return "eine Verneinung fehlt"
        elif _bare(gone) in words_after or not words_after - words_before or (not new and denied_twice(before)):
            return f"„{gone}…“ fehlt"
    for come in new:
        if come.startswith((_DENIAL, "nicht")):
            if not lost and not (weak and for_denying(before) - for_denying(after)):
                return "eine Verneinung kommt neu hinzu"
        elif _bare(come) in words_before or not words_before - words_after:
            return f"„{come}…“ kommt neu hinzu"
    return ""


def _bare(word: str) -> str:
    return word.removeprefix("nicht") if word.startswith("nicht") else word.removeprefix("un")
