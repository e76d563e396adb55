"""A mean over groups of fixtures."""

import math
from itertools import groupby
from statistics import stdev

import numpy as np
import pytest

from workbench.core.clusters import clustered_mean, group_sums

VALUES = [0.3, -0.1, 0.4, 0.45, 0.5, -0.3, 0.05, 0.1]
GROUPS = list("aabbbcde")


def test_with_groups_of_one_it_is_the_textbook() -> None:
    found = clustered_mean(VALUES, "12345678")
    error = stdev(VALUES) / math.sqrt(8)
    assert [found.mean, found.sd, found.error, found.df] == pytest.approx([0.175, stdev(VALUES), error, 7])
    assert found.half_width(8) == pytest.approx(2.364624 * error, abs=1e-6)  # t(7; 0.975), any table
    assert found.design_effect == pytest.approx(1)


def test_groups_of_several_have_the_error_and_the_degrees_that_the_matrices_give() -> None:
    """CR2 and Bell and McCaffrey's degrees of freedom as they are defined, with square roots of matrices."""
    n, y = len(VALUES), np.array(VALUES)
    residual_maker = np.eye(n) - np.full((n, n), 1 / n)
    columns = []
    for _, members in groupby(range(n), key=lambda at: GROUPS[at]):
        at = list(members)
        roots, vectors = np.linalg.eigh(residual_maker[np.ix_(at, at)])
        adjusted = vectors @ np.diag(roots**-0.5) @ vectors.T @ np.ones(len(at)) / n
        columns.append(residual_maker[:, at] @ adjusted)
    weights = np.array(columns)
    variance = float(((weights @ y) ** 2).sum())
    products = weights @ weights.T
    found = clustered_mean(VALUES, GROUPS)
    assert found.error == pytest.approx(math.sqrt(variance))
    assert found.df == pytest.approx(np.trace(products) ** 2 / (products**2).sum())
    assert (found.n, found.groups) == (8, 5)


def test_groups_of_one_size_leave_one_degree_of_freedom_less_than_groups() -> None:
    assert clustered_mean(VALUES, "aabbccdd").df == pytest.approx(3)


def test_fixtures_that_only_repeat_each_other_count_once() -> None:
    once, twice = clustered_mean([1, 2, 4], "abc"), clustered_mean([1, 1, 2, 2, 4, 4], "aabbcc")
    assert [twice.mean, twice.error, twice.df] == pytest.approx([once.mean, once.error, once.df])
    assert twice.design_effect > 1.5


def test_equal_numbers_have_no_error_whatever_rounding_says() -> None:
    found = clustered_mean([0.1 + 0.2, 0.3, 0.3], "abb")
    assert (found.sd, found.error, found.design_effect) == (0, 0, 1)


def test_one_group_alone_says_nothing_of_others() -> None:
    with pytest.raises(ValueError, match="two groups"):
        clustered_mean([1, 2], "aa")


def test_sums_are_of_whole_groups_in_the_order_of_their_names() -> None:
    assert group_sums([1, 2, 4], "bab") == [2, 5]
