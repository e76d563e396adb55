"""The figures of docs/figures/scores.md, made again: minutes, so by hand with `pytest -m campaign`."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbench.adapters.catalog import read_matrices
from workbench.bootstrap import Workbench, open_workbench
from workbench.bootstrap.calibrating import calibration_set, matrix_scorer, pair_scorer, try_to_fool
from workbench.core.labelled import Matrix
from workbench.service.calibrate import calibrate
from workbench.service.calibrate_matrices import calibrate_matrices

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1800)]
# What docs/figures/scores.md says, less what a refit may move. EUDI was asked to reach 0.33 and does not.
LEAST_PRECISION = {"AMINA": 0.98, "Moodle-MDL": 0.75, "BRP-rules": 0.29, "EUDI-stories": 0.30}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """This repository as a project, its data elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))
        return open_workbench(ROOT)


@pytest.fixture
def matrices(reference: Path) -> tuple[Matrix, ...]:
    return read_matrices(reference / "data" / "requirement_test_matrices")


def test_each_matrix_is_ordered_by_a_head_that_never_saw_it(bench: Workbench, matrices: tuple[Matrix, ...]) -> None:
    scorer = matrix_scorer(bench, "coverage_evidence", matrices)
    found = calibrate_matrices("coverage_evidence", matrices, scorer)
    precision = {each.name: each.scorer.average_precision or 0.0 for each in found.sets}
    print({name: round(value, 3) for name, value in precision.items()}, found.mean)
    assert {name: precision[name] >= least for name, least in LEAST_PRECISION.items()} == dict.fromkeys(
        LEAST_PRECISION, True
    )
    assert found.mean.auc is not None
    assert found.mean.auc >= 0.95


def test_covered_and_uncovered_behaviours_of_a_suite_are_told_apart(bench: Workbench) -> None:
    issues = calibration_set(bench, "studio").issues
    figures = calibrate("coverage_evidence", issues, pair_scorer(bench, "coverage_evidence", issues)).figures
    print(figures)
    assert figures.verdicts.within_suite_auc.value is not None
    assert figures.verdicts.within_suite_auc.value >= 0.80
    assert figures.pairs.auc.value is not None
    assert figures.pairs.auc.value >= 0.94


def test_suites_that_only_name_or_copy_the_issue_score_next_to_nothing(bench: Workbench) -> None:
    found = {each.name: each.mean for each in try_to_fool(bench, "studio").adversaries}
    print(found)
    assert max(found["echo"], found["copy"], found["empty"], found["keywords"]) <= 0.10
