from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.judging.planted import World, units
from workbench.core.judging.corrected import Corrected, TooFew, Unit, corrected

WORLD = World(prevalence=0.63, sensitivity=0.88, specificity=0.90)


def made(world: World = WORLD, labels: int = 60) -> list[Unit]:
    return units(world, 20, 18, labels, np.random.default_rng(4))


def correction(given_: list[Unit]) -> Corrected:
    found = corrected(given_)
    assert isinstance(found, Corrected)
    return found


def test_below_thirty_labels_there_is_no_number() -> None:
    assert corrected(made(labels=29)) == TooFew(
        n=29, issues=len({u.issue for u in made(labels=29) if u.label is not None})
    )
    assert isinstance(corrected(made(labels=30)), Corrected)


def test_labels_of_two_issues_are_too_few_however_many() -> None:
    only = [replace(unit, label=True if unit.issue in {"SHOP-1", "SHOP-2"} else None) for unit in made()]
    assert corrected(only) == TooFew(n=36, issues=2)
    assert corrected([]) == TooFew(n=0, issues=0)


def test_a_correction_is_the_mean_prediction_and_what_the_labels_say_is_missing_from_it() -> None:
    given_ = made()
    found = correction(given_)
    rated = [unit for unit in given_ if unit.label is not None]
    mean = sum(unit.prediction for unit in given_) / len(given_)
    missing = sum(float(bool(unit.label)) - found.lam * unit.prediction for unit in rated) / len(rated)
    assert found.value == pytest.approx(found.lam * mean + missing)
    assert found.uncorrected == pytest.approx(mean)
    assert (found.labels, found.units) == (60, 360)
    assert found.low < found.value < found.high


def test_a_judge_that_says_nothing_leaves_the_labels_alone() -> None:
    found = correction([replace(unit, prediction=1.0) for unit in made()])
    assert found.lam == 0
    assert found.value == pytest.approx(found.plain.value)


def test_a_judge_that_is_always_wrong_is_not_listened_to() -> None:
    assert correction([replace(unit, prediction=1 - unit.prediction) for unit in made()]).lam == 0


def test_where_everything_is_labelled_the_correction_is_the_labels_mean_at_lam_one() -> None:
    given_ = [replace(unit, label=unit.prediction > 0.5) for unit in made()]
    found = correction(given_)
    assert found.lam == pytest.approx(1)
    assert found.value == pytest.approx(found.plain.value)
    assert found.low < found.value < found.high


def test_a_good_judge_narrows_the_interval() -> None:
    found = correction(made(World(prevalence=0.63, sensitivity=0.98, specificity=0.97)))
    assert found.plain.low is not None
    assert found.plain.high is not None
    assert found.high - found.low < 0.6 * (found.plain.high - found.plain.low)


@pytest.mark.parametrize("truth", [True, False])
def test_labels_of_one_class_keep_an_interval_within_0_and_1(truth: bool) -> None:
    found = correction([replace(unit, label=None if unit.label is None else truth) for unit in made()])
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0.02


@settings(max_examples=10, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_the_units_changes_nothing(order: object) -> None:
    given_, shuffled = made(), made()
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert corrected(shuffled) == corrected(given_)
