"""Protection measured on the ten annotated letters and the annotated sentences in ``evaluation/briefe``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from normalised import letter_of

from klartext.protect import protect

BRIEFE = Path(__file__).resolve().parents[2] / "evaluation" / "briefe"


def protected_characters(text: str) -> set[int]:
    return {at for found in protect(letter_of(text)) for at in range(found.span.start, found.span.end)}


def quoted_range(text: str, quote: str, occurrence: int) -> range:
    at = -1
    for _ in range(occurrence):
        at = text.index(quote, at + 1)
    return range(at, at + len(quote))


def test_what_must_survive_in_the_ten_letters_is_protected() -> None:
    total, missed = 0, []
    for path in sorted(BRIEFE.glob("c??.txt")):
        text = path.read_text(encoding="utf-8")
        safe = protected_characters(text)
        for entry in json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8")):
            if entry["category"] != "schutz":
                continue
            total += 1
            place = quoted_range(text, entry["quote"], entry.get("occurrence", 1))
            if any(text[at].isalnum() and at not in safe for at in place):
                missed.append((path.stem, entry["quote"]))
    assert total > 200
    assert 1 - len(missed) / total >= 0.98, missed


def test_words_that_may_be_replaced_are_not_protected() -> None:
    blocked = []
    for path in sorted(BRIEFE.glob("c??.txt")):
        text = path.read_text(encoding="utf-8")
        safe = protected_characters(text)
        for entry in json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8")):
            simple = entry["category"] in ("amtswort", "fremdwort", "abkuerzung", "pleonasmus", "floskel")
            if simple and entry.get("rewrites") and not entry["sentence_level"]:
                place = [
                    at for at in quoted_range(text, entry["quote"], entry.get("occurrence", 1)) if text[at].isalnum()
                ]
                if place and all(at in safe for at in place):
                    blocked.append((path.stem, entry["quote"]))
    assert blocked == []


def test_accepted_rewrites_keep_what_is_protected() -> None:
    spans, lost = 0, []
    for line in (BRIEFE / "minimal.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for found in protect(letter_of(case["text"])):
            spans += 1
            stems = [word[: max(3, len(word) * 2 // 3)].lower() for word in re.findall(r"\w+", found.text)]
            if not any(all(stem in accepted.lower() for stem in stems) for accepted in case["accept"]):
                lost.append((case["id"], found.text))
    assert spans > 40
    assert lost == []


def check_invariants(text: str) -> None:
    letter = letter_of(text)
    end = 0
    for found in protect(letter):
        assert end <= found.span.start < found.span.end <= len(text)
        assert text[found.span.start : found.span.end] == found.text
        assert found.text == found.text.strip()
        assert "\n\n" not in found.text or found.kind == "rechtsbehelf"
        end = found.span.end


PIECES = st.sampled_from(
    [
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        ", ",
        ". ",
        "§ 48 Abs. 1",
        "SGB X",
        "i. V. m.",
        "1.234,56",
        "EUR",
        "3. Mai 2025",
        "bis zum",
        "innerhalb von",
        "zwei",
        "Wochen",
        "nach Bekanntgabe",
        "Herr",
        "Frau",
        "Kolbe",
        "Anspruch",
        "Az.:",
        "12-34/5 B",
        "{{X}}",
        "„Auf Wunsch“",
        "„",
        "“",
        "12345",
        "Neustadt",
        "Marktstraße 12",
        "Widerspruch",
        "0123/45678",
        "DE89 3704 0044 0532 0130 00",
        "Rechtsbehelfsbelehrung",
        "Mit freundlichen Grüßen",
        "Sehr geehrter Herr Ott,",
        "von",
        "bis",
        "Prozent",
        "GmbH",
        "1.",
        "-",
    ]
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_of_letter_like_texts_are_sorted_and_disjoint(text: str) -> None:
    check_invariants(text)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_spans_of_any_text_are_sorted_and_disjoint(text: str) -> None:
    check_invariants(text)


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**9), st.sampled_from(["EUR", "Euro", "Wochen", "m²", "Prozent", "Personen"]))
def test_every_number_is_protected(number: int, unit: str) -> None:
    text = f"Es geht um {number} {unit} in diesem Fall."
    safe = protected_characters(text)
    assert all(at in safe for at, character in enumerate(text) if character.isdigit())


@pytest.mark.parametrize("unit", ["a", "7", "§", "Abs. "])
def test_a_megabyte_of_one_thing_is_no_trap(unit: str) -> None:
    check_invariants(unit * (1_000_000 // len(unit)))


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "A ",
        "1 ",
        "1.",
        "1, ",
        "1-",
        "A-",
        "A1-",
        "{{",
        "[",
        "<",
        "„a ",
        '"a ',
        "@",
        "a.",
        "(",
        "§ 1 ",
        "§§ 1, ",
        "x\n",
        "- a\n",
        "ein",
        "einund",
        "zwei ",
        "Herr ",
        "Herr A ",
        "bis ",
        "www.",
        "_",
        ".",
        "Nr. 1 der Anlage zu ",
        "Gesetz über die ",
    ],
)
def test_repetition_of_what_begins_a_fact_is_no_trap(unit: str) -> None:
    check_invariants(unit * (100_000 // len(unit)))
