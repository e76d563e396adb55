from collections.abc import Sequence
from pathlib import Path

import pytest

from workbench.adapters.catalog import read_matrices
from workbench.core.labelled import Matrix
from workbench.service.calibrate_matrices import LinkFigures, TfIdfMatrix, calibrate_matrices

SMALL = Matrix(
    name="small", language="en", requirements={"R1": "red apple", "R2": "blue sky"},
    tests={"T1": "an apple", "T2": "the sky"}, links=frozenset({("R1", "T1"), ("R2", "T2")}),
)  # fmt: skip


class Wrong:
    def matrix(self, matrix: Matrix) -> Sequence[Sequence[float]]:
        return [[float((r, t) not in matrix.links) for t in matrix.tests] for r in matrix.requirements]


def test_the_scorer_stands_beside_tf_idf() -> None:
    found = calibrate_matrices("wrong", [SMALL], Wrong()).sets[0]
    assert found.tf_idf == LinkFigures(auc=1.0, average_precision=1.0)
    assert found.scorer == LinkFigures(auc=0.0, average_precision=0.5)


def test_the_mean_counts_each_set_once_and_leaves_out_what_is_not_defined() -> None:
    nothing = Matrix(name="none", language="en", requirements={"R1": "a"}, tests={"T1": "a"}, links=frozenset())
    found = calibrate_matrices("wrong", [SMALL, nothing], Wrong())
    assert (found.sets[1].scorer, found.mean) == (
        LinkFigures(auc=None, average_precision=None), LinkFigures(auc=0.0, average_precision=0.5),
    )  # fmt: skip
    assert calibrate_matrices("wrong", [], Wrong()).mean == LinkFigures(auc=None, average_precision=None)


def test_tf_idf_reaches_what_was_measured_before(reference: Path) -> None:
    matrices = read_matrices(reference / "data" / "requirement_test_matrices")
    found = {each.name: each.tf_idf for each in calibrate_matrices("tf_idf", matrices, TfIdfMatrix()).sets}
    # As the data's own notes have it: AUC and average precision of plain TF-IDF cosines.
    for name, auc, precision in (("AMINA", 0.995, 0.90), ("Moodle-MDL", 0.94, 0.46), ("EUDI-stories", 0.82, 0.22)):
        assert found[name].auc == pytest.approx(auc, abs=0.02)
        assert found[name].average_precision == pytest.approx(precision, abs=0.03)
