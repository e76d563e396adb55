import logging
import traceback
from dataclasses import replace
from io import StringIO
from typing import Any

import httpx2
import pytest

from tests.generator.models.wires import (
    ASKED,
    BODY,
    FAILURES,
    KEY,
    NOT_JSON_OF_OURS,
    OPENAI,
    PROMPT,
    SECRETS,
    Wire,
    error,
    says,
)
from workbench.generator.errors import ConfigError, ProviderError
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import Completion, Message, ModelSpec, Params, Request, Usage

UNKNOWN = Usage()
LONG = replace(ASKED, messages=(Message(role="system", content="word " * 2_000), *ASKED.messages[1:]))


def ask(answer: httpx2.Response | Exception, request: Request = ASKED, spec: ModelSpec = OPENAI) -> Completion:
    return OpenAiModel(spec, key=KEY, transport=Wire(answer)).complete(request)


def sent(request: Request, spec: ModelSpec = OPENAI, **always: Any) -> Any:
    wire = Wire(answered())
    OpenAiModel(spec, key=KEY, transport=wire, always=always).complete(request)
    return wire.sent()


def answered(finish: str | None = "stop", usage: Any = None, **message: Any) -> httpx2.Response:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": "Hi.", **message}}
    return says({"id": "1", "model": "m-1-2026", "choices": [choice], "usage": usage})


@pytest.mark.parametrize(("answer", "kind", "status"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failure_is_one_request_a_kind_and_no_word_of_the_provider_the_prompt_or_the_key(
    answer: httpx2.Response | Exception, kind: str, status: int | None
) -> None:
    wire = Wire(answer)
    with pytest.raises(ProviderError) as caught:
        OpenAiModel(OPENAI, key=KEY, transport=wire).complete(ASKED)
    assert (caught.value.kind, caught.value.status) == (kind, status)
    assert len(wire.requests) == 1
    trace = "".join(traceback.format_exception(caught.value))
    assert not [secret for secret in SECRETS if secret in trace]


@pytest.mark.parametrize("content_type", ["application/json", "text/html"])
@pytest.mark.parametrize("body", NOT_JSON_OF_OURS.values(), ids=NOT_JSON_OF_OURS.keys())
def test_a_success_without_an_answer_in_it_is_malformed(body: bytes, content_type: str) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(says(body, headers={"content-type": content_type}))
    assert (caught.value.kind, caught.value.status) == ("malformed", 200)
    assert BODY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "choices",
    [None, [], {}, {"0": {}}, "abc", [None], [1], [BODY], [{}], [{"message": None}], [{"message": BODY}]]
    + [[{"message": {"content": content}}] for content in (5, {"a": BODY}, [{"type": "text", "text": BODY}])],
    ids=repr,
)
def test_choices_of_another_shape_are_malformed(choices: Any) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(says({"id": "1", "choices": choices}))
    assert caught.value.kind == "malformed"
    assert BODY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("code", "type_", "status"),
    [
        ("insufficient_quota", "insufficient_quota", 429),
        (None, "insufficient_quota", 429),
        ("billing_hard_limit_reached", "invalid_request_error", 400),
        ("billing_not_active", "billing_not_active", 429),
    ],
)
def test_an_empty_account_is_a_spend_limit_and_no_rate_limit(code: str | None, type_: str, status: int) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(error(status, code=code, type_=type_))
    assert (caught.value.kind, caught.value.status) == ("spend_limit", status)


@pytest.mark.parametrize(
    ("answer", "finish"),
    [
        (error(400, code="content_filter"), "filtered"),
        (error(400, code="content_policy_violation"), "filtered"),
        (error(400, code="invalid_prompt", type_="invalid_request_error"), "filtered"),
        (error(400, code="context_length_exceeded"), "too_long"),
        (error(400, code="400", type_="exceed_context_size_error"), "too_long"),
        (error(400, message="This model's maximum context length is 4096 tokens."), "too_long"),
        (error(413), "too_long"),
        (says(f"<html>{BODY}</html>".encode(), 413), "too_long"),
    ],
)
def test_an_error_that_speaks_of_the_request_itself_is_an_outcome_and_no_failure(
    answer: httpx2.Response, finish: str
) -> None:
    found = ask(answer)
    assert (found.text, found.finish, found.usage, found.served_by) == ("", finish, UNKNOWN, None)


@pytest.mark.parametrize(
    ("answer", "text", "finish"),
    [
        (answered(), "Hi.", "stop"),
        (answered(None), "Hi.", "stop"),
        (answered("length"), "Hi.", "length"),
        (answered("content_filter"), "", "filtered"),
        (answered("content_filter", content=None), "", "filtered"),
        (answered(content=None), "", "stop"),
        (answered(content=""), "", "stop"),
        (answered(content=None, refusal="I cannot do that."), "", "refused"),
        (answered(refusal="I cannot do that."), "", "refused"),
        (answered("length", content=None), "", "length"),
        (
            answered(
                "tool_calls", content=None, tool_calls=[{"id": "1", "type": "function", "function": {"name": "f"}}]
            ),
            "",
            "stop",
        ),
        (answered(content="a \ud800 b"), "a \ufffd b", "stop"),
        (answered(content="🙂"), "🙂", "stop"),
    ],
)
def test_an_answer_gives_its_text_and_why_it_ended(answer: httpx2.Response, text: str, finish: str) -> None:
    found = ask(answer)
    assert (found.text, found.finish, found.served_by) == (text, finish, "m-1-2026")
    assert found.latency_s >= 0


@pytest.mark.parametrize(
    ("given", "usage"),
    [
        (
            {
                "prompt_tokens": 100,
                "completion_tokens": 50,
                "prompt_tokens_details": {"cached_tokens": 60, "cache_write_tokens": 10},
                "completion_tokens_details": {"reasoning_tokens": 45},
            },
            Usage(input_tokens=30, cache_read_tokens=60, cache_write_tokens=10, output_tokens=5, reasoning_tokens=45),
        ),
        (
            {"prompt_tokens": 100, "completion_tokens": 0, "prompt_tokens_details": None},
            Usage(input_tokens=100, cache_read_tokens=0, cache_write_tokens=0, output_tokens=0, reasoning_tokens=0),
        ),
        (
            {"prompt_tokens": 5, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": 9}},
            Usage(cache_read_tokens=9, cache_write_tokens=0, output_tokens=1, reasoning_tokens=0),
        ),
        (
            {"prompt_tokens": 5, "completion_tokens": 1, "prompt_tokens_details": {"cached_tokens": -1}},
            Usage(cache_write_tokens=0, output_tokens=1, reasoning_tokens=0),
        ),
        (
            {"prompt_tokens": 5, "completion_tokens": 1, "completion_tokens_details": {"reasoning_tokens": "some"}},
            Usage(input_tokens=5, cache_read_tokens=0, cache_write_tokens=0),
        ),
        (
            {"prompt_tokens": 5, "completion_tokens": 1, "completion_tokens_details": {"reasoning_tokens": 2}},
            Usage(input_tokens=5, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=2),
        ),
        (
            {
                "prompt_tokens": 5,
                "completion_tokens": 1,
                "prompt_tokens_details": "none",
                "completion_tokens_details": [1],
            },
            Usage(),
        ),
        (
            {"prompt_tokens": 5, "completion_tokens": None, "prompt_tokens_details": {"cached_tokens": None}},
            Usage(input_tokens=5, cache_read_tokens=0, cache_write_tokens=0),
        ),
        ({"completion_tokens": 7}, Usage(output_tokens=7, reasoning_tokens=0)),
        ({"prompt_tokens": "many", "completion_tokens": -1}, UNKNOWN),
        ({"prompt_tokens": True, "completion_tokens": 10**30}, UNKNOWN),
        ({"prompt_tokens": 1.5, "completion_tokens": [1]}, UNKNOWN),
        (None, UNKNOWN),
        ({}, UNKNOWN),
        ("many", UNKNOWN),
        ([1], UNKNOWN),
    ],
)
def test_cached_input_and_reasoning_are_taken_out_of_the_totals_and_unknown_stays_unknown(
    given: Any, usage: Usage
) -> None:
    assert ask(answered(usage=given)).usage == usage


def test_the_request_holds_the_model_the_messages_and_the_limit_and_nothing_that_was_not_asked() -> None:
    assert sent(ASKED) == {
        "model": "m-1",
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": PROMPT}],
        "max_completion_tokens": 10,
    }


def test_every_parameter_is_sent_under_its_name_zero_included() -> None:
    params = Params(temperature=0, top_p=0.5, seed=0, reasoning_effort="low", max_output_tokens=3)
    body = sent(replace(ASKED, params=params), OPENAI.model_copy(update={"limit_field": "max_tokens"}))
    del body["model"], body["messages"]
    assert body == {"temperature": 0, "top_p": 0.5, "seed": 0, "reasoning_effort": "low", "max_tokens": 3}


def test_a_schema_is_sent_as_a_strict_response_format() -> None:
    schema = {"type": "object", "properties": {}}
    body = sent(replace(ASKED, schema=schema))
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "test_suite", "strict": True, "schema": schema},
    }
    assert "grammar" not in body


def test_a_grammar_and_the_servers_own_fields_stand_at_the_top_of_the_body() -> None:
    body = sent(replace(ASKED, grammar='root ::= "x"'), cache_prompt=False)
    assert (body["grammar"], body["cache_prompt"]) == ('root ::= "x"', False)
    assert "response_format" not in body


def test_what_all_issues_share_changes_nothing_that_is_sent() -> None:
    assert sent(replace(LONG, shared=1)) == sent(LONG)


def test_the_key_goes_into_the_header_and_the_request_to_the_configs_address() -> None:
    wire = Wire(answered())
    spec = OPENAI.model_copy(update={"base_url": "http://gpu.example:8000/v1"})
    OpenAiModel(spec, key=KEY, transport=wire).complete(ASKED)
    (request,) = wire.requests
    assert str(request.url) == "http://gpu.example:8000/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in request.content


def test_the_environment_cannot_send_an_issue_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
    wire = Wire(answered())
    OpenAiModel(OPENAI, key=KEY, transport=wire).complete(ASKED)
    assert [str(request.url) for request in wire.requests] == ["https://api.openai.com/v1/chat/completions"]


@pytest.mark.parametrize("address", ["", "gpu:8000/v1", "ftp://gpu/v1", "http:", "http://", "https://h:port/", "\n"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    spec = OPENAI.model_copy(update={"base_url": address})
    with pytest.raises(ConfigError, match=r"^openai/m: 'base_url' is no address"):
        OpenAiModel(spec, key=KEY)


def test_a_request_that_cannot_be_written_as_json_is_the_requests_fault() -> None:
    wire = Wire(answered())
    broken = replace(ASKED, messages=(Message(role="user", content=f"{PROMPT} \ud800"),))
    with pytest.raises(ProviderError) as caught:
        OpenAiModel(OPENAI, key=KEY, transport=wire).complete(broken)
    assert (caught.value.kind, len(wire.requests)) == ("bad_request", 0)
    assert PROMPT not in "".join(traceback.format_exception(caught.value))


def test_an_endpoint_that_needs_no_key_never_gets_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    wire = Wire(answered())
    OpenAiModel(OPENAI, key="", transport=wire).complete(ASKED)
    assert KEY not in str(wire.requests[0].headers.raw)


def test_no_log_at_any_level_holds_the_prompt_or_the_answer() -> None:
    stream = StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        logging.getLogger("test").debug("the handler hears")
        ask(answered(content=BODY))
        with pytest.raises(ProviderError):
            ask(error(500))
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    assert stream.getvalue() == "the handler hears\n"
