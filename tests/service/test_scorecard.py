"""What a release scored."""

from tests.releasing import FIRST, FLOOR, proof, row
from workbench.core.comparing import Comparison, Insufficient
from workbench.service.scorecard import scorecard

KEYS = [f"P{at:02}-1" for at in range(8)]


def rows(new: float, old: float) -> list:  # type: ignore[type-arg]
    return [
        row(key, name, gherkin_valid=1.0, coverage_evidence=value + at / 100 * (1 if name == "new" else 2))
        for name, value in (("new", new), ("old", old))
        for at, key in enumerate(KEYS)
    ]


def test_the_primary_score_comes_first_with_its_change_to_the_release_before() -> None:
    first, second = scorecard(proof(rows=rows(0.5, 0.3)))
    assert (first.score, second.score) == ("coverage_evidence", "gherkin_valid")
    assert first.mean is not None
    assert (round(first.mean.mean, 3), first.mean.n) == (0.535, 8)
    assert isinstance(first.change, Comparison)
    assert round(first.change.difference, 3) == 0.165


def test_a_release_that_is_the_baseline_itself_has_no_change() -> None:
    assert {each.change for each in scorecard(proof(FLOOR, FLOOR, rows=rows(0.5, 0.5)))} == {None}


def test_too_few_issues_are_no_change_and_still_a_mean() -> None:
    few = [each for each in rows(0.5, 0.3) if each.fixture == KEYS[0]]
    card = scorecard(proof(FIRST, FLOOR, rows=few))
    assert all(isinstance(each.change, Insufficient) for each in card)
    assert [each.mean is not None for each in card] == [True, True]
