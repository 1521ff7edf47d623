"""Names: of people, abbreviations in capitals, and capitalised words that nobody knows."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from klartext.guard import facts as f
from klartext.guard.change import Change, Texts
from klartext.guard.families import meets, root
from klartext.guard.lexicon import is_common_noun
from klartext.guard.neighbours import keeps_company
from klartext.guard.wording import SHORTEST_TERM, bare_stem, word_counts

_TITLE: Final = r"(?:Herrn?|Frau|Familie|Eheleuten?|Firma|Fa\.|Dr\.|Prof\.|Professor(?:in)?|Doktor)"
_NAME: Final = r"[A-ZÄÖÜÀ-ÖØ-Þ][\w'’-]*\w"
_TITLED: Final = re.compile(rf"{_TITLE}\s(?:(?:{_TITLE}|von|van|de|zu|der|[A-Z]\.)\s)*(?P<name>{_NAME}(?:\s{_NAME})*)")
_CODE: Final = re.compile(r"(?<![\w.])(?=\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])\w{2,}(?:\s[IVX]{1,4})?(?!\w)")
_CAPITALISED: Final = re.compile(r"(?<![\w-])[A-ZÄÖÜÀ-ÖØ-Þ][^\W_]+(?:[-'’][^\W_]+)*(?!\w)")
_POLITE: Final = frozenset({
    "Sie", "Ihnen", "Ihr", "Ihre", "Ihrer", "Ihrem", "Ihren", "Ihres", "Ihrige", "Ihrerseits", "Ihretwegen",
})  # fmt: skip
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:]\s|[„\"»(]\s?|\n)[„\"»(]?$")
_LONGEST_START: Final = 3
"""So many characters stand at most between the end of a sentence and the first word of the next."""


def eigennamen(change: Change) -> str:
    """Names stay: protected ones, those behind a title, abbreviations in capitals, capitalised unknown words."""
    return _protected_names(change) or _unprotected(change.texts)


def _protected_names(change: Change) -> str:
    texts = change.texts
    for place in change.protected:
        if place.kind in ("name", "aktenzeichen", "kontakt"):
            text = f.flat(place.text)
            had, has = named(text, texts.before), named(text, texts.after)
            if has < had or (has > had and not texts.splits):
                return f"„{text}“ bleibt nicht, wie es ist"
    names = {f.flat(p.text) for p in change.protected if p.kind == "name"}
    return _order_of(sorted(names), texts)


def named(name: str, text: str) -> int:
    """Count a name; its common nouns may be inflected: *des Finanzamtes Erlenwalde*, *dem Finanzamt Erlenwalde*."""
    return len(_named_pattern(name).findall(text))


@lru_cache(maxsize=4096)
def _named_pattern(name: str) -> re.Pattern[str]:
    words = r"\s".join(_name_word(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _name_word(word: str) -> str:
    if word in ("Herr", "Herrn"):
        return "Herrn?"
    if not word.isalpha() or len(word) < 5 or not is_common_noun(word):
        return re.escape(word) + ("s?" if word[-1:].isalnum() else "")
    return re.escape(re.sub(r"(?:es|s|e)$", "", word)) + "(?:es|s|e)?"


@lru_cache(maxsize=256)
def _unprotected(texts: Texts) -> str:
    return _titled_names(texts) or _codes(texts) or _capitalised(texts)


def _titled_names(texts: Texts) -> str:
    before, after = _titled(texts.before), _titled(texts.after)
    if texts.splits:
        after = Counter({name: before[name] or count for name, count in after.items()})
    if fault := f.difference(before, after):
        return fault
    return _order_of(sorted(before), texts)


@lru_cache(maxsize=4096)
def _titled(text: str) -> Counter[str]:
    return Counter(hit["name"] for hit in _TITLED.finditer(text))


def _order_of(names: Sequence[str], texts: Texts) -> str:
    was, now = _places_of(names, texts.before), _places_of(names, texts.after)
    if texts.splits and len(now) > len(was):
        return ""
    if [n for n, _ in was] == [n for n, _ in now] or keeps_company(texts.before, was, texts.after, now):
        return ""
    return "Namen könnten vertauscht sein: " + ", ".join(f"„{n}“" for n, _ in now)


def _places_of(names: Sequence[str], text: str) -> list[tuple[str, tuple[int, int]]]:
    hits = [(n, m.span()) for n in names for m in _named_pattern(n).finditer(text)]
    return sorted(hits, key=lambda hit: hit[1])


def _codes(texts: Texts) -> str:
    """Abbreviations in capitals (*SGB*, *VwVfG*) stay unless they are written out."""
    were, are = _outside(_CODE, texts.spelt), _outside(_CODE, texts.after)
    if were == are:
        return ""
    before, after = Counter(were), Counter(are)
    new_words = word_counts(texts.after) - word_counts(texts.spelt)
    for code in before - after:
        if not _spells(code, new_words) and not f.occurrences(code, texts.after):
            return f"„{code}“ fehlt"
    old_words = word_counts(texts.spelt) - word_counts(texts.after)
    for code in after - before:
        if not _spells(code, old_words) and not f.occurrences(code, texts.spelt):
            return f"„{code}“ kommt neu hinzu"
    return ""


@lru_cache(maxsize=4096)
def _outside(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """Return what a pattern finds outside of facts."""
    found = f.facts(text)
    return tuple(h[0] for h in pattern.finditer(text) if not any(x.start <= h.start() < x.end for x in found))


def _spells(code: str, words: Counter[str]) -> bool:
    """Whether the letters of an abbreviation run through its words: *KdU*, *Kosten der Unterkunft*."""
    letters = iter("".join(words.elements()).lower())
    return bool(words) and all(c in letters for c in code.lower())


def _capitalised(texts: Texts) -> str:
    before, after = _nouns(texts.spelt), _nouns(texts.after)
    everywhere_before, everywhere_after = word_counts(texts.spelt), word_counts(texts.after)
    twins = {_folded(w): w for w in everywhere_after - everywhere_before}
    for word in everywhere_before - everywhere_after:
        twin = twins.get(_folded(word))
        if twin and twin.lower() != word.lower():
            return f"„{word}“ wird anders geschrieben: „{twin}“"
    gone = [w for w in before if w not in everywhere_after and w not in after]
    new = [w for w in after if w not in everywhere_before and w not in before]
    for word in gone:
        if not is_common_noun(word) and not _inflected(word, everywhere_after) and not _told(word, everywhere_after):
            return f"„{word}“ fehlt und könnte ein Name sein"
    for word in new:
        if not is_common_noun(word) and not _inflected(word, everywhere_before) and not _told(word, everywhere_before):
            return f"„{word}“ kommt neu hinzu und könnte ein Name sein"
    return ""


@lru_cache(maxsize=4096)
def _nouns(text: str) -> tuple[str, ...]:
    """Return capitalised words that do not open a sentence, outside of facts."""
    found = f.facts(text)
    return tuple(
        hit[0]
        for hit in _CAPITALISED.finditer(text)
        if hit[0] not in _POLITE
        and not _SENTENCE_START.search(text, max(0, hit.start() - _LONGEST_START), hit.start())
        and not any(x.start <= hit.start() < x.end for x in found)
    )


def _told(word: str, others: Iterable[str]) -> bool:
    """Whether no name but a noun of a verb or a person that the others tell: *des Werfens*, *geworfen*."""
    return meets(word, [root(w) for w in others if w[:1].islower() and len(w) > SHORTEST_TERM])


def _folded(word: str) -> str:
    """Return what is left of a word when umlauts, accents and ß are written plainly."""
    plain = word.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _inflected(word: str, others: Iterable[str]) -> bool:
    """Whether one of the other words is the same but for an ending or the capital letter."""
    forms = _bases(word)
    return any(forms & _bases(other) for other in others)


def _bases(word: str) -> set[str]:
    """Return what a word may be without its ending: *Wohnungsgebers* is *Wohnungsgeber* or *Wohnungsgeb*."""
    low = word.lower()
    return {bare_stem(low), *(low.removesuffix(ending) for ending in ("s", "n", "es", "en") if len(low) > 4)}
