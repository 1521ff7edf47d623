"""*Hierdurch* beside an effect is *dadurch*; beside what is said it means *hiermit*."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import hierdurch


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hierdurch entstehen Ihnen keine Nachteile.", "Dadurch entstehen Ihnen keine Nachteile."),
        ("Die hierdurch entstandenen Schäden sind gering.", "Die dadurch entstandenen Schäden sind gering."),
        ("Der hierdurch bedingte Ausfall wird ersetzt.", "Der dadurch bedingte Ausfall wird ersetzt."),
        (
            "Wird hierdurch die Prüfung erschwert, können wir die Hilfe kürzen.",
            "Wird dadurch die Prüfung erschwert, können wir die Hilfe kürzen.",
        ),
        ("Hierdurch teilen wir Ihnen mit, dass die Frist endet.", None),
        ("Sie werden hierdurch aufgefordert, die Hecke zu schneiden.", None),
        ("Hierdurch wird die Genehmigung widerrufen.", None),
    ],
)
def test_hierdurch_beside_an_effect(before, after):
    assert first(hierdurch.rewrites, before) == after
