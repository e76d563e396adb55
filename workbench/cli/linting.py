"""The command that holds feature files to the rule catalogue."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from workbench.cli.output import note, print_json, say

if TYPE_CHECKING:
    from workbench.core.lint import Finding, Report, Severity

_FATAL: dict["Severity", frozenset["Severity"]] = {
    "error": frozenset({"error"}),
    "warning": frozenset({"error", "warning"}),
    "advice": frozenset({"error", "warning", "advice"}),
}
_UNSAID = frozenset({"X01"})  # nobody asks for tags here


def lint(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Feature files, or folders of them.")],
    style: Annotated[Path | None, typer.Option(help="A YAML file with the house style (docs/lint.md).")] = None,
    form: Annotated[Literal["text", "json", "sarif"], typer.Option("--format")] = "text",
    fail_on: Annotated[
        Literal["error", "warning", "advice"], typer.Option(help="The least that makes the exit code 1.")
    ] = "warning",
) -> None:
    """Check feature files against the rule catalogue; works anywhere, no project is needed.

    Exit code 0: nothing found that counts; 1: findings; 2: a file cannot be read, or there is none.
    """
    from workbench.bootstrap.linting import lint_files, lint_sarif

    reports, unreadable = lint_files(files, style)
    if form == "json":
        print_json(_as_json(reports, unreadable))
    elif form == "sarif":
        typer.echo(lint_sarif(reports, unreadable), nl=False)
    else:
        _print(reports)
    for sentence in unreadable:
        note(f"error: {sentence}")
    if unreadable:
        raise typer.Exit(2)
    if any(finding.severity in _FATAL[fail_on] for report in reports.values() for finding in report.findings):
        raise typer.Exit(1)


def _print(reports: "dict[str, Report]") -> None:
    for path, report in reports.items():
        for each in report.findings:
            say(f"{path}:{each.line}:{each.column}: {each.rule} {each.severity}: {each.text}; {each.fix}")
        for reason, rules in _reasons(report).items():
            say(f"{path}: not applied ({reason}): {', '.join(rules)}")
    if reports:
        say(_summary(list(reports.values())))


def _reasons(report: "Report") -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for rule, reason in report.not_applied.items():
        if rule not in _UNSAID:
            reasons[reason].append(rule)
    return reasons


def _summary(reports: "list[Report]") -> str:
    errors, warnings = (sum(report.counted(kind) for report in reports) for kind in ("error", "warning"))
    advice = sum(report.counted("advice") for report in reports)
    valid = sum(scenario.valid for report in reports for scenario in report.scenarios)
    emitted = sum(report.emitted for report in reports)
    counts = f"{_many(errors, 'error')}, {_many(warnings, 'warning')}, {advice} advice"
    return f"{_many(len(reports), 'file')}: {counts}; {valid} of {_many(emitted, 'scenario')} valid"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _as_json(reports: "dict[str, Report]", unreadable: tuple[str, ...]) -> dict[str, Any]:
    files = [_file(path, report) for path, report in reports.items()]
    return {"files": files, "unreadable": list(unreadable)}


def _file(path: str, report: "Report") -> dict[str, Any]:
    scenarios = [
        {"number": s.number, "line": s.line, "valid": s.valid, "rules": sorted({f.rule for f in s.findings})}
        for s in report.scenarios
    ]
    return {
        "file": path,
        "language": report.language,
        "words": report.words,
        "emitted": report.emitted,
        "valid": sum(scenario.valid for scenario in report.scenarios),
        "valid_share": report.valid_share,
        "quality": report.quality,
        "findings": [_finding(each) for each in report.findings],
        "scenarios": scenarios,
        "not_applied": report.not_applied,
    }


def _finding(finding: "Finding") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(finding)
