"""Better, cheaper, no worse, and no fall unseen."""

import math

import pytest

from tests.core.result_rows import TRAITS, Value, plan, rows, spread
from workbench.core.checking import both, either
from workbench.core.comparing import Comparison
from workbench.core.gates import Better, Cheaper, NoWorse
from workbench.core.relative_checks import Sides, better_check, cheaper_check, fall_check, no_worse_check
from workbench.core.verdicts import Check

OLD = spread(20, 0.3, 0.8)
CLEAR = [each + 0.05 + (0.02 if at % 2 else -0.02) for at, each in enumerate(OLD)]
NOISY = [each + 0.05 + (0.2 if at % 2 else -0.2) for at, each in enumerate(OLD)]


def sides(new: list[Value], old: list[Value], score: str = "coverage", least: int = 2, **also: list[Value]) -> Sides:
    where = plan(len(new))
    halves = len(new)
    given = rows(where, "new", **{score: new}, **{name: values[:halves] for name, values in also.items()})
    given += rows(where, "old", **{score: old}, **{name: values[halves:] for name, values in also.items()})
    return Sides(rows=given, candidate="new", baseline="old", plan=where, traits=TRAITS, min_fixtures=least)


def better(new: list[Value], by: float, rivals: tuple[float, ...] = (), least: int = 2) -> Check:
    return better_check(sides(new, OLD[: len(new)], least=least), Better(score="coverage", by=by), rivals)


def test_a_gain_beyond_chance_and_large_enough_is_better() -> None:
    found = better(CLEAR, 0.05)
    assert (found.name, found.decision, found.reason) == ("better coverage", "passed", None)
    assert found.asked == "better than old (one-sided p below 0.025) and by 0.05 on average"
    assert found.found.startswith("+0.05 [0.04, 0.06], p<0.001")
    assert found.off == pytest.approx(0, abs=1e-12)


def test_a_gain_that_is_shown_but_too_small_is_inconclusive() -> None:
    found = better(CLEAR, 0.055)
    assert (found.decision, found.needed) == ("inconclusive", None)
    assert found.reason == "the mean is below it, which may be chance"


def test_a_gain_that_may_be_chance_says_how_many_fixtures_it_takes() -> None:
    found = better(NOISY, 0.03)
    assert (found.decision, found.reason) == ("inconclusive", "it may be chance")
    assert found.off == found.low
    assert found.needed is not None
    assert found.needed == pytest.approx((1.96 * 0.205 / 0.05) ** 2, rel=0.2)  # 1.96 sd / sqrt(n) = the gain


def test_a_gain_that_even_the_upper_bound_does_not_reach_has_failed() -> None:
    found = better(CLEAR, 0.1)
    assert (found.decision, found.reason) == ("failed", "even the favourable bound is below it")
    assert found.off == pytest.approx((found.high or 0) - 0.1)


def test_among_rivals_a_gain_has_to_be_clearer() -> None:
    """11 gains and 2 losses of one size: one-sided p = 92 / 8192 = 0.011, twice that with a rival as good."""
    new = [each + (0.1 if at > 1 else -0.1) for at, each in enumerate(OLD[:13])]
    assert better(new, 0.0).decision == "passed"
    assert better(new, 0.0, (0.01,)).decision == "passed"
    third = better(new, 0.0, (0.02, 0.5))
    assert (third.decision, "after Holm over 3 candidates" in third.found) == ("inconclusive", True)


def test_where_only_p_is_wanting_nothing_is_off() -> None:
    """5 wins of 20 and no loss: Tango's interval is above 0, and McNemar's p is 1/32."""
    new, old = [1.0] * 20, [0.0] * 5 + [1.0] * 15
    found = better_check(sides(new, old, "valid"), Better(score="valid", by=0.1), ())
    assert (found.decision, found.off, found.low) == ("inconclusive", None, pytest.approx(0.0486, abs=1e-4))
    assert found.needed == 23
    level = better_check(sides(new, new, "valid"), Better(score="valid", by=0.0), ())
    assert (level.decision, level.needed) == ("inconclusive", None)


def test_too_few_pairs_are_neither_better_nor_worse() -> None:
    found = better([0.9, None, 0.9], 0.0, least=3)
    assert (found.decision, found.needed) == ("inconclusive", 3)
    assert found.reason == "3 fixtures are needed, of two groups or more; without a number: F-01"


@pytest.mark.parametrize(
    ("margin", "decision", "needs"),
    [(0.12, "passed", False), (0.07, "inconclusive", True), (0.04, "inconclusive", False)],
)
def test_a_guard_asks_for_the_lower_bound_inside_the_margin(margin: float, decision: str, needs: bool) -> None:
    new = [each - 0.05 + (0.1 if at % 2 else -0.1) for at, each in enumerate(OLD)]
    found = no_worse_check(sides(new, OLD), NoWorse(score="coverage", margin=margin))
    assert (found.decision, found.needed is not None) == (decision, needs)
    assert found.off == pytest.approx((found.low or 0) + margin)


def test_a_guard_fails_where_even_the_upper_bound_is_outside() -> None:
    found = no_worse_check(sides([each - 0.2 for each in OLD], OLD), NoWorse(score="coverage", margin=0.05))
    assert (found.decision, found.off) == ("failed", pytest.approx(-0.15))


def test_what_falls_by_exactly_the_margin_everywhere_is_inside_it() -> None:
    found = no_worse_check(sides([each - 0.05 for each in OLD], OLD), NoWorse(score="coverage", margin=0.05))
    assert found.decision == "passed"


def test_perfect_on_both_sides_is_no_proof_that_nothing_is_worse() -> None:
    """A share of 0 and 1: 20 ties do not exclude that one fixture in eight would fall; 73 exclude one in twenty."""
    found = no_worse_check(sides([1] * 20, [1] * 20, "valid"), NoWorse(score="valid", margin=0.05))
    assert (found.decision, found.needed) == ("inconclusive", 73)
    assert found.found == "0 [-0.16, 0.16], p=1.000, n=20"


def test_less_of_a_cost_is_no_worse() -> None:
    found = no_worse_check(sides([1.0] * 20, [2.0] * 20, "latency_s"), NoWorse(score="latency_s", margin=0.1))
    assert (found.decision, found.value) == ("passed", 1.0)


def cheaper(new: list[Value], old: list[Value], quality: list[Value] = OLD, by: float = 0.15) -> Check:
    given = sides(quality, OLD, cost_usd=[*new, *old])
    return cheaper_check(given, Cheaper(not_worse_by=0.1, cheaper_by=by), "coverage", "cost_usd")


def test_the_cheaper_path_wants_quality_kept_and_money_saved() -> None:
    found = cheaper([0.008, 0.009] * 10, [0.010, 0.012] * 10)
    saved = 1 - math.sqrt(0.8 * 0.75)
    assert (found.name, found.decision, found.off) == ("cheaper", "passed", pytest.approx(0.1))  # the quality's
    assert found.asked.endswith("and cheaper than old by 15 % on average")
    assert f"cheaper cost_usd: +{100 * saved:.0f} %" in found.found


@pytest.mark.parametrize(
    ("new", "decision", "reason"),
    [
        ([0.0095] * 20, "failed", "cheaper cost_usd: even the favourable bound is below it"),
        ([0.002, 0.031] * 10, "inconclusive", "cheaper cost_usd: it may be chance"),
        ([0.0] + [0.001] * 19, "inconclusive", "cheaper cost_usd: a number that is 0 has no ratio"),
        ([None] + [0.001] * 19, "inconclusive", "cheaper cost_usd: it is unknown for F-00"),
    ],
)
def test_money_that_is_not_shown_to_be_saved_is_not_cheaper(new: list[Value], decision: str, reason: str) -> None:
    found = cheaper(new, [0.010] * 20)
    assert (found.decision, found.reason) == (decision, reason)


def test_nothing_is_cheaper_than_nothing_and_nothing_is_cheaper_than_something() -> None:
    assert cheaper([0.0] * 20, [0.0] * 20).decision == "failed"
    free = cheaper([0.0] * 20, [0.01] * 20)
    assert (free.decision, "it costs nothing" in free.found) == ("passed", True)


def test_a_cheaper_candidate_that_is_worse_is_not_on_the_cheaper_path() -> None:
    found = cheaper([0.001] * 20, [0.01] * 20, quality=[each - 0.3 for each in OLD])
    assert (found.decision, found.reason) == ("failed", "no worse coverage: even the upper bound is outside")


def check(name: str, decision: str, needed: int | None = None) -> Check:
    return Check(name=name, decision=decision, asked=f"{name}?", found="-", needed=needed, reason=f"{name}!")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "together", "any_of_them"),
    [
        ("passed", "passed", "passed", "passed"),
        ("passed", "failed", "failed", "passed"),
        ("failed", "inconclusive", "failed", "inconclusive"),
        ("inconclusive", "passed", "inconclusive", "passed"),
        ("failed", "failed", "failed", "failed"),
    ],
)
def test_two_checks_are_joined(one: str, other: str, together: str, any_of_them: str) -> None:
    for join, decision in ((both, together), (either, any_of_them)):
        found = join("joined", check("one", one), check("other", other))
        assert (found.name, found.decision, found.found) == ("joined", decision, "one: -; other: -")


def test_both_need_the_larger_number_of_fixtures_and_either_the_smaller() -> None:
    one, other = check("one", "inconclusive", 40), check("other", "inconclusive", 90)
    assert (both("x", one, other).needed, either("x", one, other).needed) == (90, 40)
    assert both("x", one, check("other", "inconclusive")).needed is None
    assert either("x", one, check("other", "passed")).needed is None


def fall(new: list[Value], looked_at: tuple[str, ...] = ()) -> Check:
    return fall_check(sides(new, [0.8] * len(new)), "coverage", 0.5, looked_at)


def test_a_deep_fall_waits_for_a_persons_look() -> None:
    found = fall([0.8, 0.1, 0.9])
    assert (found.name, found.decision, found.found) == (
        "falls coverage",
        "inconclusive",
        "1 of 3 down, worst: F-01 from 0.80 to 0.10",
    )
    assert found.reason == "have a person look at F-01 and name what was seen to in `looked_at`"


def test_a_fall_that_was_looked_at_or_is_no_deeper_than_allowed_passes() -> None:
    assert fall([0.8, 0.1, 0.9], ("F-01",)).decision == "passed"
    assert fall([0.8, 0.3, 0.9]).decision == "passed"
    assert fall([0.8, 0.8, 0.9]).found == "0 of 3 down, worst: none"


def test_sides_compare_with_their_own_least_number() -> None:
    assert isinstance(sides(CLEAR, OLD).compare("coverage"), Comparison)
    assert not isinstance(sides(CLEAR, OLD, least=21).compare("coverage"), Comparison)
