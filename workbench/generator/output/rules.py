"""What a feature must keep beyond being parsed: one small function a rule, over the parser's tree."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from workbench.generator.output import dialects
from workbench.generator.output.document import Fault, Scenario, fault
from workbench.generator.output.tree import Tree

RuleCheck = Callable[[Tree], Iterator[Fault]]

PLACEHOLDER: Final = re.compile(r"<([^<>\s](?:[^<>\n]{0,98}[^<>\s])?)>")
_LONE_RETURN = re.compile(r"\r(?!\n)")
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
# Markup that issues quote. As a placeholder without a column it is no fault.
_MARKUP = re.compile(
    r"[/!?]|.*://|(?:a|b|body|br|button|code|div|em|form|h[1-6]|head|html|i|iframe|img|input|label|li|link|meta|ol"
    r"|option|p|pre|script|select|span|strong|style|svg|table|tbody|t[dhr]|thead|textarea|title|ul?)(?:[\s/]|$)",
    re.IGNORECASE,
)


def broken(tree: Tree) -> Iterator[Fault]:
    """Every fault of a tree that the parser made."""
    for check in CHECKS:
        yield from check(tree)


def is_markup(name: str) -> bool:
    """Whether a name in angle brackets is HTML or an address, which people quote."""
    return _MARKUP.match(name) is not None


def no_feature(tree: Tree) -> Iterator[Fault]:
    """V03."""
    if not tree.headings:
        yield fault("no feature", 1)


def no_scenario(tree: Tree) -> Iterator[Fault]:
    """V04."""
    for heading in tree.headings:
        if heading.kind in {"feature", "rule"} and not heading.children:
            yield fault("no scenario", heading.line)


def no_steps(tree: Tree) -> Iterator[Fault]:
    """V06."""
    for heading in tree.headings:
        if heading.kind in {"scenario", "background"} and not heading.steps:
            yield fault("no steps", heading.line)


def swallowed_steps(tree: Tree) -> Iterator[Fault]:
    """V05, below scenarios and backgrounds."""
    for line in tree.descriptions:
        if line.owner in {"scenario", "background", "examples"} and _looks_like_step(line.text, tree.language):
            yield fault("swallowed step", line.line)


def steps_in_the_feature(tree: Tree) -> Iterator[Fault]:
    """V05, below features and rules.

    A user story's lines may start with a keyword (`When I shop, I want ...`); two kinds make steps.
    """
    found: dict[str, int] = {}
    for line in tree.descriptions:
        kind = dialects.step_kind(line.text, tree.language) if line.owner in {"feature", "rule"} else None
        if kind in {"given", "when", "then"} and not line.text.lstrip()[:1].islower():
            found.setdefault(kind, line.line)
    if len(found) > 1:
        yield fault("swallowed step", min(found.values()))


def swallowed_scenarios(tree: Tree) -> Iterator[Fault]:
    """V05: every line that looks like a scenario's first is one, or is lost."""
    headings = {heading.line for heading in tree.headings}
    for number, text in enumerate(tree.lines, start=1):
        if number in headings or number in tree.quoted or not dialects.looks_like_heading(text, tree.language):
            continue
        if not text.lstrip().startswith("#") or _step_follows(tree, number):
            yield fault("swallowed scenario", number)


def placeholders_without_column(tree: Tree) -> Iterator[Fault]:
    """V08."""
    for scenario in tree.scenarios:
        columns = [set(table.columns) for table in scenario.examples if table.columns]
        used = _placeholders(scenario)
        # What one table fills in is a placeholder in the others too, though it is called like an HTML tag.
        meant = {name for name in used if not is_markup(name)} | (used & set().union(*columns))
        if columns and not meant <= set.intersection(*columns):
            yield fault("unknown placeholder", scenario.line)


def columns_without_placeholder(tree: Tree) -> Iterator[Fault]:
    """V09."""
    for scenario in tree.scenarios:
        used = _placeholders(scenario)
        for table in scenario.examples:
            if not {column for column in table.columns if column} <= used:
                yield fault("unused column", table.line)


def outlines_without_examples(tree: Tree) -> Iterator[Fault]:
    """V07."""
    for scenario in tree.scenarios:
        if scenario.is_outline and not scenario.examples:
            yield fault("no examples", scenario.line)


def examples_without_rows(tree: Tree) -> Iterator[Fault]:
    """V07."""
    for scenario in tree.scenarios:
        for table in scenario.examples:
            if not table.rows:
                yield fault("no rows", table.line)


def columns_twice(tree: Tree) -> Iterator[Fault]:
    """V10."""
    for scenario in tree.scenarios:
        for table in scenario.examples:
            if "" in table.columns or len(set(table.columns)) < len(table.columns):
                yield fault("column twice", table.line)


def empty_steps(tree: Tree) -> Iterator[Fault]:
    """V12."""
    seen = set()
    for scenario in tree.scenarios:
        for step in (*scenario.background, *scenario.steps):
            if not step.text and step.line not in seen:
                seen.add(step.line)
                yield fault("empty step", step.line)


def lone_returns(tree: Tree) -> Iterator[Fault]:
    """V16: other tools end a line there, the official parser does not."""
    for number, text in enumerate(tree.lines, start=1):
        match = _LONE_RETURN.search(text.removesuffix("\r"))
        if match:
            yield fault("lone return", number, match.start() + 1)


def control_characters(tree: Tree) -> Iterator[Fault]:
    """V02."""
    for number, text in enumerate(tree.lines, start=1):
        match = CONTROL.search(text)
        if match:
            yield fault("control character", number, match.start() + 1)


CHECKS: Final[tuple[RuleCheck, ...]] = (
    no_feature,
    no_scenario,
    no_steps,
    swallowed_steps,
    steps_in_the_feature,
    swallowed_scenarios,
    placeholders_without_column,
    columns_without_placeholder,
    outlines_without_examples,
    examples_without_rows,
    columns_twice,
    empty_steps,
    lone_returns,
    control_characters,
)


def _looks_like_step(text: str, language: str) -> bool:
    return dialects.step_kind(text, language) is not None or dialects.glued_kind(text, language) is not None


def _step_follows(tree: Tree, number: int) -> bool:
    rest = (text for text in tree.lines[number : number + 20] if text.strip())
    return dialects.is_step_line(next(rest, ""), tree.language)


def _text(scenario: Scenario) -> str:
    steps = [f"{step.text}\n{step.argument}" for step in scenario.steps]
    return "\n".join([scenario.title, *steps])


def _placeholders(scenario: Scenario) -> set[str]:
    return set(PLACEHOLDER.findall(_text(scenario)))
