"""The review of an imported issue: what waits for a decision, what decisions do, and who may sign."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.fakes import FindsWords
from tests.service.sourced import ANNA, reviewed, sourced
from workbench.core.errors import CatalogError
from workbench.core.importing.reviewing import Finding, Terms
from workbench.core.importing.signed import SignedFixture
from workbench.core.importing.signoffs import digest_of
from workbench.service.review import Review

OURS = Terms(origin="own_project", licence="ours")
CUSTOMERS = Terms(origin="customer_consented", licence="ours", consent="C-1", expires=date(2027, 1, 1))
AT = datetime(2026, 11, 25, tzinfo=UTC)


def states(review: Review) -> dict[str, str]:
    return {each.value: each.state for each in review.findings if not each.fixed}


def named(review: Review, value: str) -> list[Finding]:
    return [each for each in review.findings if each.value == value]


def signed(review: Review) -> SignedFixture:
    review.sign("Eva", seen=review.version)
    return review.result(at=AT)


def shown(fixture: SignedFixture) -> str:
    return json.dumps([fixture.document, dict(fixture.attached), fixture.gold.model_dump(mode="json")])


def test_what_is_sure_gives_way_and_nobody_of_the_issue_is_left() -> None:
    review = reviewed(sourced("Anna Ferreira asks for it"), FindsWords({"Anna Ferreira": "person"}))
    assert (states(review), review.open) == ({}, 0)
    fixture = signed(review)
    assert "Anna" not in shown(fixture) and ANNA["accountId"] not in shown(fixture)
    assert set(fixture.document["fields"]) == {"summary", "description"}
    assert (fixture.document["key"], fixture.gold.key, fixture.gold.draft) == ("SHOP-1", "SHOP-1", True)


def test_what_is_suspected_waits_until_somebody_decides() -> None:
    detectors = FindsWords({"Kestrel": "org"}, tier="suspected")
    review = reviewed(sourced("the Kestrel is late"), detectors)
    assert (states(review), review.open) == ({"Kestrel": "suspected"}, 1)
    with pytest.raises(CatalogError, match="waiting for a decision: 1"):
        review.sign("Eva", seen=review.version)
    review.keep(named(review, "Kestrel"))
    assert "Kestrel" in shown(signed(review))
    assert review.result(at=AT).sign_off.exceptions == ()


def test_a_suspected_text_gives_way_everywhere_when_a_person_says_so() -> None:
    detectors = FindsWords({"Kestrel": "org"}, tier="suspected")
    review = reviewed(sourced("the Kestrel is late", attached={"k.txt": "Kestrel again"}), detectors)
    review.replace(named(review, "Kestrel"))
    fixture = signed(review)
    assert "Kestrel" not in shown(fixture) and "again" in shown(fixture)
    assert (fixture.sign_off.added, fixture.sign_off.rejected) == (2, {})


def test_what_nobody_found_can_be_added() -> None:
    review = reviewed(sourced("call Bo Lind at once"), FindsWords())
    with pytest.raises(CatalogError, match="does not stand in the issue"):
        review.add("Bo Lindt", "person")
    review.add("Bo Lind", "person")
    assert states(review) == {"Bo Lind": "replaced"}
    assert "Lind" not in shown(signed(review))


def test_what_is_sure_stays_only_with_a_reason_which_becomes_a_signed_exception() -> None:
    review = reviewed(sourced("the Pay Later button"), FindsWords({"Pay Later": "org"}))
    with pytest.raises(CatalogError, match="say in a few words why"):
        review.keep(named(review, "Pay Later"))
    review.keep(named(review, "Pay Later"), "the name of a button")
    assert states(review) == {"Pay Later": "kept"}
    sign_off = signed(review).sign_off
    assert [each.digest for each in sign_off.exceptions] == [digest_of("SHOP-1", "org", "Pay Later")]
    assert (sign_off.rejected, sign_off.why) == ({"org": 1}, "the name of a button")
    assert "Pay Later" not in sign_off.model_dump_json()


def test_a_decision_can_be_taken_back() -> None:
    review = reviewed(sourced("the Pay Later button"), FindsWords({"Pay Later": "org"}))
    review.keep(named(review, "Pay Later"), "a button")
    review.replace(named(review, "Pay Later"))
    assert states(review) == {"Pay Later": "replaced"}


def test_what_stands_by_its_field_cannot_be_kept() -> None:
    review = reviewed(sourced("x"), FindsWords())
    (key,) = [each for each in review.findings if each.kind == "issue_key"]
    assert key.fixed
    with pytest.raises(CatalogError, match="by the field"):
        review.keep([key], "why not")


class FindsOurs(FindsWords):
    """Finds somebody, and afterwards a word beside them."""

    def find(self, texts: Any, **more: Any) -> Any:
        words = {"Bo": "person"} if any("Bo " in text for text in texts.values()) else {"asks": "org"}
        return tuple(
            each
            for each in FindsWords(words).find(texts, **more)  # type: ignore[arg-type]
            if "labels" not in each.place
        )


def test_a_surrogate_that_is_found_again_waits_too() -> None:
    review = reviewed(sourced("Bo asks"), FindsOurs())
    assert states(review) == {"asks": "left over", "Bo": "replaced"}
    review.keep(named(review, "asks"), "a verb")
    assert review.open == 0


def test_a_customers_issue_needs_two_people_and_a_change_asks_both_again() -> None:
    review = reviewed(sourced("call Bo Lind"), FindsWords(), terms=CUSTOMERS)
    assert review.sign("Eva", seen=review.version) is False
    with pytest.raises(CatalogError, match="a second person"):
        review.sign(" eva ", seen=review.version)
    with pytest.raises(CatalogError, match="not signed off"):
        review.result(at=AT)
    review.add("Bo Lind", "person")
    assert review.signed == ()
    assert [review.sign(name, seen=review.version) for name in ("Eva", "Tom")] == [False, True]
    assert review.result(at=AT).sign_off.reviewers == ("Eva", "Tom")
    review.withdraw()
    assert review.signed == ("Eva",)
    review.send_back()
    assert review.signed == ()


def test_a_signature_is_for_what_was_seen() -> None:
    review = reviewed(sourced("the Pay Later button"), FindsWords({"Pay Later": "org"}))
    seen = review.version
    review.keep(named(review, "Pay Later"), "a button")
    with pytest.raises(CatalogError, match="somebody decided something meanwhile"):
        review.sign("Eva", seen=seen)


def test_a_piece_of_a_word_gives_way_too_or_it_is_said() -> None:
    review = reviewed(sourced("order 4711abc of KestrelBank"), FindsWords())
    review.add("4711", "customer_no")
    review.add("kestrel", "org")
    text = shown(signed(review)).casefold()
    assert "4711" not in text and "kestrel" not in text
    kept = reviewed(sourced("the Pay Later button"), FindsWords({"Pay Later": "org"}))
    kept.keep(named(kept, "Pay Later"), "a button")
    with pytest.raises(CatalogError, match="it would stand there still"):
        kept.add("Later", "org")


def test_keeping_a_name_keeps_no_other_place_where_a_part_of_it_stands() -> None:
    class FindsAll(FindsWords):
        def find(self, texts: Any, **more: Any) -> Any:
            return FindsWords({"Anna Meyer": "person", "Anna": "person"}).find(texts, **more)  # type: ignore[arg-type]

    review = reviewed(sourced("x", summary="Anna Meyer pays", environment="Anna waits"), FindsAll())
    review.keep(named(review, "Anna Meyer"), "a product of ours")
    assert {each.value: each.state for each in review.findings if each.state == "kept"} == {"Anna Meyer": "kept"}
    review.keep_suspected()
    assert "Anna waits" not in shown(signed(review))


@pytest.mark.parametrize("decide", ["replace", "keep"])
def test_a_name_that_fits_two_people_gives_way_whatever_is_said_of_the_doubt(decide: str) -> None:
    second = {"accountId": "712020:1", "displayName": "Anna Kowal"}
    review = reviewed(sourced("ask Anna", assignee=second), FindsWords({"Anna": "person"}))
    (doubt,) = [each for each in review.findings if each.waits]
    getattr(review, decide)([doubt])
    assert (review.open, "ask Anna" in shown(signed(review))) == (0, False)


def test_what_was_excepted_before_stays_when_it_is_looked_at_again() -> None:
    detectors = FindsWords({"Pay Later": "org"})
    first = reviewed(sourced("the Pay Later button"), detectors)
    first.keep(named(first, "Pay Later"), "a button")
    before = signed(first)
    source = sourced("x", key="SHOP-1")
    again = reviewed(
        type(source)(key="SHOP-1", number=None, document=before.document, attached={}, left_out={}),
        detectors, earlier=before.sign_off, gold=before.gold,
    )  # fmt: skip
    assert states(again) == {"Pay Later": "kept"}
    assert signed(again).sign_off.exceptions == before.sign_off.exceptions


def test_what_is_left_over_stays_at_its_place_alone() -> None:
    review = reviewed(sourced("Bo asks", labels=["asks"]), FindsOurs())
    left = [each for each in review.findings if each.state == "left over"]
    assert [each.places for each in left] == [("/fields/description/content/0",)]
    review.keep(left, "a verb")
    assert review.open == 0
    with pytest.raises(CatalogError, match="it stands only in what would be written"):
        reviewed(sourced("Bo asks"), FindsOurs()).replace(
            [
                Finding(
                    value="qq",
                    kind="org",
                    state="left over",
                    surrogate="qq",
                    detectors=("x",),
                    places=("/gold/domain",),
                )
            ]
        )


@pytest.mark.parametrize("why", ["it is Pay Later", "mail bo@kestrel.io"])
def test_a_reason_tells_nothing_of_what_it_keeps(why: str) -> None:
    review = reviewed(sourced("the Pay Later button"), FindsWords({"Pay Later": "org", "bo@kestrel.io": "email"}))
    with pytest.raises(CatalogError, match="words that hold nothing of the issue"):
        review.keep(named(review, "Pay Later"), why)


def test_names_of_a_workflow_are_searched_and_shown() -> None:
    detectors = FindsWords({"Anna Meyer": "person"})
    fields = {"status": {"name": "Waiting for Anna Meyer"}, "issuetype": {"name": "Story"}}
    review = reviewed(sourced("x", **fields), detectors)
    assert {"/fields/status/name", "/fields/issuetype/name"} <= {text.place for text in review.texts}
    document = signed(review).document
    assert document["fields"]["issuetype"]["name"] == "Story"
    assert "Meyer" not in json.dumps(document)


def test_the_gold_that_stands_there_is_searched_too() -> None:
    first = signed(reviewed(sourced("Anna Ferreira"), FindsWords({"Anna Ferreira": "person"})))
    gold = first.gold.model_copy(update={"domain": "shop of Kestrel"})
    source = sourced("x", key="SHOP-1")
    again = reviewed(
        type(source)(key="SHOP-1", number=None, document=first.document, attached={}, left_out={}),
        FindsWords({"Kestrel": "org"}), earlier=first.sign_off, gold=gold,
    )  # fmt: skip
    assert states(again) == {"Kestrel": "left over"}
    again.keep(named(again, "Kestrel"), "the name of the dataset")
    assert signed(again).gold == gold


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_signature_is_a_name(name: str) -> None:
    with pytest.raises(CatalogError, match="needs the name of a person"):
        reviewed(sourced("x"), FindsWords()).sign(name, seen=1)


def test_a_fixture_that_is_looked_at_again_keeps_all_but_what_is_found_now() -> None:
    first = signed(reviewed(sourced("Anna Ferreira met Bo Lind"), FindsWords({"Anna Ferreira": "person"})))
    source = sourced("x", key="SHOP-1")
    again = reviewed(
        type(source)(key="SHOP-1", number=None, document=first.document, attached=first.attached, left_out={}),
        FindsWords({"Bo Lind": "person"}),
        earlier=first.sign_off,
    )
    assert states(again) == {"Bo Lind": "replaced"}
    text = first.document["fields"]["description"]["content"][0]["content"][0]["text"]
    new = signed(again).document["fields"]["description"]["content"][0]["content"][0]["text"]
    assert new.startswith(text.removesuffix("Bo Lind")) and "Lind" not in new
