import json
import typing
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from tests.generator.models.wires import ASKED
from tests.generator.prompt.configs import SPEC, config
from workbench.generator.errors import (
    PROVIDER_KINDS,
    ConfigError,
    GeneratorError,
    IssueError,
    ModelUnavailableError,
    ProviderError,
    ReleaseError,
)
from workbench.generator.prompt.digest import config_digest
from workbench.generator.records import Answer, Completion, Generation, Outcome, TestCase, TestSuite, Usage
from workbench.generator.tenant.usage import TokenPrice, UsageRecord, usage_record

SITE = "f0a1b2c3-0000-4000-8000-00000000000a"
AT = datetime(2026, 11, 25, 10, 30, 1, 999, tzinfo=UTC)
COUNTS = Usage(input_tokens=1_000, cache_read_tokens=200, cache_write_tokens=0, output_tokens=50, reasoning_tokens=10)
PRICE = TokenPrice(input=Decimal("1.25"), cache_read=Decimal("0.125"), output=Decimal(10))
NO_ID = (
    "Leonie Brackwater",
    "leonie@example.com",
    "712020:7f123cbf-0df9-51a9-9f7e-61e3d621ecc4",
    "5b10a2844c20165700ede21g",
    "SHOP-12",
    "",
    "a b",
)


def made(*usages: Usage, outcome: Outcome = "ok") -> Generation:
    answers = tuple(
        Answer(stage="s", request=ASKED, completion=Completion(text="t", finish="stop", usage=usage, latency_s=1))
        for usage in usages
    )
    return Generation(outcome=outcome, suite=TestSuite(), reason=None, answers=answers)


def record(what: Generation | GeneratorError, **fields: Any) -> UsageRecord:
    given: dict[str, Any] = {"installation": SITE, "environment": "production", "at": AT, "price": PRICE}
    return usage_record(what, config(), **(given | fields))


def test_a_record_says_who_when_what_and_how_much_and_no_more() -> None:
    assert record(made(COUNTS, COUNTS)).model_dump(mode="json") == {
        "version": "usage/1",
        "installation": SITE,
        "environment": "production",
        "at": "2026-11-25T10:30:01Z",
        "config": config_digest(config()).rpartition(":")[2][:12],
        "adapter": "openai",
        "model": "openai/m",
        "calls": 2,
        "tool_calls": 0,
        "input_tokens": 2_000,
        "cache_read_tokens": 400,
        "cache_write_tokens": 0,
        "output_tokens": 100,
        "reasoning_tokens": 20,
        "cost_usd": "0.00375",
        "outcome": "ok",
        "failure": None,
        "status": "succeeded",
    }


def test_a_record_is_read_back_as_it_was_written_and_takes_no_other_key() -> None:
    written = record(made(COUNTS)).model_dump_json()
    assert UsageRecord.model_validate_json(written) == record(made(COUNTS))
    with pytest.raises(ValidationError) as caught:
        UsageRecord.model_validate({**json.loads(written), "summary": "secret words"})
    assert "secret" not in str(caught.value)


def test_every_string_of_the_schema_is_an_enum_or_has_a_pattern() -> None:
    """A field of free text could hold anything; a new one has to say what it may hold."""
    for name, field in UsageRecord.model_fields.items():
        for kind in get_args(field.annotation) or (field.annotation,):
            if kind is str or (typing.get_origin(kind) is typing.Annotated and get_args(kind)[0] is str):
                limits = [*field.metadata, *get_args(kind)[1:]]
                assert any(getattr(limit, "pattern", None) for limit in limits), name


@pytest.mark.parametrize("text", NO_ID)
@pytest.mark.parametrize("place", ["installation", "environment", "config", "adapter", "outcome", "failure", "status"])
def test_no_name_address_or_account_id_fits_into_a_string(place: str, text: str) -> None:
    with pytest.raises(ValidationError):
        UsageRecord.model_validate({**record(made(COUNTS)).model_dump(), place: text})


@pytest.mark.parametrize("name", [*NO_ID, "openai/x@y", "OpenAI/m", "a/" + "x" * 99, "openai/a\n"])
def test_a_model_whose_name_is_no_plain_id_is_unknown(name: str) -> None:
    asked = config(model=SPEC.model_copy(update={"name": name}))
    assert usage_record(made(COUNTS), asked, installation=SITE, environment="staging", at=AT).model is None


@pytest.mark.parametrize("name", ["rules", "openai/gpt-4.1-mini", "local/smollm2-135m-instruct", "ollama/llama3.1"])
def test_the_models_that_we_list_are_named(name: str) -> None:
    asked = config(model=SPEC.model_copy(update={"name": name}))
    assert usage_record(made(COUNTS), asked, installation=SITE, environment="staging", at=AT).model == name


@pytest.mark.parametrize("unknown", ["input_tokens", "cache_read_tokens", "output_tokens", "reasoning_tokens"])
def test_a_sum_with_an_unknown_in_it_is_unknown_and_so_is_its_cost(unknown: str) -> None:
    lacking = Usage(**{**{name: getattr(COUNTS, name) for name in COUNTS.__slots__}, unknown: None})
    found = record(made(COUNTS, lacking))
    assert getattr(found, unknown) is None
    assert found.cost_usd is None
    assert found.cache_write_tokens == 0


def test_a_cost_is_unknown_without_a_price_for_tokens_that_were_used_and_only_then() -> None:
    written = Usage(input_tokens=0, cache_read_tokens=0, cache_write_tokens=7, output_tokens=0, reasoning_tokens=0)
    assert record(made(COUNTS), price=None).cost_usd is None
    assert record(made(written)).cost_usd is None
    assert record(made()).cost_usd == "0"


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_outcome_has_its_status(outcome: Outcome) -> None:
    found = record(made(COUNTS, outcome=outcome))
    assert (found.outcome, found.status) == (outcome, "succeeded" if outcome == "ok" else "no_tests")


FAILURES: list[tuple[GeneratorError, str]] = [
    *((ProviderError("m", kind), kind) for kind in PROVIDER_KINDS),
    (IssueError("secret words"), "input"),
    (ConfigError("secret words"), "input"),
    (ReleaseError("secret words"), "release"),
    (ModelUnavailableError("secret words"), "model_unavailable"),
    (GeneratorError("secret words"), "other"),
]


@pytest.mark.parametrize(("failure", "kind"), FAILURES, ids=[kind for _, kind in FAILURES])
def test_a_failure_is_recorded_by_its_kind_without_its_words(failure: GeneratorError, kind: str) -> None:
    found = record(failure)
    assert (found.failure, found.status, found.outcome, found.calls) == (kind, "failed", None, None)
    assert "secret" not in found.model_dump_json()


def test_the_time_is_utc_and_one_without_a_zone_is_refused() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5)))
    assert record(made(), at=there).model_dump(mode="json")["at"] == "2026-11-25T10:30:01Z"
    with pytest.raises(ValidationError):
        record(made(), at=AT.replace(tzinfo=None))


def test_the_words_of_a_generation_are_in_no_record() -> None:
    suite = TestSuite(title="secret words", cases=(TestCase(title="secret words", scenario="secret words"),))
    answer = Answer(
        stage="secret words",
        request=ASKED,
        completion=Completion(text="secret words", finish="stop", usage=COUNTS, latency_s=1, served_by="secret words"),
    )
    generation = Generation(
        outcome="ok", suite=suite, reason="secret words", answers=(answer,), left_out=("secret words",)
    )
    assert "secret" not in record(generation).model_dump_json()
