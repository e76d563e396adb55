"""Which fixtures are for working on and which are kept apart, as one identity."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workbench.generator.prompt.digest import digest

Split = Literal["dev", "holdout"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A fixture's place: its split, and the group that it shares with those that it is not independent of."""

    key: str
    split: Split
    group: str


def split_digest(placed: Iterable[Placed]) -> str:
    """Return the identity of a dataset's splits: every key with its split and group, in any order."""
    return digest(sorted([each.key, each.split, each.group] for each in placed))


def counted(splits: Iterable[str]) -> dict[str, int]:
    """Return how many fixtures are of each split, in the order of the alphabet."""
    return dict(sorted(Counter(splits).items()))


def spelled(counts: dict[str, int]) -> str:
    """Return counts as people read them: `29 dev, 12 holdout`."""
    return ", ".join(f"{count} {split}" for split, count in counts.items()) or "none"
