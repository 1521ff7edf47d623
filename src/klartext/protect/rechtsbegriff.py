"""Fixed legal terms from ``rules/rechtsbegriffe.yaml``, in any inflection, never inside a compound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import yaml

from klartext.errors import RuleError
from klartext.paths import rules_dir
from klartext.protect.scan import BlockView
from klartext.spans import Span

FILE_NAME = "rechtsbegriffe.yaml"

_WORD = re.compile(r"\w+(?:[-/]\w+)*-?")
_ABBREVIATED = re.compile(r"\s{0,6}\((?=[^()]{0,9}[A-ZÄÖÜ])[\w-]{2,10}\)")
_ENDINGS = ("", "e", "en", "er", "es", "em", "ern", "s", "n", "ns", "nen", "se", "sen", "sse", "ssen", "sses")
_ENDINGS_AFTER_E = ("", "n", "r", "s", "m", "ns", "rn")
_UMLAUT = {"au": "äu", "a": "ä", "o": "ö", "u": "ü"}
_LAST_VOWEL = re.compile(r"(au|a|o|u)(?=[^aeiouäöü]{1,5}$)")
_UNINFLECTED = frozenset(
    {
        "der", "die", "das", "des", "dem", "den", "ein", "eine", "einer", "eines", "in", "im", "an", "am",
        "auf", "aus", "von", "vom", "zu", "zum", "zur", "mit", "und", "oder", "bei", "nach", "für", "wegen",
        "als", "über", "unter", "ohne", "gegen", "nicht", "durch", "vor", "um", "bis",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A fixed legal term and why it must stay."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms by every form of their first word, each as the forms allowed at each place, longest first."""

    by_first_form: Mapping[str, Sequence[Sequence[frozenset[str]]]]

    def has_word(self, word: str) -> bool:
        """Whether the word alone is a term in some inflection."""
        return any(len(forms) == 1 for forms in self.by_first_form.get(word, ()))


def inflections(word: str) -> frozenset[str]:
    """Return the forms that a word may take by simple endings and the umlaut of its last vowel.

    Too many on purpose: forms that do not exist in German do no harm. Capitals are kept.

    >>> sorted({"Widerspruchs", "Widersprüche", "Widerspruchsverfahren"} & inflections("Widerspruch"))
    ['Widerspruchs', 'Widersprüche']
    """
    if word in _UNINFLECTED:
        return frozenset([word])
    if word.endswith("e"):
        return frozenset(word + ending for ending in _ENDINGS_AFTER_E)
    stems = [word, _LAST_VOWEL.sub(lambda vowel: _UMLAUT[vowel[0]], word)]
    forms = {stem + ending for stem in stems for ending in _ENDINGS}
    if word.endswith(("er", "en", "el")) and word[0].islower():
        forms |= {word[:-2] + ending for ending in ("e", "en", "er", "es", "em")}
    return frozenset(forms)


def find(view: BlockView, index: TermIndex) -> Iterator[Span]:
    """Yield the terms in a block, longest first at each place, with an abbreviation in brackets behind it."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(view.text)]
    texts = [word for _, _, word in words]
    joined = [view.text[left[1] : right[0]].isspace() for left, right in pairwise(words)]
    at = 0
    while at < len(words):
        length = _longest(texts, joined, at, index)
        if length:
            end = words[at + length - 1][1]
            abbreviation = _ABBREVIATED.match(view.text, end)
            yield view.span(words[at][0], abbreviation.end() if abbreviation else end)
        at += length or 1


def _longest(texts: Sequence[str], joined: Sequence[bool], at: int, index: TermIndex) -> int:
    first = texts[at]
    candidates = index.by_first_form.get(first) or index.by_first_form.get(first[0].lower() + first[1:], ())
    for forms in candidates:
        last = at + len(forms)
        if last > len(texts) or not all(joined[at : last - 1]):
            continue
        if all(word in allowed for word, allowed in zip(texts[at + 1 : last], forms[1:], strict=True)):
            return len(forms)
    return 0


@cache
def shipped_index() -> TermIndex:
    """Return the index of the terms that Klartext ships, read once."""
    return index_terms(load_terms(rules_dir() / FILE_NAME))


def index_terms(terms: Sequence[Term]) -> TermIndex:
    """Return an index for ``find``."""
    by_first: dict[str, list[tuple[frozenset[str], ...]]] = {}
    for term in sorted(terms, key=lambda term: -term.text.count(" ")):
        forms = tuple(inflections(word) for word in term.text.split())
        for first in forms[0]:
            by_first.setdefault(first, []).append(forms)
    return TermIndex(by_first)


def load_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of a list file.

    Raises:
        RuleError: KT-R80, the file is missing or no YAML; KT-R81, an entry is not a term with its reason or is doubled.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleError(
            "KT-R80", f"Die Liste der Rechtsbegriffe lässt sich nicht lesen ({type(error).__name__}).",
            "Stellen Sie die Datei wieder her oder installieren Sie Klartext neu.", str(path),
        ) from error  # fmt: skip
    entries = data.get("eintraege") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        raise _faulty(path, "Unter „eintraege:“ steht keine Liste.")
    terms: dict[str, Term] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or set(entry) != {"begriff", "grund"}:
            raise _faulty(path, f"Eintrag {number} braucht genau die Felder „begriff“ und „grund“.")
        text, reason = entry["begriff"], entry["grund"]
        if not isinstance(text, str) or not isinstance(reason, str) or not text.strip() or not reason.strip():
            raise _faulty(path, f"Eintrag {number}: „begriff“ und „grund“ müssen Text enthalten.")
        if text in terms:
            raise _faulty(path, f"„{text}“ steht zweimal in der Liste.")
        terms[text] = Term(text, reason)
    return tuple(terms.values())


def _faulty(path: Path, what: str) -> RuleError:
    return RuleError("KT-R81", what, "Berichtigen Sie den Eintrag in der Datei.", str(path))
