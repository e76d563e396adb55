"""What comes out: completions with their usage, tests, and the generation that holds them."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from workbench.generator.allowance import Allowance
from workbench.generator.records.asked import Request
from workbench.generator.records.closed import Closed

Finish = Literal["stop", "length", "refused", "filtered", "too_long"]
Outcome = Literal["ok", "unusable", "refused", "truncated", "filtered"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """Tokens of one call as the provider counted them; None is unknown, never 0.

    Attributes:
        input_tokens: uncached input only.
        cache_read_tokens: input served from the provider's prompt cache.
        cache_write_tokens: input written to that cache.
        output_tokens: the visible answer, without reasoning.
        reasoning_tokens: hidden reasoning; billed like output.
    """

    input_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None

    @property
    def total_input(self) -> int | None:
        """All input tokens, cached or not, or None where any of the three is unknown."""
        return _sum(self.input_tokens, self.cache_read_tokens, self.cache_write_tokens)

    @property
    def total_output(self) -> int | None:
        """Answer and reasoning tokens, or None where either is unknown."""
        return _sum(self.output_tokens, self.reasoning_tokens)


def _sum(*parts: int | None) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A model's answer to one request.

    Attributes:
        text: the answer; "" where the model refused or was filtered.
        finish: why it ended; `too_long` is a request beyond the model's context, which was never answered.
        usage: as the provider counted.
        latency_s: seconds from sending to the whole answer.
        served_by: the model's name as the provider answered it, or None.
        allowance: what the provider said is left of its limits; nothing about the answer, and never stored.
    """

    text: str
    finish: Finish
    usage: Usage
    latency_s: float
    served_by: str | None = None
    allowance: Allowance = field(default_factory=dict, compare=False, repr=False)


Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class TestStep(Closed):
    """One step of a manual test: what is done, with which data, and what is expected then."""

    __test__ = False

    action: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
    data: Line = ""
    expected: Line = ""


class TestCase(Closed):
    """One test: either `steps` (manual) or `scenario` (Gherkin), never both.

    Attributes:
        scenario: one scenario or outline as Gherkin text with its tags, without the feature line.
        preconditions: what holds before; a feature's background steps for Gherkin.
        technique: how the test was derived.
        labels: tags without `@`, those that name criteria left out.
        criteria: ids of the acceptance criteria it claims to check, as `AC-1`.
    """

    __test__ = False

    title: Title
    objective: Line = ""
    preconditions: tuple[Paragraph, ...] = Field(default=(), max_length=100)
    priority: Literal["high", "medium", "low"] = "medium"
    technique: Literal["functional", "negative", "boundary", "alternative", "regression", "nonfunctional"] = (
        "functional"
    )
    steps: tuple[TestStep, ...] = Field(default=(), max_length=40)
    scenario: Annotated[str, StringConstraints(max_length=20_000)] | None = None
    labels: tuple[Line, ...] = Field(default=(), max_length=200)
    criteria: tuple[Annotated[str, StringConstraints(pattern=r"^AC-[1-9][0-9]{0,3}$")], ...] = Field(
        default=(), max_length=40
    )
    assumptions: tuple[Line, ...] = Field(default=(), max_length=20)
    open_questions: tuple[Line, ...] = Field(default=(), max_length=20)


class TestSuite(Closed):
    """The tests of one issue: the canonical output. `language` is the Gherkin dialect's code."""

    __test__ = False

    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    language: str = "en"
    cases: tuple[TestCase, ...] = Field(default=(), max_length=200)
    open_questions: tuple[Line, ...] = Field(default=(), max_length=40)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read out of an answer. `reason` is None exactly when `suite` holds cases."""

    suite: TestSuite
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One stage's call: the stage's name, what was asked and what came back."""

    stage: str
    request: Request
    completion: Completion


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """What production made of one issue under one config.

    Attributes:
        outcome: `ok`, or why there are no tests.
        suite: the tests; empty unless `ok`.
        reason: one short sentence without issue text where the outcome is not `ok`, else None.
        answers: every call in its order.
        left_out: what intake did not send.
    """

    outcome: Outcome
    suite: TestSuite
    reason: str | None
    answers: tuple[Answer, ...] = field(default=())
    left_out: tuple[str, ...] = ()
