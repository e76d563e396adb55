"""The rule catalogue: a literal table of every rule, its weight, its words and its check.

E rules make a scenario invalid (those of V, S, T and X), W and I rules cost quality. A rule's text never quotes a file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from workbench.core.lint import repetition, structure, tracing, validity, wording
from workbench.core.lint.report import Severity
from workbench.core.lint.style import HOUSE_STYLE
from workbench.core.lint.subject import Place, Subject

Check = Callable[[Subject], Iterator[Place]]


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule.

    Attributes:
        severity: `error`, `warning` or `advice`.
        text: what is wrong.
        fix: how to put it right.
        check: finds the places.
        of_file: touches every scenario, wherever it stands.
        needs_words: looks for words, so it applies only in the languages of `words`.
    """

    severity: Severity
    text: str
    fix: str
    check: Check
    of_file: bool = False
    needs_words: bool = False


RULES: Final[dict[str, RuleSpec]] = {
    # Validity: what a runner refuses, or takes for something else than was meant.
    "V01": RuleSpec(
        "error", "the official parser refuses the file", "see the line", validity.found("V01"), of_file=True
    ),
    "V02": RuleSpec(
        "error",
        "a control character, a byte order mark, a replacement character, a code fence or prose around",
        "keep the feature alone, as plain UTF-8",
        validity.foreign_text,
        of_file=True,
    ),
    "V03": RuleSpec("error", "no feature", "start with a feature line", validity.found("V03"), of_file=True),
    "V04": RuleSpec(
        "error", "a feature or rule without a scenario", "add a scenario", validity.found("V04"), of_file=True
    ),
    "V05": RuleSpec(
        "error",
        "a step or scenario that counts as description",
        "start the line with the bare keyword",
        validity.swallowed,
    ),
    "V06": RuleSpec(
        "error", "a scenario or background without steps", "add steps, or remove it", validity.found("V06")
    ),
    "V07": RuleSpec(
        "error",
        "an outline without Examples, or Examples without rows",
        "add a table with a header and at least one row",
        validity.outlines_without_rows,
    ),
    "V08": RuleSpec(
        "error",
        "a placeholder without a column",
        "add the column to each Examples table",
        validity.unknown_placeholders,
    ),
    "V09": RuleSpec(
        "warning",
        "a column without a placeholder, or an outline without any",
        "use the column in a step, or remove it",
        validity.unused_columns,
    ),
    "V10": RuleSpec(
        "error",
        "an Examples column that is unnamed or there twice",
        "name each column once",
        validity.found("V10"),
    ),
    "V11": RuleSpec(
        "error",
        "a placeholder outside of an outline",
        "make it an outline with Examples, or write the value",
        validity.placeholders_outside_outlines,
    ),
    "V12": RuleSpec("error", "a step without text", "say what happens", validity.found("V12")),
    "V13": RuleSpec("advice", "Examples of a plain scenario", "call it an outline", validity.examples_of_a_scenario),
    "V14": RuleSpec(
        "error",
        "a line that starts with the word for or, which is no keyword",
        "write one scenario for each case",
        validity.or_lines,
        of_file=True,
    ),
    "V15": RuleSpec("warning", "the same tag twice", "keep one", validity.tags_twice),
    "V16": RuleSpec("error", "a lone carriage return", "end lines with a line feed", validity.lone_returns),
    "V17": RuleSpec("error", "too many blanks in a row", "remove the blanks", validity.found("V17"), of_file=True),
    "V18": RuleSpec(
        "error",
        "too long to be read",
        "at most 1,000,000 characters in 20,000 lines",
        validity.found("V18"),
        of_file=True,
    ),
    # Structure.
    "S01": RuleSpec("error", "a feature or rule without a name", "name it", structure.unnamed_parts),
    "S02": RuleSpec("error", "a scenario without a name", "name it", structure.unnamed_scenarios),
    "S03": RuleSpec(
        "error", "the first step is And or But", "start with Given, When or Then", structure.first_step_joins
    ),
    "S04": RuleSpec("error", "no Then: nothing is checked", "say what must be seen", structure.no_outcome),
    "S05": RuleSpec("warning", "no When: nothing happens", "say what is done", structure.no_action),
    "S06": RuleSpec(
        "warning",
        "a background that does more than set up",
        "move the step to the scenarios",
        structure.background_acts,
    ),
    "S07": RuleSpec(
        "warning", "steps out of order, or a When at the end", "Given, then When, then Then", structure.out_of_order
    ),
    "S08": RuleSpec(
        "warning", "more than one behaviour: When again after Then", "split the scenario", structure.many_whens
    ),
    "S09": RuleSpec("warning", "too many steps", "say less, or split the scenario", structure.many_steps),
    "S10": RuleSpec("advice", "no Given and no background", "say where it starts from", structure.no_context),
    "S11": RuleSpec(
        "advice",
        "a name that says that something is tested",
        "name the behaviour",
        structure.checking_names,
        needs_words=True,
    ),
    "S12": RuleSpec("advice", "the same keyword again, or *", "go on with And", structure.repeated_keywords),
    "S13": RuleSpec(
        "advice", "a name that joins behaviours", "one scenario for each", structure.joined_names, needs_words=True
    ),
    "S14": RuleSpec("advice", "a name that is too short or too long", "a few words", structure.odd_names),
    "S15": RuleSpec("warning", "an outline with one row", "add rows, or make it a scenario", structure.one_row),
    # Wording.
    "T01": RuleSpec("warning", "a long step", "say less, or use a table", wording.long_steps),
    "T02": RuleSpec(
        "warning",
        "an outcome that is a judgement without a value",
        "say what is seen",
        wording.vague_outcomes,
        needs_words=True,
    ),
    "T03": RuleSpec("warning", "something left to fill in", "fill it in", wording.unfinished),
    "T04": RuleSpec(
        "warning", "a step with a condition", "one scenario for each case", wording.conditions, needs_words=True
    ),
    "T05": RuleSpec(
        "warning", "several actions in one step", "one step for each", wording.several_actions, needs_words=True
    ),
    "T06": RuleSpec(
        "warning",
        "the mechanics of a user interface",
        "say what is done, not with which control",
        wording.ui_words,
        needs_words=True,
    ),
    "T07": RuleSpec(
        "warning",
        "chance, the time now or waiting",
        "give the value, and what is waited for",
        wording.unsteady,
        needs_words=True,
    ),
    "T08": RuleSpec("advice", "I and somebody else act", "keep to one person", wording.two_persons, needs_words=True),
    "T09": RuleSpec("warning", "data without a value", "name the value", wording.vague_data, needs_words=True),
    "T10": RuleSpec("advice", "a full stop at the end of a step", "leave it out", wording.final_periods),
    "T11": RuleSpec(
        "warning",
        "clicking or typing in Given or Then",
        "say what holds, and act in When",
        wording.misplaced_actions,
        needs_words=True,
    ),
    "T12": RuleSpec(
        "advice",
        "mostly the mechanics of a user interface",
        "say what is wanted, in a few steps",
        wording.ui_scripts,
        needs_words=True,
    ),
    "T13": RuleSpec(
        "error",
        "an outcome that allows one thing or another",
        "one scenario with one outcome for each case",
        wording.either_outcome,
        needs_words=True,
    ),
    # Repetition.
    "D01": RuleSpec(
        "error",
        "the name or the steps of an earlier scenario",
        "remove it, or tell them apart",
        repetition.same_scenarios,
    ),
    "D02": RuleSpec("warning", "the same Examples row twice", "keep one", repetition.same_rows),
    "D03": RuleSpec(
        "advice",
        "scenarios that differ in values only",
        "make them an outline",
        repetition.scenarios_for_an_outline,
    ),
    "D04": RuleSpec("advice", "the same step twice in a scenario", "keep one", repetition.same_steps),
    "D05": RuleSpec(
        "advice", "all scenarios start alike", "move it to a background", repetition.background_in_scenarios
    ),
    # What was asked of the answer.
    "X01": RuleSpec("error", "no tag of a criterion, or of one that there is not", "tag it as @AC-1", tracing.untraced),
    "X02": RuleSpec("error", "the answer was cut off", "allow for a longer answer", tracing.cut_off),
}


def invalidates(rule: str) -> bool:
    """Whether a scenario with a finding of this rule is not valid. A repeated scenario is valid, and one too many."""
    return RULES[rule].severity == "error" and not rule.startswith("D")


def is_house_style(rule: str) -> bool:
    """Whether a team may switch the rule off."""
    return rule in HOUSE_STYLE
