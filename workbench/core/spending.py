"""What a run is expected to cost, what it may cost, and what it has cost."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from workbench.generator.records import Closed

Purpose = Literal["candidate", "judge", "draft"]
"""What a call was made for: an answer that is scored, a verdict on one, or a draft of gold."""


class Range(Closed):
    """Where a figure will lie: `low` and `high` bound what is expected, `likely` is the best guess."""

    low: Decimal
    likely: Decimal
    high: Decimal


class ModelEstimate(Closed):
    """What the cells to do of one candidate ask of its model.

    Attributes:
        candidate: its name in the suite.
        model: the model's name.
        cells: cells to do; none of them is known.
        calls: calls that have no stored answer, as far as that can be known before.
        input_tokens: of these calls, all classes.
        output_tokens: of these calls, reasoning included.
        usd: None where the model has no price.
        seconds: of the model's own time, one call after another; None where no call of it is stored.
        source: what the figures rest on, one short sentence.
    """

    candidate: str
    model: str
    cells: int
    calls: int
    input_tokens: Range
    output_tokens: Range
    usd: Range | None
    seconds: Range | None
    source: str


class Estimate(Closed):
    """What a run of a suite will take, before anything is sent.

    Attributes:
        planned: planned cells.
        known: of them, cells whose generation is stored.
        parts: one for each candidate with cells to do.
        calls: calls to make.
        input_tokens: all classes.
        output_tokens: reasoning included.
        usd: None where a model without a price has to be asked.
        seconds: until the last answer, with the models' numbers of calls at once; None where a model's pace is unknown.
        unpriced: models that have to be asked and have no price.
    """

    planned: int
    known: int
    parts: tuple[ModelEstimate, ...]
    calls: int
    input_tokens: Range
    output_tokens: Range
    usd: Range | None
    seconds: Range | None
    unpriced: tuple[str, ...] = ()

    @property
    def todo(self) -> int:
        """Planned cells that are not known; equal ones are asked once, so there may be fewer calls."""
        return self.planned - self.known


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """Numbers that were seen: how many, their mean, and their standard deviation, which is None below two."""

    n: int
    mean: float
    sd: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What stored calls of one stage of a config took, or those of a model; None where it is known of no call.

    Attributes:
        config_digest: of the config whose stage this is; None stands for every config of the model.
        stage: index of the stage; None stands for all.
        tokens_per_byte: total input tokens for each byte of the messages.
        output_tokens: of a call, reasoning included.
        seconds: of a call, from sending to the whole answer.
        bytes_per_output_token: of the answers' texts in UTF-8; None where no token was counted, too.
    """

    model: str
    config_digest: str | None
    stage: int | None
    tokens_per_byte: Sample | None
    output_tokens: Sample | None
    seconds: Sample | None
    bytes_per_output_token: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What one session of a run may spend.

    Attributes:
        budget_usd: of the whole run, sessions before included; None is no limit.
        max_minutes: of this session; None is no limit.
    """

    budget_usd: Decimal | None = None
    max_minutes: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One go at a run, from its start to its end or kill.

    Attributes:
        estimate: as it was shown before anything was sent.
        seconds: how long it took; None where it was killed or is going on.
    """

    id: str
    began_at: datetime
    terms: Terms
    estimate: Estimate
    seconds: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """What a run has paid for calls of its own; answers that were known cost it nothing.

    Attributes:
        calls: that were sent to models which cost something, repeated ones included.
        settled_usd: paid, by the usage that providers told.
        held_usd: the worst case of calls whose end is not known: they may have been billed.
        unpriced: calls to models without a price.
        judge_calls: of the calls, those of a judge.
        judge_usd: of what was paid or is held, what went to a judge.
    """

    calls: int
    settled_usd: Decimal
    held_usd: Decimal
    unpriced: int
    judge_calls: int = 0
    judge_usd: Decimal = Decimal(0)

    @property
    def most_usd(self) -> Decimal:
        """The most that calls with a price can have cost; a budget counts this."""
        return self.settled_usd + self.held_usd

    @property
    def incurred_usd(self) -> Decimal | None:
        """What the run paid, in US dollars; None where a call's cost is not known for certain."""
        return None if self.held_usd or self.unpriced else self.settled_usd


@dataclass(frozen=True, kw_only=True, slots=True)
class Took:
    """What the answers that a run asked for took; a sum with an unknown count in it is None.

    Attributes:
        calls: that were answered.
        input_tokens: all classes.
        output_tokens: reasoning included.
    """

    calls: int
    input_tokens: int | None
    output_tokens: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitStep:
    """One change of how many calls may be in flight at a provider at once.

    Attributes:
        name: the provider and which key, for people; never a key.
        limit: calls at once from now on.
        cause: why.
    """

    at: datetime
    name: str
    limit: int
    cause: str
