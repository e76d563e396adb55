"""How far two annotators agree."""

import pytest

from tests.builders import behaviour, gold
from tests.core.golds.vectors import encode
from workbench.core.records import Behaviour, Gold
from workbench.service.gold_agreement import GoldAgreement, gold_agreement

LOCKS = behaviour("The account is locked for 30 minutes")
MAIL = behaviour("A mail is sent to the owner", id="B2", kind="alternative")
PRINT = behaviour("Invoices are printed in colour", id="B3")


def golds(**behaviours: list[Behaviour]) -> dict[str, Gold]:
    return {key: gold(key, behaviours=found) for key, found in behaviours.items()}


def agreement(ours: dict[str, Gold], theirs: dict[str, Gold]) -> GoldAgreement:
    return gold_agreement(ours, theirs, encode=encode)


def test_behaviours_meet_by_what_they_say_whatever_their_ids_and_the_rest_is_listed() -> None:
    theirs = golds(A=[MAIL.model_copy(update={"id": "B1"}), PRINT])
    (found,) = agreement(golds(A=[LOCKS, MAIL]), theirs).fixtures
    assert [(each.ours, each.theirs, each.likeness) for each in found.pairs] == [("B2", "B1", 1.0)]
    assert ([each.id for each in found.only_ours], [each.id for each in found.only_theirs]) == (["B1"], ["B3"])
    assert found.f1 == 0.5


def test_the_whole_is_over_all_behaviours_with_an_interval_over_fixtures() -> None:
    ours = golds(A=[LOCKS], B=[LOCKS, MAIL], C=[MAIL], D=[LOCKS])
    theirs = golds(A=[LOCKS], B=[LOCKS, MAIL, PRINT], C=[PRINT], E=[LOCKS])
    found = agreement(ours, theirs)
    assert found.f1.value == pytest.approx(2 * 3 / (4 + 5))
    assert (found.precision.value, found.recall.value) == (pytest.approx(3 / 5), pytest.approx(3 / 4))
    assert found.f1.low is not None
    assert (found.only_ours, found.only_theirs, found.f1.n) == (("D",), ("E",), 3)


def test_fields_are_compared_on_what_both_name() -> None:
    other = MAIL.model_copy(update={"kind": "main"})
    fields = {each.field: each for each in agreement(golds(A=[LOCKS, MAIL]), golds(A=[LOCKS, other])).fields}
    assert (fields["kind"].same, fields["priority"].same) == (0.5, 1.0)
    assert fields["kind"].kappa.value == 0.0


def test_nothing_to_name_is_no_agreement_and_no_disagreement() -> None:
    found = agreement(golds(A=[]), golds(A=[]))
    assert (found.fixtures[0].f1, found.f1.value) == (None, None)
