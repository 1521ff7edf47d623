"""Rules as the program uses them: frozen records, made by ``load`` from the files in ``rules/``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from klartext.records import Category, SourceKind
from klartext.spans import Span

Parameters = Mapping[str, int | str | bool]
"""What a rule sets for the detector that it names."""
Search = Literal["form", "lemma"]
OPEN_MARK: Final = "⟦"
CLOSE_MARK: Final = "⟧"
SOURCE_WORDS: Final[Mapping[SourceKind, str]] = {"norm": "Norm", "praxis": "Praxis", "hausregel": "Hausregel"}
_MARKS: Final = re.compile(f"[{OPEN_MARK}{CLOSE_MARK}]")


@dataclass(frozen=True, slots=True)
class Source:
    """What a rule rests on."""

    kind: SourceKind
    title: str
    place: str | None = None

    def __str__(self) -> str:
        return f"{SOURCE_WORDS[self.kind]}: {self.title}" + (f", {self.place}" if self.place else "")


@dataclass(frozen=True, slots=True)
class CodePattern:
    """A detector by its name; a profile may change some of its parameters."""

    detector: str
    parameters: Parameters
    profiles: Mapping[str, Parameters]

    def for_profile(self, profile: str) -> Parameters:
        """Return the parameters that hold in a profile."""
        return {**self.parameters, **self.profiles.get(profile, {})}


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """Alternatives for spaCy's ``Matcher``."""

    alternatives: tuple[Sequence[Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class DependencyPattern:
    """Nodes for spaCy's ``DependencyMatcher``; their ``RIGHT_ID`` is the role of the evidence."""

    nodes: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PhrasePattern:
    """Word sequences as written, in upper or lower case."""

    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordPattern:
    """An entry of a word list; ``pos`` holds the allowed UPOS tags of its first word, none allows all."""

    words: str
    search: Search
    pos: tuple[str, ...] = ()


Pattern = CodePattern | TokenPattern | DependencyPattern | PhrasePattern | WordPattern


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the places to be found, and the sentence as it should read."""

    text: str
    marks: tuple[Span, ...]
    better: str | None = None


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A near miss that must stay silent."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, or one entry of a word list; ``word_list`` names the list.

    ``replacement`` is text that is right without any inflection; ``plain`` are simpler words to tell a person.
    No place is more severe than ``at_most``, which a house may set.
    """

    id: str
    title: str
    category: Category
    severity: int
    message: str
    reason: str
    sources: tuple[Source, ...]
    pattern: Pattern
    exceptions: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    replacement: str | None = None
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[CounterExample, ...] = ()
    word_list: str | None = None
    file: str = ""
    at_most: int = 3

    @property
    def word_level(self) -> bool:
        """Whether the rule marks words, not a construction of the sentence."""
        return isinstance(self.pattern, WordPattern | PhrasePattern) or self.category == "bandwurmwort"

    def line(self) -> dict[str, Any]:
        """Return what a list of all rules tells of this one, for JSON."""
        return {
            "id": self.id,
            "category": self.category,
            "severity": self.severity,
            "title": self.title,
            "word_list": self.word_list,
            "sources": [str(source) for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class WordList:
    """What the entries of one list share."""

    id: str
    title: str
    category: Category
    reason: str
    sources: tuple[Source, ...]
    file: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """All rules in the order of category, file and entry; ``digest`` tells which files they come from."""

    rules: tuple[Rule, ...]
    digest: str
    word_lists: tuple[WordList, ...] = ()
    _by_id: Mapping[str, Rule] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {rule.id: rule for rule in self.rules})

    def by_id(self, id: str) -> Rule:
        """Return a rule.

        Raises:
            KeyError: There is no such rule.
        """
        return self._by_id[id]


def parse_marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return a sentence without its ⟦…⟧ and the ranges that they enclosed, counted without them.

    Raises:
        ValueError: A mark is missing, nested or encloses nothing.

    >>> parse_marked("Das ⟦wird geprüft⟧.")
    ('Das wird geprüft.', (Span(start=4, end=16),))
    """
    pieces, marks, at, start = [], [], 0, -1
    for mark in _MARKS.finditer(text):
        pieces.append(text[at : mark.start()])
        at = mark.end()
        here = sum(map(len, pieces))
        if (mark[0] == OPEN_MARK) != (start < 0) or here == start:
            raise ValueError(f"broken mark at character {mark.start()}")
        if start < 0:
            start = here
        else:
            marks.append(Span(start, here))
            start = -1
    if start >= 0 or not marks:
        raise ValueError("no place is marked, or the last mark is open")
    return "".join([*pieces, text[at:]]), tuple(marks)


def fixed_replacement(rule: Rule, found: str) -> str | None:
    """Return the rule's fixed text for a place, capitalised as the place was; None where it has none."""
    if rule.replacement is None:
        return None
    capital = found[:1].isupper() and not _written_with_capital(rule, found)
    return rule.replacement[:1].upper() + rule.replacement[1:] if capital else rule.replacement


def _written_with_capital(rule: Rule, found: str) -> bool:
    """Whether the rule itself writes the place with a capital, so that it says nothing about the sentence."""
    pattern = rule.pattern
    written = [pattern.words] if isinstance(pattern, WordPattern) else []
    written = list(pattern.phrases) if isinstance(pattern, PhrasePattern) else written
    return any(w[:1].isupper() and w[:1] == found[:1] for w in written)
