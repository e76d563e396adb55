"""What would change if a candidate were shipped: three sentences of the comparison's own numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.comparing import Comparison, Insufficient
from workbench.core.statistics import number
from workbench.service.compare import Compared

TAKES: Final = ("cost_usd", "latency_s")
"""The scores of the third sentence."""
VALID: Final = "gherkin_valid"
_CALLED: Final = {"cost_usd": "the cost of an issue", "latency_s": "the time for an issue"}
_UNITS: Final = {"cost_usd": " USD", "latency_s": " s"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """What changes on one score, in words."""

    score: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """What changes in one respect; there is at least one clause."""

    about: str
    clauses: tuple[Clause, ...]

    def __str__(self) -> str:
        """Return the clauses as one sentence."""
        said = "; ".join(clause.text for clause in self.clauses)
        return f"{said[0].upper()}{said[1:]}."


def shipping(
    compared: Mapping[str, Sequence[Compared]], *, candidate: str, primary: str, guards: Sequence[str] = ()
) -> tuple[Sentence, ...]:
    """Return what changes in quality, in validity and guarded scores, and in cost and time, where it was measured.

    Args:
        compared: by score, as `service.compare` returns it.
        candidate: who would be shipped.
        primary: the score of the first sentence.
        guards: scores that the gate does not allow to be worse.
    """
    found = {
        score: each.found for score, all_ in compared.items() for each in all_ if each.found.candidate == candidate
    }
    held = [name for name in dict.fromkeys((VALID, *guards)) if name not in (primary, *TAKES)]
    topics = (("Quality", [primary]), ("Validity and guards", held), ("Cost and time", list(TAKES)))
    return tuple(
        Sentence(about=about, clauses=tuple(Clause(score=name, text=_clause(found[name])) for name in known))
        for about, names in topics
        if (known := [name for name in names if name in found])
    )


def _clause(found: Comparison | Insufficient) -> str:
    called = _CALLED.get(found.score) or found.score.replace("_", " ")
    if isinstance(found, Insufficient):
        return f"{called} cannot be compared: {found.reason}"
    unit = _UNITS.get(found.score, "")
    sign = 1 if found.higher_is_better else -1
    change = sign * found.difference
    low, high = sorted((sign * found.low, sign * found.high))
    levels = f"{number(found.before)} now, {number(found.after)} then"
    bounds = f"[{number(low)}, {number(high)}]"
    if not (found.wins or found.losses):
        return f"{called} is the same on all {found.paired} issues, {number(found.after)}{unit}, change 0 {bounds}"
    if low <= 0 <= high:
        plus = "+" if change > 0 else ""
        return f"{called} shows no sure change: {plus}{number(change)}{unit} {bounds}, {levels}, {found.paired} issues"
    ends = sorted((abs(low), abs(high)))
    verb = "rise" if change > 0 else "fall"
    by = f"{number(abs(change))}{unit} [{number(ends[0])}, {number(ends[1])}]"
    return f"{called} would {verb} by {by}, {levels}, {found.paired} issues"
