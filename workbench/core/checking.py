"""What the checks of a gate have in common: decisions and their words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.core.verdicts import Check, Decision

_ORDER: Final[dict[Decision, int]] = {"failed": 0, "inconclusive": 1, "passed": 2}


def decided(*, passed: bool, failed: bool) -> Decision:
    """Return the decision of a check: in between it is inconclusive."""
    return "passed" if passed else "failed" if failed else "inconclusive"


def undecided(name: str, asked: str, found: str, reason: str, *, needed: int | None = None) -> Check:
    """Return a check that cannot be decided, and why."""
    return Check(name=name, decision="inconclusive", asked=asked, found=found, needed=needed, reason=reason)


def too_few(name: str, asked: str, n: int, least: int, *, missing: Sequence[str], empty: Sequence[str]) -> Check:
    """Return a check that has too few fixtures; those that are missing or have no number are named."""
    reason = f"{least} fixtures are needed, of two groups or more"
    if missing:
        reason = f"{reason}; missing: {few(missing)}"
    if empty:
        reason = f"{reason}; without a number: {few(empty)}"
    return undecided(name, asked, f"n={n}", reason, needed=least)


def few(names: Sequence[str], most: int = 5) -> str:
    """Return names in words, the first ones of many."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def both(name: str, one: Check, other: Check) -> Check:
    """Return the check that passes where two do; its figures are of the one that decides."""
    worse = min((one, other), key=lambda check: _ORDER[check.decision])
    wanted = [check.needed for check in (one, other) if check.decision == "inconclusive"]
    known = [each for each in wanted if each is not None]
    needed = max(known) if known and len(known) == len(wanted) and worse.decision == "inconclusive" else None
    return replace(_joined(name, worse, one, other, " and "), needed=needed)


def either(name: str, one: Check, other: Check) -> Check:
    """Return the check that passes where one of two does; its figures are of the one that decides."""
    better = max((one, other), key=lambda check: _ORDER[check.decision])
    known = [check.needed for check in (one, other) if check.needed is not None]
    needed = min(known) if known and better.decision == "inconclusive" else None
    return replace(_joined(name, better, one, other, ", or "), needed=needed)


def _joined(name: str, deciding: Check, one: Check, other: Check, word: str) -> Check:
    found = "; ".join(f"{check.name}: {check.found}" for check in (one, other))
    reason = None if deciding.reason is None else f"{deciding.name}: {deciding.reason}"
    return replace(deciding, name=name, asked=f"{one.asked}{word}{other.asked}", found=found, reason=reason)
