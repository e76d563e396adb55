"""Mutated behaviours in the place of their originals: does a suite tell the two apart?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.core.fitted import Fitted
from workbench.core.matching.evidence import matched, needed, table_of
from workbench.core.matching.similarity import Numbers, Vectors
from workbench.core.mutants import mutants
from workbench.core.records import Behaviour, Gold
from workbench.generator.records import TestSuite

LEAST_FALL: Final = 0.2
"""A mutant is told apart where its probability is lower than the original's by this share of it at least."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """A gold's behaviours, those that a mutator can change changed.

    Attributes:
        mutator: its name.
        behaviours: as many as the gold has, in its order.
        changed: the numbers of those that are mutants.
    """

    mutator: str
    behaviours: tuple[Behaviour, ...]
    changed: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contrast:
    """An original and one of its mutants as a suite of tests sees them, 0 to 1 each."""

    mutator: str
    behaviour: str
    original: float
    mutant: float

    @property
    def told_apart(self) -> bool:
        """Whether the mutant is clearly the less likely of the two to be checked."""
        return self.mutant < self.original * (1 - LEAST_FALL)


def variants(gold: Gold) -> Iterator[Variant]:
    """Yield the gold's behaviours once for each mutator that changes one of them."""
    found: dict[str, dict[int, Behaviour]] = {}
    for number, behaviour in enumerate(gold.behaviours):
        for mutant in mutants(behaviour, gold):
            found.setdefault(mutant.mutator, {})[number] = mutant.behaviour
    for mutator, changed in found.items():
        behaviours = tuple(changed.get(number, each) for number, each in enumerate(gold.behaviours))
        yield Variant(mutator=mutator, behaviours=behaviours, changed=tuple(changed))


def needed_for_contrasts(gold: Gold, suite: TestSuite) -> tuple[str, ...]:
    """Return the texts whose vectors `contrasts` asks for, each once."""
    sets = [gold.behaviours, *(variant.behaviours for variant in variants(gold))]
    return tuple(dict.fromkeys(text for behaviours in sets for text in needed(behaviours, suite, gold.language)))


def contrasts(gold: Gold, suite: TestSuite, fitted: Fitted, vectors: Vectors) -> list[Contrast]:
    """Return every mutant beside its original."""
    originals = _verdicts(gold.behaviours, gold, suite, fitted, vectors)
    found = []
    for variant in variants(gold):
        mutated = _verdicts(variant.behaviours, gold, suite, fitted, vectors)
        found += [
            Contrast(
                mutator=variant.mutator,
                behaviour=gold.behaviours[number].id,
                original=float(originals[number]),
                mutant=float(mutated[number]),
            )
            for number in variant.changed
        ]
    return found


def _verdicts(
    behaviours: Sequence[Behaviour], gold: Gold, suite: TestSuite, fitted: Fitted, vectors: Vectors
) -> Numbers:
    return matched(table_of(behaviours, suite, gold.language, vectors), fitted).verdicts
