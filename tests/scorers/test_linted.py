"""Which text of a generation the rule catalogue is held against."""

import pytest

from tests.builders import FEATURE, completion, fixture, manual, prepared, result
from workbench.core.lint import Style
from workbench.core.records import Result
from workbench.generator.output.read import read
from workbench.generator.records import TestSuite
from workbench.scorers.linted import Linted, linted


def found(given: Result) -> Linted:
    return linted(given, issue=prepared(fixture()), style=Style(), trace_tags=True)


def answered(text: str, suite: TestSuite | None = None) -> Result:
    made = read(text, output="gherkin", criteria=["AC-1"]).suite if suite is None else suite
    return result(made, completions=[completion(text)])


@pytest.mark.parametrize("text", [FEATURE, f"Here it is:\n```gherkin\n{FEATURE}```\n"])
def test_it_is_the_last_answer_taken_out_of_its_wrapping(text: str) -> None:
    assert (found(answered(text)).text.strip(), found(answered(text)).answered) == (FEATURE.strip(), True)


def test_where_the_answer_holds_no_scenario_it_is_what_was_read_from_it() -> None:
    given = found(answered("{}", manual("Lock it", "It is locked")))
    assert (given.answered, given.report.emitted) == (False, 1)
    assert "It is locked" in given.text


def test_of_an_answer_that_holds_no_test_the_findings_are_its_own() -> None:
    given = found(answered("I cannot.", TestSuite()))
    assert (given.text, given.answered) == ("I cannot.", True)
    assert [each.line for each in given.report.findings] == [1]


def test_a_suite_that_no_model_wrote_is_held_against_the_rules_as_it_is_written_out() -> None:
    given = found(result(manual("Lock it", "It is locked"), completions=()))
    assert (given.answered, given.report.emitted) == (False, 1)
