"""A feature file as the rules look at it: parsed once, its steps split into what is said and what is quoted."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from workbench.core.lint.style import Style
from workbench.core.lint.words import Words, spoken
from workbench.generator.output.document import Fault, Scenario, Step
from workbench.generator.output.parts import Heading
from workbench.generator.output.tree import Tree

QUOTE: Final = "\u201c\u201d"
"""What stands in a step's `said` for each quoted text."""

_READ: Final = 2_000
"""Word rules read so many characters of a step; with more of them some patterns would take quadratic time."""

_QUOTED = re.compile(
    r'"[^"]*"|`[^`]*`|\u201c[^\u201d]*\u201d|\u201e[^\u201c\u201d]*[\u201c\u201d]|\u00ab[^\u00bb]*\u00bb'
    r"|(?<!\w)'[^']*'(?!\w)|(?<!\w)\u2018[^\u2019]*\u2019(?!\w)"
)
_ONLY_PLACEHOLDERS = re.compile(r"<[^<>]+>(?:[^\w<>]*<[^<>]+>)*")
_CONCRETE = re.compile(rf"\d|<[^<>\s][^<>]*>|{QUOTE}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """The trace tags that scenarios must carry one of: ids of criteria, as `AC-1`."""

    known: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a rule found something. Whom it touches follows from the line.

    Attributes:
        line: from 1.
        column: from 1, or 0 for where the line's text starts.
        text: what is wrong, more closely than the rule says it, or None.
        fix: how to put it right, likewise.
        harmless: what is run is what was meant, so it invalidates nothing and is no more than a warning.
    """

    line: int
    column: int = 0
    text: str | None = None
    fix: str | None = None
    harmless: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """A step with its text in lower case and every quoted part taken out."""

    step: Step
    said: str

    @property
    def text(self) -> str:
        """As written, as far as word rules read it."""
        return self.step.text[:_READ]

    @property
    def concrete(self) -> bool:
        """Whether it holds a value that can be checked: a quote, a digit, a placeholder, a table, a doc string."""
        return bool(self.step.argument) or _CONCRETE.search(self.said) is not None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(line=self.step.line, column=self.step.column)


def saying(step: Step) -> Saying:
    """The step as word rules look at it."""
    return Saying(step=step, said=_QUOTED.sub(QUOTE, step.text[:_READ]).casefold())


def without_longer_quotes(text: str) -> str:
    """A step's text without the quoted parts that say more than a placeholder."""
    return _QUOTED.sub(lambda quote: quote[0] if _ONLY_PLACEHOLDERS.fullmatch(quote[0][1:-1]) else QUOTE, text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A scenario with its steps as word rules look at them; the background's are `before`."""

    scenario: Scenario
    heading: Heading
    steps: tuple[Saying, ...]
    before: tuple[Saying, ...]

    @property
    def place(self) -> Place:
        """Where its keyword stands."""
        return Place(line=self.heading.line, column=self.heading.column)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """All that a rule may look at.

    Attributes:
        text: as it came in.
        tree: what the parser makes of it, a byte order mark taken off.
        faults: what the generator's own rules say about it.
        style: the house style.
        trace: the tags that are asked for, or None.
        finish: why the model stopped, `stop` for a file of a person's.
    """

    text: str
    tree: Tree
    faults: tuple[Fault, ...]
    style: Style
    trace: Trace | None
    finish: str

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenarios in their order."""
        headings = {heading.line: heading for heading in self.tree.headings}
        known: dict[int, Saying] = {}
        return tuple(
            Scene(
                scenario=scenario,
                heading=headings[scenario.line],
                steps=tuple(saying(step) for step in scenario.steps),
                before=tuple(_kept(known, step) for step in scenario.background),
            )
            for scenario in self.tree.scenarios
        )

    @cached_property
    def backgrounds(self) -> tuple[Saying, ...]:
        """The steps of all backgrounds, each once."""
        return tuple({each.step.line: each for scene in self.scenes for each in scene.before}.values())

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """Every step of the file once, backgrounds first."""
        return (*self.backgrounds, *(each for scene in self.scenes for each in scene.steps))

    @cached_property
    def words(self) -> Words | None:
        """The words of the text's language, or None where we have no list."""
        return spoken(self.tree.language, (each.said for each in self.sayings))

    @cached_property
    def _starts(self) -> tuple[Heading, ...]:
        return tuple(heading for heading in self.tree.headings if heading.kind != "examples")

    @cached_property
    def _first_lines(self) -> tuple[int, ...]:
        return tuple(heading.first for heading in self._starts)

    @cached_property
    def _rule_lines(self) -> tuple[int, ...]:
        return tuple(heading.first for heading in self._starts if heading.kind == "rule")

    @cached_property
    def _scene_lines(self) -> tuple[int, ...]:
        return tuple(scene.heading.line for scene in self.scenes)

    def touched(self, line: int) -> range:
        """The indexes of the scenarios that a finding on a line touches.

        A line of a scenario touches it; one of a background those that it runs before; a feature's or rule's own
        line those below it. What stands in a feature's description touches none.
        """
        index = bisect_right(self._first_lines, line) - 1
        if index < 0:
            return range(0)
        heading = self._starts[index]
        if heading.kind == "scenario":
            own = bisect_left(self._scene_lines, heading.line)
            return range(own, own + 1)
        return self._below(heading) if heading.kind == "background" or line <= heading.line else range(0)

    def _below(self, heading: Heading) -> range:
        """A feature's or its background's scenarios are all that follow; a rule's or its background's end with it."""
        first = bisect_right(self._scene_lines, heading.line)
        rules = bisect_right(self._rule_lines, heading.line)
        if rules in {0, len(self._rule_lines)}:
            return range(first, len(self.scenes))
        return range(first, bisect_left(self._scene_lines, self._rule_lines[rules]))


def _kept(known: dict[int, Saying], step: Step) -> Saying:
    if step.line not in known:
        known[step.line] = saying(step)
    return known[step.line]
