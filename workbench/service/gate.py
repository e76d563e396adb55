"""Whether a candidate of a run passes its suite's gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.deciding import COST, chance_of, decide
from workbench.core.errors import CatalogError, RunError
from workbench.core.gates import Gate
from workbench.core.pairing import averaged, column
from workbench.core.records import Suite
from workbench.core.verdicts import Plan, ResultRow, Verdict
from workbench.service.result_rows import score_traits


@dataclass(frozen=True, kw_only=True, slots=True)
class Gated:
    """The verdict that counts, and those on the other candidates that might have been taken."""

    verdict: Verdict
    others: tuple[Verdict, ...]


def gate(rows: Sequence[ResultRow], suite: Suite, *, candidate: str | None = None) -> Gated:
    """Decide on a candidate, else on the one with the best mean of the primary score, and on all others beside it.

    The others are those that might be taken instead: neither the baseline nor a rules floor, unless there is nothing
    else. Each verdict knows of the other ones, so that `better` is adjusted for having looked at all of them.

    Args:
        rows: of a run of the suite; where they are not what the suite plans, every check is inconclusive.
        suite: with its gate and its baseline.
        candidate: the one that counts.

    Raises:
        CatalogError: the suite has no gate.
        RunError: the suite has no such candidate.
    """
    names = [each.name for each in suite.candidates]
    if candidate is not None and candidate not in names:
        raise RunError(f"suite {suite.name!r} has no candidate {candidate!r}; it has {', '.join(names)}")
    asked, takeable = gate_of(suite), _takeable(suite)
    chosen = candidate or _best(rows, suite, takeable)
    others = [name for name in takeable if name != chosen]
    return Gated(
        verdict=_decided(rows, suite, asked, chosen, others),
        others=tuple(
            _decided(rows, suite, asked, name, [each for each in takeable if each != name]) for name in others
        ),
    )


def gate_of(suite: Suite) -> Gate:
    """Return the gate of a suite. Raises CatalogError where it has none."""
    if suite.gate is None:
        raise CatalogError(f"suite {suite.name!r} has no gate; add 'gate' to its file (docs/gates.md)")
    return suite.gate


def _takeable(suite: Suite) -> list[str]:
    """Return who might be taken: neither the baseline nor a floor, else not the baseline, else whoever is there."""
    everyone = [each.name for each in suite.candidates]
    rest = [each for each in suite.candidates if each.name != suite.baseline]
    return [each.name for each in rest if not each.reference] or [each.name for each in rest] or everyone


def _best(rows: Sequence[ResultRow], suite: Suite, names: Sequence[str]) -> str:
    """Return who has the best mean of the primary score over its fixtures; of equals the first."""
    traits, plan = score_traits([suite.primary])[suite.primary], Plan.of(suite)
    sign = 1 if traits.higher_is_better else -1

    def mean(name: str) -> float:
        found = column(rows, suite.primary, candidate=name, plan=plan, reduce=averaged(traits)).values.values()
        return sign * sum(found) / len(found) if found else float("-inf")

    return max(names, key=mean)


def _decided(rows: Sequence[ResultRow], suite: Suite, asked: Gate, name: str, others: Sequence[str]) -> Verdict:
    plan, traits, baseline = Plan.of(suite), score_traits([*suite.scorers, COST]), suite.baseline
    rivals = [
        chance_of(rows, asked, candidate=each, baseline=baseline, plan=plan, traits=traits)
        for each in others
        if asked.better and baseline
    ]
    return decide(
        rows, asked, candidate=name, baseline=baseline, plan=plan, traits=traits, primary=suite.primary, rivals=rivals
    )
