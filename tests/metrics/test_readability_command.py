from types import ModuleType

import numpy as np
import pytest
from outside import EVALUATION, load

from klartext.metrics.counts import Counts


@pytest.fixture(scope="module")
def command() -> ModuleType:
    return load(EVALUATION, "readability")


def samples(command, lengths, passives):
    counts = Counts(60, 5, 100, 20, 30, 10)
    return [
        command.Sample({"satzlaenge": float(a), "passiv": float(b)}, counts)
        for a, b in zip(lengths, passives, strict=True)
    ]


def corpus(command):
    rng = np.random.default_rng(1)
    levels = np.tile(np.arange(1.0, 7.0), 40)
    lengths = 3 * levels + rng.normal(0, 1, levels.size)
    graded = command.Graded(samples(command, lengths, rng.random(levels.size)), levels, np.repeat(np.arange(40), 6))
    official = samples(command, np.full(20, 12.0), np.full(20, 0.9))
    plain = samples(command, np.full(20, 12.0), np.full(20, 0.1))
    return graded, command.Pairs(official, plain, np.array([command.MIXED] * 20), np.arange(20) % command.FOLDS)


def space(command, graded):
    return command.Space(
        {
            "satzlaenge": np.quantile([s.features["satzlaenge"] for s in graded.samples], (0.02, 0.5, 0.98)),
            "passiv": np.array([0.0, 0.5, 1.0]),
        }
    )


def test_missing_corpora_are_named_with_a_remedy(command, monkeypatch, tmp_path):
    monkeypatch.delenv("KLARTEXT_CORPORA", raising=False)
    with pytest.raises(command.CorpusError, match="KT-V01") as unnamed:
        command.corpora_folder(None)
    assert "KLARTEXT_CORPORA" in unnamed.value.remedy
    with pytest.raises(command.CorpusError, match="fehlt-hier"):
        command.corpora_folder(tmp_path / "fehlt-hier")
    monkeypatch.setenv("KLARTEXT_CORPORA", str(tmp_path))
    assert command.corpora_folder(None) == tmp_path


def test_spearman_shares_ranks_between_ties(command):
    assert command.spearman(np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 30.0])) == pytest.approx(1)
    assert command.spearman(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0])) == pytest.approx(-1)
    assert command.spearman(np.array([1.0, 1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0, 4.0])) == pytest.approx(0.9486833)


def test_no_topic_is_in_two_folds(command):
    topics = np.repeat(np.arange(50), 6)
    folds = command.topic_folds(topics)
    assert all(len(set(folds[topics == t].tolist())) == 1 for t in range(50))
    assert sorted(np.bincount(folds).tolist()) == [60] * command.FOLDS


def test_nonnegative_least_squares_finds_the_optimum(command):
    rng = np.random.default_rng(2)
    basis = rng.random((50, 4))
    target = basis @ np.array([1.0, 0.0, 2.0, 0.0]) - 0.3 * basis[:, 1]
    weights = command.nonnegative(basis.T @ basis, basis.T @ target)
    slope = basis.T @ basis @ weights - basis.T @ target
    assert (weights >= 0).all()
    assert np.abs(slope[weights > 0]).max() < 1e-4
    assert (slope[weights == 0] > -1e-4).all()


def test_fit_is_monotone_and_learns_from_levels_and_from_pairs(command):
    graded, pairs = corpus(command)
    model = command.fit(space(command, graded), graded, pairs)
    assert (model.weights >= 0).all()
    assert command.spearman(model.level(graded.samples), graded.levels) > 0.9
    assert (model.level(pairs.official) > model.level(pairs.plain)).all()
    assert sum(c.losses[-1] for c in model.curves) == pytest.approx(100)


def test_index_of_a_model_equals_that_of_its_curves(command):
    graded, pairs = corpus(command)
    model = command.fit(space(command, graded), graded, pairs)
    for sample, index in zip(graded.samples[:20], model.index(graded.samples[:20]), strict=True):
        assert index == pytest.approx(100 - sum(c.loss(sample.features[c.feature]) for c in model.curves))


def test_level_bounds_give_each_level_its_share(command):
    predicted = np.linspace(0, 100, 601)
    bounds = command.level_bounds(predicted, np.repeat(np.arange(1.0, 7.0), 100))
    assert [name for name, _ in bounds] == list(command.LEVELS)
    assert [round(lowest) for _, lowest in bounds] == [83, 67, 50, 33, 17, 0]
