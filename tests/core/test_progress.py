"""How far a run is."""

from datetime import timedelta

import pytest

from tests.builders import AT
from workbench.core.progress import RunProgress, Share

SHARES = (
    Share(candidate="new", planned=20, done=10, failed=2),
    Share(candidate="old", planned=20, done=20, failed=0),
)


def progress(made: int = 10, **more: object) -> RunProgress:
    return RunProgress(**{"shares": SHARES, "made": made, "since": AT, "last": AT, **more})  # type: ignore[arg-type]


def test_counts_are_those_of_all_candidates() -> None:
    found = progress()
    assert (found.planned, found.done, found.failed, found.todo) == (40, 30, 2, 8)


def test_what_is_left_takes_as_long_as_this_session_s_pace_says() -> None:
    now = AT + timedelta(minutes=2)
    assert progress().per_minute(now) == pytest.approx(5)
    assert progress().seconds_left(now) == pytest.approx(8 / 5 * 60)


@pytest.mark.parametrize(
    "given", [progress(made=2), progress(since=None, last=None), progress(since=AT + timedelta(1))]
)
def test_too_little_to_go_by_is_no_pace(given: RunProgress) -> None:
    now = AT + timedelta(minutes=2)
    assert (given.per_minute(now), given.seconds_left(now)) == (None, None)
