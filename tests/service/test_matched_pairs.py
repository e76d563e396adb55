"""What `coverage_evidence` says of rated suites and of matrices."""

import pytest

from tests.matching import encode, shipped
from tests.rated import issue_with, suite_of
from tests.service.rated_shops import MATRICES, shops
from workbench.service.fit_coverage import fit_links, link_probabilities, refit_without
from workbench.service.matched_pairs import MatchedLinks, MatchedPairs

PAIRS = MatchedPairs(fitted=shipped(), encode=encode)


def test_a_probability_for_each_pair_and_a_verdict_for_each_behaviour() -> None:
    issue = shops()[0]
    found = PAIRS.pairs(issue, issue.suites[0])
    assert [len(row) for row in found.probabilities] == [2, 2]
    assert all(0 < value < 1 for row in (*found.probabilities, found.verdicts) for value in row)
    assert found.probabilities[0][0] > found.probabilities[0][1]


def test_a_suite_without_tests_covers_nothing() -> None:
    issue = shops()[0]
    found = PAIRS.pairs(issue, issue.suites[2])
    assert (found.probabilities, found.verdicts) == (((), ()), (0, 0))


def test_an_issue_without_behaviours_has_no_verdicts() -> None:
    found = PAIRS.pairs(issue_with(statements=()), suite_of("strong", "", texts=["Then it is red"]))
    assert (found.probabilities, found.verdicts) == ((), ())


def test_an_issue_of_the_training_is_asked_of_a_model_that_never_saw_it() -> None:
    issues = shops()
    without = refit_without(issues, shipped(), encode=encode)
    both = MatchedPairs(fitted=shipped(), encode=encode, without={"SHOP-1": without["SHOP-1"]})
    alone = MatchedPairs(fitted=without["SHOP-1"], encode=encode)
    first, second = issues[:2]
    assert both.pairs(first, first.suites[0]) == alone.pairs(first, first.suites[0])
    assert both.pairs(second, second.suites[0]) == PAIRS.pairs(second, second.suites[0])


def test_a_matrix_of_the_training_is_asked_of_a_head_fitted_on_the_others() -> None:
    small, other = MATRICES
    card = shipped().training.model_copy(update={"matrices": ("small", "other")})
    scorer = MatchedLinks(fitted=shipped().model_copy(update={"training": card}), matrices=MATRICES, encode=encode)
    head = fit_links([other], encode=encode)
    assert scorer.matrix(small) == link_probabilities(small, head, encode=encode).tolist()


@pytest.mark.parametrize("trained", [(), ("small",)])
def test_a_matrix_that_is_new_or_alone_is_asked_of_the_fitted_head(trained: tuple[str, ...]) -> None:
    card = shipped().training.model_copy(update={"matrices": trained})
    given = shipped().model_copy(update={"training": card})
    scorer = MatchedLinks(fitted=given, matrices=MATRICES if not trained else MATRICES[:1], encode=encode)
    expected = link_probabilities(MATRICES[0], shipped().link, encode=encode).tolist()
    assert scorer.matrix(MATRICES[0]) == expected
