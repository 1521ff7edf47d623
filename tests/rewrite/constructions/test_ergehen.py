"""A letter that *ergeht* is one that the reader gets; nothing where somebody else may get it."""

from dataclasses import replace

import pytest
from phrase_scenes import NO_FACTS, first

from klartext.rewrite.constructions.ergehen import rewrites

TABLE = [
    (
        "Über die Höhe der Gebühr ergeht ein gesonderter Bescheid.",
        "Über die Höhe der Gebühr erhalten Sie einen gesonderten Bescheid.",
    ),
    ("Über die Kosten ergehen noch Bescheide.", None),
    (
        "Über den Beitrag ergeht demnächst eine Mitteilung.",
        "Über den Beitrag erhalten Sie demnächst eine Mitteilung.",
    ),
    ("Über den Antrag ergeht ein Bescheid an den Nachbarn.", None),
    ("Gegen den Halter ergeht ein Bescheid.", None),
    ("Über den Antrag ergeht eine Entscheidung.", None),
    ("Über den Antrag ergeht der Bescheid.", None),
    ("Über den Antrag erging ein Bescheid.", None),
    ("Dieser Bescheid ergeht kostenfrei.", None),
    ("Wenn über den Antrag ein Bescheid ergeht, endet die Frist.", None),
]


@pytest.mark.parametrize(("old", "new"), TABLE)
def test_table(old, new):
    assert first(rewrites, old) == new


@pytest.mark.parametrize("facts", [{"for_client": True}, {"orders_another": True}, {"reader_addressed": False}])
def test_somebody_else_may_get_it(facts):
    assert first(rewrites, TABLE[0][0], replace(NO_FACTS, **facts)) is None
