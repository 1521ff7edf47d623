"""*In obiger Sache* and the like only point back to the subject line: the sentence begins with its message.

*In obiger Sache bestätigen wir den Eingang* → *wir bestätigen den Eingang*. Only where the subject stands right behind
the verb; then the two change places and no other word moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, token_span
from klartext.spans import Edit, Span

_FORMULA: Final = re.compile(
    r"in (?:der )?(?:vorbezeichnete|vorgenannte|obige|oben ?genannte|oben bezeichnete|vorstehende|rubrizierte)[rn] "
    r"(?:Angelegenheit|Sache)",
    re.IGNORECASE,
)
_POINTING: Final = frozenset({"hierzu", "darin", "dort", "dazu", "deren", "diese", "dieser"})
_PERSONS: Final = frozenset({"wir", "ich", "Sie", "es", "er", "sie"})
_WHY: Final = "Worum es geht, steht schon im Betreff. Der Satz beginnt jetzt mit der Nachricht."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the sentence without the formula."""
    for clause in scene.clauses:
        if clause.kind == "v2" and clause.verbs.main.dep_ == "ROOT" and (edit := _edit(scene, clause)) is not None:
            yield Rewrite("betreffsformel", "floskel", edit.span, (edit,), _WHY, confidence=_SURE)


def is_subject_formula(text: str) -> bool:
    """Whether a phrase only points back to the subject line."""
    return _FORMULA.fullmatch(text) is not None


def _edit(scene: Scene, clause: Clause) -> Edit | None:
    first, finite = clause.vorfeld, clause.verbs.finite
    subject = clause.mittelfeld[0] if clause.mittelfeld else None
    if first is None or finite is None or first.start < 0 or not is_subject_formula(first.text):
        return None
    if subject is None or subject.role != "subjekt" or clause.chain is not None:
        return None
    if (first.end, finite.i + 1) != (finite.i, subject.start) or subject.comma_after:
        return None
    if subject.head is None or (subject.head.pos_ not in ("NOUN", "PROPN") and subject.text not in _PERSONS):
        return None
    if any(t.lower_ in _POINTING for t in clause.doc[subject.start : subject.end]):
        return None
    place = token_span(clause.doc, first.start, subject.end)
    told = f"{subject.text} {finite.text}"
    capital = is_capital_start(clause.doc.text, place.start)
    named = clause.doc[subject.start]
    opening = (
        told if named.pos_ in ("NOUN", "PROPN") or named.text[:3] in ("Sie", "Ihr") else told[0].lower() + told[1:]
    )
    return Edit(Span(place.start, place.end), capitalised(told) if capital else opening)
