"""The verdicts of independent readers speak of sentences that stand in their letters, and each only once."""

import json
from pathlib import Path

import pytest

READINGS = sorted(p for p in (Path(__file__).parents[2] / "evaluation" / "lesungen").iterdir() if p.is_dir())
VERDICTS = {"richtig", "holprig", "falsch-grammatik", "falsch-sinn"}


def rows(reading):
    files = [reading / "urteile.jsonl", *reading.glob("nachtrag.jsonl")]
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("reading", READINGS, ids=lambda path: path.name)
def test_every_verdict_names_a_sentence_of_its_letter_and_says_what_is_wrong(reading):
    texts = {path.stem: " ".join(path.read_text(encoding="utf-8").split()) for path in reading.glob("*.txt")}
    assert len(texts) >= 12
    for row in rows(reading):
        assert row["alt"] in texts[row["brief"]]
        assert row["neu"] not in ("", row["alt"])
        assert row["urteil"] in VERDICTS
        assert row["urteil"] == "richtig" or row["grund"]


@pytest.mark.parametrize("reading", READINGS, ids=lambda path: path.name)
def test_one_proposal_has_one_verdict(reading):
    seen = {}
    for row in rows(reading):
        assert seen.setdefault((row["brief"], row["alt"], row["neu"]), row["urteil"]) == row["urteil"]
