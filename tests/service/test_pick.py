"""The cheapest that is not worse."""

from dataclasses import replace

import pytest

from tests.service.gated import gated, rows
from workbench.core.errors import RunError
from workbench.core.verdicts import ResultRow
from workbench.service.pick import pick

SUITE = gated(None)


def priced(given: list[ResultRow], name: str, usd: float | None) -> list[ResultRow]:
    return [
        replace(each, scores={**each.scores, "cost_usd": usd}) if each.candidate == name else each for each in given
    ]


def test_the_cheapest_that_is_not_worse_is_picked_and_the_map_says_who_is_dominated() -> None:
    given = priced(rows(SUITE, good=0.55, fair=0.2, old=0.5), "good", 0.0001)
    found = pick(given, SUITE, margin=0.05)
    assert found.pick.winner == "good"
    assert {each.candidate: each.dominated_by for each in found.standings} == {
        "good": (),
        "fair": ("good", "old"),
        "old": ("good",),
    }


def test_an_unknown_cost_is_never_picked() -> None:
    given = priced(rows(SUITE, good=0.9, fair=0.2, old=0.5), "good", None)
    found = pick(given, SUITE, margin=0.05)
    assert found.pick.winner == "old"
    assert next(each.place for each in found.standings if each.candidate == "good") == "unknown"


@pytest.mark.parametrize(
    ("suite", "said"),
    [
        (gated(None, scorers=("coverage_evidence",)), "does not measure 'cost_usd'; add it to its 'scorers'"),
        (gated(None, baseline=None), "has no baseline; add 'baseline' to its file"),
    ],
)
def test_without_a_cost_or_a_baseline_there_is_no_pick(suite: object, said: str) -> None:
    with pytest.raises(RunError, match=said):
        pick([], suite, margin=0.05)  # type: ignore[arg-type]
