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
