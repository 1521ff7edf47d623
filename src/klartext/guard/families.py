"""Word families: what is left of a word without its ending, so that *Prüfung*, *geprüft* and *überprüfen* meet.

Crude on purpose: two words that share a family are taken to speak of the same thing; the facts have their own checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.pipeline.word_forms import lemma_of

_PLAIN: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s"})
_SUFFIXES: Final = tuple(
    sorted(
        (
            "igkeit lichkeit barkeit samkeit keit heit schaft ierung isierung isieren ieren iert ation ition tion sion"
            " ung ungs"
            " lich isch bar sam haft los ig erin er nis tum end ens en ern eln el em es et te t e n s"
        ).split(),
        key=len,
        reverse=True,
    )
)
_PREFIX: Final = re.compile(
    r"^(?:zuruck|zurecht|zusammen|hinzu|heraus|heran|herbei|hervor|voraus|vorbei|weiter|wieder|wider|fest|statt|teil|nieder"
    r"|uber|unter|durch|gegen|nach|nicht|miss|ent|emp|ver|zer|ein|aus|auf|bei|mit|vor|be|er|ge|an|ab|zu|um|un)(?=.{4})"
)
_SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """Return the family of a word in any form; small letters, umlauts folded."""
    low = word.lower()
    bare = _without_zu(low) or _infinitive(low)
    if bare == low and verb(low) is None:
        bare = lemma_of(word).lower()
        bare = _infinitive(bare) if word[:1].islower() else bare
    return _stem(bare)


def _without_zu(low: str) -> str:
    """Return the infinitive of *einzureichen* or *einzureichende*, empty if it is neither."""
    for hit in re.finditer("zu", low[2:]):
        joined = low[: hit.start() + 2] + low[hit.end() + 2 :]
        for ending in ("", "de", "den", "der", "des", "dem"):
            found = verb(joined.removesuffix(ending)) if joined.endswith(ending) else None
            if found is not None and found.zu_infinitive == low.removesuffix(ending):
                return found.infinitive
    return ""


def _infinitive(low: str) -> str:
    if verb(low) is not None:
        return low
    for ending in ("", "e", "en", "er", "es", "em"):
        if low.endswith(ending) and (found := lemma_of_participle(low.removesuffix(ending))):
            return found
    return low


def _stem(low: str) -> str:
    plain = low.translate(_PLAIN)
    while shorter := next(
        (plain.removesuffix(s) for s in _SUFFIXES if plain.endswith(s) and len(plain) - len(s) >= _SHORTEST), ""
    ):
        plain = shorter
    return plain


@lru_cache(maxsize=50_000)
def core(word: str) -> str:
    """Return the family without a prefix: *überprüfen* and *prüfen* meet."""
    return _bare(root(word))


@lru_cache(maxsize=50_000)
def _bare(family: str) -> str:
    return _PREFIX.sub("", _PREFIX.sub("", family))


@lru_cache(maxsize=4096)
def families(text: str) -> frozenset[str]:
    """Return the families of all words of a text."""
    return frozenset(root(word) for word in _WORD.findall(text))


def meets(word: str, others: Iterable[str]) -> bool:
    """Whether a word has its family, a part of its compound or its simple verb among families."""
    own = root(word)
    bare = core(word) if word[:1].islower() else own
    return any(_alike(own, other) or (len(bare) >= _SHORTEST and bare == _bare(other)) for other in others)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    return len(short) >= _SHORTEST and (short in long or (len(short) > _SHORTEST and short[:-1] in long))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text with at least three letters."""
    yield from _WORD.findall(text)
