"""Gold that nobody has taken over yet is known by a flag, and the flag changes no identity of before."""

import pytest

from tests.builders import FREE, behaviour, document, fixture, gold
from workbench.bootstrap.grounds import fixtures_digest
from workbench.core.keys import basis
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions

ISSUE = read_issue(document(), options=IntakeOptions())
BEFORE = "sha256-cj1:a4f8fd6e570270189f26f30fb3ee26ac9fcef171166ef21715f538e50237ce3d"
FIXTURES = "sha256-cj1:4035b2e85b31b0df1437edd492f8510affd9a6f329e4163a8a45d49a1004eef8"


@pytest.mark.parametrize("draft", [None, False])
def test_gold_that_is_no_draft_has_the_digests_that_it_had_before_there_were_drafts(draft: bool | None) -> None:
    given = gold(behaviours=[behaviour()], draft=draft)
    assert basis(given, ISSUE, FREE, "tools") == BEFORE
    assert fixtures_digest([fixture(gold=given)]) == FIXTURES


def test_a_draft_is_another_gold_to_scores_and_to_fixture_sets() -> None:
    given = gold(behaviours=[behaviour()], draft=True)
    assert given.model_dump(mode="json")["draft"] is True
    assert basis(given, ISSUE, FREE, "tools") != BEFORE
    assert fixtures_digest([fixture(gold=given)]) != FIXTURES
