"""What a promotion rests on: the rows, the gate and the verdict, and their digests. Numbers and names, never text."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.core.gates import Gate
from workbench.core.verdicts import Check, ResultRow, Verdict
from workbench.generator.prompt.digest import canonical_json, digest
from workbench.generator.prompt.ledger_line import CheckLine, Side

_NEAR: Final = 1e-6  # as far as one processor's sums may differ from another's

Planned = tuple[str, str, int, str]
"""A planned cell: candidate, fixture, repeat and cell key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The evidence of a promotion, enough to decide once more.

    Attributes:
        run: its id.
        suite: its name.
        primary: the score that leaderboards sort by.
        candidate: what is promoted.
        baseline: what it was compared with; the candidate itself where that is the rules floor.
        scorers: scorer name to version.
        arithmetic: version of the code that decided.
        gate: as it was asked.
        rows: of both sides, one for each planned cell.
        verdict: what was decided.
    """

    run: str
    suite: str
    primary: str
    candidate: Side
    baseline: Side
    scorers: Mapping[str, int]
    arithmetic: int
    gate: Gate
    rows: tuple[ResultRow, ...]
    verdict: Verdict


def plain_row(row: ResultRow) -> dict[str, Any]:
    """Return a row as a JSON value; a score that is None stays apart from 0 and from one that is not there."""
    return {
        "candidate": row.candidate,
        "fixture": row.fixture,
        "group": row.group,
        "stratum": row.stratum,
        "language": row.language,
        "repeat": row.repeat,
        "cell_key": row.cell_key,
        "outcome": row.outcome,
        "failure": row.failure,
        "scores": {name: None if value is None else float(value) for name, value in row.scores.items()},
    }


def sorted_rows(rows: Collection[ResultRow]) -> list[ResultRow]:
    """Return rows in the one order that their content gives them."""
    return sorted(rows, key=lambda row: (row.candidate, row.fixture, row.repeat, canonical_json(plain_row(row))))


def rows_digest(rows: Collection[ResultRow]) -> str:
    """Return the digest over all rows, in any order; every float counts to its last bit.

    Raises:
        ValueError: a score is NaN or infinite.
    """
    return digest([plain_row(row) for row in sorted_rows(rows)])


def gate_digest(gate: Gate) -> str:
    """Return the digest of a gate, whole."""
    return digest(gate.plain())


def terms_digest(gate: Gate) -> str:
    """Return the digest of what a gate asks: `looked_at` is left out, for a person looks after the run."""
    return digest({name: value for name, value in gate.plain().items() if name != "looked_at"})


def side(rows: Collection[ResultRow], name: str, config: str) -> Side:
    """Return what the rows hold of a candidate.

    Args:
        rows: one for each planned cell.
        name: of the candidate.
        config: the digest of its config.
    """
    own = [row.outcome for row in rows if row.candidate == name]
    outcomes = Counter(outcome for outcome in own if outcome is not None)
    return Side(name=name, config=config, planned=len(own), answered=outcomes.total(), outcomes=dict(outcomes))


def off_sides(proof: Proof) -> list[str]:
    """Return the names of the sides whose counts are not those of the rows."""
    return [each.name for each in (proof.candidate, proof.baseline) if each != side(proof.rows, each.name, each.config)]


def off_plan(rows: Collection[ResultRow], planned: Collection[Planned]) -> Iterator[str]:
    """Yield in what the rows differ from the plan, a phrase each."""
    found = Counter((row.candidate, row.fixture, row.repeat, row.cell_key) for row in rows)
    if missing := set(planned) - set(found):
        yield f"{len(missing)} of {len(set(planned))} planned cells have no row"
    if strange := set(found) - set(planned):
        yield f"{len(strange)} rows are of no planned cell"
    if twice := sum(count > 1 for count in found.values()):
        yield f"{twice} cells have more than one row"


def check_lines(verdict: Verdict) -> tuple[CheckLine, ...]:
    """Return the checks of a verdict as the ledger holds them: in numbers."""
    return tuple(
        CheckLine(
            name=check.name,
            decision=check.decision,
            value=check.value,
            low=check.low,
            high=check.high,
            off=check.off,
            needed=check.needed,
        )
        for check in verdict.checks
    )


def differences(stored: Verdict, again: Verdict) -> list[str]:
    """Return in what a verdict differs from one that was decided once more, a phrase each.

    Numbers are the same within a millionth, fixtures still needed within one; words are not compared.
    """
    found = [
        f"{what} {was!r} is {now!r}"
        for what, was, now in (
            ("the decision", stored.decision, again.decision),
            ("the candidate", stored.candidate, again.candidate),
            ("the baseline", stored.baseline, again.baseline),
            ("the number of fixtures", stored.fixtures, again.fixtures),
            ("the checks", _names(stored.checks), _names(again.checks)),
        )
        if was != now
    ]
    if _names(stored.checks) == _names(again.checks):
        found += [
            f"check {was.name!r} comes out otherwise"
            for was, now in zip(stored.checks, again.checks, strict=True)
            if not _same(was, now)
        ]
    return found


def _names(checks: Sequence[Check]) -> list[str]:
    return [check.name for check in checks]


def _same(one: Check, other: Check) -> bool:
    numbers = zip((one.value, one.low, one.high, one.off), (other.value, other.low, other.high, other.off), strict=True)
    return (
        one.decision == other.decision
        and all(_near(*pair, by=_NEAR) for pair in numbers)
        and _near(one.needed, other.needed, by=1)
    )


def _near(one: float | None, other: float | None, *, by: float) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NEAR, abs_tol=by)
