"""The sentences for rewriting are well-formed, and the command judges them as it says."""

import json
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from outside import EVALUATION, load

from klartext.documents import read_path, read_text
from klartext.letter import read_letter
from klartext.protect import protect
from klartext.records import Check, Proposal, Suggestion
from klartext.spans import Span

DATA = EVALUATION / "rewrites"
FIELDS = ["id", "konstruktion", "satz", "erlaubt", "verboten", "nichts"]
WORDS = ("genitivkette", "bandwurmwort", "fremdwort", "abkuerzung", "pleonasmus", "amtswort")
"""Constructions of one word; they count as one."""


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


DEVELOPMENT, TEST = lines(DATA / "entwicklung.jsonl"), lines(DATA / "pruefung.jsonl")
LETTERS = sorted((DATA / "briefe").glob("*.txt"))
IN_LETTERS = [case for letter in LETTERS for case in lines(letter.with_suffix(".jsonl"))]
CASES = [*DEVELOPMENT, *TEST, *IN_LETTERS]


@pytest.fixture(scope="module")
def rewrites():
    return load(EVALUATION, "rewrites")


def numbers(text):
    return sorted(re.findall(r"\d+", text))


def test_every_case_has_all_fields_and_its_own_id():
    assert all(list(case) == FIELDS for case in CASES)
    assert max(Counter(case["id"] for case in CASES).values()) == 1
    assert all(case["id"].startswith("r") for case in DEVELOPMENT)
    assert all(case["id"].startswith("p") for case in TEST)


def test_no_sentence_occurs_twice():
    assert max(Counter(case["satz"] for case in CASES).values()) == 1


def test_there_are_enough_sentences_and_a_third_is_kept_for_testing():
    assert len(DEVELOPMENT) + len(TEST) >= 420
    assert 0.3 <= len(TEST) / (len(DEVELOPMENT) + len(TEST)) <= 0.4
    assert sum(case["nichts"] for case in (*DEVELOPMENT, *TEST)) >= 130
    assert len(IN_LETTERS) >= 60


def test_every_construction_has_enough_sentences_to_rewrite(rewrites):
    counts = Counter()
    for case in (*DEVELOPMENT, *TEST):
        if not case["nichts"]:
            counts["wort" if case["konstruktion"] in WORDS else case["konstruktion"]] += 1
    assert {name for name in rewrites.CATEGORIES if name not in WORDS} | {"wort"} == set(counts)
    assert min(counts.values()) >= 15, counts
    assert {case["konstruktion"] for case in TEST} == set(rewrites.CATEGORIES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_does_not_contradict_itself(case):
    assert bool(case["erlaubt"]) != case["nichts"]
    assert len(set(case["erlaubt"])) == len(case["erlaubt"])
    assert case["satz"] not in case["erlaubt"]
    for text in case["erlaubt"]:
        assert numbers(text) == numbers(case["satz"]), text
        assert text[0].isupper() == case["satz"][0].isupper(), text
        assert text.endswith((".", "?", "!", ":", "“")), text
        assert "  " not in text and text == text.strip(), text
    for piece in case["verboten"]:
        assert piece and not any(piece in text for text in (case["satz"], *case["erlaubt"])), piece


def test_seven_letters_two_of_them_hard_wrapped_one_a_template_one_plain():
    texts = [letter.read_text(encoding="utf-8") for letter in LETTERS]
    assert len(texts) == 7
    assert sum(max(map(len, text.splitlines())) <= 72 for text in texts) == 2
    assert sum("{{" in text for text in texts) == 1
    assert sum(all(c["nichts"] for c in lines(letter.with_suffix(".jsonl"))) for letter in LETTERS) == 1


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_every_sentence_of_a_letter_stands_in_it_once(rewrites, letter):
    text = read_path(letter).text
    for case in lines(letter.with_suffix(".jsonl")):
        place = rewrites.place_of(case["satz"], text)
        assert rewrites.squeezed(text[place.start : place.end]) == case["satz"]
        assert "".join(text.split()).count("".join(case["satz"].split())) == 1


def test_all_parts_can_be_read(rewrites):
    assert [len(list(rewrites.read_cases(part))) for part in rewrites.PARTS] == [
        len(DEVELOPMENT),
        len(TEST),
        len(IN_LETTERS),
    ]


def entry(**changes):
    return {
        "id": "r1",
        "konstruktion": "passiv-amt",
        "satz": "Ihr Antrag wird geprüft.",
        "erlaubt": ["Wir prüfen Ihren Antrag."],
        "verboten": ["Sie prüfen"],
        "nichts": False,
        **changes,
    }


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Wir prüfen  Ihren\u00a0Antrag.", "richtig"),
        ("Sie prüfen Ihren Antrag.", "falsch"),
        ("Ihren Antrag prüfen wir.", "unbewertet"),
    ],
)
def test_a_new_sentence_is_judged(rewrites, text, verdict):
    assert rewrites.read_case(entry()).judge(text) == verdict


def test_every_proposal_is_wrong_where_nothing_may_be_proposed(rewrites):
    case = rewrites.read_case(entry(erlaubt=[], nichts=True))
    assert case.judge("Wir prüfen Ihren Antrag.") == "falsch"


def test_the_worst_offer_decides_and_alternatives_do_not(rewrites):
    case = rewrites.read_case(entry())

    def offer(kind, verdict):
        return rewrites.Offer(kind, "", verdict)

    def verdict(*offers):
        return rewrites.Result(case, True, offers).verdict

    assert verdict() is None
    assert verdict(offer("vorschlag", "richtig"), offer("vorschau", "falsch")) == "falsch"
    assert verdict(offer("vorschlag", "richtig"), offer("alternative", "falsch")) == "richtig"
    assert verdict(offer("vorschlag", "unbewertet"), offer("vorschau", "richtig")) == "unbewertet"


def test_the_law_command_notices_a_protected_place_that_is_lost():
    command = load(EVALUATION, "rewrites_gesetze")
    letter = read_letter(read_text("Nach § 5 Abs. 2 SGB X ist der Antrag abzulehnen."))
    analysis = SimpleNamespace(letter=letter, protected=protect(letter))

    def lost(new):
        proposal = Proposal("s1", (), Span(0, len(letter.text)), letter.text, new, "probe", "")
        return command.lost_places(analysis, Suggestion("g1", proposal, (Check("zahlen", True),)))

    assert lost("Wir lehnen den Antrag ab (§ 5 Abs. 2 SGB X).") == []
    assert lost("Wir lehnen den Antrag ab (§ 5 SGB X).") == ["§ 5 Abs. 2 SGB X"]
