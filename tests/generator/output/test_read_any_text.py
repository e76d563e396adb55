"""No text makes reading fail."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator.output.suites import hostile_outputs
from workbench.generator.output.gherkin import parse
from workbench.generator.output.read import read
from workbench.generator.records import Contract, Reading, TestSuite

CONTRACTS: tuple[Contract, ...] = get_args(Contract)
PIECES = [
    "Feature: f",
    "Rule:",
    "Background:",
    "Scenario: s",
    "Scenario Outline: <a>",
    "Scenario 1:",
    "Examples:",
    "Given ",
    "* x",
    "- When <a>",
    "Then",
    "Or y",
    "| a |",
    "|a|b|",
    "|",
    '"""',
    "```",
    "```gherkin",
    "~~~",
    "@AC-1 ",
    "@a b",
    "#",
    "# language: de",
    "# language: xx",
    "Funktion: f",
    "Szenario:",
    "Wenn x",
    "<think>",
    "</think>",
    "\\",
    "\r",
    "\ufeff",
    '{"cases": ',
    '[{"title": "t", "steps": [',
    '{"action": "a"}',
    "]}",
    "]",
    "}",
    "{",
    "[",
    ",",
    ":",
    '"',
    "NaN",
    "1e999",
    "-",
    "\\ud800",
    "\ud800",
    "\0",
    "\u2028",
    "\t",
    " " * 150,
    "null",
    "9" * 5_000,
]
PIECEWORK = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).flatmap(
    lambda pieces: st.sampled_from(["\n", "", " ", "\n    "]).map(lambda glue: glue.join(pieces))
)


def assert_told(reading: Reading) -> None:
    """Tests or a reason, never both or neither."""
    assert (reading.reason is None) is bool(reading.suite.cases)
    assert reading.suite.cases or reading.suite == TestSuite()


@pytest.mark.parametrize("contract", CONTRACTS)
@given(text=st.text(st.characters()) | PIECEWORK)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_with_a_reason(contract: Contract, text: str) -> None:
    assert_told(read(text, output=contract, criteria=["AC-1"]))


@pytest.mark.campaign
@pytest.mark.parametrize("contract", CONTRACTS)
@given(text=st.text(st.characters()) | PIECEWORK)
@settings(max_examples=20_000, deadline=None)
def test_any_of_many_texts_is_read_or_refused_with_a_reason(contract: Contract, text: str) -> None:
    assert_told(read(text, output=contract, criteria=["AC-1"]))


@given(PIECEWORK)
@settings(deadline=None)
def test_any_text_is_parsed_and_faults_stand_on_its_lines(text: str) -> None:
    faults = parse(text).faults
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    # The parser reports an early end on the line after the last.
    assert all(1 <= fault.line <= text.count("\n") + 2 for fault in faults)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_hostile_output_is_refused_and_not_quoted(reference: Path, contract: Contract) -> None:
    outputs = hostile_outputs(reference)
    readings = [(output, read(output, output=contract, criteria=["AC-1"])) for output in outputs]
    assert len(readings) == 36
    for output, reading in readings:
        assert reading.suite == TestSuite()
        assert reading.reason
        assert len(output) < 4 or output.strip() not in reading.reason
