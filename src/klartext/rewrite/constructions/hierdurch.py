"""*Hierdurch* beside what something causes: *die hierdurch entstehenden Kosten* → *die dadurch entstehenden Kosten*.

Beside what is said or decided it means *hiermit* and stays: *Hierdurch wird mitgeteilt*.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from klartext.grammar.verbs import lemma_of_participle
from klartext.rewrite.contract import Rewrite, Scene
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit, Span

_WHY: Final = "„Dadurch“ sagt dasselbe wie „hierdurch“ und ist geläufig."
_SURE: Final = 0.95


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the sentence with *dadurch* where the word belongs to a verb of causing."""
    for token in scene.doc:
        if token.lower_ != "hierdurch" or not _is_effect(token.head.lemma_):
            continue
        place = Span(token.idx, token.idx + len(token))
        new = "Dadurch" if token.text[0].isupper() else "dadurch"
        yield Rewrite("hierdurch", "amtswort", place, (Edit(place, new),), _WHY, confidence=_SURE)


def _is_effect(lemma: str) -> bool:
    """Whether a verb, or the participle of one before a noun, says what comes of something."""
    return not word_groups().folgen.isdisjoint({lemma, lemma.removesuffix("d"), lemma_of_participle(lemma)})
