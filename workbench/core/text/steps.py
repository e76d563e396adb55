"""What a test does, step by step, also where its Gherkin is broken: a fault of form takes no content away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.gherkin import Examples, Role, Scenario, Step, lone_scenario, steps_of
from workbench.generator.records import TestCase

Walk = tuple[Step, ...]

_MAX_WALKS: Final = 40
_ROLES: Final[dict[str, Role]] = {"given": "context", "when": "action", "then": "outcome"}
# Manual tests pressed into Gherkin: `* Expected: the line is red`.
_EXPECTED: Final = re.compile(
    r"(?:expected|expect|result|verify|check that|make sure that|erwartet\w*|ergebnis|prüfe|attendu|résultat|vérifi\w+"
    r"|esperado|resultado|comprobar|verificar|verwacht\w*|resultaat|controleer)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def walks(case: TestCase, language: str) -> tuple[Walk, ...]:
    """Return what a test does from its first step to its last, once for each Examples row, values filled in.

    At least one walk; at most 40. Its steps may be none. Preconditions come first.
    """
    if case.scenario is None:
        return (_judged(steps_of(case, language)),)
    given = tuple(Step(keyword="", text=text, role="context") for text in case.preconditions)
    scenario = lone_scenario(case.scenario, language)
    if scenario is None:
        return tuple(given + _judged(walk) for walk in _loose(case.scenario, language))
    return tuple(given + _judged(walk) for walk in _filled(scenario))


def steps(case: TestCase, language: str) -> tuple[Step, ...]:
    """Return every different step of all walks, in their order."""
    every = (step for walk in walks(case, language) for step in walk)
    return tuple({(step.role, text_of(step)): step for step in every}.values())


def text_of(step: Step) -> str:
    """Return a step's text with its table or doc string, on one line."""
    return " ".join(f"{step.text} {step.argument}".split())


def _judged(walk: Walk) -> Walk:
    """Steps of unknown role are outcomes where they say so, else actions."""
    return tuple(step if step.role != "unknown" else replace(step, role=_role(step.text)) for step in walk)


def _role(text: str) -> Role:
    return "outcome" if _EXPECTED.match(text) else "action"


def _filled(scenario: Scenario) -> tuple[Walk, ...]:
    rows = [
        dict(zip(table.columns, row, strict=False)) for table in scenario.examples for row in table.rows[:_MAX_WALKS]
    ]
    return tuple(tuple(_fill(step, row) for step in scenario.steps) for row in rows[:_MAX_WALKS]) or (scenario.steps,)


def _fill(step: Step, row: dict[str, str]) -> Step:
    text, argument = step.text, step.argument
    for column, value in row.items():
        text, argument = text.replace(f"<{column}>", value), argument.replace(f"<{column}>", value)
    return replace(step, text=text, argument=argument)


def _loose(text: str, language: str) -> tuple[Walk, ...]:
    steps: list[Step] = []
    rows: list[tuple[str, ...]] = []
    role: Role = "unknown"
    in_examples = False
    for line in filter(None, map(str.strip, text.split("\n"))):
        kind = dialects.step_kind(line, language)
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if in_examples:
                rows.append(cells)
            elif steps:
                steps[-1] = replace(steps[-1], argument=f"{steps[-1].argument}\n{line}".strip())
        elif kind is not None:
            role = _ROLES.get(kind, role)
            steps.append(Step(keyword="", text=_without_keyword(line, language), role=role))
        elif dialects.is_heading_line(line, language) or line.startswith(("@", "#", '"""', "```")):
            in_examples = in_examples or bool(steps)
        elif steps:  # `Expected: ...`, `- and selects ...`
            steps.append(Step(keyword="", text=line, role="outcome" if _EXPECTED.match(line) else role))
    table = Examples(columns=rows[0], rows=tuple(rows[1:]), tags=(), line=0) if len(rows) > 1 else None
    return tuple(_rows(tuple(steps), table))


def _rows(steps: Walk, table: Examples | None) -> Iterator[Walk]:
    if table is None:
        yield steps
        return
    for row in table.rows[:_MAX_WALKS]:
        yield tuple(_fill(step, dict(zip(table.columns, row, strict=False))) for step in steps)


def _without_keyword(line: str, language: str) -> str:
    parts = line.lstrip("-*+•> ").split(None, 1)
    for word in sorted(_keywords(language), key=len, reverse=True):
        if line.lower().startswith(word.lower()):
            return line[len(word) :].strip()
    return parts[1] if len(parts) > 1 else ""


@lru_cache(maxsize=100)
def _keywords(language: str) -> tuple[str, ...]:
    table = dialects.dialect(language)
    groups = (
        table.given_keywords, table.when_keywords, table.then_keywords, table.and_keywords, table.but_keywords,
    )  # fmt: skip
    return tuple({word for group in groups for word in group if word != "* "})
