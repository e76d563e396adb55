"""What a candidate has to show before it may ship."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator

from workbench.generator.records import Closed

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Floor(Closed):
    """The lower 95 % bound of the mean must reach this; Wilson's for shares that are all 0 or 1.

    Of a share, n fixtures show at most n / (n + 3.84): what a perfect record of n would (`absolute_checks`).

    Attributes:
        strata: a floor of its own for each named stratum, on the mean as it is.
        repeats: count a fixture as 1 where at least so many of its repeats reach `each`, else as 0.
        each: what one repeat has to reach for that.
    """

    score: str
    at_least: Finite
    strata: Mapping[str, Finite] = Field(default_factory=dict)
    repeats: int | None = Field(default=None, ge=1)
    each: Finite | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> "Floor":
        if (self.repeats is None) != (self.each is None):
            raise ValueError("'repeats' and 'each' go together")
        return self


class Better(Closed):
    """The candidate must be better than the baseline: p below 0.025 one-sided, and by at least this on average.

    It has failed where even the upper 95 % bound of the gain is below it.
    """

    score: str
    by: Finite = Field(ge=0)


class Cheaper(Closed):
    """Or the cheaper path: the primary score not worse by more than this, and the cost lower by this share.

    The cost is lower where the 95 % interval of the mean log ratio excludes no saving and the saving reaches the share
    on average, as with `Better`.
    """

    not_worse_by: Finite = Field(ge=0)
    cheaper_by: float = Field(gt=0, lt=1)


class NoWorse(Closed):
    """The candidate may not be worse than the baseline by more than the margin: the lower 95 % bound is inside it."""

    score: str
    margin: Finite = Field(ge=0)


class Ceiling(Closed):
    """The upper 95 % bound of the mean may not pass this."""

    score: str
    at_most: Decimal


class Gate(Closed):
    """What a candidate has to show; at least one check.

    Attributes:
        floors: absolute.
        better: superiority over the baseline; with `cheaper` given too, one of both is enough.
        cheaper: the cheaper path.
        no_worse: guards.
        ceilings: absolute.
        min_fixtures: fewer pairs decide nothing.
        max_unusable: largest share of cells whose answer is not `ok`, as counted.
        max_fall: no fixture may fall by more on the primary score without a person's look; until then inconclusive.
        looked_at: fixtures whose fall a person has looked at.
        max_age_days: an older run decides nothing about a promotion.
        accept_model_labels: judged scores may rest on a calibration against labels that only models wrote.
    """

    floors: tuple[Floor, ...] = ()
    better: Better | None = None
    cheaper: Cheaper | None = None
    no_worse: tuple[NoWorse, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    min_fixtures: int = Field(default=20, ge=2)
    max_unusable: float | None = Field(default=None, ge=0, le=1)
    max_fall: Finite | None = Field(default=None, gt=0)
    looked_at: tuple[str, ...] = ()
    max_age_days: int | None = Field(default=None, ge=1)
    accept_model_labels: bool = False

    def plain(self) -> dict[str, Any]:
        """Return the gate as a JSON value, without keys that came later where they say nothing.

        Digests of gates stand in the ledger.
        """
        later = () if self.accept_model_labels else ("accept_model_labels",)
        return self.model_dump(mode="json", exclude=set(later))

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing, so that everything would pass."""
        return not (self.floors or self.better or self.cheaper or self.no_worse or self.ceilings)

    @property
    def relative(self) -> bool:
        """Whether it needs a baseline."""
        return bool(self.better or self.cheaper or self.no_worse or self.max_fall)
