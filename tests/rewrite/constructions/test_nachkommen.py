"""A duty is met, not come after."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions.nachkommen import rewrites

TABLE = [
    ("Dieser Pflicht ist der Halter bisher nicht nachgekommen.", "Diese Pflicht hat der Halter bisher nicht erfüllt."),
    ("Ihrer Mitwirkungspflicht sind Sie nicht nachgekommen.", "Ihre Mitwirkungspflicht haben Sie nicht erfüllt."),
    (
        "Sie waren Ihrer Pflicht zur Meldung der Umzüge stets nachgekommen.",
        "Sie hatten Ihre Pflicht zur Meldung der Umzüge stets erfüllt.",
    ),
    (
        "Wenn Sie dieser Verpflichtung nicht fristgerecht nachkommen, mahnen wir.",
        "Wenn Sie diese Verpflichtung nicht fristgerecht erfüllen, mahnen wir.",
    ),
    ("Bitte denken Sie daran, der Meldepflicht nachzukommen.", "Bitte denken Sie daran, die Meldepflicht zu erfüllen."),
    ("Dieser Aufforderung sind Sie nicht nachgekommen.", None),
    ("Der Hund ist dem Kind nachgekommen.", None),
    ("Wir kommen Ihrer Bitte gern nach.", None),
    ("Dieser Pflicht und der Auflage sind Sie nicht nachgekommen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_nachkommen(text, expected):
    assert first(rewrites, text) == expected
