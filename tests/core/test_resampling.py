import numpy as np
import pytest

from workbench.core.resampling import Estimate, clustered

VALUES = np.random.default_rng(1).normal(5, 2, 60)


def mean(rows: np.ndarray) -> float | None:
    return float(VALUES[rows].mean())


def test_the_interval_of_a_mean_is_about_that_of_the_textbook() -> None:
    found = clustered(list(range(60)), mean)
    half = 1.96 * VALUES.std(ddof=1) / 60**0.5
    assert (found.value, found.n) == (pytest.approx(VALUES.mean()), 60)
    assert found.low == pytest.approx(VALUES.mean() - half, abs=0.1)
    assert found.high == pytest.approx(VALUES.mean() + half, abs=0.1)


def test_rows_that_only_repeat_each_other_do_not_narrow_the_interval() -> None:
    once = clustered(list(range(60)), mean)
    rows = np.tile(np.arange(60), 4)
    four_times = clustered([int(row) for row in rows], lambda at: float(VALUES[rows[at]].mean()))
    assert (four_times.value, four_times.n) == (pytest.approx(once.value), 240)
    assert (four_times.low, four_times.high) == (pytest.approx(once.low), pytest.approx(once.high))


def test_where_there_are_too_few_clusters_or_draws_there_is_no_interval() -> None:
    assert clustered([1, 1, 2, 2], mean).low is None
    assert clustered(list(range(60)), lambda rows: None) == Estimate(value=None, n=60)
    assert clustered(list(range(60)), lambda rows: 1.0 if len(set(rows.tolist())) == 60 else None).low is None


def test_an_estimate_is_read_with_its_bounds() -> None:
    given = [Estimate(value=0.5, low=0.25, high=0.75, n=3), Estimate(value=0.5, n=3), Estimate(value=None, n=0)]
    assert [str(each) for each in given] == ["0.50 [0.25, 0.75]", "0.50", "-"]
