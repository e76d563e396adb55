"""What tokens cost, each class at its own price."""

from decimal import Decimal
from typing import Final, Protocol

from workbench.generator.records import Usage

_A_MILLION: Final = 1_000_000


class Prices(Protocol):
    """US dollars per million tokens of each class; None is unknown. Reasoning is billed as output."""

    @property
    def input(self) -> Decimal | None:
        """Of uncached input."""
        ...

    @property
    def cache_read(self) -> Decimal | None:
        """Of input from the provider's cache."""
        ...

    @property
    def cache_write(self) -> Decimal | None:
        """Of input written to that cache."""
        ...

    @property
    def output(self) -> Decimal | None:
        """Of the answer and its reasoning."""
        ...


def cost_of(usage: Usage, prices: Prices) -> Decimal | None:
    """Return US dollars; None where a count is unknown, or the price of a class that has tokens."""
    parts = (
        (usage.input_tokens, prices.input),
        (usage.cache_read_tokens, prices.cache_read),
        (usage.cache_write_tokens, prices.cache_write),
        (usage.total_output, prices.output),
    )
    total = Decimal(0)
    for tokens, unit in parts:
        if tokens is None or (tokens and unit is None):
            return None
        total += tokens * (unit or Decimal(0)) / _A_MILLION
    return total
