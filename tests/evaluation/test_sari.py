"""SARI agrees with the values that its authors publish, and with what it is meant to measure."""

import pytest
from outside import EVALUATION, load

command = load(EVALUATION, "sari")
sari, mean_sari = command.sari, command.mean_sari

SOURCE = "About 95 species are currently accepted .".lower().split()
REFERENCES = [
    text.lower().split()
    for text in (
        "About 95 species are currently known .",
        "About 95 species are now accepted .",
        "95 species are now accepted .",
    )
]


@pytest.mark.parametrize(
    ("output", "published"),
    [
        ("About 95 you now get in .", 0.2682782411698074),
        ("About 95 species are now agreed .", 0.5889995423074248),
        ("About 95 species are currently agreed .", 0.5071608864657479),
    ],
)
def test_sari_is_what_the_authors_publish(output, published):
    assert sari(SOURCE, output.lower().split(), REFERENCES) == pytest.approx(published)


def test_the_only_reference_itself_is_best():
    source = "der antrag wird von uns heute nach eingang geprüft .".split()
    reference = "wir prüfen den antrag heute .".split()
    best = sari(source, reference, [reference])
    assert best > sari(source, source, [reference])
    assert best > sari(source, reference[:4], [reference])


def test_mean_is_the_mean_of_the_sentences():
    one, other = (SOURCE, REFERENCES[0], REFERENCES), (SOURCE, SOURCE, REFERENCES)
    assert mean_sari([one, other]) == pytest.approx((sari(*one) + sari(*other)) / 2)


def test_without_reference_there_is_no_value():
    with pytest.raises(ValueError, match="reference"):
        sari(SOURCE, SOURCE, [])
