"""What a suite can show, before money is spent."""

from dataclasses import replace

import pytest

from tests.service.gated import fixtures, gated, rows
from workbench.core.errors import RunError
from workbench.core.power import GUESS, detectable
from workbench.service.power import power

SUITE = gated(None)


def test_before_a_first_run_it_is_a_stated_guess() -> None:
    found = power(SUITE, [], difference=0.05)
    assert (found.candidate, found.spread, found.fixtures) == (None, GUESS, 24)
    assert found.detectable == detectable(24, GUESS.sd(1))
    assert [each.repeats for each in found.designs] == [1, 2, 3, 5]


def test_after_a_run_who_varies_most_decides() -> None:
    given = rows(SUITE, good=0.6, fair=0.5, old=0.5)
    wild = [
        replace(each, scores={**each.scores, "coverage_evidence": at % 2 * 1.0}) if each.candidate == "fair" else each
        for at, each in enumerate(given)
    ]
    calm, rough = (power(SUITE, each, difference=0.05) for each in (given, wild))
    assert rough.candidate == "fair"
    assert calm.detectable is not None
    assert rough.detectable is not None
    assert calm.detectable < 0.05 < rough.detectable
    assert (rough.spread.source, rough.spread.fixtures) == ("stored, split guessed", 24)


def test_rows_that_do_not_vary_are_no_grounds() -> None:
    same = [replace(each, scores={**each.scores, "coverage_evidence": 0.5}) for each in rows(SUITE, good=0.5, old=0.5)]
    assert power(SUITE, same, difference=0.05).spread == GUESS


def test_too_few_fixtures_show_nothing() -> None:
    assert power(gated(None, fixtures=fixtures(5)), [], difference=0.05).detectable is None
    assert power(gated(None, fixtures=fixtures(6)), [], difference=0.05).detectable is not None


def test_of_a_score_that_is_no_share_nothing_is_guessed() -> None:
    suite = gated(None, primary="cost_usd")
    with pytest.raises(RunError, match="how much 'cost_usd' varies is not known before a first run"):
        power(suite, [], difference=0.05)
