import json

import metric_docs as docs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metric_docs import annotated, plain

from klartext.metrics import MIN_WORDS, explain_index, scores
from klartext.metrics.features import FEATURES
from klartext.metrics.index import BASE, WEIGHTS, Curve, index_model

HARD = (docs.LONG_ATTRIBUTE, docs.GENITIVES, docs.PASSIVE, docs.BRACKET) * 3
EASY = (docs.ACTIVE,) * 15
VALUES = st.fixed_dictionaries({f.id: st.floats(0, 60) for f in FEATURES})


def index_of(values: dict[str, float]) -> float:
    points = index_model().contributions(values)
    assert points is not None
    return BASE + sum(p for _, p in points)


@settings(deadline=None, derandomize=True)
@given(VALUES)
def test_index_stays_between_0_and_100(values):
    assert -0.01 <= index_of(values) <= 100


@settings(deadline=None, derandomize=True)
@given(VALUES, st.sampled_from([f.id for f in FEATURES]), st.floats(0, 60))
def test_more_of_any_feature_never_raises_the_index(values, feature, more):
    assert index_of({**values, feature: values[feature] + more}) <= index_of(values) + 1e-9


def test_contributions_add_up_to_the_index():
    of = scores(annotated(*HARD))
    assert of.klartext_index == pytest.approx(BASE + sum(points for _, points in of.contributions), abs=1e-9)
    assert list(of.contributions) == sorted(of.contributions, key=lambda c: c[1])


def test_explanation_names_every_noticeable_loss_and_what_helps():
    of = scores(annotated(*HARD))
    explained = explain_index(of)
    assert [(c.name, c.points) for c in explained] == [c for c in of.contributions if c[1] <= -0.1]
    worst = explained[0]
    assert worst.text.startswith(f"{worst.name}: −") and " Punkten. " in worst.text
    assert explain_index(scores(annotated(*EASY)))[0].points > explained[0].points


def test_hard_text_scores_lower_and_has_a_higher_level():
    hard, easy = scores(annotated(*HARD)), scores(annotated(*EASY))
    assert hard.klartext_index is not None and easy.klartext_index is not None
    assert hard.klartext_index < easy.klartext_index
    assert hard.cefr is not None and easy.cefr is not None and hard.cefr > easy.cefr


def test_below_fifty_words_there_are_counts_and_no_figure():
    of = scores(annotated(*(docs.ACTIVE,) * 8))
    assert (of.words, of.sentences, of.words_per_sentence) == (48, 8, 6.0)
    figures = (of.flesch_amstad, of.wiener_sachtextformel_1, of.lix, of.klartext_index, of.cefr)
    assert figures == (None,) * 5 and of.contributions == () and explain_index(of) == ()


def test_empty_text_has_no_figure_at_all():
    of = scores(plain(""))
    assert (of.words, of.sentences, of.words_per_sentence, of.klartext_index) == (0, 0, None, None)


def test_without_a_parse_only_the_formulas_are_given():
    of = scores(plain("Wir prüfen Ihren Antrag heute. " * 12))
    assert of.words == 60 and of.lix is not None and of.klartext_index is None and of.cefr is None


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.sampled_from([" ", "\n", "\n\n", " \n \n", "\t"]), min_size=10, max_size=10))
def test_layout_changes_no_score(gaps):
    words = ["Wir", "prüfen", "Ihren", "Antrag.", "Das", "dauert", "etwa", "drei", "Wochen,", "bitte", "warten."]
    messy = "".join(word + gap for word, gap in zip(words, [*gaps, " "], strict=True)) * 6
    assert scores(plain(messy)) == scores(plain((" ".join(words) + " ") * 6))


def test_layout_changes_no_index():
    assert scores(annotated(*HARD, layout="\n\n")) == scores(annotated(*HARD))


@pytest.mark.parametrize(("words", "given"), [(MIN_WORDS - 1, False), (MIN_WORDS, True)])
def test_figures_begin_at_fifty_words(words, given):
    of = scores(plain("Wort " * words))
    assert of.words == words and (of.lix is not None) is given


def test_shipped_weights_are_a_monotone_model_of_known_features():
    model = index_model()
    assert sum(c.losses[-1] for c in model.curves) == pytest.approx(BASE, abs=0.01)
    assert [name for name, _ in model.levels] == ["A1", "A2", "B1", "B2", "C1", "C2"]
    bounds = [lowest for _, lowest in model.levels]
    assert bounds == sorted(bounds, reverse=True) and bounds[-1] == 0
    assert model.cefr(100) == "A1" and model.cefr(0) == "C2"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"schema_version": 99}, "schema 99"),
        ({"features": [{"id": "haarfarbe", "knots": [0, 1], "losses": [0, 100]}]}, "haarfarbe"),
        ({"features": [{"id": "passiv", "knots": [0, 1], "losses": [0, 50]}]}, "sum to"),
    ],
)
def test_weights_that_do_not_fit_are_refused(tmp_path, change, reason):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(json.loads(WEIGHTS.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        index_model(path)


@pytest.mark.parametrize(("knots", "losses"), [((0, 1), (0, -1)), ((1, 0), (0, 1)), ((0, 1), (1, 2)), ((0,), (0,))])
def test_a_curve_that_falls_is_refused(knots, losses):
    with pytest.raises(ValueError, match="passiv"):
        Curve("passiv", knots, losses)
