"""Feature files: parsed by the official parser, then held to more than it asks for.

Its free-text descriptions swallow `Scenario 1:`, `- Given` and `GIVEN` without a word. What it refuses
is V01, what we refuse beyond has ids from V02 on; `RULES` names them all. Word and style rules are the
linter's (`workbench.core.lint`): production refuses what cannot run, not what reads badly.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.document import RULES, Document, Examples, Fault, Role, Rule, Scenario, Step
from workbench.generator.output.rules import broken
from workbench.generator.output.tree import Tree, grow
from workbench.generator.records import TestCase, TestStep

LONE_STARTS: Final = 4
"""The line at which the text starts in `lone_scenario`, below a language line, a feature and a blank one."""

__all__ = [
    "LONE_STARTS",
    "RULES",
    "Document",
    "Examples",
    "Fault",
    "Role",
    "Rule",
    "Scenario",
    "Step",
    "faults",
    "lone_scenario",
    "parse",
    "parses",
    "steps_of",
]


def parse(text: str) -> Document:
    """A feature file's scenarios and faults. Takes any text and never raises."""
    tree = grow(text)
    return Document(
        language=tree.language,
        title=tree.title,
        background=tree.background,
        scenarios=tree.scenarios,
        faults=_all_faults(tree),
    )


def parses(text: str) -> tuple[Fault, ...]:
    """What Cucumber's own parser refuses in a text; empty where it takes it."""
    return grow(text).faults


def faults(text: str) -> tuple[Fault, ...]:
    """Every fault of a text, the parser's and ours, in the order of the lines."""
    return parse(text).faults


def lone_scenario(source: str, language: str) -> Scenario | None:
    """The scenario that a test case's text holds, or None unless it is one faultless scenario.

    Its lines count from `LONE_STARTS`.
    """
    words = dialects.keywords(language)
    code = language if dialects.known(language) else dialects.DEFAULT
    document = parse(f"# language: {code}\n{words.feature}: x\n\n{source}")
    alone = len(document.scenarios) == 1 and not document.background and not document.faults
    return document.scenarios[0] if alone else None


def steps_of(case: TestCase, language: str) -> tuple[Step, ...]:
    """What a test does, in order, for scorers; only its preconditions where its scenario is no Gherkin.

    A manual step's action (with its data as the argument) and its expected result are two steps.
    """
    given = tuple(Step(keyword="", text=text, role="context") for text in case.preconditions)
    if case.scenario is None:
        return given + tuple(part for step in case.steps for part in _manual(step))
    scenario = lone_scenario(case.scenario, language)
    return given + (_inherit(scenario.steps, language) if given and scenario else scenario.steps if scenario else ())


def _manual(step: TestStep) -> Sequence[Step]:
    action = Step(keyword="", text=step.action, role="action", argument=step.data)
    return (action, Step(keyword="", text=step.expected, role="outcome")) if step.expected else (action,)


def _inherit(steps: tuple[Step, ...], language: str) -> tuple[Step, ...]:
    """After a background a scenario may start with And, which then is context like the step before."""
    table = dialects.dialect(language)
    joining = {word.strip() for word in [*table.and_keywords, *table.but_keywords]} - {"*"}
    count = next((number for number, step in enumerate(steps) if step.keyword not in joining), len(steps))
    leading = tuple(_as_context(step) if step.role == "unknown" else step for step in steps[:count])
    return leading + steps[count:]


def _as_context(step: Step) -> Step:
    return replace(step, role="context")


def _all_faults(tree: Tree) -> tuple[Fault, ...]:
    found = tree.faults or tuple(broken(tree))
    return tuple(sorted(found, key=lambda each: (each.line, each.id, each.column)))
