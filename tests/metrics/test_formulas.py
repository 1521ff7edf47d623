import doctest

import pytest
from metric_docs import plain

from klartext.metrics import formulas
from klartext.metrics.counts import Counts, count, running_text

CLEAN = [
    "Wir haben Ihren Antrag geprüft. Sie bekommen ab Januar eine monatliche Rente. Das Geld kommt am Monatsende.",
    "Die Gemeinde baut eine neue Schule! Wann beginnt der Unterricht dort? Darüber entscheidet der Gemeinderat bald.",
    "Gegen diese Entscheidung können Sie schriftlich Widerspruch einlegen, wenn Sie nicht einverstanden sind.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_formulas_equal_textstat_on_text_without_abbreviations(text):
    from textstat.backend import metrics

    counts = count(running_text(plain(text), None))
    assert formulas.flesch_amstad(counts) == pytest.approx(metrics.flesch_reading_ease(text, "de"))
    assert formulas.wiener_sachtextformel_1(counts) == pytest.approx(metrics.wiener_sachtextformel(text, 1, "de"))
    assert formulas.lix(counts) == pytest.approx(metrics.lix(text))


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(formulas, extraglobs={"Counts": Counts}) == doctest.TestResults(failed=0, attempted=4)


@pytest.mark.parametrize("formula", [formulas.flesch_amstad, formulas.wiener_sachtextformel_1, formulas.lix])
def test_formulas_are_undefined_without_a_sentence(formula):
    assert formula(Counts(0, 0, 0, 0, 0, 0)) is None
