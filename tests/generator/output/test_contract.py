"""What a server is asked to enforce, and that what it enforces is read."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.generator.output.contract import (
    MAX_CASES,
    MAX_FOLLOWED,
    MAX_LINE,
    MIN_LINE,
    gherkin_grammar,
    json_schema,
)
from workbench.generator.output.read import read

IDS = ["AC-1", "AC-2", "AC-12"]
SCHEMA = json_schema(IDS)


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it."""
    yield node
    for inner in [*node.get("properties", {}).values(), *([node["items"]] if "items" in node else [])]:
        yield from nodes(inner)


def of_type(name: str) -> list[dict[str, Any]]:
    return [node for node in nodes(SCHEMA) if node["type"] == name]


# The schema ------------------------------------------------------------------------------------


def test_every_object_is_closed_and_needs_all_its_properties() -> None:
    objects = of_type("object")
    assert len(objects) == 3
    for node in objects:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_every_array_is_limited() -> None:
    arrays = of_type("array")
    assert len(arrays) == 5
    assert all(0 < node["maxItems"] <= MAX_CASES for node in arrays)


def test_every_text_is_limited_or_one_of_a_few() -> None:
    texts = of_type("string")
    assert len(texts) == 7
    assert all("enum" in node or 0 < node["maxLength"] <= 200 for node in texts)


def test_the_schema_stands_alone() -> None:
    assert not {"$ref", "$defs", "title", "description", "default"} & {key for node in nodes(SCHEMA) for key in node}


def test_only_the_issues_criteria_can_be_named() -> None:
    criteria = SCHEMA["properties"]["cases"]["items"]["properties"]["criteria"]
    assert criteria == {"type": "array", "items": {"type": "string", "enum": IDS}, "maxItems": 3}


def test_without_criteria_none_can_be_named() -> None:
    criteria = json_schema([])["properties"]["cases"]["items"]["properties"]["criteria"]
    assert criteria == {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": 0}


def conforming(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a schema of ours allows; texts that must not be empty show at least one sign."""
    if "enum" in node:
        return st.sampled_from(node["enum"])
    match node["type"]:
        case "object":
            return st.fixed_dictionaries({name: conforming(each) for name, each in node["properties"].items()})
        case "array":
            most = min(node["maxItems"], 4)
            return st.lists(conforming(node["items"]), min_size=node.get("minItems", 0), max_size=most)
        case _:
            texts = st.text(st.characters(codec="utf-8"), max_size=node["maxLength"])
            return texts.filter(str.strip).filter(bool) if node.get("minLength") else texts


@given(conforming(SCHEMA))
@settings(max_examples=60, deadline=None)
def test_what_the_schema_allows_is_read(answer: dict[str, Any]) -> None:
    reading = read(json.dumps(answer), output="test_suite_json", criteria=IDS)
    assert reading.reason is None
    assert [set(case.criteria) for case in reading.suite.cases] == [set(case["criteria"]) for case in answer["cases"]]
    assert [len(case.steps) for case in reading.suite.cases] == [len(case["steps"]) for case in answer["cases"]]


# The grammar -----------------------------------------------------------------------------------

SIGN = re.compile(
    gherkin_grammar([], trace_tags=False, max_scenarios=1, max_steps=3).partition("visible ::= ")[2].strip()
)
SIGNS = "".join(
    filter(SIGN.fullmatch, map(chr, [*range(0x20, 0x180), *range(0x20, 0xD800, 61), *range(0x2000, 0x2070)]))
)
LINE = st.lists(st.text(SIGNS, min_size=MIN_LINE, max_size=20), min_size=1, max_size=3).map(" ".join)


@st.composite
def grammatical(draw: st.DrawFn) -> str:
    """A text that the grammar of three criteria and 5 steps allows."""
    text = f"Feature: {draw(LINE)}\n"
    for id_ in IDS:
        text += f"\n  @{id_}\n  Scenario: {draw(LINE)}\n    Given {draw(LINE)}\n"
        text += draw(st.sampled_from(["", f"    And {draw(LINE)}\n"]))
        text += f"    When {draw(LINE)}\n    Then {draw(LINE)}\n"
        text += draw(st.sampled_from(["", f"    And {draw(LINE)}\n"]))
    return text


@given(grammatical())
@settings(max_examples=60, deadline=None)
def test_what_the_grammar_allows_is_read(answer: str) -> None:
    reading = read(answer, output="gherkin", criteria=IDS)
    assert reading.reason is None
    assert [case.criteria for case in reading.suite.cases] == [
        (id_,) for id_ in re.findall(r"^  @(\S+)$", answer, re.M)
    ]


STEPS = [
    'scenario ::= "  Scenario: " line given when then',
    'given ::= "    Given " line ("    And " line){0,1}',
    'when ::= "    When " line',
    'then ::= "    Then " line ("    And " line){0,1}',
    f'line ::= visible (" "? visible){{{MIN_LINE - 1},{MAX_LINE - 1}}} "\\n"',
]


def grammar_lines(count: int) -> list[str]:
    ids = [f"AC-{n}" for n in range(1, count + 1)]
    return gherkin_grammar(ids, trace_tags=True, max_scenarios=6, max_steps=5).splitlines()[:-1]


def test_tagged_scenarios_follow_the_criteria() -> None:
    assert grammar_lines(2) == [
        'root ::= "Feature: " line c1 c2',
        'c1 ::= "\\n" "  @AC-1" "\\n" scenario',
        'c2 ::= "\\n" "  @AC-2" "\\n" scenario',
        *STEPS,
    ]


def test_with_too_many_criteria_any_scenario_may_have_any_tag() -> None:
    lines = grammar_lines(MAX_FOLLOWED + 1)
    assert lines[0] == 'root ::= "Feature: " line ("\\n" tag scenario){1,6}'
    assert lines[1].startswith('tag ::= "  @" ("AC-1" | "AC-2" | ')
    assert lines[2:] == STEPS


def test_without_criteria_there_are_scenarios_without_tags() -> None:
    assert grammar_lines(0) == ['root ::= "Feature: " line ("\\n" scenario){1,6}', *STEPS]


@pytest.mark.parametrize(("ids", "trace_tags"), [([], True), (["AC-1"], False)])
def test_without_ids_or_the_wish_for_tags_there_are_none(ids: list[str], trace_tags: bool) -> None:
    grammar = gherkin_grammar(ids, trace_tags=trace_tags, max_scenarios=1, max_steps=3)
    assert "tag" not in grammar
    assert "@" not in grammar.partition("visible ::=")[0]


def test_the_fewest_steps_are_one_of_each_kind() -> None:
    grammar = gherkin_grammar([], trace_tags=False, max_scenarios=1, max_steps=3)
    assert 'given ::= "    Given " line\n' in grammar
    assert 'then ::= "    Then " line\n' in grammar


def test_an_id_cannot_break_out_of_the_grammar() -> None:
    grammar = gherkin_grammar(['AC"1\n'], trace_tags=True, max_scenarios=1, max_steps=3)
    assert 'c1 ::= "\\n" "  @AC\\"1\\n" "\\n" scenario' in grammar


@pytest.mark.parametrize(("scenarios", "steps"), [(1, 2), (0, 3)])
def test_a_grammar_of_nothing_is_refused(scenarios: int, steps: int) -> None:
    with pytest.raises(ValueError, match="at least 1 scenario"):
        gherkin_grammar(IDS, trace_tags=True, max_scenarios=scenarios, max_steps=steps)
