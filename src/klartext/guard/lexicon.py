"""Whether a capitalised word is a common noun or may be a name: word frequencies and endings, no list of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from klartext.grammar.nouns import noun_table
from klartext.pipeline.word_frequency import zipf_frequency

_ENDING: Final = re.compile(
    r".{3,}(?:ung|heit|keit|schaft|tion|sion|ität|nis|tum|ling|ment|ismus|enz|anz|ung|erei|eur|ator|ierung|nahme|ierer)(?:en|s|es|e|n)?$"
)
_KNOWN: Final = 2.0
_KNOWN_TAIL: Final = 3.3
_SHORTEST_TAIL: Final = 4
_TOO_LONG_FOR_A_NAME: Final = 15


@lru_cache(maxsize=20_000)
def is_common_noun(word: str) -> bool:
    """Whether a word is known, has the ending of an abstract noun, or is a compound with a known last part.

    A frequent surname counts as known; ``protect`` and titles (*Frau Müller*) guard those.
    """
    lower = word.lower()
    if _ENDING.match(lower) or zipf_frequency(lower) >= _KNOWN:
        return True
    tail = lower.rpartition("-")[2]
    if tail != lower:
        return is_common_noun(tail.capitalize())
    if len(lower) > _TOO_LONG_FOR_A_NAME or (len(lower) == _TOO_LONG_FOR_A_NAME and noun_table().readings(word)):
        return True
    starts = range(2, len(lower) - _SHORTEST_TAIL + 1)
    return any(
        max(zipf_frequency(lower[at:]), zipf_frequency(lower[at:].removesuffix("s"))) >= _KNOWN_TAIL
        and zipf_frequency(_joint(lower[:at])) >= _KNOWN
        for at in starts
    )


def _joint(first: str) -> str:
    """Return the first part of a compound without a linking *s*."""
    return first[:-1] if first.endswith("s") and zipf_frequency(first) < _KNOWN else first
