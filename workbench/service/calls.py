"""Tokens, seconds and cost of each call behind one generation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.pricing import cost
from workbench.core.records import Price, Result
from workbench.generator.records import Completion


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call.

    Attributes:
        stage: the stage's name; its number where the config is not known any more.
        cost_usd: what it costs at the candidate's price; None where a count or the price is unknown.
    """

    stage: str
    completion: Completion
    cost_usd: Decimal | None


def calls(result: Result, *, stages: Sequence[str], price: Price | None) -> tuple[Call, ...]:
    """Return the calls of a generation in their order.

    Args:
        result: the generation.
        stages: the names of the config's stages; may be fewer than there are calls.
        price: of the candidate's model; None is unknown.
    """
    return tuple(
        Call(
            stage=stages[number] if number < len(stages) else str(number + 1),
            completion=completion,
            cost_usd=None if price is None else cost(completion.usage, price),
        )
        for number, completion in enumerate(result.completions)
    )
