"""One small example a rule that breaks it and nothing else that is invalid, beside a feature that breaks none."""

import pytest

from workbench.core.lint import HOUSE_STYLE, RULES, Style, Trace, invalidates, is_house_style, lint
from workbench.generator.output.document import RULES as GENERATORS

GOOD = '''# A remark
@SHOP-12
Feature: Lock an account
  As a customer
  When somebody guesses my password, I want my account to be locked.

  Background:
    Given a customer "ann"

  @AC-1
  Scenario: Third wrong password
    Given two wrong attempts
      | attempt | at    |
      | 1       | 10:00 |
    When the customer signs in with "wrong"
    Then <br/> stands in the page of the lock
    And the log says "no account <CODE> here"

  Rule: No mistakes
    Scenario Outline: After <count> wrong passwords
      When the customer signs in <count> times
      Then the account is <state>
      And the mail says
        """
        Scenario: check it

        If something is wrong, wait 5 seconds
        """

      @AC-2
      Examples: those that lock
        | count | state  |
        | 3     | locked |
        | 2     | open   |
'''
HEAD = "Feature: f\n"
STEPS = "    Given a\n    When b\n    Then c\n"


def one(steps: str, name: str = "the name") -> str:
    """A feature with one scenario."""
    return f"{HEAD}  Scenario: {name}\n{steps}"


def outcome(text: str) -> str:
    return one(f"    Given a\n    When b\n    Then {text}\n")


def outline(examples: str, then: str = "<x>") -> str:
    return f"{HEAD}  Scenario Outline: the name\n    Given a\n    When b\n    Then {then}\n{examples}"


# The rule, a file that breaks it, the line.
EXAMPLES = [
    ("V01", f"{one(STEPS)}  nonsense\n", 6),
    ("V01", f"# language: xx\n{one(STEPS)}", 1),
    ("V02", f"\ufeff{one(STEPS)}", 1),
    ("V02", one(STEPS.replace("Given a", "Given \ufffd")), 3),
    ("V02", one(STEPS.replace("Given a", "Given \x07")), 3),
    ("V02", f"```gherkin\n{one(STEPS)}```\n", 1),
    ("V02", f"Here you are:\n\n{one(STEPS)}", 1),
    ("V03", "# a remark\n", 1),
    ("V04", "Feature: f\n  Only words.\n", 1),
    ("V05", one(f"    - Given x\n{STEPS}"), 3),
    ("V05", one("    * Given a\n    * When b\n    * Then c\n"), 3),
    ("V05", one(f"    Givenx\n{STEPS}"), 3),
    ("V05", one(f"    GIVEN x\n{STEPS}"), 3),
    ("V05", one(f"    Or x\n{STEPS}"), 3),
    ("V05", f"{HEAD}  Scenario 1: lost\n    - Given x\n  Scenario: the name\n{STEPS}", 2),
    ("V05", "# language: nl\nFunctionaliteit: f\n  Scenario: de naam\n    Alseen x\n    Als b\n    Dan c\n", 4),
    ("V06", f"{one('')}  Scenario: other name\n{STEPS}", 2),
    ("V07", outline(""), 2),
    ("V07", outline("    Examples:\n      | x |\n"), 6),
    ("V08", outline("    Examples:\n      | x |\n      | 1 |\n      | 2 |\n", "<x> and <y>"), 2),
    ("V09", outline("    Examples:\n      | x | y |\n      | 1 | 2 |\n      | 2 | 2 |\n"), 6),
    ("V09", outline("", "all"), 2),
    ("V10", outline("    Examples:\n      | x | x |\n      | 1 | 2 |\n      | 2 | 2 |\n"), 6),
    ("V11", outcome("<state> is seen"), 5),
    ("V11", outcome('the state is "<state>"'), 5),
    ("V12", one(f"{STEPS}    And \n"), 6),
    (
        "V13",
        f"{HEAD}  Scenario: the name\n{STEPS}    And <x>\n    Examples:\n      | x |\n      | 1 |\n      | 2 |\n",
        7,
    ),
    ("V14", one(f"{STEPS}    Or d\n"), 6),
    ("V15", f"{HEAD}  @a @b @a\n  Scenario: the name\n{STEPS}", 2),
    ("V16", one(STEPS.replace("Given a\n", "Given a\r")), 3),
    ("V17", one(STEPS.replace("Given a", f"Given a{' ' * 5_000}.")), 3),
    ("V18", one(STEPS) + "\n" * 20_000, 1),
    ("S01", f"Feature:\n  Scenario: the name\n{STEPS}", 1),
    ("S01", f"{HEAD}  Rule:\n  Scenario: the name\n{STEPS}", 2),
    ("S02", one(STEPS, name=""), 2),
    ("S03", one(f"    And a\n{STEPS.replace('    Given a', '    Given z')}"), 3),
    ("S04", one("    Given a\n    When b\n"), 2),
    ("S05", one("    Given a\n    Then c\n"), 2),
    ("S06", f"{HEAD}  Background:\n    When z\n  Scenario: the name\n{STEPS}", 3),
    ("S07", one("    Given a\n    When b\n    Given d\n    Then c\n"), 2),
    ("S07", one("    Given a\n    Then c\n    When b\n    Then d\n"), 2),
    ("S07", one("    Given a\n    Then c\n    When b\n"), 2),
    ("S08", one(f"{STEPS}    When d\n    Then e\n"), 2),
    ("S09", one(STEPS + "".join(f"    And d{n}\n" for n in range(8))), 2),
    ("S10", one("    When b\n    Then c\n"), 2),
    ("S11", one(STEPS, name="Verify the lock"), 2),
    ("S12", one(f"{STEPS}    Then d\n"), 2),
    ("S12", one("    * a\n    When b\n    Then c\n"), 2),
    ("S13", one(STEPS, name="Locks, mails and logs"), 2),
    ("S14", one(STEPS, name="Locks"), 2),
    ("S14", one(STEPS, name="long name " * 13), 2),
    ("S15", outline("    Examples:\n      | x |\n      | 1 |\n"), 2),
    ("T01", outcome("c" * 121), 5),
    ("T02", outcome("the answer is correct"), 5),
    ("T03", outcome("TBD"), 5),
    ("T03", outcome("the name is [insert name]"), 5),
    ("T03", outcome("the name is {name}"), 5),
    ("T04", outcome("the account is locked if it is old"), 5),
    ("T05", outcome("the lock is set and then the mail is sent"), 5),
    ("T05", outcome("the lock is set; the mail is sent"), 5),
    ("T06", one(STEPS.replace("When b", "When she clicks on the link")), 4),
    ("T07", one(STEPS.replace("When b", "When she waits for 5 seconds")), 4),
    ("T07", outcome("the mail is sent eventually"), 5),
    ("T08", one(STEPS.replace("Given a", "Given I am a customer").replace("When b", "When the user signs in")), 2),
    ("T09", one(STEPS.replace("Given a", "Given some customer")), 3),
    ("T10", outcome("the account is locked."), 5),
    ("T11", one(STEPS.replace("Given a", "Given she enters the name")), 3),
    ("T12", one("    Given a\n    When she clicks x\n    And she scrolls down\n    And she clicks y\n    Then c\n"), 2),
    ("T13", outcome("the status is 200 or 404"), 5),
    ("T13", outcome("the status is 200/404"), 5),
    ("T13", outcome("it is either locked or open"), 5),
    ("T13", outcome("it is locked or open depending on the rules"), 5),
    ("T13", outcome("the lock is shown if the device supports it"), 5),
    ("D01", f"{one(STEPS)}  Scenario: The  name\n    Given a\n    When b\n    Then other\n", 6),
    ("D01", f"{one(STEPS)}  Scenario: other name\n{STEPS}", 6),
    ("D02", outline("    Examples:\n      | x |\n      | 1 |\n      | 2 |\n      | 1 |\n"), 10),
    (
        "D03",
        "Feature: f\n" + "".join(f"  Scenario: number {n}\n    Given a\n    When {n}\n    Then c\n" for n in "123"),
        6,
    ),
    ("D04", one(f"{STEPS}    And c\n"), 6),
    ("D05", f"{one(STEPS)}  Scenario: other name\n    Given a\n    When d\n    Then e\n", 1),
]


@pytest.mark.parametrize(
    "text", [GOOD, GOOD.replace("\n", "\r\n"), one(STEPS)], ids=["good", "good with CR LF", "small"]
)
def test_a_good_feature_has_no_finding(text: str) -> None:
    report = lint(text, trace=None)
    assert [(finding.rule, finding.line) for finding in report.findings] == []
    assert (report.valid_share, report.quality) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("rule", "text", "line"), EXAMPLES, ids=[f"{n}-{rule}" for n, (rule, *_) in enumerate(EXAMPLES)]
)
def test_a_broken_rule_is_found_on_its_line(rule: str, text: str, line: int) -> None:
    found = [finding for finding in lint(text).findings if finding.rule == rule]
    assert [finding.line for finding in found][:1] == [line]


@pytest.mark.parametrize(
    ("rule", "text", "line"), EXAMPLES, ids=[f"{n}-{rule}" for n, (rule, *_) in enumerate(EXAMPLES)]
)
def test_what_is_not_about_validity_leaves_a_scenario_valid(rule: str, text: str, line: int) -> None:
    report = lint(text)
    if not invalidates(rule):
        assert not any(finding.invalidates for finding in report.findings if finding.rule == rule)


def test_every_rule_has_an_example() -> None:
    assert {rule for rule, *_ in EXAMPLES} == set(RULES) - {"X01", "X02"}


def test_every_rule_of_the_generator_is_in_the_catalogue() -> None:
    assert {rule.id for rule in GENERATORS.values()} <= set(RULES)


def test_only_validity_structure_a_choice_of_outcomes_and_traces_make_invalid() -> None:
    assert {rule for rule in RULES if invalidates(rule)} == {
        *("V01", "V02", "V03", "V04", "V05", "V06", "V07", "V08", "V10", "V11", "V12", "V14", "V16", "V17", "V18"),
        *("S01", "S02", "S03", "S04", "T13", "X01", "X02"),
    }


def test_house_style_never_makes_invalid_and_is_of_rules_that_there_are() -> None:
    assert set(RULES) >= HOUSE_STYLE
    assert not any(invalidates(rule) for rule in HOUSE_STYLE)
    assert [is_house_style(rule) for rule in ("S08", "T13")] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        outcome('the page says "correct, valid or 404 if supported <x>"'),
        outcome("the total is 200 euros or so"),
        outcome("the picture at /users/{id}/picture is seen"),
        outcome("the list has <ol>"),
        one(STEPS.replace("Given a", 'Given an invalid mail address "x@"')),
        one("    * a\n    * b\n"),
        outline("    Examples:\n      | x |\n      | 1 |\n      | 2 |\n").replace("the name", "the <name>"),
        f"{HEAD}  Background:\n    Given z\n  Scenario: the name\n    And a\n    When b\n    Then c\n",
        one("    Given a\n    And b\n", name="Test set-up"),
    ],
)
def test_a_near_miss_invalidates_nothing(text: str) -> None:
    assert [finding.rule for finding in lint(text).findings if finding.invalidates] == []


def test_a_finding_has_the_column_of_its_step() -> None:
    (finding,) = lint(outcome("the answer is correct")).findings
    assert (finding.line, finding.column) == (5, 5)


@pytest.mark.parametrize(
    ("rule", "text", "column"),
    [
        ("V01", f"{one(STEPS)}    nonsense\n", 5),
        ("V05", one(f"      - Given x\n{STEPS}"), 7),
        ("V06", f"{HEAD}  Scenario: the name\n", 3),
        ("V10", outline("    Examples:\n      | x | x |\n      | 1 | 2 |\n"), 5),
        ("V16", one(STEPS.replace("Given a\n", "Given a\r")), 12),
        ("D02", outline("    Examples:\n      | x |\n      | 1 |\n      | 1 |\n"), 7),
    ],
)
def test_a_finding_about_a_line_has_the_column_where_it_starts(rule: str, text: str, column: int) -> None:
    assert [finding.column for finding in lint(text).findings if finding.rule == rule] == [column]


def test_a_finding_never_quotes_the_file() -> None:
    secret = "Zq-confidential"
    for _, text, _ in EXAMPLES:
        for finding in lint(text.replace("Scenario:", f"Scenario: {secret}")).findings:
            assert secret not in finding.text + finding.fix


TAGGED = f"{HEAD}  @AC-1\n  Scenario: the name\n{STEPS}  @{{0}}\n  Scenario: other name\n    When d\n    Then e\n"


@pytest.mark.parametrize(
    ("tag", "valid"), [("AC-2", True), ("ac_02", True), ("smoke", False), ("AC-3", False), ("AC-1 @AC-9", False)]
)
def test_a_scenario_needs_a_tag_of_a_criterion_where_tags_are_asked_for(tag: str, valid: bool) -> None:
    report = lint(TAGGED.format(tag), trace=Trace(known=frozenset({"AC-1", "AC-2"})))
    assert [scenario.valid for scenario in report.scenarios] == [True, valid]
    assert "X01" not in report.not_applied


def test_tags_do_not_matter_where_none_are_asked_for() -> None:
    report = lint(TAGGED.format("smoke"))
    assert report.valid_share == 1
    assert report.not_applied["X01"] == "no tags are asked for"


def test_an_answer_that_was_cut_off_has_an_invalid_last_scenario() -> None:
    report = lint(TAGGED.format("AC-2"), finish="length")
    assert [scenario.valid for scenario in report.scenarios] == [True, False]
    assert [finding.rule for finding in report.scenarios[1].findings if finding.invalidates] == ["X02"]


def test_the_house_style_changes_what_is_found() -> None:
    text = one(f"{STEPS}    When d\n    Then the form of the tax office is sent to the portal\n")
    style = Style(ignore=("S08",), max_steps=4, ui_words=("portal",))
    assert {finding.rule for finding in lint(text).findings} == {"S08"}
    report = lint(text, style=style)
    assert {finding.rule for finding in report.findings} == {"S09", "T06"}
    assert report.not_applied["S08"] == "ignored by the house style"


def test_a_word_of_the_teams_own_is_no_word_of_the_user_interface() -> None:
    text = one(STEPS.replace("When b", "When she sews on a button").replace("Given a", "Given they press trousers"))
    assert {finding.rule for finding in lint(text).findings} == {"T06", "T11"}
    assert lint(text, style=Style(not_ui_words=("Button", "press"))).findings == ()
