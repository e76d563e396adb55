"""A person takes a draft over."""

import pytest

from tests.builders import behaviour, gold
from tests.service.test_mend_gold import Writes
from workbench.core.errors import CatalogError
from workbench.core.records import Gold
from workbench.service.confirm_gold import confirm_gold

DRAFT = gold(behaviours=[behaviour()], draft=True)


def test_a_confirmed_draft_is_the_same_gold_without_its_mark() -> None:
    writes = Writes()
    confirm_gold(DRAFT, actor="Ada", why="read it", write=writes)
    assert writes.written == [DRAFT.model_copy(update={"draft": None})]


@pytest.mark.parametrize(
    ("given", "actor", "why", "said"),
    [
        (DRAFT, " ", "read it", "say who confirms it, and why"),
        (DRAFT, "Ada", "", "say who confirms it, and why"),
        (gold(behaviours=[behaviour()]), "Ada", "read it", "it is no draft"),
        (gold(draft=True), "Ada", "read it", "it names no behaviour"),
    ],
)
def test_what_cannot_be_confirmed_is_one_sentence_and_nothing_is_written(
    given: Gold, actor: str, why: str, said: str
) -> None:
    writes = Writes()
    with pytest.raises(CatalogError, match=said):
        confirm_gold(given, actor=actor, why=why, write=writes)
    assert not writes.written
