"""Every annotated letter goes the whole way: read, check, decide, release, protocol, and the same from the file."""

import json
import re
from pathlib import Path

import pytest
from loaded import checker

from klartext.decisions import apply_decisions
from klartext.documents import read_path
from klartext.protokoll import protokoll, to_csv, to_html, to_json

LETTERS = sorted((Path(__file__).resolve().parents[1] / "evaluation" / "briefe").glob("*.txt"))


@pytest.fixture(scope="module")
def klartext():
    return checker()


def test_the_letters_are_there():
    assert len(LETTERS) >= 16


@pytest.mark.parametrize("path", LETTERS, ids=lambda p: p.stem)
def test_letter_is_released_with_a_protocol(klartext, path):
    document = read_path(path)
    analysis = klartext.analyse(document)
    review = klartext.review(analysis)
    assert review.released_text() == document.original
    while review.open_suggestions:
        review = review.accept(review.open_suggestions[0].id, "A. Beispiel")
    released = review.released_text()
    for place in analysis.protected:
        if place.kind in ("betrag", "datum", "aktenzeichen", "platzhalter", "kontakt"):
            assert "".join(place.text.split()) in "".join(released.split())
        if place.kind == "name":  # des Finanzamtes Erlenwalde → das Finanzamt Erlenwalde
            assert all(re.sub("(?<=Herr)n$|e?s$", "", word) in released for word in place.text.split())
    record = to_json(protokoll(review))
    assert apply_decisions(document, json.loads(record), analysis.protected) == released
    assert "A. Beispiel" in to_csv(protokoll(review)) or released == document.original
    assert "<html" in to_html(protokoll(review))
