"""Whether a candidate may ship: every check of its gate, from rows that have to equal the plan. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench.core.absolute_checks import ceiling_check, floor_checks, unusable_check
from workbench.core.checking import either, undecided
from workbench.core.comparing import Comparison
from workbench.core.gates import Gate
from workbench.core.relative_checks import Sides, better_check, cheaper_check, fall_check, no_worse_check
from workbench.core.verdicts import Check, Plan, ResultRow, ScoreTraits, Verdict

ARITHMETIC: Final = 1
"""Raised whenever the same rows and gate come out otherwise; what an older version decided is not decided again."""
COST: Final = "cost_usd"
"""The score that the cheaper path is about: logical cost."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    rows: Sequence[ResultRow]
    gate: Gate
    candidate: str
    baseline: str
    plan: Plan
    traits: Mapping[str, ScoreTraits]
    primary: str

    def sides(self, candidate: str) -> Sides:
        return Sides(
            rows=self.rows,
            candidate=candidate,
            baseline=self.baseline,
            plan=self.plan,
            traits=self.traits,
            min_fixtures=self.gate.min_fixtures,
        )


def decide(
    rows: Sequence[ResultRow],
    gate: Gate,
    *,
    candidate: str,
    baseline: str | None,
    plan: Plan,
    traits: Mapping[str, ScoreTraits],
    primary: str,
    rivals: Sequence[float] = (),
) -> Verdict:
    """Return the verdict on a candidate, one check a demand; two come always: all rows are there, and enough fixtures.

    Rows that do not equal the plan decide nothing: every other check is then inconclusive, whatever it found. Where a
    fixture's gold is a draft there is one check more, which is inconclusive: nobody has said that its numbers mean
    anything.

    Args:
        rows: of the candidate and the baseline; those of others are passed over.
        gate: what is asked.
        candidate: its name in the rows.
        baseline: its name in the rows; None where there is none, the candidate itself where that is what is released.
        plan: what the run was to do.
        traits: of every score that the gate names, of the primary one, and of the cost for the cheaper path.
        primary: the score of the cheaper path and of `max_fall`.
        rivals: `chance_of` each other candidate that might have been taken instead of this one.

    Raises:
        ValueError: the gate is empty, needs a baseline that is not given, or names a score without traits.
    """
    asked = asked_scores(gate, primary)
    _refuse(gate, baseline, asked, traits)
    case = _Case(
        rows=rows, gate=gate, candidate=candidate, baseline=baseline or "", plan=plan, traits=traits, primary=primary
    )
    whole = _rows_check(case, asked)
    about = (_fixtures_check(case), *_gold_check(case), *_labels_check(case, asked))
    found = (*about, *_absolute(case), *_relative(case, rivals))
    checks = (whole, *(found if whole.decision == "passed" else map(_suspended, found)))
    decisions = {check.decision for check in checks}
    return Verdict(
        candidate=candidate,
        baseline=baseline,
        decision="failed" if "failed" in decisions else "inconclusive" if "inconclusive" in decisions else "passed",
        checks=checks,
        fixtures=len(plan.fixtures),
        rivals=tuple(rivals),
    )


def chance_of(
    rows: Sequence[ResultRow],
    gate: Gate,
    *,
    candidate: str,
    baseline: str,
    plan: Plan,
    traits: Mapping[str, ScoreTraits],
) -> float:
    """Return the one-sided p of a candidate on the score of `better`, 1 where it cannot be compared or is not asked."""
    if gate.better is None:
        return 1.0
    case = _Case(rows=rows, gate=gate, candidate=candidate, baseline=baseline, plan=plan, traits=traits, primary="")
    found = case.sides(candidate).compare(gate.better.score)
    return found.chance.better if isinstance(found, Comparison) else 1.0


def asked_scores(gate: Gate, primary: str) -> tuple[str, ...]:
    """Return the scores that a gate looks at, each once, in its order."""
    named = [*(each.score for each in gate.floors), *(each.score for each in gate.no_worse)]
    named += [each.score for each in gate.ceilings]
    if gate.better:
        named.append(gate.better.score)
    if gate.cheaper:
        named += [primary, COST]
    if gate.max_fall is not None:
        named.append(primary)
    return tuple(dict.fromkeys(named))


def _refuse(gate: Gate, baseline: str | None, asked: Sequence[str], traits: Mapping[str, ScoreTraits]) -> None:
    if gate.empty:
        raise ValueError("an empty gate decides nothing")
    if gate.relative and baseline is None:
        raise ValueError("the gate needs a baseline")
    if unknown := [score for score in asked if score not in traits]:
        raise ValueError(f"nothing is known of the scores {', '.join(unknown)}")


def _absolute(case: _Case) -> Iterator[Check]:
    least = case.gate.min_fixtures
    for floor in case.gate.floors:
        yield from floor_checks(
            case.rows, floor, candidate=case.candidate, plan=case.plan, traits=case.traits[floor.score],
            min_fixtures=least,
        )  # fmt: skip
    for ceiling in case.gate.ceilings:
        yield ceiling_check(
            case.rows, ceiling, candidate=case.candidate, plan=case.plan, traits=case.traits[ceiling.score],
            min_fixtures=least,
        )  # fmt: skip
    if case.gate.max_unusable is not None:
        yield unusable_check(case.rows, case.gate.max_unusable, candidate=case.candidate)


def _relative(case: _Case, rivals: Sequence[float]) -> Iterator[Check]:
    gate, sides = case.gate, case.sides(case.candidate)
    paths = [better_check(sides, gate.better, rivals)] if gate.better else []
    paths += [cheaper_check(sides, gate.cheaper, case.primary, COST)] if gate.cheaper else []
    yield from [either("better or cheaper", *paths)] if len(paths) == 2 else paths
    for guard in gate.no_worse:
        yield no_worse_check(sides, guard)
    if gate.max_fall is not None:
        yield fall_check(sides, case.primary, gate.max_fall, gate.looked_at)


def _rows_check(case: _Case, asked: Sequence[str]) -> Check:
    """Return the check that each planned cell has a row, once, with an answer and the scores that are looked at."""
    names = {case.candidate, case.baseline} if case.gate.relative else {case.candidate}
    faults: Counter[str] = Counter()
    for name in sorted(names):
        faults += _faults([row for row in case.rows if row.candidate == name], case.plan, asked)
    planned = case.plan.cells * len(names)
    name, wanted = "rows", f"{planned} planned cells, each answered and scored"
    if not faults:
        return Check(name=name, decision="passed", asked=wanted, found=f"{planned} of {planned}", value=float(planned))
    found = ", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))
    return undecided(name, wanted, found, "the rows are not what was planned; run the suite again")


def _faults(rows: Sequence[ResultRow], plan: Plan, asked: Sequence[str]) -> Counter[str]:
    """Count what is wrong with one candidate's rows, by kind."""
    planned = {fixture.key for fixture in plan.fixtures}
    own = Counter((row.fixture, row.repeat) for row in rows if row.fixture in planned)
    each = Counter(fixture for fixture, _ in own)
    faults = Counter(
        {
            "missing": sum(max(0, plan.repeats - each[fixture]) for fixture in planned),
            "not planned": sum(row.fixture not in planned for row in rows)
            + sum(max(0, each[fixture] - plan.repeats) for fixture in planned),
            "there twice": sum(own.values()) - len(own),
        }
    )
    faults.update(fault for row in rows if (fault := _fault(row, asked)))
    return +faults


def _fault(row: ResultRow, asked: Sequence[str]) -> str | None:
    if row.outcome is None:
        return f"failed ({row.failure})" if row.failure else "not tried"
    return None if all(score in row.scores for score in asked) else "not scored"


def _fixtures_check(case: _Case) -> Check:
    count, least = len(case.plan.fixtures), case.gate.min_fixtures
    name, asked, found = "fixtures", f"at least {least} fixtures", f"{count} fixtures"
    if count < least:
        return replace(undecided(name, asked, found, "the slice is too small", needed=least), value=float(count))
    return Check(
        name=name, decision="passed", asked=asked, found=found, value=float(count), off=float(count - least)
    )  # fmt: skip


def _gold_check(case: _Case) -> Iterator[Check]:
    """Yield a check that cannot pass where fixtures rest on draft gold."""
    count = case.plan.drafts
    if count:
        found = f"{count} of {len(case.plan.fixtures)} fixtures rest on draft gold"
        yield undecided("gold", "no draft gold", found, "a person has to confirm it: `workbench dataset confirm`")


def _labels_check(case: _Case, asked: Sequence[str]) -> Iterator[Check]:
    """Yield what a reader has to know where judged scores may rest on labels that only models wrote."""
    judged = [score for score in asked if case.traits[score].judged]
    if judged and case.gate.accept_model_labels:
        yield Check(
            name="labels",
            decision="passed",
            asked=f"{', '.join(judged)} calibrated, if only on labels that models wrote",
            found="the suite accepts model-written labels",
        )


def _suspended(check: Check) -> Check:
    """Return a check that decides nothing, because rows are wanting; what it found stays to be seen."""
    return replace(check, decision="inconclusive", needed=None, reason=check.reason or "rows are wanting")
