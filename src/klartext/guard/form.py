"""Form: the mark at the end, nothing doubled, brackets and quotes in pairs."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final

from klartext.guard.change import Change, Texts
from klartext.guard.pairs import pair_fault


def satzart(texts: Texts) -> str:
    """Questions stay questions, and the sentence keeps the mark it ends with."""
    before, after = _last_mark(texts.before), _last_mark(texts.after)
    if before != after:
        return f"Satzende „{before}“ wird zu „{after}“"
    return ""


def leer(change: Change) -> str:
    """Nothing spoils the new text: it is not empty, not the same, nothing doubled, brackets and quotes in pairs."""
    texts = change.texts
    if not any(c.isalnum() for c in texts.after):
        return "Der Satz ist leer"
    if texts.before == texts.after:
        return "Der Satz ist unverändert"
    return _new_blemish(change.sentence, change.changed) or _form_fault(texts)


def _new_blemish(before: str, after: str) -> str:
    """Return the first blemish that stands more often in a text than before."""
    counts = _blemishes(after)
    if not any(counts):
        return ""
    pairs = zip(_BLEMISHES, _blemishes(before), counts, strict=True)
    return next((fault for (_, fault), was, now in pairs if now > was), "")


@lru_cache(maxsize=256)
def _form_fault(texts: Texts) -> str:
    if (doubled := _doubled_words(texts.after) - _doubled_words(texts.before)).total():
        return f"„{next(iter(doubled))}“ steht doppelt"
    if fault := pair_fault(texts.before, texts.after):
        return fault
    for opening, closing in _PAIRS:
        if _balance(texts.after, opening, closing) != _balance(texts.before, opening, closing):
            return f"{opening} und {closing} passen nicht zusammen"
    if texts.before[:1].isupper() and texts.after[:1].islower():
        return "Der Satz beginnt klein"
    return ""


_BLEMISHES: Final = (
    (re.compile(r"[^\S\n]{2,}"), "Leerzeichen stehen doppelt"),
    (re.compile(r",\s*,|;\s*;|\.\s*,|,\s*\.(?!\.)|(?<!\.)\.\.(?!\.)"), "Satzzeichen stehen doppelt"),
    (re.compile(r"\s[,;.!?)](?!\.)|[(]\s"), "Leerzeichen stehen falsch"),
    (re.compile(r"^\s|\s$"), "Leerzeichen stehen am Rand"),
    (re.compile(r"[^\S\n]\n|\n[^\S\n]"), "Leerzeichen stehen am Zeilenrand"),
    (re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufffc\ufffd⟦⟧]"), "Es gibt unsichtbare oder fremde Zeichen"),
    (re.compile(r"(?:[,;]|\.(?=[^\W\d_]{3}))(?<=[^\W\d_].)[^\W\d_]"), "Nach einem Satzzeichen fehlt ein Leerzeichen"),
    (re.compile(r"\.(?:(?<=[a-zäöüß]{3}[te]\.)|(?<=[a-zäöüß]{3}en\.))\s(?=[a-zäöüß])"), "Ein Satz beginnt klein"),
)
_PAIRS: Final = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("„", "“"), ("‚", "‘"), ("⟨", "⟩"))


@lru_cache(maxsize=4096)
def _blemishes(text: str) -> tuple[int, ...]:
    """Return how often each blemish stands in a text."""
    return tuple(len(pattern.findall(text)) for pattern, _ in _BLEMISHES)


_DOUBLED: Final = re.compile(r"(?<!\w)(\w+)\s(?=\1(?!\w))")
_FIRST_CLAUSE: Final = re.compile(
    r"(?:^|[.?!:]\s)(?:Weil|Wenn|Da|Falls|Sofern|Sobald|Nachdem|Soweit|Solange|Bevor|Obwohl|Ob|Wer|Was|Wie|Wann|Wo)\s[^,]*$"
)
_TWICE_AT_COMMA: Final = re.compile(
    r"(?<!\w)(?!d(?:ie|er|as|en|em),)([a-zäöüß]+), \1(?!\w)(?!\sd(?:ie|er|as|en|em|eren|essen)(?!\w))"
)
"""Two equal verbs meet: *die ich durchgeführt habe, habe ich*; not *stellen wir aus, aus der …*."""


@lru_cache(maxsize=4096)
def _doubled_words(text: str) -> Counter[str]:
    hits = [hit for hit in _DOUBLED.finditer(text) if not hit[1].isdigit()]
    at_commas = [h[1] for h in _TWICE_AT_COMMA.finditer(text) if not _FIRST_CLAUSE.search(text[: h.start()])]
    return Counter([*(hit[1] for hit in hits if not _is_relative(text, hit)), *at_commas])


def _is_relative(text: str, hit: re.Match[str]) -> bool:
    """Whether the first of two equal words opens a relative clause: *…, gegen die die Händler …*."""
    return hit[1] in ("die", "der", "das") and bool(_OPENS_RELATIVE.search(text[: hit.start()]))


_OPENS_RELATIVE: Final = re.compile(
    r",\s(?:(?:an|auf|aus|bei|durch|für|gegen|in|mit|nach|ohne|über|um|unter|von|vor|wegen|zu)\s)?$"
)


def _balance(text: str, opening: str, closing: str) -> int:
    if opening not in text and closing not in text:
        return 0
    depth = lowest = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        lowest = min(lowest, depth)
    return depth - 1000 * lowest


def _last_mark(text: str) -> str:
    end = text.rstrip('”“"»)’ ')
    return end[-1:] if end[-1:] in ".!?:;," else ""
