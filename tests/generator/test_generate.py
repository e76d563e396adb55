from collections.abc import Sequence
from typing import Any, get_args

import pytest

from tests.generator.prompt.configs import SPEC, config, issue
from workbench.generator.errors import PromptError, ProviderError
from workbench.generator.generate import ask, generate
from workbench.generator.models.rules import RulesModel
from workbench.generator.output.contract import json_schema
from workbench.generator.records import (
    Ability,
    Completion,
    Contract,
    Finish,
    ModelSpec,
    Request,
    TestSuite,
    Usage,
)

FEATURE = "Feature: F\n  @AC-1\n  Scenario: S\n    Given a\n    When b\n    Then c\n"
DOORS = issue("Doors", "It opens.", "It shuts.", left_out=("description: cut",))
TWO = config(("Plan.", "Plan {{ issue.summary }}"), ("Write.", "From: {{ draft }}"))


class Answers:
    """A model that gives these answers one after the other and keeps what it was asked."""

    def __init__(self, *answers: Completion | ProviderError) -> None:
        self.spec: ModelSpec = SPEC
        self.asked: list[Request] = []
        self._answers = list(answers)

    def complete(self, request: Request) -> Completion:
        self.asked.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, ProviderError):
            raise answer
        return answer


def says(text: str = FEATURE, finish: Finish = "stop") -> Completion:
    return Completion(text=text, finish=finish, usage=Usage(), latency_s=0.5)


def test_an_answer_that_reads_is_ok_and_keeps_all_that_was_asked_and_answered() -> None:
    model = Answers(says())
    found = generate(DOORS, config(), model, repeat=3)
    assert (found.outcome, found.reason) == ("ok", None)
    assert [case.criteria for case in found.suite.cases] == [("AC-1",)]
    assert found.left_out == ("description: cut",)
    (answer,) = found.answers
    assert answer.completion == says()
    assert [answer.request] == model.asked
    assert answer.request == ask(DOORS, config(), repeat=3)
    assert answer.request.repeat == 3


OUTCOMES: dict[Finish, tuple[str, str | None]] = {
    "stop": ("ok", None),
    "length": ("truncated", "the answer was cut at the output limit"),
    "refused": ("refused", "the model refused"),
    "filtered": ("filtered", "the provider's content filter stopped the answer"),
    "too_long": ("unusable", "the request is longer than the model's context"),
}


@pytest.mark.parametrize("finish", get_args(Finish))
def test_every_end_of_an_answer_has_its_outcome_and_its_reason(finish: Finish) -> None:
    found = generate(DOORS, config(), Answers(says(finish=finish)))
    assert (found.outcome, found.reason) == OUTCOMES[finish]
    assert (found.suite == TestSuite()) == (finish != "stop")
    assert found.left_out == ("description: cut",)
    assert len(found.answers) == 1


@pytest.mark.parametrize("output", get_args(Contract))
@pytest.mark.parametrize(
    "text", ["", " \n", "I cannot do that.", "{", '{"cases": []}', "Feature: F", "\ud800", "[" * 9_000]
)
def test_an_answer_that_does_not_read_is_unusable_and_no_exception(text: str, output: Contract) -> None:
    found = generate(DOORS, config(output=output), Answers(says(text)))
    assert found.outcome == "unusable"
    assert found.reason
    assert found.suite == TestSuite()


def test_the_contract_of_the_config_decides_how_an_answer_is_read() -> None:
    assert generate(DOORS, config(output="test_suite_json"), Answers(says(FEATURE))).outcome == "unusable"


def test_a_second_stage_is_asked_with_the_first_ones_answer() -> None:
    model = Answers(says("- it opens {{ 7*7 }}"), says())
    found = generate(DOORS, TWO, model, repeat=1)
    assert [request.messages[-1].content for request in model.asked] == [
        "Plan Doors",
        "From: - it opens {{ 7*7 }}",
    ]
    assert [answer.stage for answer in found.answers] == ["stage-0", "stage-1"]
    assert [request.repeat for request in model.asked] == [1, 1]
    assert found.outcome == "ok"


@pytest.mark.parametrize("finish", ["length", "refused", "filtered", "too_long"])
def test_a_first_stage_without_a_whole_answer_ends_it_there(finish: Finish) -> None:
    model = Answers(says(finish=finish))
    found = generate(DOORS, TWO, model)
    assert (found.outcome, found.reason) == OUTCOMES[finish]
    assert len(model.asked) == len(found.answers) == 1


@pytest.mark.parametrize("before", [(), (says("plan"),)])
def test_a_failure_of_the_provider_passes_through_from_any_stage(before: Sequence[Completion]) -> None:
    failure = ProviderError("m", "overloaded", status=529)
    with pytest.raises(ProviderError) as caught:
        generate(DOORS, TWO, Answers(*before, failure))
    assert caught.value is failure


def test_a_template_that_the_sandbox_stops_is_the_prompts_error_before_anything_is_asked() -> None:
    model = Answers()
    with pytest.raises(PromptError):
        generate(DOORS, config(("", "{{ issue.__class__ }}")), model)
    assert model.asked == []


def forms(*takes: Ability, **fields: Any) -> list[str]:
    """Which form the request of each stage asks the server to keep."""
    asked = TWO.model_copy(update={"model": SPEC.model_copy(update={"takes": takes}), **fields})
    requests = [ask(DOORS, asked, stage=stage, draft="d" if stage else None) for stage in range(2)]
    return ["schema" if r.schema is not None else "grammar" if r.grammar is not None else "" for r in requests]


@pytest.mark.parametrize(
    ("output", "takes", "form"),
    [
        ("gherkin", ("grammar",), "grammar"),
        ("gherkin", ("schema", "grammar"), "grammar"),
        ("gherkin", ("schema",), ""),
        ("gherkin", (), ""),
        ("test_suite_json", ("schema",), "schema"),
        ("test_suite_json", ("schema", "grammar"), "schema"),
        ("test_suite_json", ("grammar",), ""),
        ("test_suite_json", ("images",), ""),
    ],
)
def test_a_form_is_enforced_in_the_last_stage_only_where_the_model_takes_it(
    output: Contract, takes: tuple[Ability, ...], form: str
) -> None:
    assert forms(*takes, output=output, constrained=True) == ["", form]
    assert forms(*takes, output=output, constrained=False) == ["", ""]


def test_the_schema_and_the_grammar_name_the_issues_own_criteria() -> None:
    taking = SPEC.model_copy(update={"takes": ("schema", "grammar")})
    asked = config(model=taking, constrained=True, trace_tags=True)
    grammar = ask(DOORS, asked).grammar
    assert grammar is not None
    assert [name for name in ("@AC-1", "@AC-2", "@AC-3") if name in grammar] == ["@AC-1", "@AC-2"]
    assert "@" not in (ask(DOORS, asked.model_copy(update={"trace_tags": False})).grammar or "@")
    json = ask(DOORS, asked.model_copy(update={"output": "test_suite_json"}))
    assert json.schema == json_schema(["AC-1", "AC-2"])


def test_the_rules_floor_goes_the_same_way_as_every_model() -> None:
    user = "{{ issue.summary }}\n{% for each in issue.criteria %}\n{{ each.id }}: {{ each.text }}\n{% endfor %}"
    floor = config(("", user))
    found = generate(DOORS, floor, RulesModel(SPEC))
    assert [(case.title, case.criteria) for case in found.suite.cases] == [
        ("It opens.", ("AC-1",)),
        ("It shuts.", ("AC-2",)),
    ]
