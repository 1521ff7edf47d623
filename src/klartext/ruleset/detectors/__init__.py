"""The detectors that rules of the kind ``code`` name, and the layers of analysis that they need."""

from __future__ import annotations

from typing import Final

from klartext.ruleset.detectors.contract import Detector, Hit, SentenceView, count_words
from klartext.ruleset.detectors.grammar import GRAMMAR
from klartext.ruleset.detectors.surface import SURFACE

__all__ = ["DETECTORS", "Detector", "Hit", "SentenceView", "count_words", "layers_of"]

DETECTORS: Final[dict[str, Detector]] = {**SURFACE, **GRAMMAR}


def layers_of(detector: str) -> tuple[str, ...]:
    """Return the layers a detector cannot do without: none for characters, all for grammar."""
    return ("POS", "MORPH", "LEMMA", "DEP") if detector in GRAMMAR else ()
