import logging
import traceback
from dataclasses import replace
from io import StringIO
from typing import Any

import httpx2
import pytest

from tests.generator.models.wires import (
    ANTHROPIC,
    ASKED,
    BODY,
    FAILURES,
    KEY,
    NOT_JSON_OF_OURS,
    PROMPT,
    SECRETS,
    Wire,
    error,
    says,
)
from workbench.generator.errors import ConfigError, ProviderError
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.output.contract import json_schema
from workbench.generator.records import Completion, Message, Params, Request, Usage

UNKNOWN = Usage()
HI = {"type": "text", "text": "Hi."}
THOUGHT = {"type": "thinking", "thinking": "Let me see.", "signature": "x"}


def ask(answer: httpx2.Response | Exception, request: Request = ASKED) -> Completion:
    return AnthropicModel(ANTHROPIC, key=KEY, transport=Wire(answer)).complete(request)


def sent(request: Request) -> Any:
    wire = Wire(answered(HI))
    AnthropicModel(ANTHROPIC, key=KEY, transport=wire).complete(request)
    return wire.sent()


def answered(*content: Any, stop: str | None = "end_turn", usage: Any = None) -> httpx2.Response:
    body = {"id": "1", "type": "message", "role": "assistant", "model": "m-1-2026", "content": list(content)}
    return says({**body, "stop_reason": stop, "usage": usage})


@pytest.mark.parametrize(("answer", "kind", "status"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failure_is_one_request_a_kind_and_no_word_of_the_provider_the_prompt_or_the_key(
    answer: httpx2.Response | Exception, kind: str, status: int | None
) -> None:
    wire = Wire(answer)
    with pytest.raises(ProviderError) as caught:
        AnthropicModel(ANTHROPIC, key=KEY, transport=wire).complete(ASKED)
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
    "content",
    [None, "abc", 7, {"0": 1}, [None], [1], [BODY], [{"type": "text"}], [{"type": "text", "text": None}]]
    + [[{"type": "text", "text": text}] for text in (5, {"a": BODY}, [BODY])],
    ids=repr,
)
def test_content_of_another_shape_is_malformed(content: Any) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(says({"id": "1", "type": "message", "content": content, "stop_reason": "end_turn"}))
    assert caught.value.kind == "malformed"
    assert BODY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("status", "type_", "code"),
    [
        (403, "billing_error", None),
        (429, "rate_limit_error", "enforced_spend_limit_reached"),
        (429, "rate_limit_error", "contract_spend_limit_reached"),
        (400, "invalid_request_error", "linked_organization_spend_limit_reached"),
        (403, "permission_error", "linked_organization_billing_unavailable"),
    ],
)
def test_an_empty_account_is_a_spend_limit_and_no_rate_limit(status: int, type_: str, code: str | None) -> None:
    details = {"error_code": code} if code else None
    with pytest.raises(ProviderError) as caught:
        ask(says({"type": "error", "error": {"type": type_, "message": BODY, "details": details}}, status))
    assert (caught.value.kind, caught.value.status) == ("spend_limit", status)


@pytest.mark.parametrize(
    "answer",
    [
        error(400, type_="invalid_request_error", message="prompt is too long: 216000 tokens > 200000 maximum"),
        error(400, type_="invalid_request_error", message="input length and `max_tokens` exceed context limit: 1 + 2"),
        error(400, type_="exceed_context_size_error"),
        error(413, type_="request_too_large"),
    ],
)
def test_a_request_beyond_the_context_is_an_outcome_and_no_failure(answer: httpx2.Response) -> None:
    found = ask(answer)
    assert (found.text, found.finish, found.usage, found.served_by) == ("", "too_long", UNKNOWN, None)


@pytest.mark.parametrize(
    ("answer", "text", "finish"),
    [
        (answered(HI), "Hi.", "stop"),
        (answered(HI, HI), "Hi.Hi.", "stop"),
        (answered(THOUGHT, HI), "Hi.", "stop"),
        (answered({"type": "redacted_thinking", "data": "x"}, HI), "Hi.", "stop"),
        (answered(THOUGHT), "", "stop"),
        (answered({"type": "tool_use", "id": "1", "name": "f", "input": {}}, stop="tool_use"), "", "stop"),
        (answered({"type": "of-tomorrow", "text": "x"}, HI), "Hi.", "stop"),
        (answered(HI, stop="stop_sequence"), "Hi.", "stop"),
        (answered(HI, stop=None), "Hi.", "stop"),
        (answered(HI, stop="max_tokens"), "Hi.", "length"),
        (answered(HI, stop="model_context_window_exceeded"), "Hi.", "length"),
        (answered(HI, stop="pause_turn"), "Hi.", "length"),
        (answered(HI, stop="refusal"), "", "refused"),
        (answered(stop="refusal"), "", "refused"),
        (answered(), "", "stop"),
        (answered({"type": "text", "text": "a \ud800 b"}), "a \ufffd b", "stop"),
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
                "input_tokens": 30,
                "output_tokens": 50,
                "cache_read_input_tokens": 60,
                "cache_creation_input_tokens": 10,
                "output_tokens_details": {"thinking_tokens": 45},
            },
            Usage(input_tokens=30, cache_read_tokens=60, cache_write_tokens=10, output_tokens=5, reasoning_tokens=45),
        ),
        (
            {"input_tokens": 30, "output_tokens": 0, "cache_read_input_tokens": None},
            Usage(input_tokens=30, cache_read_tokens=0, cache_write_tokens=0, output_tokens=0, reasoning_tokens=0),
        ),
        (
            {"input_tokens": 30, "output_tokens": 5, "cache_read_input_tokens": -1, "cache_creation_input_tokens": "x"},
            Usage(input_tokens=30, output_tokens=5, reasoning_tokens=0),
        ),
        (
            {"output_tokens": 5, "cache_read_input_tokens": 60, "output_tokens_details": {"thinking_tokens": 1.5}},
            Usage(cache_read_tokens=60),
        ),
        (
            {"input_tokens": 30, "output_tokens": 5, "output_tokens_details": {"thinking_tokens": 6}},
            Usage(input_tokens=30, cache_read_tokens=0, cache_write_tokens=0, reasoning_tokens=6),
        ),
        (
            {"input_tokens": 30, "output_tokens": 5, "output_tokens_details": "none"},
            Usage(input_tokens=30, cache_read_tokens=0, cache_write_tokens=0),
        ),
        ({"output_tokens": 7}, Usage(output_tokens=7, reasoning_tokens=0)),
        ({"input_tokens": "many", "output_tokens": -1}, UNKNOWN),
        ({"input_tokens": True, "output_tokens": 10**30}, UNKNOWN),
        (None, UNKNOWN),
        ({}, UNKNOWN),
        ([1], UNKNOWN),
    ],
)
def test_input_is_uncached_as_sent_thinking_is_taken_out_of_the_output_and_unknown_stays_unknown(
    given: Any, usage: Usage
) -> None:
    assert ask(answered(HI, usage=given)).usage == usage


def test_the_request_holds_the_model_the_system_apart_and_no_sampling_parameter() -> None:
    params = Params(temperature=0, top_p=0.5, seed=0, reasoning_effort="low", max_output_tokens=3)
    assert sent(replace(ASKED, params=params)) == {
        "model": "m-1",
        "system": "Be brief.",
        "messages": [{"role": "user", "content": PROMPT}],
        "max_tokens": 3,
    }


def test_examples_are_sent_as_earlier_turns_and_no_system_is_no_field() -> None:
    turns = (
        Message(role="user", content="a"),
        Message(role="assistant", content="b"),
        Message(role="user", content="c"),
    )
    body = sent(replace(ASKED, messages=turns))
    assert [(turn["role"], turn["content"]) for turn in body["messages"]] == [
        ("user", "a"),
        ("assistant", "b"),
        ("user", "c"),
    ]
    assert "system" not in body


def test_our_schema_is_sent_as_the_form_of_the_output_without_what_the_vendor_refuses() -> None:
    form = sent(replace(ASKED, schema=json_schema(["AC-1"])))["output_config"]["format"]
    assert form["type"] == "json_schema"
    assert form["schema"]["required"] == ["cases", "open_questions"]
    case = form["schema"]["properties"]["cases"]["items"]
    assert case["properties"]["criteria"]["items"]["enum"] == ["AC-1"]
    assert "maxLength" not in case["properties"]["title"]


def test_a_grammar_is_never_sent() -> None:
    assert set(sent(replace(ASKED, grammar='root ::= "x"'))) == {"model", "max_tokens", "messages", "system"}


def test_the_key_goes_into_a_header_and_the_request_to_the_vendor_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://elsewhere.example")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-key")
    wire = Wire(answered(HI))
    AnthropicModel(ANTHROPIC, key=KEY, transport=wire).complete(ASKED)
    (request,) = wire.requests
    assert str(request.url) == "https://api.anthropic.com/v1/messages"
    assert KEY in str(request.headers.raw)
    assert "another-key" not in str(request.headers.raw)
    assert KEY.encode() not in request.content


@pytest.mark.parametrize("address", ["", "gpu:8000", "https://h:port/"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(ConfigError, match=r"^anthropic/m: 'base_url' is no address"):
        AnthropicModel(ANTHROPIC.model_copy(update={"base_url": address}), key=KEY)


def test_a_request_that_cannot_be_written_as_json_is_the_requests_fault() -> None:
    wire = Wire(answered(HI))
    broken = replace(ASKED, messages=(Message(role="user", content=f"{PROMPT} \ud800"),))
    with pytest.raises(ProviderError) as caught:
        AnthropicModel(ANTHROPIC, key=KEY, transport=wire).complete(broken)
    assert (caught.value.kind, len(wire.requests)) == ("bad_request", 0)
    assert PROMPT not in "".join(traceback.format_exception(caught.value))


def test_no_log_at_any_level_holds_the_prompt_or_the_answer() -> None:
    stream = StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        logging.getLogger("test").debug("the handler hears")
        ask(answered({"type": "text", "text": BODY}))
        with pytest.raises(ProviderError):
            ask(error(500))
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    assert stream.getvalue() == "the handler hears\n"
