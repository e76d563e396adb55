"""Estimates in words, and when a run is dear enough to ask first. Pure."""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from workbench.core.estimating import GUESS
from workbench.core.spending import Estimate, ModelEstimate, Range

_UNITS: Final = ((1, "second"), (60, "minute"), (3600, "hour"))
_SHORT: Final = {"second": "s", "minute": "min", "hour": "h"}
_LONGEST: Final = 120  # of a unit; what is longer is told in the next one


def most_usd(estimate: Estimate, budget: Decimal | None) -> Decimal:
    """Return the most that a run may cost as far as prices are known: the estimate's upper bound, or the budget."""
    most = sum((part.usd.high for part in estimate.parts if part.usd), Decimal(0))
    return most if budget is None else min(most, budget)


def summary(estimate: Estimate) -> str:
    """Return an estimate as one sentence."""
    if not estimate.todo and not estimate.calls:
        return f"Nothing to ask: all {estimate.planned} cells are known."
    cells = f"{_many(estimate.planned, 'cell')}: {estimate.known} known, {estimate.todo} to do"
    if not estimate.calls:
        return f"{cells}, no calls: the answers are stored."
    calls = _many(estimate.calls, "call")
    if estimate.calls < estimate.todo:
        calls += " (what is equal is asked once, what is stored is not asked)"
    return f"{cells}, {calls}, {_tokens(estimate)}; {money(estimate.usd)}; {time(estimate.seconds)}."


def remarks(estimate: Estimate) -> list[str]:
    """Return what keeps an estimate from being a good one, a sentence each."""
    slow = _models(part for part in estimate.parts if part.seconds is None)
    guessed = [name for name in _models(part for part in estimate.parts if part.source == GUESS) if name not in slow]
    said = []
    if slow:
        said.append(
            f"Never asked before: {', '.join(slow)}. Their tokens are guesses, and how long they take is not known."
        )
    if guessed:
        said.append(f"No answer told its tokens: {', '.join(guessed)}. Their tokens are guesses.")
    if estimate.unpriced:
        said.append(f"No price is known for {', '.join(estimate.unpriced)}; give one in evals/models.yaml.")
    return said


def usd(amount: Decimal) -> str:
    """Return an amount of money as `0.0042 USD`."""
    return f"{cents(amount)} USD"


def cents(amount: Decimal) -> str:
    """Return two decimals, or as many as show two digits of a small amount; 0 is `0`."""
    if not amount:
        return "0"
    whole, _, decimals = f"{amount:.{max(2, 1 - amount.adjusted())}f}".partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def money(given: Range | None) -> str:
    """Return a range of money, as `0.10 to 0.30 USD`."""
    if given is None:
        return "the price is not known"
    return f"{span(cents(given.low), cents(given.high))} USD" if given.high else "nothing to pay"


def time(seconds: Range | None, *, short: bool = False) -> str:
    """Return a range of time in one unit, rounded outwards; short as a table has room for."""
    if seconds is None:
        return "-" if short else "the time is not known"
    size, unit = unit_of(seconds.high)
    low, high = math.floor(seconds.low / size), math.ceil(seconds.high / size)
    if high <= 1 and size == 1:
        return "< 1 s" if short else "less than a second"
    said = f"up to {high}" if low == 0 else span(str(low), str(high))
    return f"{said} {_SHORT[unit]}" if short else f"{said} {unit}{'' if high == 1 else 's'}"


def unit_of(seconds: Decimal | float) -> tuple[int, str]:
    """Return the unit in which people tell a time: its seconds and its name."""
    return next((each for each in _UNITS if seconds <= _LONGEST * each[0]), _UNITS[-1])


def duration(seconds: float) -> str:
    """Return a time as people say it, as `3 minutes`."""
    size, unit = unit_of(seconds)
    return _many(max(1, round(seconds / size)), unit)


def rounded(number: Decimal) -> str:
    """Return two digits and zeros after them, as `61,000`."""
    return f"{round(number, min(0, 1 - number.adjusted())):,.0f}"


def _tokens(estimate: Estimate) -> str:
    if not estimate.input_tokens.high and not estimate.output_tokens.high:
        return "no tokens"
    given, answered = estimate.input_tokens.likely, estimate.output_tokens.likely
    return f"about {rounded(given)} tokens in and {rounded(answered)} out"


def _models(parts: Iterable[ModelEstimate]) -> list[str]:
    return list(dict.fromkeys(part.model for part in parts))


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def span(low: str, high: str) -> str:
    """Return two bounds as `1 to 3`, equal ones as one."""
    return low if low == high else f"{low} to {high}"
