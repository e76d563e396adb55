"""Quality against cost."""

from dataclasses import replace

import pytest

from tests.core.result_rows import TRAITS, Value, plan, rows, spread
from workbench.core.comparing import Comparison, Insufficient
from workbench.core.pareto import Contenders, Standing, cheapest_not_worse, front
from workbench.core.verdicts import ResultRow

BASE = spread(20, 0.4, 0.8)
WHERE = plan(20)


def shifted(by: float, noise: float = 0.02) -> list[Value]:
    return [each + by + (noise if at % 2 else -noise) for at, each in enumerate(BASE)]


def costing(usd: float) -> list[Value]:
    return [usd * (0.9 + 0.01 * at) for at in range(20)]


def candidate(name: str, quality: list[Value], cost: list[Value]) -> list[ResultRow]:
    return rows(WHERE, name, coverage=quality, cost_usd=cost)


OLD = candidate("old", list(BASE), costing(0.010))
GOOD = candidate("good", shifted(0.1), costing(0.020))
SAME = candidate("same", shifted(0.0), costing(0.004))
POOR = candidate("poor", shifted(-0.3), costing(0.002))
DEAR = candidate("dear", shifted(-0.1), costing(0.015))
UNPRICED = candidate("unpriced", shifted(0.2), [None] * 20)


def contenders(*given: list[ResultRow]) -> Contenders:
    names = tuple(each[0].candidate for each in given)
    table = tuple(row for each in given for row in each)
    return Contenders(rows=table, candidates=names, plan=WHERE, traits=TRAITS, primary="coverage")


def places(*given: list[ResultRow]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {each.candidate: (each.place, each.dominated_by) for each in front(contenders(*given))}


def test_only_what_is_worse_and_dearer_beyond_chance_is_dominated() -> None:
    assert places(OLD, GOOD, POOR, DEAR) == {
        "poor": ("front", ()),
        "old": ("front", ()),
        "dear": ("dominated", ("old",)),
        "good": ("front", ()),
    }


def test_a_difference_that_may_be_chance_dominates_nobody() -> None:
    close = candidate("close", shifted(0.02, noise=0.2), costing(0.009))
    assert places(OLD, close)["old"] == ("front", ())


def test_cheaper_and_maybe_worse_dominates_nobody() -> None:
    """`same` is cheaper beyond chance; that it is no worse is likely, not certain."""
    assert places(OLD, SAME)["old"] == ("front", ())


def test_at_the_same_cost_for_certain_the_better_one_dominates() -> None:
    better = candidate("better", shifted(0.1), costing(0.010))
    assert places(OLD, better) == {"better": ("front", ()), "old": ("dominated", ("better",))}
    free = [candidate(name, quality, [0.0] * 20) for name, quality in (("a", shifted(0.1)), ("b", list(BASE)))]
    assert places(*free)["b"] == ("dominated", ("a",))


def test_what_is_equal_in_everything_dominates_nobody() -> None:
    twin = [replace(row, candidate="twin") for row in OLD]
    assert places(OLD, twin) == {"old": ("front", ()), "twin": ("front", ())}


def test_an_unknown_cost_and_a_missing_row_are_on_no_front() -> None:
    found = front(contenders(OLD, UNPRICED, DEAR[1:]))
    assert [(each.candidate, each.place, each.dominated_by) for each in found] == [
        ("old", "front", ()),
        ("unpriced", "unknown", ()),
        ("dear", "unknown", ()),
    ]
    assert (found[1].cost, found[2].quality) == (None, None)


def test_with_pairs_enough_a_missing_row_or_one_unknown_cost_is_still_on_no_front() -> None:
    unsure = candidate("unsure", shifted(-0.1), [None, *costing(0.015)[1:]])
    found = front(replace(contenders(OLD, DEAR[1:], unsure), min_fixtures=10))
    assert [(each.candidate, each.place, each.dominated_by) for each in found] == [
        ("old", "front", ()),
        ("unsure", "unknown", ()),
        ("dear", "unknown", ()),
    ]


def test_a_standing_shows_quality_and_cost_with_their_intervals() -> None:
    found = front(contenders(OLD))[0]
    assert isinstance(found, Standing)
    assert found.quality is not None
    assert found.cost is not None
    assert str(found.quality) == "0.60 [0.54, 0.66]"
    assert (found.cost.mean, found.cost.n) == (pytest.approx(0.00995), 20)


def test_the_cheapest_that_is_not_worse_is_picked_and_the_others_say_why_not() -> None:
    pick = cheapest_not_worse(contenders(GOOD, POOR, SAME, UNPRICED, DEAR[1:]), baseline="old", margin=0.05)
    assert pick.winner is None  # the baseline has no rows, so nobody was compared
    pick = cheapest_not_worse(contenders(OLD, GOOD, POOR, SAME, UNPRICED, DEAR[1:]), baseline="old", margin=0.05)
    assert pick.winner == "same"
    assert [(each.candidate, each.fell_out) for each in pick.offers] == [
        ("poor", "it is worse than old by more than 0.05: -0.30 [-0.31, -0.29], p<0.001, n=20"),
        ("same", None),
        ("old", None),
        ("good", None),
        ("unpriced", "its cost is unknown"),
        ("dear", "19 of 20 planned fixtures are paired, 20 are needed: 1 are missing, 0 have no value"),
    ]


def test_what_may_be_worse_is_not_picked() -> None:
    shaky = candidate("shaky", shifted(0.0, noise=0.2), costing(0.001))
    pick = cheapest_not_worse(contenders(OLD, shaky), baseline="old", margin=0.05)
    assert (pick.winner, pick.offers[0].candidate) == ("old", "shaky")
    assert (pick.offers[0].fell_out or "").startswith("it may be worse than old by more than 0.05")
    assert isinstance(pick.offers[0].quality, Comparison)


def test_one_missing_fixture_among_enough_is_still_no_pick() -> None:
    given = contenders(OLD, SAME[1:])
    pick = cheapest_not_worse(replace(given, min_fixtures=10), baseline="old", margin=0.05)
    assert (pick.winner, pick.offers[-1].fell_out) == ("old", "1 of 20 fixtures are missing on one side")


def test_of_equal_costs_the_better_is_picked() -> None:
    better = candidate("better", shifted(0.1), costing(0.004))
    assert cheapest_not_worse(contenders(OLD, SAME, better), baseline="old", margin=0.05).winner == "better"


def test_without_enough_fixtures_there_is_no_front_to_speak_of() -> None:
    given = replace(contenders(OLD, DEAR), min_fixtures=30)
    assert {each.place for each in front(given)} == {"front"}
    assert isinstance(given.against("dear", "old", "coverage"), Insufficient)
