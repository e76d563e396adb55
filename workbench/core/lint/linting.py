"""Linting one text: parsed once, then every rule of the catalogue looks at it."""

from collections.abc import Iterator, Sequence
from typing import Final

from workbench.core.lint.catalogue import RULES, RuleSpec, invalidates
from workbench.core.lint.emitted import emitted
from workbench.core.lint.report import Finding, Report, ScenarioReport
from workbench.core.lint.style import Style
from workbench.core.lint.subject import Place, Subject, Trace
from workbench.core.lint.words import WORDS
from workbench.generator.output.rules import broken
from workbench.generator.output.tree import grow

_PLAIN: Final = Style()


def lint(text: str, *, style: Style = _PLAIN, trace: Trace | None = None, finish: str = "stop") -> Report:
    """Hold a feature file to the rule catalogue. Takes any text and never raises.

    Args:
        text: the whole file.
        style: the house style.
        trace: the ids of criteria that scenarios must be tagged with; None where no tags are asked for.
        finish: why the model stopped; anything but `stop` means that the text was cut off.
    """
    tree = grow(text.removeprefix("\ufeff"))
    faults = tree.faults or tuple(broken(tree))
    subject = Subject(text=text, tree=tree, faults=faults, style=style, trace=trace, finish=finish)
    skipped = _not_applied(subject)
    findings = tuple(sorted(_found(subject, skipped), key=lambda each: (each.line, each.rule, each.column)))
    return Report(
        language=tree.language,
        words=subject.words.code if subject.words else None,
        emitted=emitted(text, tree),
        scenarios=_scenarios(subject, findings),
        findings=findings,
        not_applied=skipped,
    )


def _not_applied(subject: Subject) -> dict[str, str]:
    reasons = dict.fromkeys(subject.style.ignore, "ignored by the house style")
    if subject.trace is None:
        reasons["X01"] = "no tags are asked for"
    if subject.words is None and subject.scenes:
        lists = ", ".join(WORDS)
        why = f"no word list for the language of this {subject.tree.language!r} file; there are lists for {lists}"
        reasons |= {rule: why for rule, spec in RULES.items() if spec.needs_words}
    return reasons


def _found(subject: Subject, skipped: dict[str, str]) -> Iterator[Finding]:
    for rule, spec in RULES.items():
        if rule not in skipped:
            yield from (_finding(rule, spec, place, subject) for place in spec.check(subject))


def _finding(rule: str, spec: RuleSpec, place: Place, subject: Subject) -> Finding:
    return Finding(
        rule=rule,
        severity="warning" if place.harmless and spec.severity == "error" else spec.severity,
        text=place.text or spec.text,
        fix=place.fix or spec.fix,
        line=place.line,
        column=place.column or _indent(subject.tree.lines, place.line) + 1,
        invalidates=invalidates(rule) and not place.harmless,
    )


def _indent(lines: Sequence[str], number: int) -> int:
    line = lines[number - 1] if number <= len(lines) else ""
    return len(line) - len(line.lstrip(" \t"))


def _scenarios(subject: Subject, findings: tuple[Finding, ...]) -> tuple[ScenarioReport, ...]:
    count = len(subject.scenes)
    touching: list[list[Finding]] = [[] for _ in range(count)]
    for finding in findings:
        for number in range(count) if RULES[finding.rule].of_file else subject.touched(finding.line):
            touching[number].append(finding)
    return tuple(
        ScenarioReport(number=number, line=scene.heading.line, findings=tuple(touching[number - 1]))
        for number, scene in enumerate(subject.scenes, start=1)
    )
