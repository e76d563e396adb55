"""No text makes linting fail, or take long."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.output.test_read_any_text import PIECEWORK
from workbench.core.lint import RULES, Report, Trace, lint

SLOW = {
    "either": "either " * 20_000,
    "quotes": "\u201c" * 100_000,
    "brackets": "[insert " * 20_000,
    "slashes": "/" * 100_000,
    "apostrophes": " '" * 50_000,
    "placeholders": "<a" * 50_000,
    "conditions": "if a " * 30_000,
    "codes": "200, " * 30_000,
}


def assert_sound(text: str, report: Report) -> None:
    assert all(1 <= finding.line <= text.count("\n") + 2 and finding.column >= 1 for finding in report.findings)
    assert {finding.rule for finding in report.findings} <= set(RULES)
    assert report.emitted >= len(report.scenarios)
    assert report.valid_share is None or 0 <= report.valid_share <= 1
    assert report.quality is None or 0 <= report.quality <= 1


@given(text=st.text(st.characters()) | PIECEWORK)
@settings(max_examples=300, deadline=None)
def test_any_text_is_linted(text: str) -> None:
    assert_sound(text, lint(text, trace=Trace(known=frozenset({"AC-1"})), finish="length"))


@pytest.mark.campaign
@given(text=st.text(st.characters()) | PIECEWORK)
@settings(max_examples=20_000, deadline=None)
def test_any_of_many_texts_is_linted(text: str) -> None:
    assert_sound(text, lint(text, trace=Trace(known=frozenset({"AC-1"}))))


@pytest.mark.parametrize("step", SLOW.values(), ids=SLOW.keys())
@pytest.mark.parametrize(
    "around", ["Feature: f\n  Scenario: s\n    Then {}\n", "Feature: f\n  Scenario: {}\n    Then x\n"]
)
def test_no_line_takes_long(around: str, step: str) -> None:
    started = time.process_time()
    lint(around.format(step))
    assert time.process_time() - started < 2


def test_many_scenarios_take_no_longer_each_than_few() -> None:
    text = "Feature: f\n" + "  Scenario: s\n    Given some a\n    Then it is correct.\n" * 5_000
    started = time.process_time()
    report = lint(text)
    assert time.process_time() - started < 20
    assert len(report.scenarios) == 5_000
