"""The official parser's tree as our records, with the lines it takes as mere description.

Cucumber's compiler is not used: it builds regular expressions from column names, so a column
named `(` breaks it. The roles follow its rule.
"""

import re
import textwrap
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from gherkin.errors import (
    AstBuilderException,
    CompositeParserException,
    NoSuchLanguageException,
    ParserError,
    ParserException,
    UnexpectedEOFException,
    UnexpectedTokenException,
)
from gherkin.parser import Parser

from workbench.generator.output import dialects
from workbench.generator.output.document import Examples, Fault, Role, Scenario, Step, fault

MAX_CHARS: Final = 1_000_000
MAX_LINES: Final = 20_000
# The parser trims table cells in time quadratic in a run of blanks; wide tables of people stay far below.
MAX_BLANKS_SQUARED: Final = 20_000_000
_MANY_BLANKS = re.compile(r"[^\S\n]{101,}")

HeadingKind = Literal["feature", "rule", "background", "scenario", "examples"]
Node = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A line that opens a part of the file; `first` is the line of its first tag, or its own."""

    kind: HeadingKind
    line: int
    first: int
    children: int = 0
    steps: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """A line that the parser takes as free text, and the part that it belongs to."""

    line: int
    text: str
    owner: HeadingKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A parsed file: the records, and what the rules need beside them.

    Attributes:
        lines: the file's lines as the parser counts them.
        quoted: numbers of the lines in doc strings, delimiters included.
        faults: the parser's own; then there is nothing else.
    """

    lines: tuple[str, ...] = ()
    language: str = dialects.DEFAULT
    title: str = ""
    background: tuple[Step, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    headings: tuple[Heading, ...] = ()
    descriptions: tuple[Description, ...] = ()
    quoted: frozenset[int] = frozenset()
    faults: tuple[Fault, ...] = ()


def grow(text: str) -> Tree:
    """Parse a feature file; what the official parser refuses becomes faults."""
    too_much = tuple(_too_much(text))
    if too_much:
        return Tree(faults=too_much)
    lines = tuple(text.split("\n"))
    try:
        document: Any = Parser().parse(text)
    except ParserError as error:
        return Tree(lines=lines, language=_language(text), faults=_faults(error))
    feature: Node | None = document.get("feature")
    if feature is None:
        return Tree(lines=lines, language=_language(text))
    return _read(lines, feature, {comment["location"]["line"] for comment in document["comments"]})


def _too_much(text: str) -> Iterator[Fault]:
    if len(text) > MAX_CHARS or text.count("\n") >= MAX_LINES:
        yield fault("V20", 1)
        return
    runs = list(_MANY_BLANKS.finditer(text))
    if sum((run.end() - run.start()) ** 2 for run in runs) > MAX_BLANKS_SQUARED:
        before = text[: runs[0].start()]
        yield fault("V19", before.count("\n") + 1, len(before) - before.rfind("\n"))


def _language(text: str) -> str:
    code = dialects.declared(text)
    return code if code is not None and dialects.known(code) else dialects.DEFAULT


def _faults(error: ParserError) -> tuple[Fault, ...]:
    errors = error.errors if isinstance(error, CompositeParserException) else [error]
    return tuple(_fault(each) for each in errors)


def _fault(error: ParserError) -> Fault:
    where: Node = dict(error.location) if isinstance(error, ParserException) else {}
    return fault(_rule_of(error), where.get("line", 1), where.get("column") or 1)


def _rule_of(error: ParserError) -> str:
    match error:
        case UnexpectedTokenException():
            return "V01"
        case UnexpectedEOFException():
            return "V02"
        case AstBuilderException():
            return "V03"
        case NoSuchLanguageException():
            return "V04"
        case _:
            return "V05"


def _read(lines: tuple[str, ...], feature: Node, comments: set[int]) -> Tree:
    headings = tuple(sorted(_headings(feature), key=lambda heading: heading.line))
    quoted = frozenset(_quoted(lines, feature))
    return Tree(
        lines=lines,
        language=feature["language"],
        title=feature["name"],
        background=_background(feature, "unknown")[0],
        scenarios=tuple(_scenarios(lines, feature, headings, comments)),
        headings=headings,
        descriptions=tuple(_descriptions(lines, headings, comments | quoted | set(_tables_and_steps(feature)))),
        quoted=quoted,
    )


# Walking ---------------------------------------------------------------------------------------


def _parts(node: Node) -> Iterator[tuple[HeadingKind, Node]]:
    for child in node["children"]:
        for kind, part in child.items():
            yield kind, part
            if kind == "rule":
                yield from _parts(part)


def _steps_of(feature: Node) -> Iterator[Node]:
    for kind, part in _parts(feature):
        if kind != "rule":
            yield from part["steps"]


def _headings(feature: Node) -> Iterator[Heading]:
    yield _heading("feature", feature)
    for kind, part in _parts(feature):
        yield _heading(kind, part)
        for examples in part.get("examples", ()):
            yield _heading("examples", examples)


def _heading(kind: HeadingKind, node: Node) -> Heading:
    line = node["location"]["line"]
    first = min((tag["location"]["line"] for tag in node.get("tags", ())), default=line)
    children = [child for child in node.get("children", ()) if "background" not in child]
    return Heading(kind=kind, line=line, first=first, children=len(children), steps=len(node.get("steps", ())))


def _quoted(lines: Sequence[str], feature: Node) -> Iterator[int]:
    for step in _steps_of(feature):
        if "docString" in step:
            start = step["docString"]["location"]["line"]
            yield from range(start, _closing(lines, start, step["docString"]["delimiter"]) + 1)


def _closing(lines: Sequence[str], start: int, delimiter: str) -> int:
    number = start + 1
    while number <= len(lines) and not lines[number - 1].lstrip().startswith(delimiter):
        number += 1
    return number


def _tables_and_steps(feature: Node) -> Iterator[int]:
    for step in _steps_of(feature):
        yield step["location"]["line"]
        yield from (row["location"]["line"] for row in step.get("dataTable", {}).get("rows", ()))
    for kind, part in _parts(feature):
        for table in part.get("examples", ()) if kind == "scenario" else ():
            yield from (row["location"]["line"] for row in _rows(table))


def _rows(examples: Node) -> list[Node]:
    header = examples.get("tableHeader")
    return [header, *examples["tableBody"]] if header else []


def _descriptions(lines: Sequence[str], headings: Sequence[Heading], taken: set[int]) -> Iterator[Description]:
    starts = [heading.line for heading in headings]
    tags = {number for heading in headings for number in range(heading.first, heading.line + 1)}
    for number, text in enumerate(lines, start=1):
        owner = bisect_right(starts, number) - 1
        if owner >= 0 and text.strip() and number not in taken and number not in tags:
            yield Description(line=number, text=text, owner=headings[owner].kind)


# Records ---------------------------------------------------------------------------------------


def _scenarios(
    lines: Sequence[str], feature: Node, headings: Sequence[Heading], comments: set[int]
) -> Iterator[Scenario]:
    starts = sorted(heading.first for heading in headings if heading.kind != "examples")
    language = feature["language"]
    background, role = _background(feature, "unknown")
    for child in feature["children"]:
        if "scenario" in child:
            end = _end(starts, child["scenario"], len(lines))
            yield _scenario(lines, child["scenario"], end, comments, language, feature["tags"], background, role)
        if "rule" in child:
            rule = child["rule"]
            more, last = _background(rule, role)
            for each in (grand["scenario"] for grand in rule["children"] if "scenario" in grand):
                tags = feature["tags"] + rule["tags"]
                end = _end(starts, each, len(lines))
                yield _scenario(lines, each, end, comments, language, tags, background + more, last)


def _end(starts: Sequence[int], scenario: Node, count: int) -> int:
    position = bisect_right(starts, scenario["location"]["line"])
    return starts[position] - 1 if position < len(starts) else count


def _scenario(
    lines: Sequence[str],
    node: Node,
    end: int,
    comments: set[int],
    language: str,
    tags: Sequence[Node],
    background: tuple[Step, ...],
    role: Role,
) -> Scenario:
    table = dialects.dialect(language)
    outline = node["keyword"] in table.scenario_outline_keywords and node["keyword"] not in table.scenario_keywords
    first = _heading("scenario", node).first
    return Scenario(
        title=node["name"],
        keyword=node["keyword"],
        tags=tuple(tag["name"] for tag in [*tags, *node["tags"]]),
        steps=_steps(node["steps"], role)[0],
        background=background,
        examples=tuple(_examples(each) for each in node["examples"]),
        is_outline=outline or bool(node["examples"]),
        line=node["location"]["line"],
        source=_source(lines, first, end, comments),
    )


def _source(lines: Sequence[str], first: int, end: int, comments: set[int]) -> str:
    while end > first and (end in comments or not lines[end - 1].strip()):
        end -= 1
    return textwrap.dedent("\n".join(line.removesuffix("\r") for line in lines[first - 1 : end]))


def _examples(node: Node) -> Examples:
    rows = [tuple(cell["value"] for cell in row["cells"]) for row in _rows(node)]
    return Examples(
        columns=rows[0] if rows else (),
        rows=tuple(rows[1:]),
        tags=tuple(tag["name"] for tag in node["tags"]),
        line=node["location"]["line"],
    )


def _background(node: Node, role: Role) -> tuple[tuple[Step, ...], Role]:
    nodes = [child["background"] for child in node["children"] if "background" in child]
    return _steps(nodes[0]["steps"], role) if nodes else ((), role)


def _steps(nodes: Sequence[Node], role: Role) -> tuple[tuple[Step, ...], Role]:
    steps = []
    for node in nodes:
        role = _role(node["keywordType"], role)
        steps.append(_step(node, role))
    return tuple(steps), role


def _role(keyword_type: str, before: Role) -> Role:
    match keyword_type:
        case "Context":
            return "context"
        case "Action":
            return "action"
        case "Outcome":
            return "outcome"
        case "Conjunction":
            return before
        case _:
            return "unknown"


def _step(node: Node, role: Role) -> Step:
    return Step(
        keyword=node["keyword"].strip(),
        text=node["text"],
        role=role,
        argument=_argument(node),
        line=node["location"]["line"],
    )


def _argument(node: Node) -> str:
    rows = node.get("dataTable", {}).get("rows", ())
    table = [f"| {' | '.join(cell['value'] for cell in row['cells'])} |" for row in rows]
    quoted = node.get("docString", {})
    return "\n".join([*table, *(quoted[part] for part in ("mediaType", "content") if part in quoted)])
