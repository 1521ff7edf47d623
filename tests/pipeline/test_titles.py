import loaded
import pytest

from klartext.pipeline.titles import heads_of_titles


@pytest.mark.parametrize(
    ("name", "heads", "deprels", "expected"),
    [
        # durch Frau Müller gestellt: both hang on the verb, the preposition on the name
        (2, [2, 3, 3, 3], ["case", "obl", "obl", "root"], ([1, 3, 1, 3], ["case", "obl", "flat", "root"])),
        # durch Herrn Müller gestellt: read right already
        (2, [1, 3, 1, 3], ["case", "obl", "appos", "root"], ([1, 3, 1, 3], ["case", "obl", "flat", "root"])),
        # Sehr geehrte Frau Müller: the title hangs on the name
        (3, [1, 3, 3, 3], ["advmod", "amod", "nmod", "root"], ([1, 2, 2, 2], ["advmod", "amod", "root", "flat"])),
        # the title hangs on one verb, the name on another
        (1, [2, 3, 2, 2], ["nsubj", "obj", "root", "conj"], ([2, 3, 2, 2], ["nsubj", "obj", "root", "conj"])),
    ],
)
def test_the_title_is_the_head(name, heads, deprels, expected):
    heads_of_titles(heads, deprels, [name])
    assert (heads, deprels) == expected


@pytest.fixture(scope="module")
def pipeline():
    return loaded.pipeline()


@pytest.mark.parametrize(
    "name", ["Becker", "García López", "van der Meer", "Al-Hassan", "D'Angelo", "Prof. Dr. Yılmaz"]
)
@pytest.mark.parametrize(
    "sentence",
    [
        "Ihr Antrag wurde am 3. September durch Frau {} persönlich gestellt.",
        "Die von Herrn {} vorgelegten Nachweise wurden anerkannt.",
        "Wir haben Frau {} Leistungen bewilligt.",
    ],
)
def test_every_name_has_the_same_tree(pipeline, sentence, name):
    doc, known = pipeline(sentence.format(name)), pipeline(sentence.format("Müller"))
    title = next(t for t in doc if t.text in ("Frau", "Herrn"))
    words = len(name.split())
    assert all(t.head == title and t.dep_ == "flat" for t in doc[title.i + 1 : title.i + 1 + words])
    rest = [t for t in doc if not title.i < t.i <= title.i + words]
    assert [(t.text, t.dep_, t.head.text) for t in rest] == [
        (t.text, t.dep_, t.head.text) for t in known if t.text != "Müller"
    ]
