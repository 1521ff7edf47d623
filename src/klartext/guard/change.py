"""One sentence before and after an edit, with the facts that both name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from klartext.guard import facts as f
from klartext.guard.words import sentences
from klartext.records import Protected
from klartext.ruleset.match import LIST_MARKER
from klartext.spans import Edit, Span, apply_edits

_CUT: Final = re.compile(r"(?<=;)\s")


def changed_part(before: str, after: str) -> tuple[str, str]:
    """Return what the grammar checks read of both sides: the one part between semicolons that changed, or all of it.

    A mark of a list that both have stays out. The parser may carry words across a semicolon; each part alone it reads
    better.
    """
    marker = LIST_MARKER.match(before)
    if marker is not None and after.startswith(marker[0]):
        before, after = before[marker.end() :], after[marker.end() :]
    return _between_semicolons(before, after) or (before, after)


def _between_semicolons(before: str, after: str) -> tuple[str, str] | None:
    old, new = _CUT.split(before), _CUT.split(after)
    if len(old) < 2 or len(old) != len(new) or any(p.count("(") != p.count(")") for p in (*old, *new)):
        return None
    pairs = [(was, now) for was, now in zip(old, new, strict=True) if was != now]
    return pairs[0] if len(pairs) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A sentence before and after an edit, both flat, with the facts that they name.

    ``spelt`` is ``before`` with the abbreviations written out that ``after`` writes out. ``splits`` says whether there
    are more sentences afterwards.
    """

    before: str
    spelt: str
    after: str
    facts_before: tuple[f.Fact, ...]
    facts_after: tuple[f.Fact, ...]
    splits: bool


@lru_cache(maxsize=2048)
def texts_of(before: str, after: str) -> Texts:
    """Return two flat texts with their facts; for the same two it is the same object, by which answers are kept."""
    spelt = f.written_out(before, after)
    return Texts(before, spelt, after, f.facts(spelt), f.facts(after), sentences(after) > sentences(before))


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence before and after an edit.

    ``span`` counts in ``sentence``; the spans of ``protected`` count in the letter, where the sentence starts at
    ``start``.
    """

    sentence: str
    start: int
    span: Span
    changed: str
    texts: Texts
    protected: tuple[Protected, ...]

    @classmethod
    def of(cls, sentence: str, start: int, span: Span, replacement: str, protected: Iterable[Protected] = ()) -> Change:
        """Return the change; ``span`` counts in the sentence.

        Raises:
            ValueError: The span reaches past the sentence.
        """
        changed = apply_edits(sentence, [Edit(span, replacement)])
        whole = Span(start, start + len(sentence))
        near = tuple(p for p in protected if p.span.overlaps(whole))
        return cls(sentence, start, span, changed, texts_of(f.flat(sentence), f.flat(changed)), near)

    @property
    def touched(self) -> tuple[Protected, ...]:
        """The protected places that the edit overlaps."""
        here = Span(self.start + self.span.start, self.start + self.span.end)
        return tuple(p for p in self.protected if p.span.overlaps(here))
