"""A verdict as Markdown, for the summary of a job or a comment on a pull request; names and numbers only."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from workbench.core.statistics import number
from workbench.core.verdicts import Check, Decision, Verdict

_SIGNS: Final[dict[Decision, str]] = {"passed": "✓", "failed": "✗", "inconclusive": "?"}


def verdict_markdown(verdict: Verdict, others: Sequence[Verdict], *, suite: str, run: str) -> str:
    """Return a verdict as a heading and a table with one line a check; the other candidates are a line each.

    Args:
        verdict: on the candidate that counts.
        others: on the other ones.
        suite: its name.
        run: its id.
    """
    against = f" against {_cell(verdict.baseline)}" if verdict.baseline else ""
    lines = [
        f"## {_SIGNS[verdict.decision]} Gate of {_cell(suite)}: {verdict.decision}",
        "",
        f"{_cell(verdict.candidate)}{against}, {verdict.fixtures} fixtures, run {_cell(run)}.",
        "",
        "| | check | asked | found | off by | fixtures it takes | why |",
        "|---|---|---|---|---|---|---|",
        *map(_row, verdict.checks),
        "",
    ]
    for other in others:
        counts = Counter(check.decision for check in other.checks)
        said = ", ".join(f"{counts[each]} {each}" for each in _SIGNS if counts[each])
        lines += [f"- {_SIGNS[other.decision]} {_cell(other.candidate)}: {other.decision} ({said})"]
    return "\n".join([*lines, ""] if others else lines)


def _row(check: Check) -> str:
    needed = "" if check.needed is None else str(check.needed)
    off = "" if check.off is None else number(check.off)
    cells = (_SIGNS[check.decision], check.name, check.asked, check.found, off, needed, check.reason or "")
    return f"| {' | '.join(_cell(each) for each in cells)} |"


def _cell(text: str) -> str:
    """Return a text that stays in its cell and is not read as markup."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<>|":
        flat = flat.replace(sign, f"\\{sign}")
    return flat
