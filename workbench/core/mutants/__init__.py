"""Semantic mutants: behaviours whose statement means something else, in words that still read well.

A scorer that gives a mutant what it gives the original reads words, not meaning. The mutators know no model and no
chance: the same behaviour in the same gold always gives the same mutants.
"""

from typing import Final

from workbench.core.mutants.boundary import boundary
from workbench.core.mutants.clause import clause
from workbench.core.mutants.mutating import Mutant, mutated
from workbench.core.mutants.negation import negation
from workbench.core.mutants.number import number
from workbench.core.mutants.order import order
from workbench.core.mutants.role import role
from workbench.core.mutants.source import Mutator
from workbench.core.mutants.unit import unit
from workbench.core.mutants.value import value
from workbench.core.records import Behaviour, Gold

MUTATORS: Final[dict[str, Mutator]] = {
    "negation": negation,
    "number": number,
    "unit": unit,
    "boundary": boundary,
    "value": value,
    "role": role,
    "order": order,
    "clause": clause,
}

__all__ = ["MUTATORS", "Mutant", "Mutator", "mutants"]


def mutants(behaviour: Behaviour, gold: Gold) -> tuple[Mutant, ...]:
    """Return the mutants of a behaviour, at most one a mutator, in the order of `MUTATORS`; none says the same twice.

    Args:
        behaviour: one of the gold's.
        gold: gives the language, and the other behaviours that messages, states, actors and limits are taken from.
    """
    return mutated(behaviour, gold, MUTATORS)
