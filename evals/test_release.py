"""The newest run of a suite as tests of pytest, one a generation, for those who like it that way.

    workbench run smoke
    pytest evals/test_release.py

`WORKBENCH_SUITE` names another suite. It reads what is stored: nothing is asked, sent or written. It looks at each
answer alone, so one weak answer is red; whether a prompt may be released says `workbench gate`, over all of them.
"""

import os
from typing import Final

import pytest

from workbench.adapters.deepeval_bridge import Scored, as_metric, quiet, scored, test_case
from workbench.bootstrap import open_workbench
from workbench.service.plan import plan

SUITE: Final = os.environ.get("WORKBENCH_SUITE", "smoke")
THRESHOLDS: Final = {"gherkin_valid": 0.8, "gherkin_quality": 0.5, "cost_usd": 0.01}
"""The least that passes; of `cost_usd`, where less is better, the most."""


def stored() -> dict[tuple[str, str], Scored]:
    """Return the generations of the suite's newest run by cell and fixture; skips where there are none."""
    workbench = open_workbench()
    suite = workbench.catalog.suite(SUITE)
    run = next((each for each in workbench.store.runs() if each.suite == suite.name), None)
    if run is None:
        pytest.skip(f"no run of suite {SUITE!r} is stored; start with: workbench run {SUITE}", allow_module_level=True)
    tools = workbench.tools(suite)
    cells = plan(suite, tools=tools.identity(), fresh=run.fresh)
    found = scored(cells, list(THRESHOLDS), store=workbench.store, tools=tools)
    if not found:
        pytest.skip(
            f"run {run.id} holds nothing of suite {SUITE!r} as it is now; start with: workbench run {SUITE}",
            allow_module_level=True,
        )
    return found


KNOWN: Final = stored()


def name(key: tuple[str, str]) -> str:
    """Return a test's name: a failed test shows names and numbers, never an issue."""
    cell = KNOWN[key].cell
    return f"{cell.candidate.name}-{cell.fixture.key}-{cell.repeat + 1}"


@pytest.mark.parametrize("key", list(KNOWN), ids=name)
def test_the_generation_reaches_the_thresholds(key: tuple[str, str]) -> None:
    """One generation against all thresholds; a score that does not apply is left out."""
    quiet()
    from deepeval import assert_test

    metrics = [as_metric(score, KNOWN, threshold=threshold) for score, threshold in THRESHOLDS.items()]
    case, failed = test_case(KNOWN[key].cell, KNOWN[key].result), None
    try:
        assert_test(case, metrics, run_async=False)
    except AssertionError as error:
        failed = str(error)
    if failed:
        pytest.fail(failed, pytrace=False)  # the traceback would show issue and answer
