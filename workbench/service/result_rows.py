"""A run's stored rows as a decision sees them: with group, stratum and language of the suite's fixtures."""

from collections.abc import Iterable, Sequence

from workbench.core.errors import RunError
from workbench.core.records import Fixture
from workbench.core.runs import Row
from workbench.core.verdicts import ResultRow, ScoreTraits
from workbench.scorers import scorers_of
from workbench.scorers.base import AsksJudge


def result_rows(rows: Sequence[Row], fixtures: Sequence[Fixture]) -> list[ResultRow]:
    """Return one result row for each planned cell, in the order given.

    Args:
        rows: of a run, every planned cell.
        fixtures: of the run's suite; others may be among them.

    Raises:
        RunError: the suite does not have a fixture of the run any more.
    """
    known = {each.key: each for each in fixtures}
    gone = sorted({row.fixture for row in rows} - set(known))
    if gone:
        raise RunError(
            f"the run holds fixture {gone[0]!r}, which its suite does not have any more, so that its group is not "
            "known; run the suite again"
        )
    return [_result_row(row, known[row.fixture]) for row in rows]


def score_traits(scores: Iterable[str]) -> dict[str, ScoreTraits]:
    """Return the traits of scores by name; one that nobody measures any more is left out."""
    return {
        name: ScoreTraits(
            higher_is_better=each.higher_is_better, share=each.unit == "", judged=isinstance(each, AsksJudge)
        )
        for name, each in scorers_of(scores).items()
    }


def _result_row(row: Row, fixture: Fixture) -> ResultRow:
    return ResultRow(
        candidate=row.candidate,
        fixture=row.fixture,
        group=fixture.group,
        stratum=row.stratum,
        language=fixture.gold.language,
        repeat=row.repeat,
        cell_key=row.cell_key,
        outcome=row.outcome,
        failure=row.failure_kind,
        scores=row.scores,
    )
