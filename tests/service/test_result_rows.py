"""Stored rows as a decision sees them."""

import pytest

from tests.service.gated import fixtures, row
from workbench.core.errors import RunError
from workbench.scorers import SCORERS
from workbench.service.result_rows import result_rows, score_traits


def test_a_row_gets_its_group_and_language_from_the_suite() -> None:
    (found,) = result_rows([row("a", "P01-1", coverage_evidence=None)], fixtures())
    assert (found.group, found.language, found.stratum, found.outcome) == ("P01-1", "en", "story_ac", "ok")
    assert found.scores == {"gherkin_valid": 1.0, "cost_usd": 0.001, "coverage_evidence": None}


def test_a_failure_is_told_by_its_kind_and_never_by_its_text() -> None:
    given = row("a", "P01-1", outcome=None, failure="vendor/large did not answer", failure_kind="overloaded")
    (found,) = result_rows([given], fixtures())
    assert (found.outcome, found.failure) == (None, "overloaded")


def test_a_fixture_that_the_suite_has_no_more_is_refused() -> None:
    with pytest.raises(RunError, match="fixture 'GONE-1', which its suite does not have any more"):
        result_rows([row("a", "P01-1"), row("a", "GONE-1")], fixtures())


def test_a_share_is_a_score_without_a_unit_and_an_old_score_has_no_traits() -> None:
    found = score_traits([*SCORERS, "of yesteryear"])
    assert found.keys() == SCORERS.keys()
    assert (found["gherkin_valid"].share, found["cost_usd"].share, found["tokens"].share) == (True, False, False)
    assert (found["coverage_evidence"].higher_is_better, found["cost_usd"].higher_is_better) == (True, False)
