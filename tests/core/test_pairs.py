import pytest

from tests.rated import SaysWhatItIsTold, issue_with, suite_of
from workbench.core.pairs import PairMatrix, score_all


def test_each_label_meets_the_scorers_probability() -> None:
    found = score_all([issue_with(suite_of("strong", "+-", "~~"))], SaysWhatItIsTold(strong=[0.9, 0.2]))
    assert [(row.behaviour, row.test, row.truth, row.probability) for row in found.verdicts] == [
        ("B1", None, True, 0.9), ("B2", None, False, 0.2),
    ]  # fmt: skip
    assert [(row.behaviour, row.test, row.truth, row.probability) for row in found.pairs] == [
        ("B1", "T1", True, 0.9), ("B1", "T2", False, 0.9), ("B2", "T1", False, 0.2), ("B2", "T2", False, 0.2),
    ]  # fmt: skip


def test_what_nobody_rated_is_no_row() -> None:
    found = score_all([issue_with(suite_of("strong", ".-", ".."))], SaysWhatItIsTold(strong=[0.9, 0.2]))
    assert [row.behaviour for row in found.verdicts] == ["B2"]
    assert [(row.behaviour, row.test) for row in found.pairs] == [("B2", "T1")]


def test_a_suite_without_tests_covers_nothing() -> None:
    assert PairMatrix.best_of([[], []]).verdicts == (0.0, 0.0)
    assert PairMatrix.best_of([[0.2, 0.7]]).verdicts == (0.7,)


@pytest.mark.parametrize("said", [[0.9], [0.9, 0.2, 0.1]])
def test_a_matrix_of_another_shape_is_refused(said: list[float]) -> None:
    with pytest.raises(ValueError, match="behaviours x tests"):
        score_all([issue_with(suite_of("strong", "+-"))], SaysWhatItIsTold(strong=said))
