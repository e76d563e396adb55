"""The usage record: what is kept of a generation, and nothing of what it was about.

Every string in it is one of a closed set, an id or a version, so that no text of an issue, no account id and no address
fits anywhere.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final, Literal, get_args

from pydantic import AwareDatetime, Field, StringConstraints, field_serializer, field_validator

from workbench.generator.costs import cost_of
from workbench.generator.errors import (
    GeneratorError,
    InputError,
    JiraError,
    ModelUnavailableError,
    ProviderError,
    ProviderKind,
    ReleaseError,
)
from workbench.generator.prompt.digest import config_digest, short
from workbench.generator.records import Adapter, Closed, Generation, Outcome, PromptConfig, Usage

Environment = Literal["development", "staging", "production"]
Status = Literal["succeeded", "no_tests", "failed"]
Failure = ProviderKind | Literal["input", "jira", "model_unavailable", "other", "release"]
Count = Annotated[int, Field(ge=0, le=10**12)]

_MODEL: Final = r"^([a-z]{1,20}|[a-z0-9][a-z0-9-]{0,30}(/[A-Za-z0-9][A-Za-z0-9._-]{0,60}){1,2})$"
_AMOUNT: Final = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,12})?$"
_UUID: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"


class TokenPrice(Closed):
    """US dollars per million tokens of each class; None is unknown. Reasoning is billed as output.

    Production has no table of prices: whoever runs it hands in what it pays.
    """

    input: Decimal | None = Field(default=None, ge=0)
    cache_read: Decimal | None = Field(default=None, ge=0)
    cache_write: Decimal | None = Field(default=None, ge=0)
    output: Decimal | None = Field(default=None, ge=0)


class UsageRecord(Closed):
    """One generation as it is counted and billed.

    Attributes:
        version: of this schema.
        installation: the installation's UUID; never a user's.
        environment: of the app.
        at: when it ended, in UTC, to the second.
        config: the first 12 hex digits of the config's digest.
        adapter: how the model was asked.
        model: the model's id, None where it is no plain `provider/id` of letters, digits, dots, hyphens and lines.
        calls: answers that came; None where a failure ended it, for what came before is not known.
        tool_calls: always 0: the models have no tools.
        input_tokens: uncached; this and the other classes are sums over the calls, None where one of them is unknown.
        cost_usd: decimal text, None where a price or a count is unknown.
        outcome: of the generation, None where it failed.
        failure: what failed, None where nothing did.
        status: whether there are tests.
    """

    version: Literal["usage/1"] = "usage/1"
    installation: Annotated[str, StringConstraints(pattern=_UUID)]
    environment: Environment
    at: AwareDatetime
    config: Annotated[str, StringConstraints(pattern="^[0-9a-f]{12}$")]
    adapter: Adapter
    model: Annotated[str, StringConstraints(pattern=_MODEL, max_length=100)] | None
    calls: Count | None
    tool_calls: Literal[0] = 0
    input_tokens: Count | None
    cache_read_tokens: Count | None
    cache_write_tokens: Count | None
    output_tokens: Count | None
    reasoning_tokens: Count | None
    cost_usd: Annotated[str, StringConstraints(pattern=_AMOUNT)] | None
    outcome: Outcome | None
    failure: Failure | None
    status: Status

    @field_validator("at")
    @classmethod
    def _in_utc(cls, at: datetime) -> datetime:
        return at.astimezone(UTC).replace(microsecond=0)

    @field_serializer("at")
    def _told(self, at: datetime) -> str:
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def usage_record(
    made: Generation | GeneratorError,
    config: PromptConfig,
    *,
    installation: str,
    environment: Environment,
    at: datetime,
    price: TokenPrice | None = None,
) -> UsageRecord:
    """Return what is kept of a generation, or of the failure that came instead of one.

    Args:
        made: the generation or the failure; of a failure only its kind is read.
        config: what was asked, and whom.
        installation: the installation's UUID.
        environment: of the app.
        at: when it ended; has a time zone.
        price: what a token costs; None leaves the cost unknown.

    Raises:
        ValidationError: `installation` is no UUID in lower case, or `at` has no time zone; tells no value.
    """
    usage = _total(made) if isinstance(made, Generation) else Usage()
    return UsageRecord(
        installation=installation,
        environment=environment,
        at=at,
        config=short(config_digest(config)),
        adapter=config.model.adapter,
        model=_model(config.model.name),
        calls=len(made.answers) if isinstance(made, Generation) else None,
        input_tokens=usage.input_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        output_tokens=usage.output_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        cost_usd=_cost(usage, price),
        outcome=made.outcome if isinstance(made, Generation) else None,
        failure=_failure(made),
        status=_status(made),
    )


def _model(name: str) -> str | None:
    return name if len(name) <= 100 and re.fullmatch(_MODEL[1:-1], name) else None


def _status(made: Generation | GeneratorError) -> Status:
    if not isinstance(made, Generation):
        return "failed"
    return "succeeded" if made.outcome == "ok" else "no_tests"


def _failure(made: Generation | GeneratorError) -> Failure | None:
    if isinstance(made, Generation):
        return None
    if isinstance(made, ProviderError) and made.kind in get_args(ProviderKind):
        return made.kind
    known: tuple[tuple[type[GeneratorError], Failure], ...] = (
        (InputError, "input"),
        (JiraError, "jira"),
        (ReleaseError, "release"),
        (ModelUnavailableError, "model_unavailable"),
    )
    return next((name for kind, name in known if isinstance(made, kind)), "other")


def _total(made: Generation) -> Usage:
    usages = [answer.completion.usage for answer in made.answers]
    return Usage(
        input_tokens=_sum(usage.input_tokens for usage in usages),
        cache_read_tokens=_sum(usage.cache_read_tokens for usage in usages),
        cache_write_tokens=_sum(usage.cache_write_tokens for usage in usages),
        output_tokens=_sum(usage.output_tokens for usage in usages),
        reasoning_tokens=_sum(usage.reasoning_tokens for usage in usages),
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total


def _cost(usage: Usage, price: TokenPrice | None) -> str | None:
    """Return the cost as decimal text; a class without tokens needs no price."""
    total = None if price is None else cost_of(usage, price)
    return None if total is None else f"{total.quantize(Decimal('1e-9')).normalize():f}"
