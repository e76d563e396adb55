from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.core.judging.planted import World, sample
from workbench.core.errors import LabelError
from workbench.core.judging.combining import (
    Combination,
    JudgedVerdict,
    best_threshold,
    evidence_alone,
    fit_combination,
    without_each_issue,
)
from workbench.core.judging.question import Coverage

WORLD = World(prevalence=0.4, sensitivity=0.88, specificity=0.90)
VERDICTS: tuple[Coverage, ...] = ("not", "partly", "covered")


def rows(world: World = WORLD, issues: int = 12, each: int = 10) -> list[JudgedVerdict]:
    return sample(world, issues, each, np.random.default_rng(3))


def test_a_good_judge_and_good_evidence_both_weigh() -> None:
    found = fit_combination(rows())
    assert found.covered > found.partly >= 0
    assert found.evidence > 0
    assert (found.rows, found.issues) == (120, 12)
    assert found.covers("covered", 0.9)
    assert not found.covers("not", 0.1)


def test_the_probability_is_the_logistic_of_the_weights() -> None:
    found = Combination(bias=-1.0, partly=0.5, covered=2.0, evidence=1.0, threshold=0.5, rows=30, issues=5)
    assert found.probability("not", 0.5) == pytest.approx(1 / (1 + np.exp(1.0)))
    assert found.probability("partly", 0.5) == pytest.approx(1 / (1 + np.exp(0.5)))
    assert found.probability("covered", 0.8) == pytest.approx(1 / (1 + np.exp(-1.0 - np.log(4))))


def test_evidence_beyond_what_counts_as_sure_says_no_more() -> None:
    found = fit_combination(rows())
    assert found.probability("not", 0.0) == found.probability("not", 0.01) > 0
    assert found.probability("not", 1.0) == found.probability("not", 0.99) < 1


def test_the_threshold_is_the_share_of_covered_rows() -> None:
    assert fit_combination(rows()).threshold == pytest.approx(np.mean([row.truth for row in rows()]), abs=0.005)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), sensitivity=st.floats(0, 1), specificity=st.floats(0, 1), signal=st.floats(-2, 2))
def test_more_is_never_less_even_of_a_judge_that_is_always_wrong(
    seed: int, sensitivity: float, specificity: float, signal: float
) -> None:
    world = World(prevalence=0.5, sensitivity=sensitivity, specificity=specificity, signal=signal)
    found = fit_combination(sample(world, 6, 6, np.random.default_rng(seed)))
    for evidence in (0.0, 0.3, 1.0):
        values = [found.probability(verdict, evidence) for verdict in VERDICTS]
        assert all(low <= high for low, high in pairwise(values))
    for verdict, (low, high) in product(VERDICTS, pairwise((0.0, 0.01, 0.5, 0.9, 1.0))):
        assert found.probability(verdict, low) <= found.probability(verdict, high)


@settings(max_examples=5, deadline=None)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(order: object) -> None:
    given_, shuffled = rows(), rows()
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fit_combination(shuffled) == fit_combination(given_)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_judge_that_always_says_the_same_weighs_nothing(verdict: Coverage) -> None:
    alike = [replace(row, verdict=verdict) for row in rows()]
    found = fit_combination(alike)
    assert (found.partly, found.covered) == (0, 0)
    assert found == fit_combination(evidence_alone(rows()))


def test_evidence_that_never_varies_weighs_nothing() -> None:
    assert fit_combination([replace(row, evidence=0.5) for row in rows()]).evidence == 0


@pytest.mark.parametrize("truth", [True, False])
def test_labels_of_one_class_leave_a_rate_and_no_weights(truth: bool) -> None:
    found = fit_combination([replace(row, truth=truth) for row in rows()])
    assert (found.partly, found.covered, found.evidence) == (0, 0, 0)
    assert found.probability("covered", 0.5) == pytest.approx(found.threshold)
    assert (found.threshold > 0.99) is truth


@pytest.mark.parametrize(("issues", "each"), [(4, 20), (7, 4)])
def test_too_few_labels_are_refused_in_a_sentence(issues: int, each: int) -> None:
    with pytest.raises(LabelError, match=f"{issues * each} labelled verdicts of {issues} issues are too few"):
        fit_combination(rows(issues=issues, each=each))


def test_what_an_issue_is_judged_by_never_saw_it() -> None:
    given_ = rows()
    turned = [replace(row, truth=not row.truth) if row.issue == "SHOP-1" else row for row in given_]
    first, second = without_each_issue(given_), without_each_issue(turned)
    assert set(first) == {row.issue for row in given_}
    assert first["SHOP-1"] == second["SHOP-1"]
    assert first["SHOP-2"] != second["SHOP-2"]


@pytest.mark.parametrize(
    ("truth", "probability", "threshold"),
    [
        ("0011", (0.1, 0.2, 0.8, 0.9), 0.5),
        ("0101", (0.1, 0.4, 0.6, 0.9), 0.25),  # both 0.5 and as far apart; Youden ties with 0.75: nearer, then higher
        ("11", (0.1, 0.9), 0.5),
        ("01", (0.4, 0.4), 0.2),
    ],
)
def test_the_best_threshold_is_youdens(truth: str, probability: tuple[float, ...], threshold: float) -> None:
    found = best_threshold([each == "1" for each in truth], probability)
    if truth == "0101":
        assert found == pytest.approx(0.75)
    else:
        assert found == pytest.approx(threshold)


def test_the_best_threshold_does_not_move_with_the_share_of_covered_behaviours() -> None:
    truth, probability = [False] * 6 + [True] * 4, [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.5, 0.8, 0.85, 0.9]
    more = best_threshold(truth + [False] * 54, probability + [0.1, 0.2, 0.3, 0.4, 0.6, 0.7] * 9)
    assert more == best_threshold(truth, probability) == pytest.approx(0.75)


def test_a_combination_of_which_covered_weighs_less_than_partly_is_refused() -> None:
    with pytest.raises(ValidationError):
        Combination(bias=0.0, partly=2.0, covered=1.0, evidence=1.0, threshold=0.5, rows=30, issues=5)


def test_a_combination_comes_back_from_its_json() -> None:
    found = fit_combination(rows())
    assert Combination.model_validate_json(found.model_dump_json()) == found
