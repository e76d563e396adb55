"""The command estimate, and estimates as lines: before a run, and after it how far off they were."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from workbench.cli.options import Fresh, Limit, Only
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.cli.power import power_json, power_lines, power_of

if TYPE_CHECKING:
    from workbench.core.estimating import Deviation
    from workbench.core.spending import Estimate, ModelEstimate, Range

_UNITS: Final = ((1, "second"), (60, "minute"), (3600, "hour"))
_SHORT: Final = {"second": "s", "minute": "min", "hour": "h"}
_LONGEST: Final = 120  # of a unit; what is longer is told in the next one


def estimate(
    suite: Annotated[str, typer.Argument(help="A suite's file or name, as evals/demo.yaml or demo.")],
    limit: Limit = None,
    only: Only = None,
    fresh: Fresh = False,
    power: Annotated[bool, typer.Option("--power", help="Also tell what difference the suite can show.")] = False,
    difference: Annotated[
        float, typer.Option(min=0.0001, help="With --power: the difference that it is to show.")
    ] = 0.05,
    json: Json = False,
) -> None:
    """Tell what a run of a suite would take in calls, tokens, money and time; nothing is asked."""
    from workbench.bootstrap import limited, open_workbench

    workbench = open_workbench()
    chosen = limited(workbench.catalog.suite(suite), limit=limit, only=only)
    for sentence in chosen.warnings:
        note(f"warning: {sentence}")
    found = workbench.estimate(chosen, fresh=fresh)
    shown = power_of(workbench, chosen, difference) if power else None
    if json:
        print_json(estimate_json(found) | (power_json(shown) if shown else {}))
        return
    if found.parts:
        columns = ("candidate", "cells", "calls", "in", "out", "USD", "model time")
        title = "To do: likely tokens, US dollars, and the time of all calls one after another"
        print_table(title, columns, [_row(part) for part in found.parts], texts=("candidate",))
        say("Figures rest on:")
        for source in dict.fromkeys(part.source for part in found.parts):
            say(f"  {source}: {', '.join(part.candidate for part in found.parts if part.source == source)}")
    for line in (summary(found), *remarks(found), *(power_lines(shown) if shown else ())):
        say(line)


def print_estimate(estimate: "Estimate") -> None:
    """Print an estimate in one line or two on standard error."""
    note(summary(estimate))
    said = remarks(estimate)
    if said:
        note(" ".join(said))


def summary(estimate: "Estimate") -> str:
    """Return an estimate as one sentence."""
    if not estimate.todo and not estimate.calls:
        return f"Nothing to ask: all {estimate.planned} cells are known."
    cells = f"{_many(estimate.planned, 'cell')}: {estimate.known} known, {estimate.todo} to do"
    if not estimate.calls:
        return f"{cells}, no calls: the answers are stored."
    calls = _many(estimate.calls, "call")
    if estimate.calls < estimate.todo:
        calls += " (what is equal is asked once, what is stored is not asked)"
    return f"{cells}, {calls}, {_tokens(estimate)}; {_money(estimate.usd)}; {_time(estimate.seconds)}."


def remarks(estimate: "Estimate") -> list[str]:
    """Return what keeps an estimate from being a good one, a sentence each."""
    from workbench.core.estimating import GUESS

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
        said.append(
            f"No price is known for {', '.join(estimate.unpriced)}; give one in evals/models.yaml, "
            "or run with --allow-unpriced."
        )
    return said


def estimate_json(estimate: "Estimate") -> dict[str, Any]:
    """Return an estimate as a JSON value: money as text, tokens and seconds as numbers."""
    parts = [{**part.model_dump(mode="json"), **_figures(part)} for part in estimate.parts]
    return {**estimate.model_dump(mode="json"), **_figures(estimate), "todo": estimate.todo, "parts": parts}


def deviation_lines(deviations: "Iterable[Deviation]") -> list[str]:
    """Return how far an estimate was off, a sentence a figure; what was to be nothing and was nothing is left out."""
    return [_deviation(each) for each in deviations if each.expected.high or each.actual]


def usd(amount: Decimal) -> str:
    """Return an amount of money as `0.0042 USD`."""
    return f"{_cents(amount)} USD"


# Figures as people read them


def _row(part: "ModelEstimate") -> tuple[str, ...]:
    return (
        part.candidate,
        str(part.cells),
        str(part.calls),
        _rounded(part.input_tokens.likely),
        _rounded(part.output_tokens.likely),
        "-" if part.usd is None else _span(_cents(part.usd.low), _cents(part.usd.high)),
        "-" if part.seconds is None else _duration(part.seconds, short=True),
    )


def _models(parts: "Iterable[ModelEstimate]") -> list[str]:
    return list(dict.fromkeys(part.model for part in parts))


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _tokens(estimate: "Estimate") -> str:
    given, answered = estimate.input_tokens.likely, estimate.output_tokens.likely
    if not estimate.input_tokens.high and not estimate.output_tokens.high:
        return "no tokens"
    return f"about {_rounded(given)} tokens in and {_rounded(answered)} out"


def _money(usd: "Range | None") -> str:
    if usd is None:
        return "the price is not known"
    return f"{_span(_cents(usd.low), _cents(usd.high))} USD" if usd.high else "nothing to pay"


def _time(seconds: "Range | None") -> str:
    return "the time is not known" if seconds is None else _duration(seconds)


def _figures(estimate: "Estimate | ModelEstimate") -> dict[str, Any]:
    """Return counts as whole numbers, money as text and seconds as floats."""
    usd, seconds = estimate.usd, estimate.seconds
    return {
        "input_tokens": {name: int(value) for name, value in estimate.input_tokens},
        "output_tokens": {name: int(value) for name, value in estimate.output_tokens},
        "usd": None if usd is None else {name: f"{value.normalize():f}" for name, value in usd},
        "seconds": None if seconds is None else {name: float(value) for name, value in seconds},
    }


def _deviation(found: "Deviation") -> str:
    expected, actual = found.expected, found.actual
    show, unit = _format(found, max(expected.high, actual or Decimal(0)))
    said = f"Estimate: {show(expected.likely)} {unit}"
    if expected.low != expected.high:
        said += f" ({_span(show(expected.low), show(expected.high))})"
    if actual is None:
        return f"{said}; what it was is not known."
    off = "" if found.ratio is None else _off(found.ratio)
    outside = ", outside the bounds" if found.inside is False and expected.low != expected.high else ""
    return f"{said}; it was {show(actual)}{off}{outside}."


def _off(ratio: float) -> str:
    percent = round(100 * (ratio - 1))
    return f", {abs(percent)} % {'more' if percent > 0 else 'less'}" if percent else ""


def _format(found: "Deviation", largest: Decimal) -> "tuple[Any, str]":
    if found.name == "usd":
        return _cents, "USD"
    if found.name == "seconds":
        size, unit = _unit(largest)
        return (lambda seconds: _short(seconds / size)), f"{unit}s"
    nouns = {"calls": "calls", "input_tokens": "tokens in", "output_tokens": "tokens out"}
    return (lambda number: f"{number:,.0f}"), nouns[found.name]


def _cents(amount: Decimal) -> str:
    """Return two decimals, or as many as show two digits of a small amount; 0 is `0`."""
    if not amount:
        return "0"
    whole, _, decimals = f"{amount:.{max(2, 1 - amount.adjusted())}f}".partition(".")
    return f"{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def _rounded(number: Decimal) -> str:
    """Return two digits and zeros after them, as `61,000`."""
    return f"{round(number, min(0, 1 - number.adjusted())):,.0f}"


def _short(number: Decimal) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _duration(seconds: "Range", *, short: bool = False) -> str:
    """Return a range of time in one unit, rounded outwards."""
    size, unit = _unit(seconds.high)
    low, high = math.floor(seconds.low / size), math.ceil(seconds.high / size)
    if high <= 1 and size == 1:
        return "< 1 s" if short else "less than a second"
    said = f"up to {high}" if low == 0 else _span(str(low), str(high))
    return f"{said} {_SHORT[unit]}" if short else f"{said} {unit}{'' if high == 1 else 's'}"


def _unit(seconds: Decimal) -> tuple[int, str]:
    fitting: Sequence[tuple[int, str]] = [each for each in _UNITS if seconds <= _LONGEST * each[0]]
    return fitting[0] if fitting else _UNITS[-1]
