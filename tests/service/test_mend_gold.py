"""Mending what good tests must do."""

from datetime import UTC, datetime

import pytest

from tests.builders import behaviour, gold
from workbench.core.errors import CatalogError
from workbench.core.records import Behaviour, Gold
from workbench.core.revisions import Revision, next_id
from workbench.service.mend_gold import Mended, mend_gold

OLD = gold(behaviours=[behaviour(), behaviour("An e-mail is sent", id="B2")])
LISTS = {"acceptable": (), "forbidden": (), "open_questions": ()}


class Writes:
    """Remembers what it was to write."""

    def __init__(self) -> None:
        self.written: list[Gold] = []

    def __call__(self, given: Gold) -> Revision:
        self.written.append(given)
        return Revision(
            revision=2, at=datetime(2026, 11, 24, tzinfo=UTC), actor="Ada", why="w", before="0" * 64, after="1" * 64
        )


def mended(
    of: str | None = None, new: Behaviour | None = None, *, labelled: tuple[str, ...] = (), **lists: object
) -> Gold:
    writes = Writes()
    mend_gold(
        OLD,
        Mended(of=of, behaviour=new, **{**LISTS, **lists}),
        labelled=labelled,
        actor="Ada",
        why="typo",
        write=writes,
    )
    (written,) = writes.written
    return written


def test_a_behaviour_changes_in_its_place_comes_at_the_end_or_goes() -> None:
    changed, new = behaviour("It is locked"), behaviour("It unlocks", id="B3")
    assert mended("B1", changed).behaviours == (changed, OLD.behaviours[1])
    assert mended(None, new).behaviours == (*OLD.behaviours, new)
    assert mended("B1").behaviours == OLD.behaviours[1:]


def test_lists_change_without_a_behaviour() -> None:
    made = mended(forbidden=("SMS",))
    assert (made.behaviours, made.forbidden) == (OLD.behaviours, ("SMS",))


@pytest.mark.parametrize(
    ("of", "new", "labelled", "said"),
    [
        (None, None, (), "nothing is changed"),
        ("B9", behaviour(id="B9"), (), "no behaviour 'B9'"),
        ("B1", None, ("B1",), "can change but not go"),
        ("B1", behaviour(" "), (), "an id and a statement"),
        (None, behaviour(id="B2"), (), "take another id"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_written(
    of: str | None, new: Behaviour | None, labelled: tuple[str, ...], said: str
) -> None:
    writes = Writes()
    with pytest.raises(CatalogError, match=said):
        mend_gold(OLD, Mended(of=of, behaviour=new, **LISTS), labelled=labelled, actor="Ada", why="typo", write=writes)
    assert not writes.written


@pytest.mark.parametrize(("actor", "why"), [(" ", "typo"), ("Ada", "")])
def test_nobody_mends_without_a_name_and_a_reason(actor: str, why: str) -> None:
    with pytest.raises(CatalogError, match="who changes it, and why"):
        mend_gold(OLD, Mended(of="B1", **LISTS), labelled=(), actor=actor, why=why, write=Writes())


def test_a_new_id_is_above_all_that_are_taken() -> None:
    assert next_id(OLD) == "B3"
    assert next_id(gold(behaviours=[behaviour(id="B10"), behaviour(id="late")])) == "B11"
    assert next_id(gold()) == "B1"
