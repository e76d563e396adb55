from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generator.intake.documents import issue
from tests.generator.intake.test_adf import JSON
from tests.generator.prompt.configs import config
from workbench.generator.generate import ask
from workbench.generator.intake import read_issue
from workbench.generator.intake.existing import LinkedTests
from workbench.generator.records import ExistingTest, IntakeOptions

WITH = IntakeOptions(existing_tests=True)


def other(key: str, title: str, kind: str = "Test") -> dict[str, Any]:
    return {"key": key, "fields": {"summary": title, "issuetype": {"name": kind}}}


DOCUMENT = issue(
    subtasks=[other("SHOP-13", "Locks after five tries", "Sub-test"), other("SHOP-14", "Write the code", "Sub-task")],
    issuelinks=[
        {"type": {"name": "Tests"}, "inwardIssue": other("SHOP-20", "Unlocks  after\nan hour")},
        {"type": {"name": "Tests"}, "outwardIssue": other("SHOP-13", "Locks after five tries")},
        {"type": {"name": "Blocks"}, "outwardIssue": other("SHOP-2", "Accounts", "Story")},
        "broken",
    ],
)
FOUND = (
    ExistingTest(key="SHOP-13", title="Locks after five tries"),
    ExistingTest(key="SHOP-20", title="Unlocks after an hour"),
)


def test_sub_tasks_and_linked_issues_of_the_types_of_tests_are_existing_tests_each_once() -> None:
    assert LinkedTests().of(DOCUMENT) == FOUND
    assert LinkedTests(types=("sub-TEST",)).of(DOCUMENT) == FOUND[:1]


def test_existing_tests_are_read_only_where_the_config_wants_them() -> None:
    assert read_issue(DOCUMENT, options=WITH).existing == FOUND
    assert read_issue(DOCUMENT, options=IntakeOptions()).existing == ()


class Elsewhere:
    """A test manager that knows one test with its steps, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def of(self, document: object) -> tuple[ExistingTest, ...]:
        self.asked.append(document)
        return (ExistingTest(key="T-1", title="Locks", steps=("Try five times", "Look")),)


def test_another_test_manager_is_asked_only_where_the_config_wants_it() -> None:
    there = Elsewhere()
    read_issue(DOCUMENT, options=IntakeOptions(), tests=there)
    assert there.asked == []
    assert read_issue(DOCUMENT, options=WITH, tests=there).existing[0].steps == ("Try five times", "Look")
    assert there.asked == [DOCUMENT]


TEMPLATE = "{{ issue.summary }}\n{% for test in issue.existing %}\n- {{ test.title }}\n{% endfor %}"


def test_a_template_that_uses_existing_tests_sends_them_and_one_that_does_not_is_unchanged() -> None:
    with_tests, without = (read_issue(DOCUMENT, options=options) for options in (WITH, IntakeOptions()))
    using = config(("", TEMPLATE))
    assert ask(with_tests, using).messages[0].content == "\n".join(
        ["A summary", "- Locks after five tries", "- Unlocks after an hour"]
    )
    assert ask(without, using).messages[0].content == "A summary"
    assert ask(with_tests, config()) == ask(without, config())


def test_an_existing_test_is_data_and_no_template() -> None:
    document = issue(subtasks=[other("A-1", "{{ 7*7 }} {% raw %}")])
    sent = ask(read_issue(document, options=WITH), config(("", TEMPLATE))).messages[0].content
    assert sent.endswith("- {{ 7*7 }} {% raw %}")


def test_no_more_than_two_hundred_are_read_and_long_titles_are_cut() -> None:
    found = LinkedTests().of(issue(subtasks=[other(f"A-{n}", "x" * 1_000) for n in range(500)]))
    assert (len(found), {len(test.title) for test in found}) == (200, {300})


@pytest.mark.parametrize("place", ["subtasks", "issuelinks"])
@given(value=JSON | st.lists(st.fixed_dictionaries({"fields": JSON, "inwardIssue": JSON, "key": JSON})))
def test_any_value_in_their_place_is_no_error(place: str, value: object) -> None:
    assert isinstance(LinkedTests().of({"fields": {place: value}}), tuple)
