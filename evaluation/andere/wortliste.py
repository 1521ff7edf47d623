"""A plain word-list checker: looks for words exactly as a list has them, and can put in the first plain word.

It gets the words of Klartext's own lists, so that the comparison shows what lists alone are worth, not whose list is
longer. It knows no inflection, no word class and no protected place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from klartext.ruleset import RuleSet
from klartext.ruleset.rule import PhrasePattern, WordPattern
from klartext.spans import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """Category of a word and what to write instead; None where the list names nothing."""

    category: str
    instead: str | None


class WordList:
    """The words of all lists in one regular expression, the longest first."""

    def __init__(self, rules: RuleSet) -> None:
        self._entries: Mapping[str, Entry] = {
            words.casefold(): Entry(rule.category, rule.replacement or next(iter(rule.plain), None))
            for rule in rules.rules
            for words in _words(rule.pattern)
        }
        longest_first = sorted(self._entries, key=len, reverse=True)
        self._any = re.compile(
            r"(?<![\w.-])(?:" + "|".join(map(_as_written, longest_first)) + r")(?![\w-])", re.IGNORECASE
        )

    def marks(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield category and place of every word of the lists."""
        for found in self._any.finditer(text):
            yield self._entry(found).category, Span(*found.span())

    def replaced(self, text: str) -> str:
        """Return a text with the first plain word in place of every word of the lists that has one."""

        def plain(found: re.Match[str]) -> str:
            instead = self._entry(found).instead
            if instead is None:
                return found[0]
            return instead[:1].upper() + instead[1:] if found[0][:1].isupper() and instead else instead

        return " ".join(self._any.sub(plain, text).split())

    def _entry(self, found: re.Match[str]) -> Entry:
        return self._entries[" ".join(found[0].split()).casefold()]


def _words(pattern: object) -> tuple[str, ...]:
    if isinstance(pattern, WordPattern):
        return (pattern.words,)
    return pattern.phrases if isinstance(pattern, PhrasePattern) else ()


def _as_written(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
