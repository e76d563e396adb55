"""A feature file as the official parser reads it, with what the rules need beside our records."""

from dataclasses import dataclass
from typing import Any

from gherkin.errors import ParserError
from gherkin.parser import Parser

from workbench.generator.output import dialects, parts
from workbench.generator.output.document import Fault, Scenario, Step
from workbench.generator.output.refusals import refused, too_much
from workbench.generator.output.scenarios import background, scenarios


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
    headings: tuple[parts.Heading, ...] = ()
    descriptions: tuple[parts.Description, ...] = ()
    quoted: frozenset[int] = frozenset()
    faults: tuple[Fault, ...] = ()


def grow(text: str) -> Tree:
    """Parse a feature file; what the official parser refuses becomes faults."""
    beyond = tuple(too_much(text))
    if beyond:
        return Tree(faults=beyond)
    lines = tuple(text.split("\n"))
    try:
        document: Any = Parser().parse(text)
    except ParserError as error:
        return Tree(lines=lines, language=dialects.of(text), faults=refused(error))
    feature: parts.Node | None = document.get("feature")
    if feature is None:
        return Tree(lines=lines, language=dialects.of(text))
    return _tree(lines, feature, frozenset(comment["location"]["line"] for comment in document["comments"]))


def _tree(lines: tuple[str, ...], feature: parts.Node, comments: frozenset[int]) -> Tree:
    headings = parts.headings(feature)
    quoted = parts.quoted(lines, feature)
    return Tree(
        lines=lines,
        language=feature["language"],
        title=feature["name"],
        background=background(feature),
        scenarios=scenarios(lines, feature, headings, comments),
        headings=headings,
        descriptions=parts.descriptions(lines, feature, headings, comments | quoted),
        quoted=quoted,
    )
