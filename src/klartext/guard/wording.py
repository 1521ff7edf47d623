"""Words as the checks compare them: how often each stands there, and without their ending."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

SHORTEST_TERM: Final = 5


def word_counts(text: str) -> Counter[str]:
    """Return the words of a text, as they are written."""
    return Counter(re.findall(r"[^\W\d_][^\W_]*", text))


def bare_stem(word: str) -> str:
    """Return a word without its ending."""
    return re.sub(r"(?:es|en|er|em|e|s|n)$", "", word) if len(word) > 4 else word
