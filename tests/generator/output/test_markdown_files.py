"""Suites as Markdown: generated text shows as itself, whatever it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.generator.output.suites import MANUAL, NASTY, all_of, hostile_outputs, stripped
from workbench.generator.output.files import to_markdown
from workbench.generator.records import TestCase, TestStep, TestSuite

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"heading", "paragraph", "inline", "bullet_list", "list_item", "fence"}
OURS |= {"table", "thead", "tbody", "tr", "th", "td"}
SHOWN = {"text", "text_special", "code_inline"}

CASE = TestCase(
    title="Third *wrong* password",
    preconditions=("a customer",),
    steps=(TestStep(action="enter a|b", data="see https://example.org/a|b", expected="locked"),),
    criteria=("AC-1",),
)


def kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def shown(token: Token) -> str:
    """The words of an inline token as a reader sees them, where nothing in it is live."""
    children = token.children or []
    assert {child.type for child in children} <= SHOWN
    # Renderers make links of bare addresses, but not in code.
    bare = "".join(child.content for child in children if child.type != "code_inline").lower()
    assert not any(sign in bare for sign in ("://", "www.", "@"))
    return "".join(child.content for child in children)


def texts(suite: TestSuite) -> list[str]:
    """Every inline text of the suite as Markdown, in order. It holds our own markup only."""
    tokens = PARSER.parse(to_markdown(suite, "SHOP-12"))
    assert {kind(token) for token in tokens} <= OURS
    return [shown(token) for token in tokens if token.type == "inline"]


def one_line(text: str) -> str:
    """The text without control characters and byte order marks, which nobody can see."""
    signs = (" " if ord(sign) < 32 or 127 <= ord(sign) < 160 else sign for sign in text if sign != "\ufeff")
    return " ".join("".join(signs).split())


def expected(suite: TestSuite) -> list[str]:
    words = ["Tests for SHOP-12"]
    for number, case in enumerate(suite.cases, start=1):
        words.append(f"{number}. {case.title}")
        words += [f"Checks {', '.join(case.criteria)}."] if case.criteria else []
        words += ["Before:", *case.preconditions] if case.preconditions else []
        words += ["Step", "Data", "Expected"] if case.steps else []
        words += [text for step in case.steps for text in (step.action, step.data, step.expected)]
    words += ["Open questions", *suite.open_questions] if suite.open_questions else []
    # An empty list item has no inline text.
    return [one_line(each) for each in words]


def without_empty(words: list[str]) -> list[str]:
    return [each for each in words if each]


def test_the_whole_page() -> None:
    suite = TestSuite(cases=(CASE,), open_questions=("For how long?",))
    assert to_markdown(suite, "SHOP-12") == (
        "# Tests for SHOP-12\n\n"
        "## 1. Third \\*wrong\\* password\n\n"
        "Checks AC-1.\n\n"
        "Before:\n\n"
        "- a customer\n\n"
        "| Step | Data | Expected |\n"
        "|---|---|---|\n"
        "| enter a\\|b | see `https://example.org/a`\\|b | locked |\n\n"
        "## Open questions\n\n"
        "- For how long?\n"
    )


def test_no_tests_are_said_to_be_none() -> None:
    assert to_markdown(TestSuite(), "SHOP-12") == "# Tests for SHOP-12\n\nNo tests.\n"


@pytest.mark.parametrize("text", [text for text in NASTY if stripped(text)])
def test_nasty_text_shows_as_itself(text: str) -> None:
    suite = all_of(text)
    assert without_empty(texts(suite)) == without_empty(expected(suite))


@given(MANUAL)
@settings(deadline=None)
def test_any_text_shows_as_itself(suite: TestSuite) -> None:
    assert without_empty(texts(suite)) == without_empty(expected(suite))


def test_hostile_outputs_show_as_themselves(reference: Path) -> None:
    suites = [all_of(text) for text in hostile_outputs(reference)]
    assert len(suites) == 36
    for suite in suites:
        assert without_empty(texts(suite)) == without_empty(expected(suite))


@pytest.mark.parametrize("source", ["Scenario: s\n  Given x", "Scenario: ```\n  Given x\n    ````\n    # x\n    ````"])
def test_a_scenario_cannot_leave_its_fence(source: str) -> None:
    case = TestCase(title="t", scenario=source)
    tokens = PARSER.parse(to_markdown(TestSuite(cases=(case, case)), "SHOP-12"))
    fences = [(token.info, token.content) for token in tokens if token.type == "fence"]
    assert fences == [("gherkin", f"{source}\n")] * 2
    assert sum(token.type == "heading_open" for token in tokens) == 3
