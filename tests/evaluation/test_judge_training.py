"""The errors that the judge of meaning learns from, and what it reads of a pair."""

import random
from functools import lru_cache

import pytest
from loaded import pipeline
from outside import TRAINING, load

from klartext import paths
from klartext.pipeline.parser import Segmenter

TEXTS = (
    "Wenn Sie die Belege nicht bis zum 3. Mai vorlegen, können wir Ihren neuen Antrag leider nicht bewilligen.",
    "Wir haben die Unterlagen und Ihre Angaben geprüft. Sie müssen die Gebühr an alle Beteiligten zahlen.",
    "Der Bescheid wird vom Finanzamt aufgehoben, weil die Frist für den Widerspruch abgelaufen ist.",
)


corrupt, reading = load(TRAINING / "judge", "corrupt"), load(TRAINING / "judge", "reading")


@lru_cache(maxsize=1)
def samples():
    parse = pipeline()
    return [
        [corrupt.Word(t.text, t.whitespace_, t.pos_, t.lemma_, str(t.morph), t.dep_) for t in parse(text)]
        for text in TEXTS
    ]


@pytest.mark.parametrize("kind", corrupt.KINDS)
def test_every_kind_of_error_changes_a_text_and_marks_where(kind):
    spoiler = corrupt.Spoiler(samples(), random.Random(1))
    made = [new for words in samples() for _ in range(12) if (new := getattr(spoiler, kind)(words))]
    changed = [new for new in made if corrupt.text_of(new) not in TEXTS]
    assert changed
    assert all(any(word.wrong for word in new) for new in changed)


def test_spoiling_leaves_the_right_rewrite_as_it_is():
    spoiler, words = corrupt.Spoiler(samples(), random.Random(2)), samples()[0]
    found = [corrupt.spoil(spoiler, words) for _ in range(60)]
    assert all(new is None or corrupt.text_of(new[1]) != TEXTS[0] for new in found)
    assert corrupt.text_of(words) == TEXTS[0]


def test_the_same_seed_makes_the_same_errors():
    made = [
        [kind for _ in range(20) if (new := corrupt.spoil(spoiler, samples()[1])) for kind in new]
        for spoiler in (corrupt.Spoiler(samples(), random.Random(3)) for _ in range(2))
    ]
    assert made[0] == made[1]


def test_both_sides_are_read_alone_and_know_of_one_another():
    segmenter = Segmenter(paths.pipeline_dir() / "tokenizer.json")
    pieces = reading.pieces_of("Wir prüfen den Antrag.", "Der Antrag wird geprüft.", segmenter)
    assert len({len(x) for x in (pieces.ids, pieces.sides, pieces.places, pieces.matches, pieces.words)}) == 1
    assert next(place for place, side in zip(pieces.places, pieces.sides, strict=True) if side) == 0
    by_word = {(side, word): m for side, word, m in zip(pieces.sides, pieces.words, pieces.matches, strict=True)}
    assert by_word[0, 3] == by_word[1, 1] == 1
    assert by_word[0, 0] == 3
    assert pieces.whole
    assert not reading.pieces_of("Wort " * 400, "Wort", segmenter).whole
