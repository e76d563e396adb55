"""What a comparison says, in words."""

from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.comparing import Comparison, Insufficient
from workbench.core.relative_checks import LEVEL
from workbench.core.sign_flip import p_text
from workbench.core.statistics import number
from workbench.service.compare import Compared

Result = Literal["better", "worse", "no sure difference", "too little to tell"]
RESULTS: Final[tuple[Result, ...]] = ("better", "worse", "no sure difference", "too little to tell")
_HEADS: Final[dict[Result, str]] = {
    "better": "{0} is better than {1} on {2}",
    "worse": "{0} is worse than {1} on {2}",
    "no sure difference": "No sure difference between {0} and {1} on {2}",
    "too little to tell": "Too little to tell {0} from {1} on {2}",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A comparison for people.

    Attributes:
        result: better and worse are of the candidate, beyond chance after Holm's adjustment.
        head: the result as a clause with both names and the score.
        figures: the numbers behind it, one sentence.
    """

    result: Result
    head: str
    figures: str


def tell(compared: Compared) -> Told:
    """Return what a comparison says.

    Better or worse is said where the two-sided p is below 0.05 after Holm's adjustment and the 95 % interval holds no
    0; anything else is no sure difference, which does not say that both are alike.
    """
    found, result = compared.found, _result(compared)
    return Told(
        result=result,
        head=_HEADS[result].format(found.candidate, found.baseline, found.score),
        figures=f"{found.reason}." if isinstance(found, Insufficient) else _figures(found, compared.adjusted),
    )


def difference_text(found: Comparison) -> str:
    """Return `+0.05 [0.01, 0.09]`; positive is better for the candidate."""
    sign = "+" if found.difference > 0 else ""
    return f"{sign}{number(found.difference)} [{number(found.low)}, {number(found.high)}]"


def chance_text(adjusted: float | None) -> str:
    """Return an adjusted p as `0.012` or `<0.001`; `-` where there is none."""
    return "-" if adjusted is None else p_text(adjusted).removeprefix("p=").removeprefix("p")


def _result(compared: Compared) -> Result:
    found = compared.found
    if isinstance(found, Insufficient):
        return "too little to tell"
    if compared.adjusted is None or compared.adjusted >= 2 * LEVEL or found.low <= 0 <= found.high:
        return "no sure difference"
    return "better" if found.difference > 0 else "worse"


def _figures(found: Comparison, adjusted: float | None) -> str:
    of = "" if found.paired == found.planned else f" of {found.planned}"
    chance = "" if adjusted is None else f", {p_text(adjusted)} after Holm"
    return (
        f"Mean {number(found.before)} for {found.baseline}, {number(found.after)} for {found.candidate}: "
        f"{difference_text(found)}{chance}, "
        f"n={found.paired}{of} fixtures, of which {found.wins} are better, {found.ties} the same, "
        f"{found.losses} worse."
    )
