"""The ranking of a run."""

from workbench.core.runs import Row
from workbench.core.statistics import Interval
from workbench.service.leaderboard import leaderboard

SCORES = ("coverage_evidence", "gherkin_valid", "cost_usd")


def row(candidate: str, fixture: str, coverage: float | None, cost: float | None = 0.0, **more: object) -> Row:
    given: dict[str, object] = {
        "prompt": "p/v1",
        "model": "m",
        "reference": False,
        "stratum": "bug",
        "repeat": 0,
        "cell_key": f"{candidate} {fixture}",
        "outcome": "ok",
        "reason": None,
        "failure": None,
        "scores": {"coverage_evidence": coverage, "gherkin_valid": 1.0, "cost_usd": cost},
        **more,
    }
    return Row(candidate=candidate, fixture=fixture, **given)  # type: ignore[arg-type]


def ranked(*rows: Row) -> list[tuple[int | None, str]]:
    return [(each.rank, each.candidate) for each in leaderboard(rows, primary="coverage_evidence", scorers=SCORES)]


def test_the_best_mean_is_first() -> None:
    rows = [row("low", "A", 0.2), row("low", "B", 0.4), row("high", "A", 0.9), row("high", "B", 0.1)]
    assert ranked(*rows) == [(1, "high"), (2, "low")]


def test_ties_go_to_the_cheaper_and_a_known_cost_goes_before_an_unknown_one() -> None:
    rows = [row("unknown", "A", 0.5, None), row("dear", "A", 0.5, 2.0), row("cheap", "A", 0.5, 1.0)]
    assert ranked(*rows) == [(1, "cheap"), (2, "dear"), (3, "unknown")]


def test_where_less_is_better_the_least_is_first() -> None:
    rows = [row("dear", "A", 0.9, 0.5), row("cheap", "A", 0.1, 0.1)]
    assert [each.candidate for each in leaderboard(rows, primary="cost_usd", scorers=SCORES)] == ["cheap", "dear"]


def test_who_answered_only_the_easy_issues_does_not_win() -> None:
    lost = {"outcome": None, "failure": "vendor/large: the provider did not answer", "scores": {}}
    rows = [row("easy", "A", 0.9), row("easy", "B", None, **lost), row("all", "A", 0.5), row("all", "B", 0.1)]
    assert ranked(*rows) == [(1, "all"), (2, "easy")]


def test_who_never_answered_has_no_rank() -> None:
    lost = {"outcome": None, "failure": "vendor/large: the provider did not answer", "scores": {}}
    assert ranked(row("silent", "A", None, **lost), row("poor", "A", 0.0)) == [(1, "poor"), (None, "silent")]


def test_the_rules_floor_comes_last_without_a_rank_however_good_it_is() -> None:
    rows = [row("floor", "A", 1.0, reference=True), row("model", "A", 0.1)]
    assert ranked(*rows) == [(1, "model"), (None, "floor")]


def test_who_has_no_primary_score_comes_after_those_with_0() -> None:
    rows = [row("silent", "A", None), row("bad", "A", 0.0)]
    assert ranked(*rows) == [(1, "bad"), (2, "silent")]


def test_no_rows_have_no_ranking() -> None:
    assert ranked() == []


def test_repeats_are_one_fixture_and_shares_alone_get_wilsons_interval() -> None:
    rows = [row("a", fixture, 1.0, repeat=repeat) for fixture in ("A", "B") for repeat in (0, 1, 2)]
    (found,) = leaderboard(rows, primary="coverage_evidence", scorers=SCORES)
    valid = found.scores["gherkin_valid"]
    assert found.scores["cost_usd"] == Interval(mean=0.0, low=0.0, high=0.0, n=2)
    assert valid is not None
    assert valid.low is not None
    assert (valid.n, round(valid.low, 4), valid.high) == (2, 0.3424, 1.0)


def test_a_score_that_nobody_measures_any_more_is_still_shown() -> None:
    rows = [row("a", fixture, 1.0, scores={"beauty": 7.0}) for fixture in ("A", "B")]
    (found,) = leaderboard(rows, primary="beauty", scorers=["beauty"])
    assert found.scores == {"beauty": Interval(mean=7.0, low=7.0, high=7.0, n=2)}


def test_open_and_failed_cells_are_counted_beside_the_outcomes() -> None:
    rows = [
        row("a", "A", 0.5),
        row("a", "B", None, outcome=None, scores={}),
        row("a", "C", None, outcome=None, failure="no answer", scores={}),
        row("a", "D", 0.0, outcome="refused"),
    ]
    (found,) = leaderboard(rows, primary="coverage_evidence", scorers=SCORES)
    assert (found.planned, found.answered) == (4, 2)
    assert found.outcomes == {"ok": 1, "open": 1, "failed": 1, "refused": 1}
