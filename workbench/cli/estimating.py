"""The command estimate, and estimates as lines: before a run, and after it how far off they were."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Fresh, Limit, Only
from workbench.cli.output import Json, note, print_json, print_table, say
from workbench.cli.power import power_json, power_lines, power_of

if TYPE_CHECKING:
    from workbench.core.estimating import Deviation
    from workbench.core.spending import Estimate, ModelEstimate


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
    from workbench.core.estimate_words import summary

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
    from workbench.core.estimate_words import summary

    note(summary(estimate))
    said = remarks(estimate)
    if said:
        note(" ".join(said))


def remarks(estimate: "Estimate") -> list[str]:
    """Return what keeps an estimate from being a good one, a sentence each."""
    from workbench.core import estimate_words

    said = estimate_words.remarks(estimate)
    if estimate.unpriced:
        said[-1] = f"{said[-1].removesuffix('.')}, or run with --allow-unpriced."
    return said


def estimate_json(estimate: "Estimate") -> dict[str, Any]:
    """Return an estimate as a JSON value: money as text, tokens and seconds as numbers."""
    parts = [{**part.model_dump(mode="json"), **_figures(part)} for part in estimate.parts]
    return {**estimate.model_dump(mode="json"), **_figures(estimate), "todo": estimate.todo, "parts": parts}


def deviation_lines(deviations: "Iterable[Deviation]") -> list[str]:
    """Return how far an estimate was off, a sentence a figure; what was to be nothing and was nothing is left out."""
    return [_deviation(each) for each in deviations if each.expected.high or each.actual]


# Figures as people read them


def _row(part: "ModelEstimate") -> tuple[str, ...]:
    from workbench.core.estimate_words import cents, rounded, span, time

    return (
        part.candidate,
        str(part.cells),
        str(part.calls),
        rounded(part.input_tokens.likely),
        rounded(part.output_tokens.likely),
        "-" if part.usd is None else span(cents(part.usd.low), cents(part.usd.high)),
        time(part.seconds, short=True),
    )


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
    from workbench.core.estimate_words import span

    expected, actual = found.expected, found.actual
    show, unit = _format(found, max(expected.high, actual or Decimal(0)))
    said = f"Estimate: {show(expected.likely)} {unit}"
    if expected.low != expected.high:
        said += f" ({span(show(expected.low), show(expected.high))})"
    if actual is None:
        return f"{said}; what it was is not known."
    off = "" if found.ratio is None else _off(found.ratio)
    outside = ", outside the bounds" if found.inside is False and expected.low != expected.high else ""
    return f"{said}; it was {show(actual)}{off}{outside}."


def _off(ratio: float) -> str:
    percent = round(100 * (ratio - 1))
    return f", {abs(percent)} % {'more' if percent > 0 else 'less'}" if percent else ""


def _format(found: "Deviation", largest: Decimal) -> "tuple[Any, str]":
    from workbench.core.estimate_words import cents, unit_of

    if found.name == "usd":
        return cents, "USD"
    if found.name == "seconds":
        size, unit = unit_of(largest)
        return (lambda seconds: _short(seconds / size)), f"{unit}s"
    nouns = {"calls": "calls", "input_tokens": "tokens in", "output_tokens": "tokens out"}
    return (lambda number: f"{number:,.0f}"), nouns[found.name]


def _short(number: Decimal) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"
