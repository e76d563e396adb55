"""Features of any make: what was read of them says the same after it was written and read again."""

import pytest
from hypothesis import assume, given, seed, settings
from hypothesis import strategies as st

from workbench.generator.output.files import to_feature
from workbench.generator.output.gherkin import lone_scenario, steps_of
from workbench.generator.output.read import read
from workbench.generator.records import TestSuite

IDS = ["AC-1", "AC-2"]
KEY = "SHOP-12"
TAGS = st.sampled_from(["", "@AC-1", "@ac_02 @x # said aside", "@x\n# said aside\n@AC-1"])
WORDS = st.sampled_from(["", "", "some words", "\n# said aside\n\nmore words\n"])
STEPS = st.sampled_from(
    ["Given a", "When b", "Then <br/> c", "And d", "But e", "* f", "Given | x", "When # h", "Then <n>"]
)
ARGUMENTS = st.sampled_from(
    [
        "",
        "",
        "",
        "\n",
        "# said aside",
        '  """\n  one\n    \n\n    two  \n  """',
        '"""json\n{}\n"""',
        "  ```\n Scenario 1: x\n  ```",
        "  | a | b |\n  | 1 \\| | <n> |",
    ]
)
TABLES = st.sampled_from(
    ["Examples:\n  | n |\n  | 1 |", "@AC-2 @y\nExamples: few\n\n  Words.\n  | n |\n  | 2 |\n  | 3 |"]
)


def indented(text: str, by: str) -> str:
    return "".join(f"{by}{line}\n" for line in text.split("\n"))


@st.composite
def blocks(draw: st.DrawFn, heading: str) -> str:
    """A heading with words and steps below."""
    steps = draw(st.lists(st.tuples(STEPS, ARGUMENTS), min_size=1, max_size=3))
    return f"{heading}\n{draw(WORDS)}\n" + "\n".join(f"  {step}\n{indented(more, '    ')}" for step, more in steps)


SCENARIOS = st.tuples(TAGS, blocks("Scenario: s") | blocks("Example:")).map("\n".join)
OUTLINES = st.tuples(TAGS, blocks("Scenario Outline: o <n>"), TABLES, TABLES | st.just("")).map("\n".join)
BACKGROUNDS = blocks("Background:") | st.just("")
PARTS = st.tuples(BACKGROUNDS, st.lists(SCENARIOS | OUTLINES, min_size=1, max_size=3).map("\n".join)).map("\n".join)
RULES = st.tuples(TAGS, st.just("Rule: r"), PARTS).map("\n".join) | st.just("")
FEATURES = st.builds(
    lambda tags, parts, rule, by: f"{tags}\nFeature: f\n{indented(parts + rule, by)}",
    TAGS,
    PARTS,
    st.tuples(st.just("\n"), RULES).map("".join),
    st.sampled_from(["", "  ", "\t"]),
)


def meaning(suite: TestSuite) -> list[object]:
    """Of each case its title, criteria, labels and steps; how placeholders are spelled says nothing here."""
    spelled = str.maketrans("<>", "‹›")
    steps = [
        [(step.role, step.text.translate(spelled), step.argument) for step in steps_of(c, "en")] for c in suite.cases
    ]
    return [
        (case.title, sorted(case.criteria), sorted({*case.labels} - {KEY}), said)
        for case, said in zip(suite.cases, steps, strict=True)
    ]


@given(FEATURES)
@settings(deadline=None)
def test_whatever_was_read_says_the_same_when_written_and_read_again(text: str) -> None:
    read_write_and_read(text)


@pytest.mark.campaign
@seed(20261125)
@given(FEATURES)
@settings(deadline=None, max_examples=500, database=None)
def test_500_suites_say_the_same_when_written_and_read_again(text: str) -> None:
    read_write_and_read(text)


def read_write_and_read(text: str) -> None:
    first = read(text, output="gherkin", criteria=IDS)
    assume(first.reason is None)
    written = to_feature(first.suite, KEY)
    second = read(written, output="gherkin", criteria=IDS)
    assert second.reason is None
    assert all(lone_scenario(case.scenario or "", "en") for case in first.suite.cases)
    assert meaning(second.suite) == meaning(first.suite)
    assert to_feature(second.suite, KEY) == written
