import numpy as np
import pytest

from tests.rated import issue_with, suite_of
from workbench.core.baselines import Length, StyleOnly, TfIdf, baselines_of, length_rank_correlation, tf_idf
from workbench.core.calibration import auc, brier, within_suite_auc
from workbench.core.pairs import score_all

GOOD = "Then the account is locked\n  And a mail is sent\n  And a line is logged"
POOR = "Then it works correctly"


def issues(count: int = 4) -> list:
    """Issues whose strong suites are long and cover, and whose weak ones are short and do not."""
    return [
        issue_with(
            suite_of("strong", "+-", "-+", texts=[GOOD, GOOD]),
            suite_of("weak", "--", "-+" if number == 1 else "--", texts=[POOR, POOR]),
            key=f"SHOP-{number}",
        )
        for number in range(1, count + 1)
    ]


def test_cosines_by_hand() -> None:
    found = tf_idf(["red apple", "blue"], ["red pear", "apple red", "green"])
    red, apple, pear = np.log(5 / 3), np.log(5 / 2), np.log(5)
    assert found[0, 0] == pytest.approx(red**2 / (np.hypot(red, apple) * np.hypot(red, pear)))
    assert found[0].tolist()[1:] == [pytest.approx(1.0), 0.0]
    assert found[1].tolist() == [0.0, 0.0, 0.0]


def test_texts_without_words_are_like_nothing() -> None:
    assert tf_idf(["", "a"], [""]).tolist() == [[0.0], [0.0]]
    assert tf_idf(["a"], []).shape == (1, 0)


def test_tf_idf_takes_the_best_test_by_its_steps() -> None:
    given = suite_of("strong", "+-", "--", texts=["Then the account is locked", "Then a mail is sent"])
    found = TfIdf().pairs(issue_with(given), given)
    assert found.probabilities[0][0] > found.probabilities[0][1]
    assert found.probabilities[1][1] > found.probabilities[1][0]
    assert found.verdicts == tuple(max(row) for row in found.probabilities)


def test_broken_gherkin_keeps_its_words() -> None:
    given = suite_of("weak", "+-", texts=["Expected: the account is locked"])
    assert TfIdf().pairs(issue_with(given), given).verdicts[0] > 0


def test_length_counts_words_and_knows_no_behaviour() -> None:
    long, short = suite_of("strong", "+-", texts=[GOOD]), suite_of("weak", "--", texts=[POOR])
    issue = issue_with(long, short)
    found = [Length().pairs(issue, each) for each in (long, short)]
    assert found[0].verdicts[0] > found[1].verdicts[0]
    assert all(len(set(each.verdicts)) == 1 for each in found)


def test_the_constant_is_the_base_rate_and_has_no_skill() -> None:
    rows = score_all(issues(), baselines_of(issues())["constant"])
    found = brier(rows.verdicts)
    assert found is not None
    assert (found.skill, rows.verdicts[0].probability) == (pytest.approx(0), pytest.approx(9 / 16))


def test_style_alone_tells_suites_apart_and_nothing_within_one() -> None:
    rows = score_all(issues(), baselines_of(issues())["style_only"]).verdicts
    assert within_suite_auc(rows).value == 0.5
    assert (auc(rows).value or 0) > 0.85


def test_the_style_model_of_an_issue_never_saw_its_labels() -> None:
    before = issues()
    turned = [
        issue_with(
            *(suite_of(s.name, "++" if s.name == "weak" else "--", "++") for s in before[0].suites), key="SHOP-1"
        ),
        *before[1:],
    ]
    suite = before[0].suites[0]
    first, second = (StyleOnly.leaving_one_issue_out(each).pairs(before[0], suite) for each in (before, turned))
    assert first == second


def test_one_issue_alone_has_no_style_model() -> None:
    assert sorted(baselines_of(issues(1))) == ["constant", "length", "tf_idf"]


def test_a_scorer_that_follows_length_is_seen() -> None:
    rows = score_all(issues(), Length()).verdicts
    own, theirs = length_rank_correlation(issues(), rows)
    assert own == pytest.approx(1.0)
    assert theirs is not None
    assert 0.7 < theirs < 1
    assert length_rank_correlation(issues(1), rows[:4]) == (None, None)
