"""A scorer against requirement-test matrices that people linked."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Protocol

from workbench.core.baselines import tf_idf
from workbench.core.calibration import plain_auc, plain_average_precision
from workbench.core.labelled import Matrix


class MatrixScorer(Protocol):
    """Whatever can say how likely each test belongs to each requirement."""

    def matrix(self, matrix: Matrix) -> Sequence[Sequence[float]]:
        """Return requirements x tests, in the matrix's order; the links are not to be looked at."""
        ...


class TfIdfMatrix:
    """The baseline: TF-IDF cosines over the matrix's own texts."""

    def matrix(self, matrix: Matrix) -> Sequence[Sequence[float]]:
        """Return the cosines."""
        cosines: list[list[float]] = tf_idf(list(matrix.requirements.values()), list(matrix.tests.values())).tolist()
        return cosines


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkFigures:
    """How well pairs are ordered; None where a matrix has no link, or nothing else."""

    auc: float | None
    average_precision: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SetFigures:
    """One matrix: its size, the scorer's figures and those of TF-IDF."""

    name: str
    language: str
    requirements: int
    tests: int
    links: int
    scorer: LinkFigures
    tf_idf: LinkFigures


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixCalibration:
    """A scorer against several matrices; the means are over the sets, each counting once."""

    scorer: str
    whose: str
    sets: tuple[SetFigures, ...]
    mean: LinkFigures
    mean_tf_idf: LinkFigures


def calibrate_matrices(scorer: str, matrices: Sequence[Matrix], given: MatrixScorer) -> MatrixCalibration:
    """Return AUC and average precision over the full matrix of each set, beside TF-IDF, and their means."""
    sets = tuple(_set(matrix, given) for matrix in matrices)
    return MatrixCalibration(
        scorer=scorer,
        whose="links of the sets' own authors",
        sets=sets,
        mean=_mean([each.scorer for each in sets]),
        mean_tf_idf=_mean([each.tf_idf for each in sets]),
    )


def _set(matrix: Matrix, given: MatrixScorer) -> SetFigures:
    return SetFigures(
        name=matrix.name,
        language=matrix.language,
        requirements=len(matrix.requirements),
        tests=len(matrix.tests),
        links=len(matrix.links),
        scorer=_figures(matrix, given.matrix(matrix)),
        tf_idf=_figures(matrix, TfIdfMatrix().matrix(matrix)),
    )


def _figures(matrix: Matrix, probabilities: Sequence[Sequence[float]]) -> LinkFigures:
    pairs = [
        ((requirement, test) in matrix.links, float(value))
        for requirement, row in zip(matrix.requirements, probabilities, strict=True)
        for test, value in zip(matrix.tests, row, strict=True)
    ]
    truth, flat = [linked for linked, _ in pairs], [value for _, value in pairs]
    return LinkFigures(auc=plain_auc(truth, flat), average_precision=plain_average_precision(truth, flat))


def _mean(figures: Sequence[LinkFigures]) -> LinkFigures:
    aucs = [each.auc for each in figures if each.auc is not None]
    precisions = [each.average_precision for each in figures if each.average_precision is not None]
    return LinkFigures(auc=fmean(aucs) if aucs else None, average_precision=fmean(precisions) if precisions else None)
