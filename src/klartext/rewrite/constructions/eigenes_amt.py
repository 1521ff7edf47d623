"""The writing office says *uns* of itself: *Sie haben dem Gesundheitsamt … vorzulegen* → *Sie haben uns …*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.actors import told_sender
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.verb_complex import is_finite
from klartext.spans import Edit

_PRONOUNS: Final = {"wir": "uns", "ich": "mir"}
_WHY: Final = (
    "Gemeint ist das Amt, das den Brief schreibt. „{}“ sagt das kürzer und klingt nicht nach einem anderen Amt."
)
_SURE: Final = 0.9


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the pronoun where it can stand as its name did; an office that never says *wir* does not begin here."""
    if not scene.facts.office_speaks:
        return
    pronoun = _PRONOUNS[scene.facts.office_pronoun]
    for noun in told_sender(scene):
        if noun.i < 2 or not _opens_field(scene.doc[noun.i - 2]):
            continue
        place = token_span(scene.doc, noun.i - 1, noun.i + 1)
        yield Rewrite(
            "eigenes-amt",
            "unpersoenlich",
            place,
            (Edit(place, pronoun),),
            _WHY.format(pronoun.capitalize()),
            assumed=f"„{scene.doc[noun.i - 1 : noun.i + 1].text}“ meint das Amt, das den Brief schreibt.",
            confidence=_SURE,
        )


def _opens_field(before: Token) -> bool:
    """Whether a pronoun can stand right behind a word: the finite verb, *Sie*, or the comma of an infinitive."""
    return before.text in (",", "Sie") or is_finite(before)
