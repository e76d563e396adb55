"""The records of a parsed feature, and the literal table of what can be wrong with one."""

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["context", "action", "outcome", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One thing that must hold: its id in the catalogue, what is said when it does not hold, how to put it right."""

    id: str
    text: str
    fix: str


# The texts name the fault and never quote the file: a model's answer may quote the issue.
# Several faults share an id of the catalogue, which `workbench.core.lint` goes on with.
RULES: Final[dict[str, Rule]] = {
    # What the official parser refuses.
    "stray line": Rule(
        id="V01", text="a line that Gherkin does not allow here", fix="remove it, or start it with a keyword"
    ),
    "early end": Rule(
        id="V01", text="the text ends too early", fix="close the doc string, or add what the tags belong to"
    ),
    "ragged table": Rule(
        id="V01", text="a table row with another number of cells", fix="give each row as many cells as the first"
    ),
    "unknown language": Rule(
        id="V01", text="an unknown language", fix="name a dialect of Cucumber's in the language line"
    ),
    "blank in a tag": Rule(id="V01", text="a tag with a blank in it", fix="write the tag as one word"),
    # What it swallows.
    "control character": Rule(id="V02", text="a control character", fix="remove it"),
    "no feature": Rule(id="V03", text="no feature", fix="start with a feature line"),
    "no scenario": Rule(id="V04", text="a feature or rule without a scenario", fix="add a scenario"),
    "swallowed step": Rule(
        id="V05", text="a step that counts as description", fix="start the line with the bare keyword and a blank"
    ),
    "swallowed scenario": Rule(
        id="V05", text="a scenario that counts as something else", fix="write the keyword, a colon, then the name"
    ),
    "no steps": Rule(id="V06", text="a scenario or background without steps", fix="add steps, or remove it"),
    "no examples": Rule(
        id="V07", text="a scenario outline without Examples", fix="add Examples, or make it a scenario"
    ),
    "no rows": Rule(id="V07", text="Examples without rows", fix="add a header and at least one row"),
    "unknown placeholder": Rule(
        id="V08", text="a placeholder without a column", fix="add the column to each Examples table"
    ),
    "unused column": Rule(id="V09", text="a column without a placeholder", fix="use it in a step, or remove it"),
    "column twice": Rule(
        id="V10", text="an Examples column that is unnamed or there twice", fix="name each column once"
    ),
    "empty step": Rule(id="V12", text="a step without text", fix="say what happens"),
    "lone return": Rule(id="V16", text="a lone carriage return", fix="end lines with a line feed"),
    "many blanks": Rule(id="V17", text="too many blanks in a row", fix="remove the blanks"),
    "too long": Rule(id="V18", text="too long to be read", fix="at most 1,000,000 characters in 20,000 lines"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        kind: its key in `RULES`.
        id: the rule's id there; faults may share it.
        text: what is wrong, without a word of the file.
        line: from 1.
        column: from 1.
    """

    kind: str
    id: str
    text: str
    line: int
    column: int = 1


def fault(kind: str, line: int, column: int = 1) -> Fault:
    """The fault of breaking a rule of `RULES` at a place."""
    rule = RULES[kind]
    return Fault(kind=kind, id=rule.id, text=rule.text, line=line, column=column)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step.

    Attributes:
        keyword: as written, without blanks around; "" for a step of a manual test.
        text: what follows the keyword, on one line.
        role: what the step is for, as Cucumber's pickles say: And and But inherit.
        argument: the data table's or doc string's text, the latter after its media type, "" where there is none.
        line: where it stands, from 1; 0 for a step of a manual test.
        column: of its keyword, from 1; 0 for a step of a manual test.
    """

    keyword: str
    text: str
    role: Role
    argument: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Examples:
    """One Examples table: its columns, its rows, its own tags with `@`; `lines` are its rows', without the header's."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]
    line: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """One scenario or outline.

    Attributes:
        title: "" where it has no name.
        keyword: as written, without the colon.
        tags: with `@`, those of the feature and the rule first.
        own_tags: how many of them, at the end, are its own.
        background: the steps that run before, of the feature and the rule.
        is_outline: by its keyword, or because it has Examples.
        line: of the keyword, from 1.
        source: the lines from its own tags to its last step or Examples row, dedented.
    """

    title: str
    keyword: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    background: tuple[Step, ...]
    examples: tuple[Examples, ...]
    is_outline: bool
    line: int
    source: str
    own_tags: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A feature file as read: what is in it, and every fault in the order of the lines.

    Attributes:
        language: the dialect's code.
        title: the feature's name; "" where there is none.
        background: the steps of the feature's own background.
        scenarios: of the feature and its rules; empty where the parser refuses the text.
    """

    language: str
    title: str
    background: tuple[Step, ...]
    scenarios: tuple[Scenario, ...]
    faults: tuple[Fault, ...]
