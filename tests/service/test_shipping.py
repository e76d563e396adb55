"""What would change if a candidate were shipped."""

from dataclasses import replace

import pytest

from tests.service.gated import gated, rows
from workbench.core.verdicts import Plan, ResultRow
from workbench.service.compare import compare
from workbench.service.shipping import Sentence, shipping

SUITE = gated(None)
ROWS = rows(SUITE, good=0.6, old=0.5)


def told(given: list[ResultRow], *scores: str) -> tuple[Sentence, ...]:
    names = list(scores) or ["coverage_evidence", "gherkin_valid", "cost_usd"]
    found = compare(given, candidates=["good"], baseline="old", scores=names, plan=Plan.of(SUITE))
    return shipping(found, candidate="good", primary="coverage_evidence")


def with_cost(name: str, cost: float) -> list[ResultRow]:
    """The rows with another cost of one candidate, a little another on every issue."""
    return [
        replace(row, scores={**row.scores, "cost_usd": cost + at % 3 / 10_000}) if row.candidate == name else row
        for at, row in enumerate(ROWS)
    ]


def test_there_are_three_sentences_of_the_comparison_s_numbers() -> None:
    quality, validity, takes = told(ROWS)
    assert (quality.about, validity.about, takes.about) == ("Quality", "Validity and guards", "Cost and time")
    assert str(quality).startswith("Coverage evidence would rise by 0.10 [0.0")
    assert str(quality).endswith("0.50 now, 0.60 then, 24 issues.")
    assert str(validity) == "Gherkin valid is the same on all 24 issues, 1.00, change 0 [-0.14, 0.14]."
    assert [clause.score for clause in takes.clauses] == ["cost_usd"]


@pytest.mark.parametrize(("cost", "verb"), [(0.002, "rise"), (0.0003, "fall")])
def test_cost_goes_the_way_that_it_goes_and_not_the_way_that_is_better(cost: float, verb: str) -> None:
    (takes,) = [each for each in told(with_cost("good", cost)) if each.about == "Cost and time"]
    assert str(takes).startswith(f"The cost of an issue would {verb} by 0.00")
    assert " USD [0.00" in str(takes)


def test_an_interval_that_holds_0_is_no_sure_change() -> None:
    every = {"good": 1, "old": 2}
    swung = [
        replace(row, scores={**row.scores, "coverage_evidence": at // every[row.candidate] % 2 / 5})
        for at, row in enumerate(ROWS)
    ]
    quality = told(swung)[0]
    assert str(quality).startswith("Coverage evidence shows no sure change: ")


def test_too_few_pairs_are_said_and_no_number_is_made_up() -> None:
    few = [row for row in ROWS if row.fixture < "P05"]
    assert str(told(few, "coverage_evidence")[0]).startswith("Coverage evidence cannot be compared: ")
