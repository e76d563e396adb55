"""A parser's node of a feature as our records: scenarios, their steps and their Examples.

Cucumber's compiler is not used: it builds regular expressions from column names, so a column
named `(` breaks it. The roles follow its rule.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from workbench.generator.output import dialects
from workbench.generator.output.document import Examples, Role, Scenario, Step
from workbench.generator.output.parts import Heading, Node, first_line, rows


@dataclass(frozen=True, kw_only=True, slots=True)
class _Around:
    """What a scenario takes from the feature and the rule that it stands in."""

    language: str
    tags: tuple[Node, ...]
    background: tuple[Step, ...]
    role: Role


def scenarios(
    lines: Sequence[str], feature: Node, headings: Sequence[Heading], comments: frozenset[int]
) -> tuple[Scenario, ...]:
    """Every scenario of a feature and its rules, in the order of the lines."""
    starts = sorted(heading.first for heading in headings if heading.kind != "examples")
    return tuple(
        _scenario(node, around, _source(lines, first_line(node), _end(starts, node, len(lines)), comments))
        for node, around in _found(feature)
    )


def background(node: Node) -> tuple[Step, ...]:
    """The steps of a feature's own background; none where it has none."""
    return _background(node, "unknown")[0]


def _found(feature: Node) -> Iterator[tuple[Node, _Around]]:
    steps, role = _background(feature, "unknown")
    around = _Around(language=feature["language"], tags=tuple(feature["tags"]), background=steps, role=role)
    for child in feature["children"]:
        if "scenario" in child:
            yield child["scenario"], around
        if "rule" in child:
            within = _in_rule(child["rule"], around)
            yield from ((each["scenario"], within) for each in child["rule"]["children"] if "scenario" in each)


def _in_rule(rule: Node, around: _Around) -> _Around:
    steps, role = _background(rule, around.role)
    return _Around(
        language=around.language,
        tags=(*around.tags, *rule["tags"]),
        background=around.background + steps,
        role=role,
    )


def _end(starts: Sequence[int], scenario: Node, count: int) -> int:
    position = bisect_right(starts, scenario["location"]["line"])
    return starts[position] - 1 if position < len(starts) else count


def _scenario(node: Node, around: _Around, source: str) -> Scenario:
    table = dialects.dialect(around.language)
    outline = node["keyword"] in table.scenario_outline_keywords and node["keyword"] not in table.scenario_keywords
    return Scenario(
        title=node["name"],
        keyword=node["keyword"],
        tags=tuple(tag["name"] for tag in [*around.tags, *node["tags"]]),
        steps=_steps(node["steps"], around.role)[0],
        background=around.background,
        examples=tuple(_examples(each) for each in node["examples"]),
        is_outline=outline or bool(node["examples"]),
        line=node["location"]["line"],
        source=source,
        own_tags=len(node["tags"]),
    )


def _source(lines: Sequence[str], first: int, end: int, comments: frozenset[int]) -> str:
    while end > first and (end in comments or not lines[end - 1].strip()):
        end -= 1
    own = [line.removesuffix("\r") for line in lines[first - 1 : end]]
    margin = _margin(own)
    return "\n".join(line[margin:] for line in own)


def _margin(lines: Sequence[str]) -> int:
    """How many characters of blank all lines start with. `textwrap.dedent` would empty a doc string's blank lines."""
    indents = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip()]
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(min(indents), max(indents), strict=False))
    return sum(1 for _ in shared)


def _examples(node: Node) -> Examples:
    table = rows(node)
    cells = [tuple(cell["value"] for cell in row["cells"]) for row in table]
    return Examples(
        columns=cells[0] if cells else (),
        rows=tuple(cells[1:]),
        tags=tuple(tag["name"] for tag in node["tags"]),
        line=node["location"]["line"],
        lines=tuple(row["location"]["line"] for row in table[1:]),
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
        column=node["location"]["column"],
    )


def _argument(node: Node) -> str:
    table = [
        f"| {' | '.join(cell['value'] for cell in row['cells'])} |" for row in node.get("dataTable", {}).get("rows", ())
    ]
    quoted = node.get("docString", {})
    return "\n".join([*table, *(quoted[part] for part in ("mediaType", "content") if part in quoted)])
