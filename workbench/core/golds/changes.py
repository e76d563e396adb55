"""What changed from one gold to another of the same fixture: by the behaviours' ids, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.core.records import Behaviour, Gold

_FIELDS: Final = ("stratum", "domain", "language", "context", "testable", "draft")
_LISTS: Final = ("acceptable", "forbidden", "open_questions")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """A field that says something else now."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class BehaviourChange:
    """A behaviour that is there before and after, and is not the same."""

    id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListChange:
    """A list of which lines came or went."""

    name: str
    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldChanges:
    """All that changed.

    Attributes:
        added: behaviours whose id is new.
        gone: behaviours whose id is not there any more.
        changed: behaviours of the same id that differ.
        moved: the ids that are there before and after stand in another order.
        lists: what may be tested too, must not be claimed, or is open.
        fields: of the gold itself.
    """

    added: tuple[Behaviour, ...]
    gone: tuple[Behaviour, ...]
    changed: tuple[BehaviourChange, ...]
    moved: bool
    lists: tuple[ListChange, ...]
    fields: tuple[FieldChange, ...]

    @property
    def none(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.gone or self.changed or self.moved or self.lists or self.fields)


def changes(before: Gold, after: Gold) -> GoldChanges:
    """Return what changed from one gold to another."""
    old, new = ({each.id: each for each in gold.behaviours} for gold in (before, after))
    both = [name for name in new if name in old]
    lists = (_list(name, getattr(before, name), getattr(after, name)) for name in _LISTS)
    return GoldChanges(
        added=tuple(each for name, each in new.items() if name not in old),
        gone=tuple(each for name, each in old.items() if name not in new),
        changed=tuple(
            BehaviourChange(id=name, fields=found)
            for name in both
            if (found := _fields(old[name], new[name], tuple(Behaviour.model_fields)))
        ),
        moved=both != [name for name in old if name in new],
        lists=tuple(each for each in lists if each.added or each.gone),
        fields=_fields(before, after, _FIELDS),
    )


def _fields(before: Behaviour | Gold, after: Behaviour | Gold, names: Sequence[str]) -> tuple[FieldChange, ...]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(
        FieldChange(field=name, before=old, after=new)
        for name, old, new in pairs
        if old != new and (name != "draft" or bool(old) != bool(new))
    )


def _list(name: str, before: Sequence[str], after: Sequence[str]) -> ListChange:
    return ListChange(
        name=name,
        added=tuple(line for line in after if line not in before),
        gone=tuple(line for line in before if line not in after),
    )
