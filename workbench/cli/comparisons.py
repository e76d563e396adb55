"""Comparisons and the map of quality and cost as tables."""

from typing import TYPE_CHECKING, Final

from workbench.cli.output import print_table, say

if TYPE_CHECKING:
    from workbench.core.comparing import Comparison, Insufficient
    from workbench.core.pareto import Standing
    from workbench.core.statistics import Interval
    from workbench.service.compare import Compared
    from workbench.service.pick import Picked

_COLUMNS: Final = ("candidate", "difference", "p", "Holm", "d", "wins/ties/losses", "n")
_FALLS: Final = 3


def print_comparisons(scores: "dict[str, tuple[Compared, ...]]") -> None:
    """Print a table a score, and under it the worst falls of each candidate."""
    for score, compared in scores.items():
        print_table(score, _COLUMNS, [_row(each) for each in compared], texts=("candidate", "difference"))
        for each in compared:
            if line := _falls(each.found):
                say(line)


def _row(compared: "Compared") -> tuple[str, ...]:
    from workbench.core.comparing import Insufficient
    from workbench.core.statistics import number

    found = compared.found
    if isinstance(found, Insufficient):
        return (found.candidate, _insufficient(found), "-", "-", "-", "-", str(found.paired))
    adjusted = "-" if compared.adjusted is None else _p(compared.adjusted)
    difference = f"{'+' if found.difference > 0 else ''}{number(found.difference)}"
    return (
        found.candidate,
        f"{difference} [{number(found.low)}, {number(found.high)}]",
        _p(found.chance.either),
        adjusted,
        "-" if found.effect is None else f"{found.effect:.2f}",
        f"{found.wins}/{found.ties}/{found.losses}",
        _n(found),
    )


def _insufficient(found: "Insufficient") -> str:
    if found.needed is None:
        return f"insufficient: {found.reason}"
    return f"insufficient: {found.paired} pairs of {found.needed} needed"


def _n(found: "Comparison") -> str:
    return str(found.paired) if found.paired == found.planned else f"{found.paired} of {found.planned}"


def _p(value: float) -> str:
    from workbench.core.sign_flip import p_text

    return p_text(value).removeprefix("p=").removeprefix("p")


def _falls(found: "Comparison | Insufficient") -> str | None:
    from workbench.core.comparing import Insufficient
    from workbench.core.statistics import number

    if isinstance(found, Insufficient) or not found.falls:
        return None
    worst = [f"{each.fixture}: {number(each.before)} -> {number(each.after)}" for each in found.falls[:_FALLS]]
    return f"  worst falls of {found.candidate}: {', '.join(worst)}"


def print_map(found: "Picked", primary: str) -> None:
    """Print every candidate's quality and cost, then who was picked and why the cheaper ones were not."""
    rows = [(each.candidate, _mean(each.quality), _mean(each.cost), _place(each)) for each in found.standings]
    print_table("Quality against cost", ("candidate", primary, "cost_usd", "place"), rows, texts=("candidate", "place"))
    for offer in found.pick.offers:
        if offer.fell_out:
            say(f"Not {offer.candidate}: {offer.fell_out}.")
    if found.pick.winner:
        say(f"The cheapest that is not worse: {found.pick.winner}")
    else:
        say("There is no pick: of no candidate it can be told that it is not worse.")


def _mean(interval: "Interval | None") -> str:
    return "unknown" if interval is None else str(interval)


def _place(standing: "Standing") -> str:
    if standing.place != "dominated":
        return standing.place
    return f"dominated by {', '.join(standing.dominated_by)}"
