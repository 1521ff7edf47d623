"""What says the same in other words: ``rules/pruefung.yaml``, read once and compiled where a check first needs it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Final

from pydantic import Field

from klartext import paths
from klartext.ruleset.lexicon_schema import ListModel
from klartext.ruleset.list_file import read_list

FILE: Final = "pruefung.yaml"
_GAP: Final = r"(?:(?<=\d)\.\s|(?![.!?]\s(?-i:[A-ZÄÖÜ])).){0,400}?"

Wording = Annotated[str, Field(min_length=2)]
Wordings = Annotated[list[Wording], Field(min_length=1)]
_FORCE: Final = (
    "müssen", "können", "dürfen", "sollen", "wollen", "bitte", "wenn", "voraussichtlich", "mindestens", "höchstens",
)  # fmt: skip


class Equivalents(ListModel):
    """The shape of the list."""

    verneinend: Annotated[list[Wordings], Field(min_length=1)]
    ersetzt_nicht: Annotated[list[Wordings], Field(min_length=1)]
    anlass: dict[str, Wordings]
    ersatz: dict[str, Wordings]


@lru_cache(maxsize=1)
def equivalents() -> Equivalents:
    """Return the list that Klartext ships.

    Raises:
        RuleError: KT-R82 it is missing or no YAML, KT-R83 it has another shape.
    """
    return read_list(paths.rules_dir() / FILE, Equivalents)


def pattern(wordings: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of wordings with ``*`` for any ending or beginning and ``…`` for words in between."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_one, wordings))})(?!\w)", re.IGNORECASE)


def _one(wording: str) -> str:
    first, *rest = (re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for p in wording.split(" … "))
    if not rest:
        return first
    behind = "".join(rf"(?!\w)\s{_GAP}(?<!\w){piece}" for piece in rest)
    return rf"{first}(?={behind}(?!\w))"


@lru_cache(maxsize=256)
def _licence(kind: str, name: str) -> re.Pattern[str] | None:
    table: Mapping[str, list[str]] = getattr(equivalents(), kind)
    return pattern(table[name]) if name in table else None


def gave_way(name: str, before: str, after: str, splits: bool = False) -> bool:
    """Whether something of ``before`` permits a new word of a class; it must be gone unless a sentence splits."""
    return _more(_licence("anlass", name), before, "" if splits else after)


def stands_for(name: str, before: str, after: str, splits: bool = False) -> bool:
    """Whether ``after`` has something that may stand for a lost word of a class; new unless a sentence splits."""
    return _more(_licence("ersatz", name), after, "" if splits else before)


def _more(wordings: re.Pattern[str] | None, text: str, other: str) -> bool:
    if wordings is None:
        return False
    has = Counter(hit[0].lower() for hit in wordings.finditer(text))
    return bool(has - Counter(hit[0].lower() for hit in wordings.finditer(other)))


@lru_cache(maxsize=1)
def _strong() -> re.Pattern[str]:
    return _rows(equivalents().verneinend)


@lru_cache(maxsize=1)
def _weak() -> re.Pattern[str]:
    return _rows(equivalents().ersetzt_nicht)


def _rows(table: Sequence[Sequence[str]]) -> re.Pattern[str]:
    rows = (rf"(?P<n{i}>{'|'.join(map(_one, row))})" for i, row in enumerate(table))
    return re.compile(rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def denying(text: str) -> Counter[str]:
    """Return how often each word that denies by itself stands in a flat text."""
    return Counter(f"strong {hit.lastgroup}" for hit in _strong().finditer(text))


@lru_cache(maxsize=4096)
def for_denying(text: str) -> Counter[str]:
    """Return how often each word stands in a flat text that may take the place of *nicht*."""
    return Counter(f"weak {hit.lastgroup}" for hit in _weak().finditer(text))


def denied_twice(text: str) -> int:
    """Return how often *nicht* or *kein* stands near a word that denies by itself: *nicht entbehrlich*."""
    return sum(1 for _ in _twice().finditer(text))


@lru_cache(maxsize=1)
def _twice() -> re.Pattern[str]:
    words = "|".join(_one(w) for row in (*equivalents().verneinend, *equivalents().ersetzt_nicht) for w in row)
    no = r"(?:nicht|kein\w*|nie|ohne)"
    words = rf"(?:un(?!ter|s|d)\w{{4,}}|Nicht\w{{3,}}|{words})"
    near = r"[^,;:]{0,80}?"
    return re.compile(
        rf"(?<!\w){no}(?!\w){near}(?<!\w){words}(?!\w)|(?<!\w){words}(?!\w){near}(?<!\w){no}(?!\w)", re.IGNORECASE
    )


@lru_cache(maxsize=20_000)
def says_force(word: str) -> bool:
    """Whether a word only says what the checks of negation, duty and permission read anyway: *verzichten*."""
    if denying(word) or for_denying(word):
        return True
    licences = (_licence("anlass", name) for name in _FORCE)
    return any(licence is not None and licence.fullmatch(word) is not None for licence in licences)
