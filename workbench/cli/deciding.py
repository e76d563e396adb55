"""Commands that decide: compare, gate, pick."""

import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from workbench.cli.comparisons import print_comparisons, print_map
from workbench.cli.opening import opened
from workbench.cli.output import Json, note, print_json, say
from workbench.cli.replaying import dollars, replay_suite
from workbench.core.consent import ASK_ABOVE_USD

if TYPE_CHECKING:
    from workbench.bootstrap import Workbench
    from workbench.core.records import Suite
    from workbench.core.runs import RunRecord
    from workbench.core.verdicts import Check, Decision, Verdict
    from workbench.service.gate import Gated

SIGNS: Final[dict["Decision", str]] = {"passed": "✓", "failed": "✗", "inconclusive": "?"}
_CODES: Final[dict["Decision", int]] = {"passed": 0, "failed": 1, "inconclusive": 2}
_SUMMARY: Final = "GITHUB_STEP_SUMMARY"
_SuiteName = Annotated[str, typer.Argument(help="A suite's file or name, as evals/demo.yaml or demo.")]


def compare(
    run: Annotated[str, typer.Argument(help="A run's id, or its beginning.")],
    candidate: Annotated[list[str] | None, typer.Option(help="Whom to compare; may be repeated. Else all.")] = None,
    baseline: Annotated[
        str | None, typer.Option(help="With whom, as released; else the baseline of the run's suite.")
    ] = None,
    score: Annotated[list[str] | None, typer.Option(help="On what; may be repeated. Else on every score.")] = None,
    json: Json = False,
) -> None:
    """Compare the candidates of a run with a baseline, paired by fixture."""
    from workbench.bootstrap.deciding import compare_run

    found = compare_run(opened(), run, candidates=candidate or [], baseline=baseline, scores=score or [])
    if json:
        scores = {name: [asdict(each) for each in compared] for name, compared in found.scores.items()}
        print_json({"run": found.run.id, "suite": found.run.suite, "baseline": found.baseline, "scores": scores})
        return
    say(f"{found.run.suite}: run {found.run.id}, against {found.baseline}")
    print_comparisons(found.scores)
    say("Difference: mean over fixtures [95 % interval], positive is better. p: two-sided; Holm: over all candidates.")


def gate(
    suite: _SuiteName,
    run: Annotated[str | None, typer.Option(help="Only decide on this run; nothing is asked.")] = None,
    candidate: Annotated[str | None, typer.Option(help="The one that counts; else the best one.")] = None,
    junit: Annotated[Path | None, typer.Option(metavar="FILE", help="Write JUnit XML: one case a check.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the verdict as Markdown.")] = None,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE", help="Write JSON; - prints it.")] = None,
    budget: Annotated[str | None, typer.Option(help="US dollars that the run may spend; else budget_usd.")] = None,
    max_minutes: Annotated[float | None, typer.Option(min=0.01, help="Ask nothing more after so many.")] = None,
    allow_unpriced: Annotated[bool, typer.Option("--allow-unpriced", help="Ask models without a price too.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=f"Do not ask above {ASK_ABOVE_USD} USD.")] = False,
) -> None:
    """Replay what is missing of a suite, then decide whether a candidate passes its gate.

    Exit code 0: passed; 1: failed; 2: inconclusive, or it could not run.
    """
    from workbench.bootstrap import open_workbench
    from workbench.bootstrap.deciding import gate_run, run_of
    from workbench.core.spending import Terms
    from workbench.service.gate import gate_of

    workbench = opened() if run else open_workbench()
    chosen = workbench.catalog.suite(suite)
    gate_of(chosen)
    _forewarn(chosen)
    if run is None:
        terms = Terms(budget_usd=chosen.budget_usd if budget is None else dollars(budget), max_minutes=max_minutes)
        record = replay_suite(workbench, chosen, terms, yes=yes, allow_unpriced=allow_unpriced)
    else:
        record = run_of(workbench, chosen, run)
        _warn_of_changes(workbench, record, chosen)
    found = gate_run(workbench, chosen, record, candidate=candidate)
    if json != "-":
        _print_verdict(found, chosen, record)
    _write(found, chosen, record, junit=junit, markdown=markdown, json=json)
    raise typer.Exit(_CODES[found.verdict.decision])


def pick(
    suite: _SuiteName,
    run: Annotated[str | None, typer.Option(help="This run; else the suite's newest one.")] = None,
    margin: Annotated[float, typer.Option(min=0, help="How much worse than the baseline is not worse.")] = 0.05,
    json: Json = False,
) -> None:
    """Show quality against cost, and the cheapest candidate that is not worse than the baseline.

    Exit code 0: there is one; 2: it cannot be told.
    """
    from workbench.bootstrap.deciding import pick_from, run_of

    workbench = opened()
    chosen = workbench.catalog.suite(suite)
    record = run_of(workbench, chosen, run)
    found = pick_from(workbench, chosen, record, margin=margin)
    if json:
        print_json(
            {"run": record.id, "suite": chosen.name, "baseline": chosen.baseline, "margin": margin, **asdict(found)}
        )
    else:
        say(f"{chosen.name}: run {record.id}, against {chosen.baseline}")
        print_map(found, chosen.primary)
    raise typer.Exit(0 if found.pick.winner else 2)


def _forewarn(suite: "Suite") -> None:
    """Say what the gate can never pass, and how many fixtures its checks take."""
    from workbench.bootstrap.deciding import needs_of

    for sentence in suite.warnings:
        note(f"warning: {sentence}")
    needs = [
        f"{need.check} {need.least} or more" + (f" (likely {need.likely})" if need.likely is not None else "")
        for need in needs_of(suite)
    ]
    if needs:
        note(f"Fixtures that the checks take, of {len(suite.fixtures)}: {'; '.join(needs)}.")


def _warn_of_changes(workbench: "Workbench", run: "RunRecord", suite: "Suite") -> None:
    from workbench.bootstrap.deciding import strange_cells

    if count := strange_cells(workbench, run, suite):
        note(
            f"warning: {count} of {run.planned} cells of run {run.id} are not what the suite plans today: a prompt, "
            "fixture or parameter changed since; the verdict is about what was run then"
        )


def _print_verdict(found: "Gated", suite: "Suite", run: "RunRecord") -> None:
    verdict = found.verdict
    against = f" against {verdict.baseline}" if verdict.baseline else ""
    say(f"Gate of {suite.name}: {verdict.candidate}{against}, {verdict.fixtures} fixtures, run {run.id}")
    for check in verdict.checks:
        say(f"  {SIGNS[check.decision]} {_line(check)}")
    say(f"{SIGNS[verdict.decision]} {verdict.candidate}: {verdict.decision}")
    for other in found.others:
        say(f"{SIGNS[other.decision]} {other.candidate}: {_counted(other)}")


def _line(check: "Check") -> str:
    from workbench.core.statistics import number

    parts = [f"{check.name}: asked {check.asked}; found {check.found}"]
    if check.off is not None:
        parts.append(f"{number(abs(check.off))} {'short' if check.off < 0 else 'to spare'}")
    if check.reason:
        parts.append(check.reason)
    if check.needed is not None:
        parts.append(f"it would take {check.needed} fixtures")
    return "; ".join(parts)


def _counted(verdict: "Verdict") -> str:
    counts = Counter(check.decision for check in verdict.checks)
    return f"{verdict.decision} ({', '.join(f'{counts[each]} {each}' for each in SIGNS if counts[each])})"


def _write(
    found: "Gated", suite: "Suite", run: "RunRecord", *, junit: Path | None, markdown: Path | None, json: str | None
) -> None:
    import json as form

    from workbench.bootstrap.deciding import write_junit, write_markdown, write_text

    if junit:
        write_junit(junit, found, suite=suite.name)
    if markdown:
        write_markdown(markdown, found, suite=suite.name, run=run.id)
    if summary := os.environ.get(_SUMMARY):
        write_markdown(Path(summary), found, suite=suite.name, run=run.id, append=True)
    told = {"suite": suite.name, "run": run.id, **asdict(found)}
    if json == "-":
        print_json(told)
    elif json:
        write_text(Path(json), form.dumps(told, indent=2, ensure_ascii=False) + "\n")
