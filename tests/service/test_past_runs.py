"""Finding runs in the history."""

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import run_record, suite
from workbench.core.runs import RunRecord
from workbench.service.past_runs import Part, part_of, past_runs


def run(name: str, *, of: str = "smoke", **more: Any) -> RunRecord:
    return replace(run_record(suite(name=of)), id=name, planned=4, **more)


RUNS = [
    run("3", done=4, note="After the fix", tags=("nightly",), actor="Ada"),
    run("2", done=2, failed=1, of="embedded"),
    run("1", done=3, tags=("nightly", "old")),
]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["3", "2", "1"]),
        ({"suite": "smoke"}, ["3", "1"]),
        ({"state": "complete"}, ["3"]),
        ({"state": "not complete"}, ["2", "1"]),
        ({"state": "with failures"}, ["2"]),
        ({"tag": "nightly"}, ["3", "1"]),
        ({"text": " the FIX "}, ["3"]),
        ({"text": "ada"}, ["3"]),
        ({"tag": "nightly", "state": "not complete"}, ["1"]),
    ],
)
def test_runs_fit_everything_that_is_asked(asked: dict[str, str], ids: list[str]) -> None:
    assert [each.id for each in past_runs(RUNS, **asked)] == ids  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("smoke", Part(suite="smoke", only=None, limit=None)),
        ("smoke --limit 3", Part(suite="smoke", only=None, limit=3)),
        ("smoke --filter RMB --limit 12", Part(suite="smoke", only="RMB", limit=12)),
        ("smoke --filter a b", Part(suite="smoke", only="a b", limit=None)),
    ],
)
def test_the_name_of_a_part_is_taken_apart_again(name: str, part: Part) -> None:
    assert part_of(name) == part
