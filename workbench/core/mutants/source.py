"""What a mutator is given and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.core.records import Behaviour, Gold
from workbench.core.text.words import base


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A behaviour to mutate, and the gold it stands in."""

    behaviour: Behaviour
    gold: Gold

    @property
    def text(self) -> str:
        """The statement."""
        return self.behaviour.statement

    @property
    def language(self) -> str:
        """The gold's language without its region: `pt` for `pt-BR`."""
        return base(self.gold.language)

    @property
    def others(self) -> tuple[Behaviour, ...]:
        """The issue's other behaviours, in their order."""
        return tuple(each for each in self.gold.behaviours if each.id != self.behaviour.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A changed statement, and which literal stands for which: the behaviour's `values` change alike."""

    text: str
    literals: tuple[tuple[str, str], ...] = ()


Mutator = Callable[[Source], Change | None]
"""Returns one change of meaning, or None where no change is safe."""
