"""What a feature must keep beyond being parsed: one small example a rule, and a file that keeps them all."""

import pytest

from workbench.generator.output.gherkin import RULES, faults, parses

# All that may stand in a feature, with lines that nearly break a rule.
GOOD = '''# A remark
@SHOP-12
Feature: Lock an account
  As a customer
  When somebody guesses my password, I want my account to be locked,
  then be told so.
  An example: people write such words, and `Scenario 1:` is quoted here.

  Background:
    Given a customer "ann"

  @AC-1
  Scenario: Third wrong password
    Whenever this fails, nobody is harmed.
    Given two wrong attempts
      | attempt | at    |
      | 1       | 10:00 |
    When the customer sees
      """
      - Given is what a step starts with
      Scenario 1: so does this
      """
    Then <br/> and <b> stay as they are, and 1 < 2 > 0
    # And this is said aside

  Rule: No mistakes
    Scenario Outline: <count> wrong passwords
      * the customer enters <count> wrong passwords
      Then the account is <state>, said in <b>bold</b>

      @AC-2
      Examples: those that lock
        | count | state  |
        | 3     | locked |
      Examples:
        | count | state |
        | 2     | open  |
'''

SCENARIO = "Feature: f\n  Scenario: s\n"
OUTLINE = "Feature: f\n  Scenario Outline: s\n    Given <a>\n"

BROKEN = [
    ("", {("no feature", 1)}),
    ("# only a remark\n", {("no feature", 1)}),
    ("Feature: f\n  Only words.\n", {("no scenario", 1)}),
    (f"{SCENARIO}    Given x\n  Rule: r\n    Background:\n      Given y\n", {("no scenario", 4)}),
    (SCENARIO, {("no steps", 2)}),
    ("Feature: f\n  Background:\n  Scenario: s\n    Given x\n", {("no steps", 2)}),
    (f"{SCENARIO}    - Given x\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}    GIVEN x\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}    Givenx\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}    1. Given x\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}    **Given** x\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}    Or x\n    Given y\n", {("swallowed step", 3)}),
    (f"{SCENARIO}{' ' * 90}- Given x\n    Given y\n", {("swallowed step", 3)}),
    ("Feature: f\n  Background:\n    - Given x\n    Given y\n  Scenario: s\n    Given z\n", {("swallowed step", 3)}),
    ("Feature: f\n  Given x\n  Then y\n  Scenario: s\n    Given z\n", {("swallowed step", 2)}),
    ("Feature: f\n  Scenario 1: lost\n  Scenario: s\n    Given x\n", {("swallowed scenario", 2)}),
    ("Feature: f\n  SCENARIO: lost\n  Scenario: s\n    Given x\n", {("swallowed scenario", 2)}),
    ("Feature: f\n  **Scenario:** lost\n  Scenario: s\n    Given x\n", {("swallowed scenario", 2)}),
    (f"{SCENARIO}    Given x\n  ### Scenario: lost\n    Given y\n", {("swallowed scenario", 4)}),
    (f"{OUTLINE}    Then <b>lost<lost>\n    Examples:\n      | a |\n      | 1 |\n", {("unknown placeholder", 2)}),
    (
        f"{OUTLINE}    Examples:\n      | a |\n      | 1 |\n    Examples:\n      | A |\n      | 2 |\n",
        {("unknown placeholder", 2), ("unused column", 7)},
    ),
    (f"{OUTLINE}    Examples:\n      | a | b |\n      | 1 | 2 |\n", {("unused column", 4)}),
    (OUTLINE, {("no examples", 2)}),
    (f"{OUTLINE}    Examples:\n", {("no rows", 4)}),
    (f"{OUTLINE}    Examples:\n      | a |\n", {("no rows", 4)}),
    (f"{OUTLINE}    Examples:\n      | a | a |\n      | 1 | 2 |\n", {("column twice", 4)}),
    (f"{OUTLINE}    Examples:\n      | a | |\n      | 1 | 2 |\n", {("column twice", 4)}),
    (f"{SCENARIO}    Given \n", {("empty step", 3)}),
    (
        "Feature: f\n  Background:\n    Given \n  Scenario: s\n    When x\n  Scenario: t\n    When x\n",
        {("empty step", 3)},
    ),
    (f"{SCENARIO}    Given x\r    Given y\n", {("lone return", 3)}),
    (f"{SCENARIO}    Given x\0\n", {("control character", 3)}),
    (f"{SCENARIO}    Given x\u2028y\n", {("control character", 3)}),
    (f"{SCENARIO}    Given x{' ' * 5_000}\n", {("many blanks", 3)}),
    (f"{SCENARIO}    Given x\n" + "\n" * 20_000, {("too long", 1)}),
    (f"{SCENARIO}    Given {'x' * 1_000_000}\n", {("too long", 1)}),
]


def test_a_good_feature_breaks_no_rule() -> None:
    assert faults(GOOD) == ()


def test_a_good_feature_with_carriage_returns_breaks_no_rule() -> None:
    assert faults(GOOD.replace("\n", "\r\n")) == ()


@pytest.mark.parametrize(("text", "expected"), BROKEN, ids=[f"{n}-{min(ids)[0]}" for n, (_, ids) in enumerate(BROKEN)])
def test_a_broken_rule_is_named_with_its_line(text: str, expected: set[tuple[str, int]]) -> None:
    found = [(fault.kind, fault.line) for fault in faults(text)]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_every_rule_of_ours_has_an_example() -> None:
    assert {id_ for _, ids in BROKEN for id_, _ in ids} == {kind for kind, rule in RULES.items() if rule.id != "V01"}


def test_cucumbers_parser_takes_all_but_what_it_could_not_read_in_time() -> None:
    refused = {fault.kind for text, _ in BROKEN for fault in parses(text)}
    assert refused == {"many blanks", "too long"}


def test_a_fault_says_what_is_wrong_in_the_tables_words() -> None:
    assert [fault.text for fault in faults(SCENARIO)] == [RULES["no steps"].text]
