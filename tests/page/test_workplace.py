"""A review in a file, the aims of a profile, and the German of the interface itself."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from loaded import checker

from klartext.documents import read_text
from klartext.errors import KlartextError
from klartext.nlp import finished
from klartext.page import SAMPLE, opening
from klartext.page.desk import Desk, Step, accept, snapshot
from klartext.page.incoming import Source
from klartext.page.listening import listen
from klartext.page.office import Office
from klartext.view import items, left_to_do, traffic_light

LETTER = "Sehr geehrte Frau Muster,\n\nder Antrag vom 3. März 2025 ist seitens der Behörde abzulehnen."


def open_letter(office: Office, *letter: Any) -> tuple[Desk, str]:
    """Open a letter and wait for all its suggestions."""
    desk, said = finished(opening.open_letter(office, *letter))
    assert desk is not None and desk.drafting is not None and desk.drafting.wait(60)
    return listen(office, desk), said


def reopen_saved(office: Office, *file: Any) -> Step:
    return finished(opening.reopen_saved(office, *file))


@cache
def office() -> Office:
    return Office(checker())


def test_a_saved_review_comes_back_with_its_decisions():
    desk, _ = open_letter(office(), LETTER, Source("brief.txt", LETTER), "wir")
    assert desk is not None
    first = desk.review.open_suggestions[0].id
    decided, _ = accept(office(), desk, first, "Erika Muster")
    assert decided is not None
    back, said = reopen_saved(office(), snapshot(decided).content)
    assert back is not None and "wieder da" in said
    assert back.review.current_text == decided.review.current_text
    assert back.review.decision(first) == decided.review.decision(first)
    assert back.actor == "wir"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": "klartext-bearbeitung", "schema_version": 99}', b"\xff\xfe\x00\xd8"]
)
def test_another_file_is_refused_in_german(content: str | bytes):
    with pytest.raises(KlartextError) as caught:
        reopen_saved(office(), content, "datei.json")
    assert caught.value.code == "KT-W05" and "Zwischenstand" in caught.value.what


def test_decisions_of_another_text_are_refused():
    desk, _ = open_letter(office(), LETTER, Source("brief.txt", LETTER))
    assert desk is not None
    data = json.loads(snapshot(desk).content)
    with pytest.raises(KlartextError) as caught:
        reopen_saved(office(), json.dumps(data | {"text": LETTER + " Mehr."}))
    assert caught.value.code == "KT-D09"


def test_the_uploaded_file_stays_at_hand_as_long_as_its_text_is_unchanged():
    source = Source("brief.docx", LETTER, b"PK...")
    same, _ = open_letter(office(), LETTER, source)
    other, _ = open_letter(office(), LETTER + " Neu.", source)
    assert same is not None and same.upload == b"PK..."
    assert other is not None and other.upload is None


def test_the_light_says_its_colour_in_words_and_what_is_left():
    analysis = office().klartext.analyse(read_text(SAMPLE.read_text(encoding="utf-8")))
    entries = items(analysis)
    shown = traffic_light(analysis.scores, "behoerdenbrief", entries, {}, left_to_do(analysis, entries, {}))
    assert re.search(r"noch weit vom Ziel</strong> \d+ schwer verständliche", shown)
    assert re.search(r"Noch anzusehen: \d+ Sätze mit \d+ Wörtern", shown)
    assert "kein Ziel für sich" in shown
    done = {i.id: "accepted" for i in entries}
    only_suggestions = tuple(i for i in entries if i.suggestion)
    assert left_to_do(analysis, only_suggestions, done) == "Kein Satz mehr anzusehen."  # type: ignore[arg-type]
