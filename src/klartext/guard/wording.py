"""Words as the checks compare them: how often each stands there, and without their ending."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

SHORTEST_TERM: Final = 5


@lru_cache(maxsize=4096)
def word_counts(text: str) -> Counter[str]:
    """Return how often each word of a text stands there, as it is written; nobody may change what comes back."""
    return Counter(_WORD.findall(text))


_WORD: Final = re.compile(r"[^\W\d_][^\W_]*")


def bare_stem(word: str) -> str:
    """Return a word without its ending."""
    return re.sub(r"(?:es|en|er|em|e|s|n)$", "", word) if len(word) > 4 else word
