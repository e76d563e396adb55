import numpy as np
import pytest

from workbench.core.logistic import fit


def test_one_flag_without_penalty_gives_the_shares() -> None:
    features = np.array([[0.0]] * 10 + [[1.0]] * 10)
    truth = np.array([True] * 2 + [False] * 8 + [True] * 7 + [False] * 3)
    found = fit(features, truth, penalty=1e-9).probabilities(np.array([[0.0], [1.0]]))
    assert found.tolist() == [pytest.approx(0.2, abs=1e-4), pytest.approx(0.7, abs=1e-4)]


def test_a_penalty_draws_towards_the_base_rate_and_never_past_it() -> None:
    features = np.array([[0.0]] * 10 + [[1.0]] * 10)
    truth = np.array([False] * 10 + [True] * 10)
    found = [
        float(fit(features, truth, penalty=each).probabilities(np.array([[1.0]]))[0]) for each in (0.1, 1, 10, 1e6)
    ]
    assert found == sorted(found, reverse=True)
    assert found[-1] == pytest.approx(0.5, abs=1e-3)


def test_a_feature_that_never_varies_and_a_single_class_do_no_harm() -> None:
    one_class = fit(np.ones((4, 2)), np.array([True] * 4))
    assert one_class.weights.tolist() == [0.0, 0.0]
    assert float(one_class.probabilities(np.ones((1, 2)))[0]) > 0.99
    assert np.isfinite(one_class.probabilities(np.array([[1e9, -1e9]]))).all()
