"""What the last stage's answer must look like: a JSON schema, or a grammar for Gherkin.

The schema comes from the very model that answers are read with, without references and with every
property required, so that each provider takes it.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from workbench.generator.records import Line, Title

# Without limits a small model falls into endless repetition (measured: 400 tokens of "1.1.1.1").
SHORT: Final[dict[str, Any]] = {"maxLength": 200}
MAX_CASES: Final = 12
MIN_LINE: Final = 12
MAX_LINE: Final = 90
MAX_FOLLOWED: Final = 12

_AND: Final = '("    And " line)'
# A letter, digit, sign or mark that shows: no blanks, no controls, no line ends of Unicode, no lone surrogates.
_VISIBLE: Final = r"[!-~\u00A1-\u00AC\u00AE-\u167F\u1681-\u1FFF\u2010-\u2027\u2030-\u205E\u2070-\u2FFF\u3001-\uD7FF]"


def _none_is_empty(value: Any) -> Any:  # noqa: ANN401
    return () if value is None else value


def _none_is_no_text(value: Any) -> Any:  # noqa: ANN401
    return "" if value is None else value


Technique = Literal["functional", "negative", "boundary", "alternative", "regression", "nonfunctional"]
Text = Annotated[Line, Field(json_schema_extra=SHORT)]
EMPTY = BeforeValidator(_none_is_empty)


class Answered(BaseModel):
    """A part of a model's answer: keys that were not asked for are ignored, errors never show their input."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class AnsweredStep(Answered):
    """One step of a test: what is done and what is expected then."""

    action: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
        Field(json_schema_extra=SHORT),
    ]
    expected: Annotated[Text, BeforeValidator(_none_is_no_text)] = ""


class AnsweredCase(Answered):
    """One test. The schema's limits are narrower than what is read."""

    title: Annotated[Title, Field(json_schema_extra={"maxLength": 120})]
    technique: Technique = "functional"
    preconditions: Annotated[tuple[Text, ...], Field(max_length=20, json_schema_extra={"maxItems": 5}), EMPTY] = ()
    steps: Annotated[tuple[AnsweredStep, ...], Field(min_length=1, max_length=40, json_schema_extra={"maxItems": 8})]
    criteria: Annotated[tuple[Text, ...], Field(max_length=40), EMPTY] = ()


class AnsweredSuite(Answered):
    """The answer under the contract `test_suite_json`."""

    cases: Annotated[
        tuple[AnsweredCase, ...],
        Field(min_length=1, max_length=200, json_schema_extra={"maxItems": MAX_CASES}),
    ]
    open_questions: Annotated[tuple[Text, ...], Field(max_length=40, json_schema_extra={"maxItems": 5}), EMPTY] = ()


def json_schema(trace_ids: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of `test_suite_json`; `criteria` may hold only these ids, and nothing where there are none."""
    schema = _answered_schema()
    inlined: dict[str, Any] = _plain(schema, schema.get("$defs", {}))
    case = inlined["properties"]["cases"]["items"]["properties"]
    case["criteria"] = _criteria(trace_ids)
    return inlined


def gherkin_grammar(trace_ids: Sequence[str], *, trace_tags: bool, max_scenarios: int, max_steps: int) -> str:
    """A GBNF grammar (llama.cpp) of one feature in English keywords, whatever the language of the text.

    Tagged scenarios follow the criteria, one for each in their order: left alone, a small model writes about the
    first criterion until it is stopped, and given a second scenario it says the last one again.

    Args:
        trace_ids: what a scenario's tag may name, as `AC-1`.
        trace_tags: each scenario starts with one tag; without ids there are none.
        max_scenarios: how many scenarios at most where they do not follow the criteria (no tags, or more than
            `MAX_FOLLOWED` criteria), 1 or more.
        max_steps: how many steps a scenario has at most, 3 or more: up to two Given, one When, the rest Then and And.
    """
    if max_scenarios < 1 or max_steps < 3:
        raise ValueError("a feature needs at least 1 scenario, and a scenario at least 3 steps")
    more_given = min(1, max_steps - 3)
    more_then = max_steps - 3 - more_given
    rules = {
        **_scenarios(list(trace_ids) if trace_tags else [], max_scenarios),
        "scenario": '"  Scenario: " line given when then',
        "given": f'"    Given " line {_up_to(more_given, _AND)}',
        "when": '"    When " line',
        "then": f'"    Then " line {_up_to(more_then, _AND)}',
        "line": f'visible (" "? visible){{{MIN_LINE - 1},{MAX_LINE - 1}}} "\\n"',
        "visible": _VISIBLE,
    }
    return "".join(f"{name} ::= {body.strip()}\n" for name, body in rules.items())


def _scenarios(ids: list[str], most: int) -> dict[str, str]:
    """The rules of what follows the feature's line: scenarios with their tags and the blank line before."""
    if not ids:
        return {"root": f'"Feature: " line ("\\n" scenario){{1,{most}}}'}
    if len(ids) > MAX_FOLLOWED:
        tag = f'"  @" ({" | ".join(_literal(each) for each in ids)}) "\\n"'
        return {"root": f'"Feature: " line ("\\n" tag scenario){{1,{most}}}', "tag": tag}
    tagged = {f"c{n}": f'"\\n" {_literal(f"  @{each}")} "\\n" scenario' for n, each in enumerate(ids, start=1)}
    return {"root": f'"Feature: " line {" ".join(tagged)}', **tagged}


def _up_to(count: int, what: str) -> str:
    return f"{what}{{0,{count}}}" if count else ""


def _literal(text: str) -> str:
    return json.dumps(text)


def _criteria(trace_ids: Sequence[str]) -> dict[str, Any]:
    free = {"type": "string", **SHORT}
    items: dict[str, Any] = {"type": "string", "enum": list(trace_ids)} if trace_ids else free
    return {"type": "array", "items": items, "maxItems": min(len(trace_ids), 5)}


@cache
def _answered_schema() -> dict[str, Any]:
    return AnsweredSuite.model_json_schema()


def _plain(node: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401
    """A schema node without references, titles, descriptions and defaults, with all properties required."""
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rpartition("/")[2]], definitions)
    kept = {key: value for key, value in node.items() if key not in {"$defs", "title", "description", "default"}}
    if "properties" in kept:
        kept["properties"] = {name: _plain(each, definitions) for name, each in kept["properties"].items()}
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    if "items" in kept:
        kept["items"] = _plain(kept["items"], definitions)
    return kept
