"""A change of what good tests of an issue must do, as a new revision of its gold."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from workbench.core.errors import CatalogError
from workbench.core.records import Behaviour, Gold
from workbench.core.revisions import Revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Mended:
    """What a gold shall say.

    Attributes:
        of: the id of the behaviour that is changed; None where the behaviour is a new one, or none is touched.
        behaviour: what it shall be; None with `of` takes it out, None without leaves all as they are.
        acceptable: what tests may do beyond the behaviours.
        forbidden: what they must not claim.
        open_questions: what the issue leaves open.
    """

    of: str | None = None
    behaviour: Behaviour | None = None
    acceptable: tuple[str, ...]
    forbidden: tuple[str, ...]
    open_questions: tuple[str, ...]


def mend_gold(
    gold: Gold,
    mended: Mended,
    *,
    labelled: Collection[str],
    actor: str,
    why: str,
    write: Callable[[Gold], Revision],
) -> Revision:
    """Write the changed gold as a new revision and return that.

    Scores that rest on the gold before are kept as they are; a later run measures again, because the gold is part of
    what a score rests on.

    Args:
        gold: as it is.
        mended: what it shall say.
        labelled: ids of behaviours that labels or rated suites are about; they may change, and not go.
        actor: who mends it.
        why: the reason.
        write: checks the gold against its issue and writes it, or writes nothing.

    Raises:
        CatalogError: nobody says who or why, nothing changes, a behaviour has no statement or an id that is taken, one
            with labels would go, or `write` refuses.
    """
    if not actor.strip() or not why.strip():
        raise CatalogError(f"gold of {gold.key!r}: say who changes it, and why")
    behaviours = _behaviours(gold, mended, labelled)
    new = gold.model_copy(
        update={
            "behaviours": behaviours,
            "acceptable": mended.acceptable,
            "forbidden": mended.forbidden,
            "open_questions": mended.open_questions,
        }
    )
    if new == gold:
        raise CatalogError(f"gold of {gold.key!r}: nothing is changed")
    return write(new)


def _behaviours(gold: Gold, mended: Mended, labelled: Collection[str]) -> tuple[Behaviour, ...]:
    new, of = mended.behaviour, mended.of
    known = [each.id for each in gold.behaviours]
    if of is not None and of not in known:
        raise CatalogError(f"gold of {gold.key!r}: it has no behaviour {of!r} any more; load the page again")
    gone = of if of is not None and (new is None or new.id != of) else None
    if gone is not None and gone in labelled:
        raise CatalogError(
            f"gold of {gold.key!r}: labels or rated suites are about behaviour {gone!r}, which can change but not go"
        )
    if new is None:
        return tuple(each for each in gold.behaviours if each.id != of)
    if not new.statement.strip() or not new.id.strip():
        raise CatalogError(f"gold of {gold.key!r}: a behaviour needs an id and a statement")
    if new.id != of and new.id in known:
        raise CatalogError(f"gold of {gold.key!r}: behaviour {new.id!r} stands there already; take another id")
    if of is None:
        return (*gold.behaviours, new)
    return tuple(new if each.id == of else each for each in gold.behaviours)
