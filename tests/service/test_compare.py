"""Candidates against a baseline, score by score."""

import pytest

from tests.service.gated import gated, rows
from workbench.core.comparing import Comparison, Insufficient, holm
from workbench.core.errors import RunError
from workbench.core.verdicts import Plan
from workbench.service.compare import Compared, compare

SUITE = gated(None)
ROWS = rows(SUITE, good=0.6, fair=0.52, old=0.5)


def compared(**more: object) -> dict[str, tuple[Compared, ...]]:
    given = {"candidates": ["good", "fair"], "baseline": "old", "scores": ["coverage_evidence"], **more}
    return compare(ROWS, plan=Plan.of(SUITE), **given)  # type: ignore[arg-type]


def test_each_candidate_is_compared_and_p_is_adjusted_for_all_of_them() -> None:
    found = compared()["coverage_evidence"]
    comparisons = [each.found for each in found if isinstance(each.found, Comparison)]
    assert [each.candidate for each in comparisons] == ["good", "fair"]
    assert [round(each.difference, 2) for each in comparisons] == [0.1, 0.02]
    assert [each.adjusted for each in found] == holm([each.chance.either for each in comparisons])


def test_too_few_pairs_are_no_number_and_leave_the_others_alone() -> None:
    few = [each for each in ROWS if each.candidate != "fair" or each.fixture < "P05"]
    given = {"candidates": ["good", "fair"], "baseline": "old", "scores": ["coverage_evidence"]}
    good, fair = compare(few, plan=Plan.of(SUITE), **given)["coverage_evidence"]  # type: ignore[arg-type]
    assert isinstance(good.found, Comparison)
    assert good.adjusted == good.found.chance.either
    assert isinstance(fair.found, Insufficient)
    assert (fair.adjusted, fair.found.paired, fair.found.needed) == (None, 5, 20)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"candidates": ["best"]}, "the run has no candidate 'best'; it has good, fair, old"),
        ({"baseline": "released"}, "the run has no candidate 'released'"),
        ({"scores": ["beauty"]}, "the run has no score 'beauty'; it has gherkin_valid, cost_usd, coverage_evidence"),
        ({"candidates": []}, "there is nobody to compare with 'old'"),
    ],
)
def test_what_is_not_there_is_one_sentence(change: dict[str, object], said: str) -> None:
    with pytest.raises(RunError, match=said):
        compared(**change)
