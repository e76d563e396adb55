"""The records of a parsed feature, and the literal table of what can be wrong with one."""

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["context", "action", "outcome", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One thing that must hold: what is said when it does not, and how to put it right."""

    text: str
    fix: str


# The texts name the fault and never quote the file: a model's answer may quote the issue.
RULES: Final[dict[str, Rule]] = {
    # What the official parser refuses.
    "V01": Rule(text="a line that Gherkin does not allow here", fix="remove it, or start it with a keyword"),
    "V02": Rule(text="the text ends too early", fix="close the doc string, or add what the tags belong to"),
    "V03": Rule(text="a table row with another number of cells", fix="give each row as many cells as the first"),
    "V04": Rule(text="an unknown language", fix="name a dialect of Cucumber's in the language line"),
    "V05": Rule(text="a tag with a blank in it", fix="write the tag as one word"),
    # What it swallows.
    "V06": Rule(text="no feature", fix="start with a feature line"),
    "V07": Rule(text="a feature or rule without a scenario", fix="add a scenario"),
    "V08": Rule(text="a scenario or background without steps", fix="add steps, or remove it"),
    "V09": Rule(text="a step that counts as description", fix="start the line with the bare keyword and a blank"),
    "V10": Rule(text="a scenario that counts as something else", fix="write the keyword, a colon, then the name"),
    "V11": Rule(text="a placeholder without a column", fix="add the column to each Examples table"),
    "V12": Rule(text="a column without a placeholder", fix="use it in a step, or remove it"),
    "V13": Rule(text="a scenario outline without Examples", fix="add Examples, or make it a scenario"),
    "V14": Rule(text="Examples without rows", fix="add a header and at least one row"),
    "V15": Rule(text="an Examples column that is unnamed or there twice", fix="name each column once"),
    "V16": Rule(text="a step without text", fix="say what happens"),
    "V17": Rule(text="a lone carriage return", fix="end lines with a line feed"),
    "V18": Rule(text="a control character", fix="remove it"),
    "V19": Rule(text="too many blanks in a row", fix="remove the blanks"),
    "V20": Rule(text="too long to be read", fix="at most 1,000,000 characters in 20,000 lines"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong: the rule's id and text, and where, both counted from 1."""

    id: str
    text: str
    line: int
    column: int = 1


def fault(rule: str, line: int, column: int = 1) -> Fault:
    """The fault of breaking a rule of `RULES` at a place."""
    return Fault(id=rule, text=RULES[rule].text, line=line, column=column)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step.

    Attributes:
        keyword: as written, without blanks around; "" for a step of a manual test.
        text: what follows the keyword, on one line.
        role: what the step is for, as Cucumber's pickles say: And and But inherit.
        argument: the data table's or doc string's text, the latter after its media type, "" where there is none.
        line: where it stands, from 1; 0 for a step of a manual test.
    """

    keyword: str
    text: str
    role: Role
    argument: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Examples:
    """One Examples table: its columns, its rows, its own tags with `@`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...]
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """One scenario or outline.

    Attributes:
        title: "" where it has no name.
        keyword: as written, without the colon.
        tags: with `@`, those of the feature and the rule first.
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
