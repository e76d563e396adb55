import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.prompt.configs import issue as an_issue
from workbench.generator.defaults import default_config
from workbench.generator.generate import ask
from workbench.generator.models.rules import RulesModel
from workbench.generator.output.gherkin import parse
from workbench.generator.output.read import read
from workbench.generator.records import Message, ModelSpec, Params, Reading, Request, TestSuite, Usage

MODEL = RulesModel(ModelSpec(name="rules", adapter="rules", model="rules/1"))
HOSTILE = [
    "| a | b |",
    "The price is <b>bold</b> and <amount> is shown",
    'A message "You are <name>, aren\'t you?" is shown',
    "Examples: all of them",
    "Examples:",
    "Feature: another",
    "Scenario: another",
    "Scenario Outline: <x>",
    "Given a thing",
    "# language: de",
    "# a comment",
    "@tag",
    '"""',
    '""" and more',
    "```gherkin",
    "~~~",
    "* bullet",
    "- [ ] task",
    "12.",
    "_",
    "AC-1:",
    "AC-0: zero",
    "AC-99999: many",
    f"AC-{'9' * 500}: very many",
    "<think>no</think>",
    "</think> x",
    "x" * 5_000,
    "wort " * 400,
    "When | then, <x>",
    "If a: b",
    "a\x00b\x07c\x1bd\x7fe\x9ff",
    "a\u2028b\u2029c",
    "a\ud800b",
    "\ufeffa",
    "AC-1: \ufeff",
    "If abc: \ufeff\ufeff\ufeff",
    "\u202eright to left",
    "日本語の条件",
    "{{ 7*7 }} {% raw %}",
    "a\\|b \\n c \\",
]


def answer(*lines: str) -> str:
    asked = Request(messages=(Message(role="user", content="\n".join(lines)),), params=Params())
    return MODEL.complete(asked).text


def reading(*lines: str) -> Reading:
    return read(answer(*lines), output="gherkin", criteria=["AC-1", "AC-2"])


def expected(text: str) -> int:
    """How many scenarios: one for each line with a word after the first, or one for the first alone."""
    title, *rest = text.strip().splitlines() or [""]
    return sum(has_word(line) for line in rest) or int(has_word(title))


def has_word(text: str) -> bool:
    return re.search(r"\w", text) is not None


def test_a_long_line_gives_a_title_of_whole_words() -> None:
    (case,) = reading("Title", "word " * 40).suite.cases
    assert case.title == " ".join(["word"] * 24)
    (case,) = reading("Title", "x" * 200).suite.cases
    assert case.title == "x" * 120


def test_each_criterion_becomes_one_tagged_scenario_under_the_summary() -> None:
    assert answer(
        "Lock an account", "AC-1: The account is locked.", "AC-2: If it is locked, then a message is shown."
    ) == (
        "Feature: Lock an account\n"
        "\n"
        "  @AC-1\n"
        "  Scenario: The account is locked.\n"
        "    Given Lock an account\n"
        "    When this rule applies\n"
        "    Then The account is locked.\n"
        "\n"
        "  @AC-2\n"
        "  Scenario: If it is locked, then a message is shown.\n"
        "    Given Lock an account\n"
        "    When it is locked\n"
        "    Then a message is shown.\n"
    )


@pytest.mark.parametrize(
    ("line", "when", "then"),
    [
        ("If the code is wrong, the door stays shut", "the code is wrong", "the door stays shut"),
        ("when the code is wrong, then the door stays shut", "the code is wrong", "the door stays shut"),
        ("Once paid: the order is sent", "paid", "the order is sent"),
        ("Wenn der Code falsch ist, dann bleibt die Tür zu", "der Code falsch ist", "bleibt die Tür zu"),
        ("Falls der Code falsch ist, bleibt die Tür zu", "der Code falsch ist", "bleibt die Tür zu"),
        ("Si le code est faux, alors la porte reste fermée", "le code est faux", "la porte reste fermée"),
        ("Quand le code est faux, la porte reste fermée", "le code est faux", "la porte reste fermée"),
        ("Cuando el código es falso, la puerta no se abre", "el código es falso", "la puerta no se abre"),
        ("The door stays shut if the code is wrong", "this rule applies", "The door stays shut if the code is wrong"),
        ("Iffy codes, like 0000, are refused", "this rule applies", "Iffy codes, like 0000, are refused"),
    ],
)
def test_a_condition_becomes_the_when_step(line: str, when: str, then: str) -> None:
    assert answer("Doors", line).splitlines()[-2:] == [f"    When {when}", f"    Then {then}"]


def test_lines_that_are_no_criteria_lose_their_bullets_and_have_no_tag() -> None:
    found = reading("Doors", "- The door opens", "2) It shuts", "", "---", "## It rings")
    assert [(case.title, case.criteria, case.labels) for case in found.suite.cases] == [
        ("The door opens", (), ()),
        ("It shuts", (), ()),
        ("It rings", (), ()),
    ]


def test_the_tags_are_read_back_as_the_criteria() -> None:
    found = reading("Doors", "AC-2: It shuts", "AC-1: It opens")
    assert [case.criteria for case in found.suite.cases] == [("AC-2",), ("AC-1",)]


@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_a_scenario_like_every_other(line: str) -> None:
    lines = ["Doors", "AC-1: It opens", line, "AC-2: It shuts"]
    found = reading(*lines)
    assert found.reason is None
    assert len(found.suite.cases) == expected("\n".join(lines))
    assert found.suite.cases[0].criteria == ("AC-1",)
    assert found.suite.cases[-1].criteria == ("AC-2",)


def test_comparisons_arrows_and_pipes_keep_their_meaning() -> None:
    lines = ["AC-1: Discount if amount < 100 and > 50", 'AC-2: Show "Hello <name>" -> list | table']
    found = answer("Doors", *lines)
    assert "    Then Discount if amount < 100 and > 50\n" in found
    assert found.endswith('    Then Show "Hello <name>" -> list | table\n')
    assert len(reading("Doors", *lines).suite.cases) == 2


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_summary_is_a_title_like_every_other(title: str) -> None:
    lines = [title, "AC-1: It opens", "AC-2: It shuts"]
    found = reading(*lines)
    assert found.reason is None
    assert len(found.suite.cases) == expected("\n".join(lines))
    assert [case.criteria for case in found.suite.cases][-2:] == [("AC-1",), ("AC-2",)]


def test_an_issue_that_is_its_summary_alone_gives_one_scenario() -> None:
    found = reading("Doors ring when they open")
    assert [case.title for case in found.suite.cases] == ["Doors ring when they open"]


@pytest.mark.parametrize("text", ["", "\n \n", "--- | <> ###", "!"])
def test_an_issue_without_a_word_is_unusable_and_no_exception(text: str) -> None:
    found = reading(text)
    assert found.suite == TestSuite()
    assert found.reason is not None


def test_more_lines_than_sixty_are_cut() -> None:
    found = reading("Doors", *(f"AC-1: rule {n}" for n in range(100)))
    assert (found.reason, len(found.suite.cases)) == (None, 60)


def test_it_costs_nothing_and_always_ends_by_itself() -> None:
    asked = Request(messages=(Message(role="user", content="a\nb"),), params=Params(max_output_tokens=1))
    found = MODEL.complete(asked)
    assert found.finish == "stop"
    assert found.usage == Usage(
        input_tokens=0, cache_read_tokens=0, cache_write_tokens=0, output_tokens=0, reasoning_tokens=0
    )


LINE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(HOSTILE),
    st.builds(lambda n, text: f"AC-{n}: {text}", st.integers(-1, 12_000), st.text(max_size=80)),
    st.builds(lambda a, b, c: f"{a} {b}, {c}", st.sampled_from(["If", "Wenn", "quand", "se"]), st.text(), st.text()),
)


def always_as_many_cases_as_lines(lines: list[str]) -> None:
    count = expected("\n".join(lines))
    found = reading(*lines)
    assert len(found.suite.cases) == count, found.reason
    assert bool(parse(answer(*lines)).faults) == (count == 0)


@given(st.lists(LINE, max_size=8))
def test_any_lines_give_gherkin_with_as_many_cases_as_lines(lines: list[str]) -> None:
    always_as_many_cases_as_lines(lines)


@pytest.mark.campaign
@settings(max_examples=20_000, deadline=None)
@given(st.lists(LINE, max_size=8))
def test_any_lines_give_gherkin_with_as_many_cases_as_lines_in_the_large(lines: list[str]) -> None:
    always_as_many_cases_as_lines(lines)


@given(st.text(min_size=1, max_size=60), st.lists(st.text(max_size=120), max_size=5), st.text(max_size=300))
def test_any_issue_gives_a_test_for_each_criterion_under_the_floors_own_prompt(
    summary: str, criteria: list[str], description: str
) -> None:
    config = default_config("rules")
    request = ask(an_issue(summary, *criteria, description=description), config)
    found = read(MODEL.complete(request).text, output="gherkin", criteria=[f"AC-{n}" for n in range(1, 6)])
    assert len(found.suite.cases) == expected(request.messages[-1].content), found.reason
