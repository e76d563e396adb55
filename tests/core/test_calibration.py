import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.calibration import (
    Bin,
    Order,
    Scored,
    auc,
    average_precision,
    brier,
    calibration_curve,
    grouped,
    operating_point,
    plain_auc,
    plain_average_precision,
    ranks_right,
    suite_aucs,
    within_suite_auc,
)


def rows(text: str, *, issue: str = "SHOP-1", suite: str = "strong", stratum: str = "bug") -> list[Scored]:
    """Rows from `+0.9 -0.1`: the sign is the truth, the number the probability."""
    return [
        Scored(
            issue=issue, suite=suite, behaviour=f"B{number}", truth=word[0] == "+", probability=float(word[1:]),
            stratum=stratum, language="en",
        )
        for number, word in enumerate(text.split(), start=1)
    ]  # fmt: skip


def columns(text: str) -> tuple[list[bool], list[float]]:
    return [row.truth for row in rows(text)], [row.probability for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+0.9 +0.8 -0.2 -0.1", 1.0),
        ("+0.1 -0.9", 0.0),
        ("+0.5 -0.5 +0.5", 0.5),
        ("+0.9 -0.8 +0.7 -0.1", 0.75),
        ("+0.9 +0.5 -0.5 -0.1", 0.875),  # 3 pairs right, one tie: 3.5 of 4
        ("+0.35 -0.4 +0.8 -0.1", 0.75),  # scikit-learn's example
    ],
)
def test_auc_by_counting_the_pairs_by_hand(text: str, value: float) -> None:
    assert plain_auc(*columns(text)) == pytest.approx(value)
    assert auc(rows(text)).value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+0.9 +0.8 -0.2", 1.0),
        ("+0.35 -0.4 +0.8 -0.1", (1 + 2 / 3) / 2),  # scikit-learn's example: 0.83
        ("+0.5 -0.5 -0.5 -0.5", 0.25),
        ("-0.9 +0.5 -0.5", 1 / 3),
        ("+0.1 -0.9", 0.5),
    ],
)
def test_average_precision_by_hand(text: str, value: float) -> None:
    assert plain_average_precision(*columns(text)) == pytest.approx(value)
    assert average_precision(rows(text)).value == pytest.approx(value)


def test_one_class_has_no_order() -> None:
    assert (auc(rows("+0.9 +0.1")).value, auc([]).value, average_precision(rows("-0.1")).value) == (None, None, None)


PAIRS = st.lists(st.tuples(st.booleans(), st.integers(0, 8)), min_size=2, max_size=40)


@given(PAIRS)
def test_auc_is_the_share_of_right_pairs(given_: list[tuple[bool, int]]) -> None:
    truth, score = [each for each, _ in given_], [float(each) for _, each in given_]
    wins = [(a > b) + (a == b) / 2 for t, a in given_ if t for u, b in given_ if not u]
    assert plain_auc(truth, score) == (pytest.approx(sum(wins) / len(wins)) if wins else None)


@given(PAIRS)
def test_auc_and_average_precision_see_the_order_only(given_: list[tuple[bool, int]]) -> None:
    truth = [each for each, _ in given_]
    score, stretched = [float(each) for _, each in given_], [math.exp(each) for _, each in given_]
    assert plain_auc(truth, score) == plain_auc(truth, stretched)
    assert plain_average_precision(truth, score) == plain_average_precision(truth, stretched)


@given(PAIRS)
def test_turning_the_scores_round_turns_the_auc_round(given_: list[tuple[bool, int]]) -> None:
    truth, score = [each for each, _ in given_], [float(each) for _, each in given_]
    before, after = plain_auc(truth, score), plain_auc(truth, [-each for each in score])
    assert (before is None and after is None) or before == pytest.approx(1 - after)  # type: ignore[operator]


def test_within_a_suite_what_tells_suites_apart_counts_nothing() -> None:
    looks = [*rows("+0.9 +0.9 +0.9 -0.9", suite="strong"), *rows("-0.1 -0.1 -0.1 +0.1", suite="weak")]
    assert auc(looks).value == 0.75
    assert within_suite_auc(looks).value == 0.5


def test_within_a_suite_is_a_mean_over_suites_that_have_both_classes() -> None:
    given_ = [
        *rows("+0.9 -0.1", suite="strong"),
        *rows("+0.1 -0.9 -0.9 -0.9", suite="weak"),
        *rows("+0.9 +0.1", suite="middling"),
        *rows("+0.5 -0.5", issue="SHOP-2"),
    ]
    assert suite_aucs(given_) == {("SHOP-1", "strong"): 1.0, ("SHOP-1", "weak"): 0.0, ("SHOP-2", "strong"): 0.5}
    found = within_suite_auc(given_)
    assert (found.value, found.n, found.low) == (0.5, 3, None)


def test_the_interval_is_over_issues_and_the_same_each_time() -> None:
    given_ = [
        row for n in range(12) for row in rows("+0.9 -0.1" if n % 3 else "+0.2 -0.6", issue=f"SHOP-{n}")
    ]  # fmt: skip
    found = within_suite_auc(given_)
    assert found == within_suite_auc(given_)
    assert found.value == pytest.approx(8 / 12)
    assert (found.low, found.high) == (pytest.approx(0.67, abs=0.3), pytest.approx(0.9, abs=0.1))
    assert found.low is not None
    assert found.low < 8 / 12


def test_brier_and_its_skill_by_hand() -> None:
    found = brier(rows("+0.8 +0.6 -0.4 -0.2"))
    assert found is not None
    assert (found.score, found.base_rate) == (pytest.approx(0.1), 0.5)
    assert found.skill == pytest.approx(1 - 0.1 / 0.25)


def test_always_the_base_rate_has_no_skill_and_one_class_has_none_known() -> None:
    constant, one_class = brier(rows("+0.5 -0.5")), brier(rows("+0.5 +0.5"))
    assert constant is not None
    assert one_class is not None
    assert (constant.skill, one_class.skill, brier([])) == (0.0, None, None)


def test_the_curve_has_bins_of_equal_count() -> None:
    given_ = rows("-0.1 -0.2 +0.3 -0.4 +0.8 +0.9")
    assert calibration_curve(given_, bins=3) == (
        Bin(probability=pytest.approx(0.15), share=0.0, n=2),
        Bin(probability=pytest.approx(0.35), share=0.5, n=2),
        Bin(probability=pytest.approx(0.85), share=1.0, n=2),
    )


def test_equal_probabilities_stay_in_one_bin() -> None:
    assert [each.n for each in calibration_curve(rows("-0 -0 -0 -0 +0 +0 +1 +1"), bins=4)] == [6, 2]
    assert calibration_curve([], bins=4) == ()


@settings(max_examples=50)
@given(PAIRS, st.integers(1, 12))
def test_every_row_is_in_one_bin(given_: list[tuple[bool, int]], bins: int) -> None:
    found = calibration_curve(rows(" ".join(f"{'+' if t else '-'}{p / 8}" for t, p in given_)), bins=bins)
    assert sum(each.n for each in found) == len(given_)
    assert len(found) <= bins
    assert [each.probability for each in found] == sorted({each.probability for each in found})


def test_a_threshold_calls_true_from_itself_upwards() -> None:
    point = operating_point(rows("+0.9 +0.5 +0.4 -0.5 -0.1 -0.1"), 0.5)
    assert (point.sensitivity.value, point.sensitivity.n) == (pytest.approx(2 / 3), 3)
    assert (point.specificity.value, point.specificity.n) == (pytest.approx(2 / 3), 3)
    assert point.kappa.value == pytest.approx(1 / 3)


def test_sensitivity_has_wilsons_interval() -> None:
    point = operating_point(rows(" ".join(["+0.9"] * 81 + ["+0.1"] * 182)), 0.5)
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    assert (point.sensitivity.low, point.sensitivity.high) == (
        pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4),
    )  # fmt: skip
    assert (point.specificity.value, point.specificity.low) == (None, None)


def test_suites_are_ranked_by_their_mean_probability() -> None:
    given_ = [
        *rows("+0.9 +0.7", suite="strong"), *rows("+0.9 -0.1", suite="middling"),
        *rows("+0.5", issue="SHOP-2", suite="strong"), *rows("+0.5", issue="SHOP-2", suite="middling"),
        *rows("+0.5", issue="SHOP-3", suite="strong"),
    ]  # fmt: skip
    assert ranks_right(given_, "strong", "middling") == Order(right=1, n=2)
    assert ranks_right(given_, "middling", "weak") == Order(right=0, n=0)


def test_rows_are_grouped_by_stratum() -> None:
    first, second = rows("+0.9", stratum="vague"), rows("-0.1", stratum="bug")
    assert grouped([*first, *second], "stratum") == {"bug": second, "vague": first}
    assert list(grouped([replace(first[0], language="de")], "language")) == ["de"]
