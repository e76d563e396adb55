import json
from dataclasses import asdict

import pytest

from tests.builders import AT
from tests.rated import SaysWhatItIsTold, issue_with, suite_of
from workbench.core.calibration import Order
from workbench.core.errors import LabelError
from workbench.core.pairs import Calibratable
from workbench.service.calibrate import Calibration, calibrate
from workbench.service.calibration_card import CalibrationCard, calibration_card

ISSUES = [
    issue_with(
        suite_of("strong", "+-", "-~"), suite_of("middling", "~-", "-+"), suite_of("weak", "--"),
        key=f"SHOP-{number}", stratum="bug" if number < 3 else "vague",
    )
    for number in range(1, 5)
]  # fmt: skip
SCORER = Calibratable(
    pairs=SaysWhatItIsTold(strong=[0.9, 0.6], middling=[0.7, 0.4], weak=[0.2, 0.1]),
    threshold=0.5,
    version=3,
    model_digest="sha256-cj1:abc",
)


@pytest.fixture(scope="module")
def found() -> Calibration:
    return calibrate("told", ISSUES, SCORER, source="a test")


def test_what_counts_comes_first(found: Calibration) -> None:
    within = found.figures.verdicts.within_suite_auc
    assert (within.value, within.n) == (0.5, 8)
    assert [(each.suite, each.auc) for each in found.suites[:2]] == [("strong", 1.0), ("middling", 0.0)]


def test_counts_and_whose_labels_they_are_stand_beside_the_figures(found: Calibration) -> None:
    counts = found.counts
    assert (counts.issues, counts.suites, counts.verdicts, counts.covered) == (4, 12, 24, 8)
    assert (counts.pairs, counts.covering) == (40, 8)
    assert (found.whose, found.source, found.version, found.model_digest) == (
        "model-written labels", "a test", 3, "sha256-cj1:abc",
    )  # fmt: skip


def test_the_threshold_is_the_models(found: Calibration) -> None:
    assert found.point is not None
    assert (found.point.threshold, found.point.sensitivity.value, found.point.specificity.value) == (0.5, 0.5, 0.5)
    without = calibrate("told", ISSUES, Calibratable(pairs=SCORER.pairs))
    assert (without.point, {part.point for part in without.strata}) == (None, {None})


def test_every_baseline_stands_beside_the_scorer(found: Calibration) -> None:
    assert list(found.baselines) == ["constant", "length", "tf_idf", "style_only"]
    assert found.baselines["style_only"].verdicts.within_suite_auc.value == 0.5
    assert found.baselines["constant"].verdicts.auc.value == 0.5


def test_suites_are_ranked_against_each_other(found: Calibration) -> None:
    assert [(each.better, each.worse, each.order) for each in found.figures.rankings] == [
        ("strong", "middling", Order(right=4, n=4)),
        ("middling", "weak", Order(right=4, n=4)),
        ("strong", "weak", Order(right=4, n=4)),
    ]


def test_strata_and_languages_stand_apart(found: Calibration) -> None:
    assert [(part.name, part.verdicts) for part in (*found.strata, *found.languages)] == [
        ("bug", 12), ("vague", 12), ("en", 24),
    ]  # fmt: skip


def test_it_is_a_json_value(found: Calibration) -> None:
    assert json.loads(json.dumps(asdict(found), allow_nan=False))["counts"]["issues"] == 4


def test_the_card_says_whose_labels_and_comes_back_as_it_was(found: Calibration) -> None:
    card = calibration_card(found, at=AT)
    assert CalibrationCard.model_validate_json(card.model_dump_json(by_alias=True)) == card
    assert (card.whose, card.labels_digest, card.counts["verdicts"]) == (
        "model-written labels",
        found.labels_digest,
        24,
    )
    assert (card.figures.within_suite_auc.value, card.baselines["style_only"].within_suite_auc.value) == (0.5, 0.5)
    assert (card.point and card.point.sensitivity.value, card.threshold) == (0.5, 0.5)


def test_without_verdicts_there_is_nothing_to_say() -> None:
    with pytest.raises(LabelError, match="no verdicts"):
        calibrate("told", [issue_with(suite_of("strong", ".."))], SCORER)


def test_a_single_issue_has_figures_and_no_intervals() -> None:
    found = calibrate("told", ISSUES[:1], SCORER)
    assert (found.figures.verdicts.auc.low, "style_only" in found.baselines) == (None, False)
