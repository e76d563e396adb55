"""The port to a place that keeps tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from workbench.generator.errors import RemoteError
from workbench.generator.publish.publication import Item, Publication


@dataclass(frozen=True, kw_only=True, slots=True)
class Ref:
    """An object at a target: the id that its calls take, the key that people see, and its address for a browser."""

    id: str
    key: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """What would be written for an item: a line for people, which holds content and so is for their eyes only."""

    item: Item
    what: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Created:
    """What came of a call that creates.

    Attributes:
        made: the objects that are there now, by trace.
        refused: why an item was not taken, by trace; nothing of it was written.
    """

    made: Mapping[str, Ref] = field(default_factory=dict)
    refused: Mapping[str, RemoteError] = field(default_factory=dict)


class Target(Protocol):
    """A place that keeps tests. Every method raises `GeneratorError` where it cannot do its part.

    Attributes:
        name: as `xray`.
        place: digest of where it writes: service, site, project. A journal is of one place.
        settle_s: what was created is found by its trace after so many seconds, also where the answer was lost.
        batch: so many items are created by one call.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class

    @property
    def place(self) -> str: ...  # noqa: D102 - see the class

    @property
    def settle_s(self) -> float: ...  # noqa: D102 - see the class

    @property
    def batch(self) -> int: ...  # noqa: D102 - see the class

    def items(self, publication: Publication) -> tuple[Item, ...]:
        """Return what the target keeps of a publication: its tests one by one, or the whole as one."""
        ...

    def prepare(self, publication: Publication) -> tuple[str, ...]:
        """Look up what it needs (types, required fields, names) before anything is written, and return notes."""
        ...

    def plan(self, item: Item) -> Planned:
        """Return what would be written for an item; called after `prepare`."""
        ...

    def find(self, items: Sequence[Item], known: Mapping[str, str]) -> Mapping[str, Ref]:
        """Return what is there already, by trace; nothing is written.

        Args:
            items: what is looked for.
            known: ids of objects that a journal says were created, by trace; one that is there no more is left out.
        """
        ...

    def create(self, items: Sequence[Item]) -> Created:
        """Create at most `batch` items, each with its trace on it.

        Raises:
            RemoteError: nothing was created, or with `maybe_done` nobody knows.
        """
        ...

    def finish(self, item: Item, ref: Ref) -> tuple[str, ...]:
        """Write what an object still lacks (steps, links, folder), and return notes.

        Looks before it writes, and changes nothing that somebody else wrote. May be repeated.
        """
        ...
