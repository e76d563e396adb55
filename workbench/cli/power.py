"""What a suite can show, as lines: before money is spent."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.records import Suite
    from workbench.service.power import Power


def power_of(workbench: "Workbench", suite: "Suite", difference: float) -> "Power":
    """Return what a suite can show. Raises RunError where nothing is stored and no guess holds."""
    from workbench.bootstrap import deciding

    return deciding.power_of(workbench, suite, difference=difference)


def power_json(power: "Power") -> dict[str, Any]:
    """Return what a suite can show as a JSON value."""
    return {"power": {**asdict(power), "sd": power.spread.sd(power.repeats)}}


def power_lines(power: "Power") -> list[str]:
    """Return what a suite can show, a sentence a line."""
    from workbench.core.statistics import number
    from workbench.service.power import FEWEST

    slice_ = f"{power.fixtures} fixtures, {power.repeats} repeat{'' if power.repeats == 1 else 's'}"
    if power.detectable is None:
        shows = f"Power: {slice_} show no difference of {power.score} at all; {FEWEST} fixtures are the least."
    else:
        shows = f"Power: {slice_} show a difference of {number(power.detectable)} in {power.score} in 4 of 5 runs."
    wanted = f"A difference of {number(power.difference)} takes"
    if not power.designs:
        return [shows, _source(power), f"{wanted} more than a million fixtures."]
    designs = [f"{each.fixtures} fixtures x {each.repeats} ({each.cells} cells)" for each in power.designs]
    return [shows, _source(power), f"{wanted}, candidate and baseline together: {', or '.join(designs)}."]


def _source(power: "Power") -> str:
    from workbench.core.statistics import number

    sd = f"a standard deviation of {number(power.spread.sd(power.repeats))} between fixtures"
    if power.candidate is None:
        return f"That rests on a guess: {sd}. A first run replaces it."
    split = "; what repeats would take away of it is a guess" if power.spread.source == "stored, split guessed" else ""
    return f"That rests on {sd}, as {power.candidate} had in the newest run on {power.spread.fixtures}{split}."
