"""An infinitive that belongs to a noun is no duty of who has it."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.modaler_infinitiv import ModalInfinitive

TABLE = [
    ("Sie haben daher die Möglichkeit, bis zum Montag, dem 16. November 2026, um 12 Uhr Fotos einzureichen.", None),
    ("Sie haben die Fotos bis zum 16. November einzureichen.", "Sie müssen die Fotos bis zum 16. November einreichen."),
    ("Sie haben Pass, Foto und Antrag mitzubringen.", "Sie müssen Pass, Foto und Antrag mitbringen."),
]


@cache
def construction():
    return ModalInfinitive(lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_pflicht(text, expected):
    assert first(construction(), text) == expected
