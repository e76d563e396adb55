"""Documents for Jira: always valid, never markup, never too long."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile_texts import hostile_texts
from workbench.generator.publish.adf import LONGEST, case_description, length, link, suite_comment
from workbench.generator.records import TestCase, TestStep, TestSuite

# What we make and nothing else: the check that is always there.
PARENTS = {
    "doc": {"paragraph", "heading", "bulletList", "codeBlock", "panel", "table"},
    "paragraph": {"text", "hardBreak"},
    "heading": {"text"},
    "codeBlock": {"text"},
    "bulletList": {"listItem"},
    "listItem": {"paragraph"},
    "panel": {"paragraph"},
    "table": {"tableRow"},
    "tableRow": {"tableHeader", "tableCell"},
    "tableHeader": {"paragraph"},
    "tableCell": {"paragraph"},
}


def walked(node: dict[str, Any]) -> None:
    """Raise where a node is none of ours, or a text is empty or has a mark that acts."""
    for child in node.get("content", []):
        assert child["type"] in PARENTS[node["type"]], (node["type"], child["type"])
        if child["type"] == "text":
            assert child["text"], "an empty text"
            assert {each["type"] for each in child.get("marks", [])} <= {"strong"}
        walked(child)


@pytest.fixture(scope="module")
def check() -> Any:
    named = os.environ.get("WORKBENCH_REFERENCE")
    if not named:
        return walked
    import fastjsonschema

    schema = json.loads((Path(named) / "specs" / "adf-schema-v1-full.json").read_text())
    atlassian = fastjsonschema.compile(schema)

    def both(document: dict[str, Any]) -> None:
        walked(document)
        atlassian(document)

    return both


words = st.text(max_size=60)
steps = st.builds(TestStep, action=words.filter(lambda text: text.strip()), data=words, expected=words)
titles = words.filter(lambda text: text.strip())
manual = st.builds(
    TestCase,
    title=titles,
    objective=words,
    preconditions=st.lists(words, max_size=3).map(tuple),
    steps=st.lists(steps, min_size=1, max_size=4).map(tuple),
    assumptions=st.lists(words, max_size=2).map(tuple),
)
gherkin = st.builds(TestCase, title=titles, scenario=st.text(max_size=300), criteria=st.just(("AC-1",)))
cases = st.one_of(manual, gherkin)


def valid(check: Any, case: TestCase) -> None:
    suite = TestSuite(title="x", cases=(case, case), open_questions=(case.title,))
    for document in (case_description(case, issue_key="SHOP-12"), suite_comment(suite, issue_key="SHOP-12")):
        check(json.loads(json.dumps(document)))
        assert length(document) <= LONGEST


@given(case=cases)
@settings(max_examples=40, deadline=None)
def test_a_document_is_always_valid(check: Any, case: TestCase) -> None:
    valid(check, case)


@pytest.mark.campaign
@given(case=cases)
@settings(max_examples=500, deadline=None, derandomize=True)
def test_500_documents_are_valid(check: Any, case: TestCase) -> None:
    valid(check, case)


def test_a_long_test_is_shortened_and_says_so(check: Any) -> None:
    long = TestCase(title="Long", steps=tuple(TestStep(action="é" * 400, expected="ß" * 400) for _ in range(40)))
    document = case_description(long, issue_key="SHOP-12")
    check(document)
    assert length(document) <= LONGEST
    assert document["content"][0]["content"][0]["content"][0]["text"].startswith("This was shortened")


def test_two_hundred_tests_fit_into_one_comment(check: Any) -> None:
    case = TestCase(title="T" * 200, scenario="Scenario: x\n" + "  When it happens\n" * 200)
    comment = suite_comment(TestSuite(title="x", cases=(case,) * 200), issue_key="SHOP-12")
    check(comment)
    assert length(comment) <= LONGEST


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https://a b", "file:///x"]
)
def test_an_address_that_could_act_is_plain_text(href: str) -> None:
    assert link("here", href) == [{"type": "text", "text": "here"}]


def test_an_address_of_the_web_is_a_link() -> None:
    assert link("here", "https://example.com/a")[0]["marks"][0]["attrs"] == {"href": "https://example.com/a"}


@pytest.mark.parametrize(
    "sample", [pytest.param(40, id="sample"), pytest.param(None, id="all", marks=pytest.mark.campaign)]
)
def test_nothing_of_a_hostile_text_acts(check: Any, sample: int | None) -> None:
    for value in hostile_texts(sample):
        said = value.strip()[:200].strip() or "x"
        valid(check, TestCase(title=said, objective=said, preconditions=(value[:20_000],), scenario=value[:20_000]))
        valid(check, TestCase(title=said, steps=(TestStep(action=said, data=said, expected=said),)))
