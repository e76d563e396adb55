"""What is counted: valid scenarios of those emitted, and the quality of the valid ones."""

import pytest

from workbench.core.lint import lint

STEPS = "    Given a\n    When b\n    Then c\n"
LOST = "Scenario 1: lost\n"


def scenario(name: str, steps: str = STEPS) -> str:
    return f"  Scenario: {name}\n{steps}"


def test_the_share_is_of_valid_scenarios() -> None:
    report = lint("Feature: f\n" + scenario("a name") + scenario("no then", "    Given a\n    When b\n"))
    assert [(each.number, each.line, each.valid) for each in report.scenarios] == [(1, 2, True), (2, 6, False)]
    assert (report.emitted, report.valid_share) == (2, 0.5)


@pytest.mark.parametrize(
    ("lost", "emitted"),
    [
        ("  Scenario 1: lost\n    Given x\n", 2),
        ("  **Scenario:** lost\n    - Given x\n", 2),
        ("  SCENARIO: lost\n    Given x\n", 2),
        ("  ### Scenario: lost\n  Given x\n", 2),
        ("  # Scenario: a remark\n", 1),
        ("  Scenario 1: quoted in prose\n  that goes on\n", 1),
    ],
)
def test_a_scenario_that_the_parser_loses_counts_as_emitted(lost: str, emitted: int) -> None:
    report = lint(f"Feature: f\n{lost}{scenario('a name')}")
    assert (report.emitted, len(report.scenarios)) == (emitted, 1)
    assert report.valid_share == 1 / emitted


def test_scenarios_of_a_broken_file_count_those_in_doc_strings_do_not() -> None:
    quoted = '    Given a file\n      """\n      Scenario: quoted\n      """\n    Then c\n'
    text = f"```gherkin\nFeature: f\n{scenario('a name')}{scenario('other name', quoted)}```\n"
    report = lint(text)
    assert (report.emitted, report.scenarios, report.valid_share, report.quality) == (2, (), 0.0, None)


def test_scenarios_of_an_undeclared_language_count() -> None:
    text = "Funktion: f\n  Szenario: eins\n    Angenommen a\n    Wenn b\n    Dann c\n"
    assert (lint(text).emitted, lint(text).valid_share) == (1, 0.0)


def test_scenarios_of_lines_that_end_with_carriage_returns_count() -> None:
    report = lint(f"Feature: f\n{scenario('a name')}{scenario('other name')}".replace("\n", "\r"))
    assert (report.emitted, report.valid_share) == (2, 0.0)


@pytest.mark.parametrize("text", ["", "Feature: f\n", "I cannot do that."])
def test_where_no_scenario_is_there_is_no_share(text: str) -> None:
    report = lint(text)
    assert (report.emitted, report.valid_share, report.quality) == (0, None, None)
    assert any(finding.invalidates for finding in report.findings)


def test_quality_weighs_each_rule_once_and_only_valid_scenarios() -> None:
    """By hand: two T02 and one S14 are 1 - 0.25 - 0.05; the clean one is 1; the third is invalid."""
    vague = "    Given a\n    When b\n    Then it is correct\n    And it is proper\n"
    clean = "    Given d\n    When e\n    Then f\n"
    text = f"Feature: f\n{scenario('vague', vague)}{scenario('a name', clean)}" + scenario("no then", "    When b\n")
    report = lint(text)
    assert [each.quality for each in report.scenarios[:2]] == [pytest.approx(0.7), 1]
    assert report.quality == pytest.approx(0.85)


def test_quality_never_falls_below_0() -> None:
    bad = (
        "    When I click some link; then TODO if it is random\n    Given various and wait 5\n    Then it is correct.\n"
        "    When the user clicks and then she eventually enters valid data\n"
    )
    report = lint(f"Feature: f\n{scenario('x', bad)}")
    assert (report.scenarios[0].valid, report.quality) == (True, 0)


def test_a_fault_of_the_background_touches_the_scenarios_that_it_runs_before() -> None:
    text = (
        f"Feature: f\n{scenario('a name')}  Rule: one\n    Background:\n      Given \n{scenario('other name')}"
        f"  Rule: two\n{scenario('last name')}"
    )
    assert [each.valid for each in lint(text).scenarios] == [True, False, True]


def test_a_fault_of_a_features_background_touches_all() -> None:
    text = f"Feature: f\n  Background:\n    Given \n{scenario('a name')}  Rule: one\n{scenario('other name')}"
    assert [each.valid for each in lint(text).scenarios] == [False, False]


def test_a_fault_of_the_file_touches_all() -> None:
    text = f"Feature: f\n{scenario('a name')}{scenario('other name')}  Rule: nothing\n"
    assert [each.valid for each in lint(text).scenarios] == [False, False]


def test_findings_stand_in_the_order_of_the_lines() -> None:
    text = "Feature: f\n" + scenario("x", "    Given a.\n    Then c.\n") + scenario("y", "    When b.\n")
    lines = [finding.line for finding in lint(text).findings]
    assert lines == sorted(lines)
    assert len(lines) > 3
