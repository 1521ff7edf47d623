"""Whether a new wording is plainer: no longer sentence, no worse index. For proposals of a model."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc

from klartext.metrics.counts import count, running_text
from klartext.metrics.features import measure
from klartext.metrics.index import BASE, index_model

_TOLERANCE: Final = 8.0
"""Points of the index that a single sentence may lose; so much is chance."""
_LONGER: Final = 3
"""Words that the longest sentence may gain."""
_SHORT: Final = 18
"""Words that no sentence is too long with."""


def plainer_fault(before: Doc, after: Doc) -> str:
    """Return in German what became harder to read, empty if nothing did."""
    longest, now = (max((count([s]).words for s in running_text(d, None)), default=0) for d in (before, after))
    if now > max(longest + _LONGER, _SHORT):
        return f"Der längste Satz hat {now} statt {longest} Wörter"
    was, index = _index(before), _index(after)
    if was is not None and index is not None and index < was - _TOLERANCE:
        return f"Der neue Satz ist schwerer zu lesen (Index {index:.0f} statt {was:.0f})".replace(".", ",")
    return ""


def _index(doc: Doc) -> float | None:
    points = index_model().contributions(measure(running_text(doc, None)))
    return None if points is None else BASE + sum(p for _, p in points)
