"""Which fixtures to work on and which to keep apart: whole families, so that no side knows the other one."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.splits import Placed, Split


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A fixture before it is placed; `split` None has none yet."""

    key: str
    group: str
    split: Split | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """Where each fixture would go.

    Attributes:
        placed: every fixture, in the order given.
        new: of them, those that had no split.
        moved: of them, those that had the other one.
        torn: families that stand on both sides already, as their keys; nothing of them was moved.
    """

    placed: tuple[Placed, ...]
    new: tuple[str, ...]
    moved: tuple[str, ...]
    torn: tuple[tuple[str, ...], ...]


def propose(
    members: Sequence[Member],
    links: Iterable[tuple[str, str]],
    *,
    holdout: float,
    seed: int = 0,
    anew: bool = False,
) -> Proposal:
    """Return a split in which families stay together: fixtures of a group, and those that links join.

    A family goes where its fixtures are that have a split. Families without any are drawn in a seeded order, each to
    the holdout as long as that brings its share nearer to what was asked; so a large family can miss the share by half
    its size.

    Args:
        members: all fixtures.
        links: pairs of keys that must not be parted, as near-duplicates.
        holdout: the share to keep apart, 0 to 1.
        seed: of the order.
        anew: place all again, whatever split they had.
    """
    families = _families(members, links)
    splits: dict[str, Split] = {}
    torn, free = [], []
    for family in families:
        known = {each.split for each in family if each.split is not None and not anew}
        if not known:
            free.append(family)
            continue
        if len(known) > 1:
            torn.append(tuple(each.key for each in family))
        most: Split = max(sorted(known), key=lambda split: sum(each.split == split for each in family))
        splits.update({each.key: each.split or most for each in family})
    random.Random(seed).shuffle(free)  # noqa: S311 - a draw, no secret
    wanted = holdout * len(members)
    held = sum(split == "holdout" for split in splits.values())
    for family in free:
        takes = held + len(family) / 2 <= wanted
        splits.update({each.key: "holdout" if takes else "dev" for each in family})
        held += len(family) if takes else 0
    return Proposal(
        placed=tuple(Placed(key=each.key, split=splits[each.key], group=each.group) for each in members),
        new=tuple(each.key for each in members if each.split is None),
        moved=tuple(each.key for each in members if each.split is not None and each.split != splits[each.key]),
        torn=tuple(torn),
    )


def _families(members: Sequence[Member], links: Iterable[tuple[str, str]]) -> list[list[Member]]:
    """Return the connected parts of groups and links, in the members' order."""
    parent = {each.key: each.key for each in members}
    first: dict[str, str] = {}
    joins = [(first.setdefault(each.group, each.key), each.key) for each in members]
    for one, other in (*joins, *links):
        parent[_root(parent, one)] = _root(parent, other)
    families: dict[str, list[Member]] = {}
    for each in members:
        families.setdefault(_root(parent, each.key), []).append(each)
    return list(families.values())


def _root(parent: Mapping[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key
