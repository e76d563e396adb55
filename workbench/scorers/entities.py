"""Whether what the tests name is known from somewhere."""

from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Fixture, Measure, Result
from workbench.core.text.entities import entities
from workbench.core.text.figures import figures
from workbench.core.text.sources import texts
from workbench.core.text.steps import steps, text_of
from workbench.generator.output.gherkin import lone_scenario
from workbench.generator.records import TestCase


@dataclass(frozen=True)
class Entities:
    """The share of what the tests name in actions and outcomes that stands in the issue or is declared, 0 to 1.

    Identifiers, paths, addresses, numbers and quoted values count, once a test. Declared are those in the test's Given
    steps and Examples. A report, no gate: tests may bring data of their own. None where the tests name nothing.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Look up each name in the issue and in the test's own data."""
        stated = _Known("\n".join(texts(evidence.issue)))
        counts = [_count(case, result.suite.language, stated) for case in result.suite.cases]
        named, known = sum(each[0] for each in counts), sum(each[1] for each in counts)
        if not named:
            return Measure(None, "the tests name nothing")
        return Measure(known / named, f"{known} of {named} names, numbers and values are known")


class _Known:
    """A text in which to look names up."""

    def __init__(self, text: str) -> None:
        self._text = " ".join(text.split()).casefold()
        self._figures = figures(text)

    def holds(self, name: str) -> bool:
        """Whether a name stands there; a number only as a whole."""
        return name in self._figures if name[:1].isdigit() and figures(name) == {name} else name in self._text


def _count(case: TestCase, language: str, stated: _Known) -> tuple[int, int]:
    found = steps(case, language)
    declared = _Known(
        "\n".join([*(text_of(step) for step in found if step.role == "context"), *_cells(case, language)])
    )
    named = frozenset(name for step in found if step.role != "context" for name in entities(text_of(step)))
    return len(named), sum(stated.holds(name) or declared.holds(name) for name in named)


def _cells(case: TestCase, language: str) -> list[str]:
    scenario = lone_scenario(case.scenario, language) if case.scenario else None
    tables = scenario.examples if scenario else ()
    return [cell for table in tables for row in table.rows for cell in row]
