"""Issues on their way in: new keys, what is there already, what changed, and how much may wait."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes import FindsWords
from tests.service.sourced import english, sourced
from workbench.core.errors import CatalogError
from workbench.core.importing.reviewing import Terms
from workbench.core.importing.signoffs import SignOff
from workbench.core.importing.sourced import SourcedIssue
from workbench.service.import_issues import Existing, Import, import_issues

OURS = Terms(origin="own_project", licence="ours")
SALT = b"s" * 16


def imported(
    *sources: SourcedIssue,
    sign_offs: Mapping[str, SignOff] | None = None,
    existing: Existing | None = None,
    prefix: str = "SHOP",
    **more: Any,
) -> Import:
    there = sign_offs or {}
    given = existing or Existing(keys=frozenset(there), sign_offs=there, golds={}, salt=SALT)
    return import_issues(
        sources, dataset="shop", terms=OURS, existing=given, prefix=prefix,
        detectors=FindsWords({"Anna Ferreira": "person"}), detect=english, dictionary={}, **more,
    )  # fmt: skip


def signed(found: Import) -> dict[str, SignOff]:
    for review in found.reviews:
        review.sign("Eva", seen=review.version)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    return {review.key: review.result(at=at).sign_off for review in found.reviews}


def test_keys_are_new_and_go_on_behind_all_that_were_ever_used() -> None:
    first = imported(sourced("a"), sourced("b", key="PAY-7"))
    assert [each.key for each in first.reviews] == ["SHOP-1", "SHOP-2"]
    there = signed(first)
    second = imported(sourced("c", key="PAY-8"), sign_offs=there)
    assert [each.key for each in second.reviews] == ["SHOP-3"]


def test_imported_again_is_the_same_in_any_order_and_once() -> None:
    one, two = sourced("a"), sourced("b", key="PAY-7")
    there = signed(imported(one, two))
    again = imported(two, one, two, sign_offs=there)
    assert (again.reviews, again.there, again.changed) == ([], 3, [])
    assert len(imported(one, one).reviews) == 1


def test_what_was_taken_out_comes_in_again_under_a_new_key() -> None:
    there = signed(imported(sourced("a")))
    existing = Existing(keys=frozenset(), sign_offs=there, golds={}, salt=SALT)
    assert [each.key for each in imported(sourced("a"), existing=existing).reviews] == ["SHOP-2"]


def test_an_issue_without_its_own_id_is_known_by_its_key() -> None:
    there = signed(imported(sourced("a")))
    bare = sourced("a")
    again = imported(
        SourcedIssue(key=bare.key, number=None, document=bare.document, attached={}, left_out={}), sign_offs=there
    )
    assert (again.reviews, again.there) == ([], 1)


def test_the_same_key_of_another_site_is_another_issue() -> None:
    there = signed(imported(sourced("a")))
    other = sourced("a")
    found = imported(
        SourcedIssue(key=other.key, number="999", document=other.document, attached={}, left_out={}), sign_offs=there
    )
    assert [each.key for each in found.reviews] == ["SHOP-2"]


def test_a_change_at_the_source_is_told_and_reviewed_again_under_its_key_when_asked() -> None:
    there = signed(imported(sourced("a")))
    told = imported(sourced("another text"), sign_offs=there)
    assert (told.reviews, told.there, told.changed) == ([], 1, ["SHOP-1"])
    again = imported(sourced("another text"), sign_offs=there, update=True)
    assert [each.key for each in again.reviews] == ["SHOP-1"]


def test_no_mark_gives_away_the_key_without_the_salt() -> None:
    (sign_off,) = signed(imported(sourced("a"))).values()
    assert "PAY" not in sign_off.model_dump_json() and len(sign_off.source) == 32


@pytest.mark.parametrize(("prefix", "said"), [("PAY", "the project of the issues themselves"), ("a b", "no prefix")])
def test_a_prefix_that_would_mislead_is_refused(prefix: str, said: str) -> None:
    with pytest.raises(CatalogError, match=said):
        imported(sourced("a"), prefix=prefix)


def test_two_fixtures_call_one_person_by_two_names() -> None:
    found = imported(sourced("Anna Ferreira"), sourced("Anna Ferreira", key="PAY-7"))
    names = {each.surrogate for review in found.reviews for each in review.findings if each.value == "Anna Ferreira"}
    assert len(names) == 2


def test_a_term_gives_way_in_every_issue() -> None:
    found = imported(sourced("ask Kestrel"), sourced("Kestrel waits", key="PAY-7"))
    found.reviews[0].sign("Eva", seen=found.reviews[0].version)
    found.learn("Kestrel", "org")
    assert all("Kestrel" not in text.after for review in found.reviews for text in review.texts)
    assert found.reviews[0].signed == ()


def test_what_is_more_than_may_wait_comes_with_the_next_import() -> None:
    sources = [sourced("a", key=f"PAY-{number}") for number in range(3)]
    first = imported(*sources, most=2)
    assert ([each.key for each in first.reviews], first.more) == (["SHOP-1", "SHOP-2"], True)
    then = imported(*sources, most=2, sign_offs=signed(first))
    assert ([each.key for each in then.reviews], then.there, then.more) == (["SHOP-3"], 2, False)


def test_keys_that_another_import_has_given_out_are_not_given_again() -> None:
    existing = Existing(keys=frozenset(), sign_offs={}, golds={}, salt=SALT, reserved=frozenset({"SHOP-4"}))
    assert [each.key for each in imported(sourced("a"), existing=existing).reviews] == ["SHOP-5"]
