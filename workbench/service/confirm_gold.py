"""A person takes a draft of gold over: from then on it is what they say good tests must do."""

from collections.abc import Callable

from workbench.core.errors import CatalogError
from workbench.core.records import Gold
from workbench.core.revisions import Revision


def confirm_gold(gold: Gold, *, actor: str, why: str, write: Callable[[Gold], Revision]) -> Revision:
    """Write the gold without its mark as a draft, as a new revision under the person's name, and return that.

    Scores that rest on the draft are kept as they are; a later run measures again and asks nobody again.

    Args:
        gold: the draft, as the person has it before them.
        actor: who takes it over.
        why: what they looked at, in their words.
        write: checks the gold against its issue and writes it, or writes nothing.

    Raises:
        CatalogError: nobody says who or why, it is no draft, it is testable and names no behaviour, or `write` refuses.
    """
    if not actor.strip() or not why.strip():
        raise CatalogError(f"gold of {gold.key!r}: say who confirms it, and why")
    if gold.draft is not True:
        raise CatalogError(f"gold of {gold.key!r}: it is no draft, there is nothing to confirm")
    if gold.testable and not gold.behaviours:
        raise CatalogError(f"gold of {gold.key!r}: it names no behaviour; add one, or say 'testable: false'")
    return write(gold.model_copy(update={"draft": None}))
