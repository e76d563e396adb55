"""Finding fixtures, and how they are spread."""

from tests.builders import behaviour, document, fixture, gold, label
from workbench.core.labelled import LabelledSuite, issue_of
from workbench.generator.records import TestSuite
from workbench.service.list_fixtures import Wanted, list_fixtures
from workbench.service.spread_fixtures import spread_fixtures

SHOP = fixture(gold=gold(behaviours=[behaviour("The basket is emptied")]))
BANK = fixture(
    "BANK-1", document=document("BANK-1", summary="Überweisung"), gold=gold("BANK-1", language="de", domain="bank")
)
RATED = issue_of(SHOP.gold, [LabelledSuite(name="strong", suite=TestSuite(), tests=(), verdicts={})])
LISTED = list_fixtures(
    [SHOP, BANK],
    rated=[RATED],
    labels=[label(), label(behaviour="B2"), label(rater="Ada", rater_kind="person")],
    revisions={"BANK-1": 3},
)


def test_a_fixture_is_listed_with_its_revision_suites_and_whose_labels() -> None:
    shop, bank = LISTED
    assert (shop.key, shop.summary, shop.behaviours, shop.revision) == ("SHOP-1", "Lock accounts", 1, 1)
    assert (shop.suites, shop.by_people, shop.by_models) == (1, 1, 2)
    assert (bank.revision, bank.suites, bank.by_people, bank.by_models) == (3, 0, 0, 0)


def test_filters_and_words_all_have_to_fit() -> None:
    def found(**wanted: object) -> list[str]:
        return [each.key for each in LISTED if Wanted(**wanted).keeps(each)]  # type: ignore[arg-type]

    assert found() == ["SHOP-1", "BANK-1"]
    assert found(words="BASKET lock") == ["SHOP-1"]
    assert found(words="überweisung") == ["BANK-1"]
    assert found(language=["de", "fr"], domain=["bank"]) == ["BANK-1"]
    assert found(words="basket", language=["de"]) == []


def test_the_spread_counts_every_stratum_in_every_language() -> None:
    assert spread_fixtures(LISTED) == {"story_ac": {"de": 1, "en": 1}}
    assert spread_fixtures([]) == {}
