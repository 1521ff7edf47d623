"""The detectors that need the grammar of a sentence, by the names that rule files use."""

from __future__ import annotations

from typing import Final

from klartext.ruleset.detectors.contract import Detector
from klartext.ruleset.detectors.nominal import genitive_chain, noun_style, participial_attribute
from klartext.ruleset.detectors.structure import negation, nested_sentence, relative_welcher, subject_mark
from klartext.ruleset.detectors.voice import announcement, impersonal, modal_infinitive, passive

GRAMMAR: Final[dict[str, Detector]] = {
    "passiv": passive,
    "modaler_infinitiv": modal_infinitive,
    "unpersoenlich": impersonal,
    "ankuendigung": announcement,
    "nominalstil": noun_style,
    "genitivkette": genitive_chain,
    "partizipialattribut": participial_attribute,
    "schachtelsatz": nested_sentence,
    "verneinung": negation,
    "betreff_hier": subject_mark,
    "relativ_welcher": relative_welcher,
}
