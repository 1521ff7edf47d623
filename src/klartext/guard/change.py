"""One sentence before and after an edit, with the facts that both name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence before and after an edit.

    ``span`` counts in ``sentence``; the spans of ``protected`` count in the letter, where the sentence starts at
    ``start``. ``before`` and ``after`` are flat; ``spelt`` is ``before`` with the abbreviations written out that
    ``after`` writes out.
    """

    sentence: str
    start: int
    span: Span
    replacement: str
    changed: str
    before: str
    spelt: str
    after: str
    protected: tuple[Protected, ...]
    facts_before: tuple[f.Fact, ...]
    facts_after: tuple[f.Fact, ...]

    @classmethod
    def of(cls, sentence: str, start: int, span: Span, replacement: str, protected: Iterable[Protected] = ()) -> Change:
        """Return the change; ``span`` counts in the sentence.

        Raises:
            ValueError: The span reaches past the sentence.
        """
        changed = apply_edits(sentence, [Edit(span, replacement)])
        before, after = f.flat(sentence), f.flat(changed)
        whole = Span(start, start + len(sentence))
        near = tuple(p for p in protected if p.span.overlaps(whole))
        spelt = f.written_out(before, after)
        return cls(
            sentence, start, span, replacement, changed, before, spelt, after, near, f.facts(spelt), f.facts(after)
        )

    @property
    def splits(self) -> bool:
        """Whether the new wording has more sentences."""
        return sentences(self.after) > sentences(self.before)

    @property
    def touched(self) -> tuple[Protected, ...]:
        """The protected places that the edit overlaps."""
        here = Span(self.start + self.span.start, self.start + self.span.end)
        return tuple(p for p in self.protected if p.span.overlaps(here))
