"""A logistic model whose weights keep their signs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.fitted import Head
from workbench.core.matching.features import columns_of
from workbench.core.matching.model import fit
from workbench.core.matching.similarity import Numbers

NAMES = ("parts_least", "literals_missing", "figures_named")
SIGNS = np.array([1, -1, 1])


def toy(pull: tuple[float, float, float], count: int = 200) -> tuple[Numbers, Numbers]:
    """Columns, and labels that these weights make of them."""
    columns = np.random.default_rng(7).random((count, 3))
    odds = (columns - 0.5) @ np.array(pull)
    return columns, (odds > 0).astype(float)


def fitted(columns: Numbers, covered: Numbers, *, ridge: float = 1.0, signed: bool = True) -> Head:
    return fit(columns, covered, np.ones(len(columns)), NAMES, ridge=ridge, signed=signed)


def test_a_separable_set_is_told_apart() -> None:
    columns, covered = toy((2, -3, 1))
    assert np.array_equal(fitted(columns, covered, ridge=0).probabilities(columns) > 0.5, covered > 0)


def test_weights_that_contradict_their_features_stay_at_zero() -> None:
    columns, covered = toy((-2, 3, 1))
    assert fitted(columns, covered).weight[:2] == (0, 0)
    free = fitted(columns, covered, signed=False).weight
    assert free[0] < 0 < free[1]


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.floats(-5, 5)] * 3))
def test_no_weight_is_ever_on_the_wrong_side(pull: tuple[float, float, float]) -> None:
    columns, covered = toy(pull, 60)
    head = fitted(columns, covered)
    assert np.all(np.array(head.weight) * SIGNS >= 0)
    found = head.probabilities(columns * 1e6)
    assert np.all((found >= 0) & (found <= 1))


def test_a_greater_penalty_makes_smaller_weights() -> None:
    columns, covered = toy((2, -3, 1))
    small, great = (np.abs(fitted(columns, covered, ridge=ridge).weight).sum() for ridge in (1, 100))
    assert great < small / 2


def test_a_pair_that_weighs_nothing_is_not_looked_at() -> None:
    columns, covered = toy((2, -3, 1))
    weights = np.append(np.ones(100), np.full(100, 1e-12))
    turned = np.append(covered[:100], 1 - covered[100:])
    heads = [fit(columns, labels, weights, NAMES, ridge=1, signed=True) for labels in (covered, turned)]
    assert heads[0].weight == pytest.approx(heads[1].weight, abs=1e-3)


def test_a_column_that_never_changes_gets_no_weight() -> None:
    columns, covered = toy((2, -3, 1))
    columns[:, 2] = 1
    assert fitted(columns, covered).weight[2] == 0


def test_the_head_names_its_columns_and_the_last_axis_is_reduced() -> None:
    columns, covered = toy((2, -3, 1))
    head = fitted(columns, covered)
    assert (head.features, head.columns) == (NAMES, tuple(name for name, _ in columns_of(NAMES)))
    assert head.probabilities(columns.reshape(20, 10, 3)).shape == (20, 10)
