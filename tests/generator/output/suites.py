"""Test suites of manual tests with any text that the records allow, to be written to files."""

import json
from pathlib import Path

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from workbench.generator.records import Line, TestCase, TestStep, TestSuite

NASTY = [
    "#", "# language: de", "@AC-9", "|", "a | b", "```", '"""', "- x", "+ x", "1. x", "1) x", "> x", "===", "---",
    "* * *", "Scenario: y", "Scenario 1: y", "Given x", "Feature: f", "Examples:", "<x>", "<b>",
    "<script>alert(1)</script>", "<!--", "https://example.org/?a=1|b#c", "www.example.org", "ann@example.org",
    "[a](b)", "![x](https://example.org/x.png)", "[x]: https://example.org", "<https://example.org>", "`a``b`",
    "`https://example.org`", "\\", "\\|", "a\\", "~~x~~", "**x**", "__x__", "&lt;", "&#35;", "$x$", "\n# x", "\r=1",
    "a\u2028Given b", "a\x0bb", "\0", "\x1c", "\x85", "\u200b", "\ufeff", "\u202ex", "a  b", "\t", ":smile:",
    "- [ ] x", "que x",
]  # fmt: skip
IDS = ("AC-1", "AC-2", "AC-12")
_LINE: TypeAdapter[str] = TypeAdapter(Line)


def stripped(text: str) -> str | None:
    """The text as the records hold it, or None where they do not take it."""
    try:
        return _LINE.validate_python(text)
    except ValidationError:
        return None


TEXT = (st.sampled_from(NASTY) | st.text(max_size=20) | st.tuples(*[st.sampled_from(NASTY)] * 2).map(" ".join)).filter(
    lambda text: stripped(text) is not None
)
SOME_TEXT = TEXT.filter(stripped)
STEPS = st.builds(TestStep, action=SOME_TEXT, data=TEXT, expected=TEXT)
CASES = st.builds(
    TestCase,
    title=SOME_TEXT,
    preconditions=st.lists(TEXT, max_size=3).map(tuple),
    steps=st.lists(STEPS, max_size=3).map(tuple),
    labels=st.lists(TEXT, max_size=3).map(tuple),
    criteria=st.lists(st.sampled_from(IDS), max_size=3).map(tuple),
)
MANUAL = st.builds(
    TestSuite,
    title=TEXT,
    language=st.sampled_from(["en", "de", "fr", "ja", "xx", "de\nFeature: f"]),
    cases=st.lists(CASES, min_size=1, max_size=3).map(tuple),
    open_questions=st.lists(TEXT, max_size=2).map(tuple),
)


def all_of(text: str) -> TestSuite:
    """A suite that has one text everywhere, cut to what fits."""
    some = text[:200]
    step = TestStep(action=some, data=some, expected=some)
    case = TestCase(title=some, preconditions=(some,), steps=(step,), labels=(some,), criteria=("AC-1",))
    return TestSuite(title=some, cases=(case,), open_questions=(some,))


def hostile_outputs(reference: Path) -> list[str]:
    """What the hostile models of the reference data said."""
    lines = (reference / "data" / "hostile_outputs.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["model_output"] for line in lines if line]
