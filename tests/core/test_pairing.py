"""From rows to pairs: nothing is dropped silently."""

from dataclasses import replace

import pytest

from tests.core.result_rows import TRAITS, plan, rows
from workbench.core.pairing import Pair, Pairing, averaged, column, pair, reaches, reaching
from workbench.core.verdicts import Plan, ResultRow

SHARE, MONEY = TRAITS["coverage"], TRAITS["cost_usd"]
THREE = plan(3)


def paired(given: list[ResultRow], where: Plan = THREE) -> Pairing:
    return pair(given, "coverage", candidate="new", baseline="old", plan=where, traits=SHARE)


OLD = rows(THREE, "old", coverage=[0.1, 0.2, 0.3])
NEW = rows(THREE, "new", coverage=[0.5, 0.6, 0.7])


def test_every_planned_fixture_is_paired_by_its_key_in_whatever_order_rows_come() -> None:
    assert paired([*NEW[::-1], *OLD]) == Pairing(
        pairs=(
            Pair(fixture="F-00", group="G00", before=0.1, after=0.5),
            Pair(fixture="F-01", group="G01", before=0.2, after=0.6),
            Pair(fixture="F-02", group="G02", before=0.3, after=0.7),
        ),
        missing=(),
        empty=(),
    )


@pytest.mark.parametrize(
    "broken",
    [
        [],
        [replace(NEW[1], outcome=None, failure="rate_limit", scores={})],
        [replace(NEW[1], outcome=None, scores={})],
        [replace(NEW[1], scores={"valid": 1.0})],
        [replace(NEW[1], scores={"coverage": float("nan")})],
        [NEW[1], NEW[1]],
        [NEW[1], replace(NEW[1], repeat=1)],
    ],
    ids=["no row", "a failure", "never tried", "not scored", "no number", "there twice", "a repeat too many"],
)
def test_a_fixture_that_is_not_whole_on_one_side_is_missing_and_named(broken: list[ResultRow]) -> None:
    found = paired([NEW[0], *broken, NEW[2], *OLD])
    assert ([each.fixture for each in found.pairs], found.missing) == (["F-00", "F-02"], ("F-01",))


def test_a_repeat_that_is_there_twice_does_not_stand_for_another() -> None:
    twice = plan(2, repeats=2)
    new = rows(twice, "new", coverage=[(0.2, 0.4), (1.0, 1.0)])
    given = [new[0], new[0], *new[2:], *rows(twice, "old", coverage=[(0, 0), (0, 0)])]
    assert paired(given, twice).missing == ("F-00",)


def test_a_score_that_does_not_apply_on_one_side_is_counted_apart() -> None:
    found = paired([NEW[0], replace(NEW[1], scores={"coverage": None}), NEW[2], *OLD])
    assert (len(found.pairs), found.missing, found.empty) == (2, (), ("F-01",))


def test_an_unusable_answer_stays_with_the_0_that_it_scored() -> None:
    found = paired([NEW[0], replace(NEW[1], outcome="unusable", scores={"coverage": 0.0}), NEW[2], *OLD])
    assert found.pairs[1].after == 0


def test_rows_of_fixtures_that_were_not_planned_are_passed_over() -> None:
    assert len(paired([*NEW, *OLD, replace(NEW[0], fixture="F-99"), replace(OLD[0], fixture="F-99")]).pairs) == 3


def test_repeats_are_averaged_inside_their_fixture() -> None:
    twice = plan(2, repeats=2)
    given = rows(twice, "new", coverage=[(0.2, 0.4), (1.0, None)]) + rows(twice, "old", coverage=[(0, 0), (0, 0)])
    assert [each.after for each in paired(given, twice).pairs] == pytest.approx([0.3, 1.0])


def test_one_unknown_repeat_makes_a_cost_unknown() -> None:
    assert averaged(MONEY)((0.1, None)) is None
    assert averaged(SHARE)((0.1, None)) == 0.1


def test_so_many_repeats_have_to_reach_it() -> None:
    two_of_three = reaching(2, 0.8)
    assert [two_of_three(each) for each in [(0.8, 0.9, 0.0), (0.9, None, 0.5), (None, None, None)]] == [1.0, 0.0, None]


def test_a_candidate_without_any_row_misses_every_fixture() -> None:
    found = column(OLD, "coverage", candidate="new", plan=THREE, reduce=averaged(SHARE))
    assert (found.values, found.missing) == ({}, ("F-00", "F-01", "F-02"))


def test_rounding_does_not_decide() -> None:
    assert reaches(0.1 + 0.2, 0.3)
    assert reaches(0.3, 0.1 + 0.2)
    assert reaches(-0.05, -(0.15 - 0.1))
    assert not reaches(0.2999, 0.3)
    assert not reaches(0.0000039, 0.000004)
