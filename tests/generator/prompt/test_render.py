import traceback
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generator.prompt.configs import attached, config, example, issue
from workbench.adapters.catalog import Catalog
from workbench.core.keys import call_key
from workbench.generator.errors import PromptError
from workbench.generator.generate import ask
from workbench.generator.prompt.digest import config_digest
from workbench.generator.prompt.render import render, shared

EVERYTHING = (
    "{{ issue.summary }}|{{ issue.description }}|{{ issue.context }}|{{ draft }}"
    "{% for each in issue.criteria %}|{{ each.text }}{% endfor %}"
    "{% for each in issue.attachments %}|{{ each.text }}{% endfor %}"
)
SECRET = "Zanzibar-4711"


def turns(*messages: Any) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in messages]


def test_examples_become_earlier_turns_between_the_system_and_the_issue() -> None:
    asked = config(
        ("Write.", "{{ issue.summary }}:{% for each in issue.criteria %} {{ each.id }} {{ each.text }}{% endfor %}"),
        examples=(example("First", "answer 1", "a", "b"), example("Second", "answer 2")),
    )
    assert turns(*render(asked, issue("Real", "c"))) == [
        ("system", "Write."),
        ("user", "First: AC-1 a AC-2 b"),
        ("assistant", "answer 1"),
        ("user", "Second:"),
        ("assistant", "answer 2"),
        ("user", "Real: AC-1 c"),
    ]


def test_an_empty_system_block_sends_no_system_message() -> None:
    assert turns(*render(config(("", "{{ issue.key }}")), issue())) == [("user", "ACC-7")]


def test_only_the_last_stage_has_examples_and_only_a_later_one_sees_the_draft() -> None:
    asked = config(
        ("Plan.", "Plan {{ issue.summary }}"), ("Write.", "{{ draft }}|{{ issue.key }}"), examples=(example(),)
    )
    assert turns(*render(asked, issue("Real"))) == [("system", "Plan."), ("user", "Plan Real")]
    assert turns(*render(asked, issue("Real"), stage=1, draft="the plan")) == [
        ("system", "Write."),
        ("user", "|EX-1"),
        ("assistant", "Feature: an example"),
        ("user", "the plan|ACC-7"),
    ]


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% for n in range(9) %}x{% endfor %}", "{# gone #}", "{{ issue.__class__ }}", "{% raw %}"]
)
def test_template_signs_in_an_issue_an_example_or_a_draft_are_data(text: str) -> None:
    asked = config(
        ("s", "-"),
        ("", EVERYTHING),
        examples=(example(text, text, text),),
    )
    given_issue = issue(text, text, description=text, context=text, attachments=attached(text))
    asked_example, answered, last = render(asked, given_issue, stage=1, draft=text)
    assert last.content == "|".join([text] * 6)
    assert asked_example.content == f"{text}||None||{text}"
    assert answered.content == text


@given(st.text())
def test_any_text_of_an_issue_reaches_the_model_as_it_is(text: str) -> None:
    (message,) = render(config(("", "<{{ issue.description }}>")), issue(description=text))
    assert message.content == f"<{text}>"


@pytest.mark.parametrize(
    "template",
    [
        "{{ issue.__class__ }}",
        "{{ issue['__class__'] }}",
        "{{ issue.summary.__class__.__mro__ }}",
        "{{ (issue.summary | attr('__class__')) ~ '' }}",
        "{{ issue.summary.format.__globals__ }}",
        "{{ '{0.__class__}'.format(issue) }}",
        "{% for n in range(100001) %}x{% endfor %}",
        "{% set _ = issue.left_out.append(1) %}",
    ],
)
def test_the_sandbox_refuses_what_a_template_has_no_business_with(template: str) -> None:
    with pytest.raises(PromptError, match=r"^prompt 'family/v1': template: "):
        render(config(("", template)), issue())


@pytest.mark.parametrize(
    "template",
    [
        "{{ {'a': 1}[issue.summary] }}",
        "{{ issue[issue.summary] }}",
        "{{ [1] | map(issue.summary) | list }}",
        "{{ issue.summary + 1 }}",
        "{{ 1 / (issue.summary | length - 13) }}",
        "{% if issue.context %}{{ issue.nothing }}{{ issue.context }}{% endif %}",
        "{{ '%d' % issue.summary }}",
        "{{ issue.summary | groupby('x') }}",
        "{{ {}['a' ~ issue.description] }}",
    ],
)
def test_no_error_of_a_template_and_no_printed_trace_holds_text_of_the_issue(template: str) -> None:
    given_issue = issue(SECRET, SECRET, description=SECRET, context=SECRET)
    with pytest.raises(PromptError) as caught:
        render(config(("", template)), given_issue)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "\n" not in str(caught.value)


def test_a_template_that_fails_on_one_issue_only_names_the_kind_of_fault() -> None:
    with pytest.raises(PromptError, match=r"^prompt 'family/v1': template: ZeroDivisionError$"):
        render(config(("", "{{ 1 / (issue.summary | length - 13) }}")), issue(SECRET))


@pytest.mark.parametrize(
    ("stages", "examples", "counts"),
    [
        ([("Write.", "{{ issue.key }}")], 0, [1]),
        ([("Write.", "{{ issue.key }}")], 2, [5]),
        ([("", "{{ issue.key }}")], 2, [4]),
        ([("", "{{ issue.key }}")], 0, [0]),
        ([("{# note #}", "{{ issue.key }}")], 1, [2]),
        ([("{% set n = 3 %}Write {{ n }}.", "{{ issue.key }}")], 1, [3]),
        ([("Write for {{ issue.type }}.", "{{ issue.key }}")], 2, [0]),
        ([("Plan.", "{{ issue.key }}"), ("Write.", "{{ draft }}")], 1, [1, 3]),
        ([("Plan.", "{{ issue.key }}"), ("Write: {{ draft }}", "{{ issue.key }}")], 1, [1, 0]),
    ],
)
def test_shared_is_what_stands_in_front_of_the_first_thing_that_depends_on_the_issue(
    stages: list[tuple[str, str]], examples: int, counts: list[int]
) -> None:
    asked = config(*stages, examples=(example(),) * examples)
    assert [shared(asked, stage=n) for n in range(len(stages))] == counts


def test_what_is_shared_is_equal_for_any_two_issues_and_the_request_says_so() -> None:
    asked = config(("Write.", "{{ issue.summary }}"), examples=(example("First"), example("Second")))
    one, other = ask(issue("One"), asked), ask(issue("Other"), asked)
    assert (one.shared, one.messages[:5]) == (5, other.messages[:5])
    assert one.messages[5] != other.messages[5]


def test_what_is_shared_is_no_part_of_any_identity() -> None:
    asked = config(("Write.", "{{ issue.summary }}"))
    request = ask(issue(), asked)
    told = replace(request, shared=0)
    assert request.shared == 1
    assert told == request
    assert call_key(asked.model, told) == call_key(asked.model, request)
    # As it was before a request said what it shares.
    assert config_digest(asked) == "sha256-cj1:bdd4ccbbc0c09d24d2938ec588989b02945beea539731a0b1719bf70abcbbb4e"


def test_every_prompt_of_ours_has_all_that_issues_share_in_front(catalog: Catalog) -> None:
    for name in catalog.prompt_names():
        asked = catalog.config(name, "openai/gpt-5-mini").config
        first = ask(issue("One", "a", "b"), asked)
        assert first.shared == len(first.messages) - 1, name  # only the issue itself stands behind it
        assert first.shared >= 1 or not asked.stages[0].system, name
