"""One mutator on one sentence, with the other sentences of its issue."""

from typing import Any

from tests.builders import behaviour, gold
from workbench.core.mutants import MUTATORS
from workbench.core.mutants.source import Source


def changed(mutator: str, statement: str, *others: str, language: str = "en", **more: Any) -> str | None:
    """Return the mutated statement, or None where the mutator leaves it alone."""
    first = behaviour(statement, **more)
    rest = [behaviour(other, id=f"B{number}") for number, other in enumerate(others, start=2)]
    change = MUTATORS[mutator](Source(behaviour=first, gold=gold(behaviours=[first, *rest], language=language)))
    return change.text if change else None
