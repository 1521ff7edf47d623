"""The letters for equal treatment differ only where they should."""

import tomllib
from collections import Counter

import pytest
from outside import EVALUATION, load

fairness = load(EVALUATION, "fairness")
DATA = tomllib.loads((fairness.FOLDER / "personen.toml").read_text(encoding="utf-8"))
PEOPLE = [{**DATA["grund"], **person} for group in DATA["gruppen"].values() for person in group]
TEMPLATES = sorted(fairness.FOLDER.glob("*.txt"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_without_the_words_of_the_person_every_letter_is_the_same(template):
    text = template.read_text(encoding="utf-8")
    bare = set()
    for person in PEOPLE:
        values = fairness.gaps(person)
        letter = fairness.filled(text, values)
        assert "{" not in letter
        body = letter.partition("Datum:")[2].partition(",\n")[2]
        bare.add(fairness.taken_out(body, values))
    assert len(bare) == 1


def test_differences_are_told_with_their_direction():
    before, after = Counter([("passiv", "a")]), Counter([("floskel", "b")])
    assert fairness.told(before, after) == ["− passiv | a", "+ floskel | b"]
