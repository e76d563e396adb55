"""A score fixture by fixture and part by part."""

from dataclasses import replace

from tests.core.result_rows import plan, rows
from workbench.core.comparing import Comparison, Insufficient, compare, holm
from workbench.core.verdicts import ResultRow
from workbench.service.break_down import Breakdown, break_down
from workbench.service.result_rows import score_traits

STRATA = ["bug"] * 6 + ["story_ac"] * 6
PLAN = plan(12, strata=STRATA)
OLD: list[float | None] = [0.5] * 12
NEW: list[float | None] = [0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.4, 0.3, 0.45, 0.2, 0.1, None]


def in_german(given: list[ResultRow], *keys: str) -> list[ResultRow]:
    return [replace(row, language="de") if row.fixture in keys else row for row in given]


def broken(score: str = "coverage_evidence", *, least: int = 5) -> Breakdown:
    given = [*rows(PLAN, "old", **{score: OLD}), *rows(PLAN, "new", **{score: NEW})]
    german = in_german(given, "F-00", "F-01")
    return break_down(german, score, candidate="new", baseline="old", plan=PLAN, min_fixtures=least)


def test_pairs_stand_by_gain_and_what_has_no_number_stands_beside() -> None:
    found = broken()
    assert [each.fixture for each in found.pairs][:2] == ["F-10", "F-09"]
    assert found.pairs[-1].fixture == "F-00"
    assert round(found.pairs[0].gain, 2) == -0.4
    assert (found.missing, found.empty) == ((), ("F-11",))


def test_a_gain_is_less_where_less_is_better() -> None:
    assert broken("duplicates").pairs[0].fixture == "F-00"


def test_a_part_is_the_same_comparison_over_its_fixtures_adjusted_for_all_parts() -> None:
    bug, story = broken().strata
    assert (bug.name, bug.planned, bug.pairs, bug.wins, bug.ties, bug.losses) == ("bug", 6, 6, 5, 1, 0)
    assert (story.name, story.planned, story.pairs, story.wins, story.losses) == ("story_ac", 6, 5, 0, 5)
    both = [each.compared.found for each in (bug, story)]
    assert all(isinstance(each, Comparison) for each in both)
    chances = [each.chance.either for each in both if isinstance(each, Comparison)]
    assert [bug.compared.adjusted, story.compared.adjusted] == holm(chances)


def test_a_part_with_too_few_fixtures_has_means_and_no_interval() -> None:
    german, english = broken().languages
    assert isinstance(german.compared.found, Insufficient)
    assert (german.name, german.pairs, german.before, german.compared.adjusted) == ("de", 2, 0.5, None)
    assert isinstance(english.compared.found, Comparison)


def test_wins_and_losses_are_those_of_the_comparison() -> None:
    given = [*rows(PLAN, "old", coverage_evidence=OLD), *rows(PLAN, "new", coverage_evidence=NEW)]
    traits = score_traits(["coverage_evidence"])["coverage_evidence"]
    whole = compare(
        given, "coverage_evidence", candidate="new", baseline="old", plan=PLAN, traits=traits, min_fixtures=5
    )
    assert isinstance(whole, Comparison)
    gains = [each.gain for each in broken().pairs]
    assert (whole.wins, whole.losses) == (sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains))
