"""What tries to fool `coverage_evidence`, and how far it gets."""

from statistics import fmean

import pytest

from tests.builders import prepared
from tests.conftest import ROOT
from tests.matching import encode, shipped
from tests.rated import SaysWhatItIsTold, issue_with
from tests.service.rated_shops import shops
from workbench.adapters.catalog.datasets import read_dataset
from workbench.core.adversaries import ADVERSARIES
from workbench.core.labelled import LabelledIssue, LabelledSuite, issue_of
from workbench.core.pairs import PairMatrix
from workbench.generator.records import Issue
from workbench.service.adversarial import Adversarial, adversarial
from workbench.service.matched_pairs import MatchedPairs

PAIRS = MatchedPairs(fitted=shipped(), encode=encode)
BARE = Issue(key="SHOP-1", type="Bug", summary="Vouchers", description="A voucher is entered.")


def tried(*issues: tuple[LabelledIssue, Issue]) -> Adversarial:
    models = {labelled.key: shipped() for labelled, _ in issues}
    return adversarial("coverage_evidence", issues, PAIRS, models=models, encode=encode)


@pytest.fixture(scope="module")
def shop() -> Adversarial:
    return tried((shops()[1], BARE))


@pytest.mark.parametrize(("key", "language"), [("CRM-88", "en"), ("NRG-154", "de")])
def test_suites_that_check_nothing_score_next_to_nothing(key: str, language: str) -> None:
    fixture = next(each for each in read_dataset(ROOT / "datasets" / "studio").fixtures if each.key == key)
    labelled, issue = issue_of(fixture.gold), prepared(fixture)
    assert labelled.language == language
    for name in ("echo", "copy", "empty"):
        suite = ADVERSARIES[name](issue, labelled.behaviours, language)
        verdicts = PAIRS.pairs(labelled, LabelledSuite(name=name, suite=suite, tests=(), verdicts={})).verdicts
        assert fmean(verdicts) <= 0.10


def test_every_adversary_is_tried(shop: Adversarial) -> None:
    assert [each.name for each in shop.adversaries] == list(ADVERSARIES)


def test_rated_suites_stand_beside_the_adversaries(shop: Adversarial) -> None:
    real = {each.name: each for each in shop.real}
    assert list(real) == ["strong", "weak", "empty"]
    assert real["strong"].mean > real["weak"].mean > real["empty"].mean == 0
    assert {each.issues for each in (*shop.real, *shop.adversaries)} == {1}


def test_mutants_of_covered_behaviours_are_counted_in_shares(shop: Adversarial) -> None:
    counted = {each.mutator: each.mutants for each in shop.mutators}
    assert counted["number"] == 2  # the first behaviour, by the strong and by the weak suite
    shares = [(each.lower, each.told_apart, each.rejected) for each in shop.mutators]
    assert all(0 <= share <= 1 for each in shares for share in each if share is not None)
    assert all(each.told_apart <= each.lower for each in shop.mutators)


def test_a_mutator_whose_originals_do_not_read_as_covered_rejects_nothing() -> None:
    blind = shipped().model_copy(update={"threshold": 0.999})
    issue = shops()[1]
    pairs = MatchedPairs(fitted=blind, encode=encode)
    found = adversarial("x", [(issue, BARE)], pairs, models={issue.key: blind}, encode=encode)
    assert found.mutators
    assert {each.rejected for each in found.mutators} == {None}


def test_an_issue_without_behaviours_is_left_out() -> None:
    found = tried((issue_with(statements=()), BARE))
    assert (found.adversaries, found.real, found.mutators) == ((), (), ())


class ByCases(SaysWhatItIsTold):
    """A pair scorer that gives every behaviour a tenth for each test, as one that counts would."""

    def pairs(self, issue: LabelledIssue, suite: object) -> PairMatrix:
        count = len(suite.suite.cases)  # type: ignore[attr-defined]
        return PairMatrix(probabilities=(), verdicts=tuple([min(1, count / 10)] * len(issue.behaviours)))


def test_mean_and_greatest_are_over_issues() -> None:
    two = [(issue_with(statements=["It is red"] * n, key=f"SHOP-{n}"), BARE) for n in (1, 3)]
    found = adversarial("by_cases", two, ByCases(), models={}, encode=encode)
    first = found.adversaries[0]
    assert (first.name, first.issues, round(first.mean, 9), first.greatest) == ("echo", 2, 0.2, 0.3)
