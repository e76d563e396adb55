"""Whether the tests go to the limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from workbench.core.evidence import Evidence
from workbench.core.records import Behaviour, Fixture, Measure, Result
from workbench.core.text.limits import Limit, limits, place, places
from workbench.core.text.quantities import Quantity, quantities
from workbench.core.text.quotes import without_quotes
from workbench.core.text.steps import steps, text_of
from workbench.generator.records import TestSuite

_PLACES = 2


@dataclass(frozen=True)
class Boundary:
    """The share of the gold's numeric limits that the tests take values at, 0 to 1.

    A limit is a number with a comparison in a behaviour (`at least 8 characters`, in six languages), or a number with a
    unit in a behaviour of kind boundary. Values of the tests' steps, tables and Examples count: two of just below, at
    and just above it are needed, where just is at most one step of how the limit is written. A comparison in a test
    (`less than 24 hours before`) is a value on its side. It does not see what the value is of. An empty suite scores 0;
    None where the gold states no limit.
    """

    version: ClassVar[int] = 1
    higher_is_better: ClassVar[bool] = True
    unit: ClassVar[str] = ""

    def measure(self, result: Result, fixture: Fixture, evidence: Evidence) -> Measure:  # noqa: ARG002
        """Look at every limit for values around it."""
        wanted = stated(fixture.gold.behaviours, fixture.gold.language)
        if not wanted:
            return Measure(None, "the gold states no limit")
        values, sides = _values(result.suite, fixture.gold.language)
        missed = [name for limit, name in wanted.items() if len(places(limit, values, sides)) < _PLACES]
        told = f"missing: {', '.join(sorted(set(missed), key=list(wanted.values()).index)) or 'none'}"
        return Measure(1 - len(missed) / len(wanted), told)


def stated(behaviours: Iterable[Behaviour], language: str) -> Mapping[Quantity, str]:
    """Return the limits that behaviours state, with the id of the first behaviour that states it.

    Limits that lie one step apart are one: `240 is accepted, 241 refused`.
    """
    found: dict[Quantity, str] = {}
    for behaviour in behaviours:
        for each in _limits(behaviour, language):
            if not any(place(known, each) or place(each, known) for known in found):
                found[each] = behaviour.id
    return found


def _limits(behaviour: Behaviour, language: str) -> list[Quantity]:
    text = without_quotes(behaviour.statement)
    compared = [limit.quantity for limit in limits(text, language)]
    if compared or behaviour.kind != "boundary":
        return compared
    return [each for each in quantities(text, language) if each.unit]


def _values(suite: TestSuite, language: str) -> tuple[list[Quantity], list[Limit]]:
    texts = [text_of(step) for case in suite.cases for step in steps(case, suite.language)]
    values = [each for text in texts for each in quantities(text, language)]
    return values, [each for text in texts for each in limits(text, language)]
