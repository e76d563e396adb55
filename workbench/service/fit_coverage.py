"""Fit the model of `coverage_evidence`, and say of each issue what a model says that never saw it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from workbench.core.errors import LabelError
from workbench.core.fitted import Fitted, Head, Numbers, Training, log_odds, logistic
from workbench.core.labelled import LabelledIssue, LabelledSuite, Matrix, gold_of, labels_digest
from workbench.core.labels import whose
from workbench.core.logistic import fit as fit_plain
from workbench.core.matching.check import plain_check
from workbench.core.matching.claim import plain_claim
from workbench.core.matching.contradiction import needed_for_contrasts, variants
from workbench.core.matching.evidence import VERSION, allowed, table_of
from workbench.core.matching.features import COVERAGE, LINK, Table, columns_of, measured, texts_of
from workbench.core.matching.model import fit
from workbench.core.matching.similarity import Vectors

Encode = Callable[[Sequence[str]], Vectors]

RIDGE: Final = (3.0, 0.3)
"""Penalties of the coverage and the link head, per thousand. Between 1 and 10 the figures hardly move."""
MUTANT_WEIGHT: Final = 0.1
"""Of a pair with a mutated behaviour, beside 1 of a labelled pair."""
_LEAST_TO_FIT: Final = 2  # issues: one to fit on, one to calibrate the verdicts on
_LEAST_TO_TRY: Final = 3  # and one to try it on
_THRESHOLDS: Final = np.linspace(0.05, 0.95, 91)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The pairs of one suite as numbers.

    Attributes:
        columns: pairs x columns, in the order of `columns_of(COVERAGE)`.
        covers: 1 where the labels say so, else 0.
        shape: behaviours and tests; the first pairs are theirs, the rest are of mutated behaviours.
        floor: what the floor leaves of each of the first pairs.
        covered: for each behaviour whether some test covers it.
    """

    columns: Numbers
    covers: Numbers
    shape: tuple[int, int]
    floor: Numbers
    covered: Numbers

    @property
    def weights(self) -> Numbers:
        """How much each pair counts in the fit."""
        count = self.shape[0] * self.shape[1]
        return np.append(np.ones(count), np.full(len(self.columns) - count, MUTANT_WEIGHT))

    def best(self, head: Head) -> Numbers:
        """Return each behaviour's greatest probability over the tests."""
        count = self.shape[0] * self.shape[1]
        if not count:
            return np.zeros(self.shape[0])
        pairs = head.probabilities(self.columns[:count]).reshape(self.shape) * self.floor
        return np.asarray(pairs.max(axis=1))


def fit_coverage(
    issues: Sequence[LabelledIssue],
    links: Head,
    *,
    encode: Encode,
    encoder: str,
    made_at: str,
    matrices: Sequence[Matrix] = (),
) -> Fitted:
    """Fit the coverage head on rated suites.

    Slope, bias and threshold of the verdicts are fitted on what models without an issue say of that issue.

    Args:
        issues: the rated suites, of two issues at least.
        links: the link head, which these suites do not touch.
        encode: gives the sentence vectors of texts.
        encoder: names them.
        made_at: the day, for the training card.
        matrices: what the link head was fitted on, for the training card.

    Raises:
        LabelError: there are fewer than two issues, or no covered or no uncovered behaviour.
    """
    rows = _rows(issues, encode)
    slope, bias, threshold = _verdicts([_said(found, _head(_others(rows, key))) for key, found in rows.items()])
    return Fitted(
        version=VERSION,
        vectors=encoder,
        coverage=_head([each for found in rows.values() for each in found]),
        link=links,
        slope=slope,
        bias=bias,
        threshold=threshold,
        training=_training(issues, rows, matrices, made_at),
    )


def refit_without(issues: Sequence[LabelledIssue], fitted: Fitted, *, encode: Encode) -> dict[str, Fitted]:
    """Return for each issue what is fitted on all the others, the calibration of its verdicts included.

    That calibration rests on what models say that saw neither the issue nor the one they speak of.

    Raises:
        LabelError: there are fewer than three issues, or no covered or no uncovered behaviour.
    """
    rows = _rows(issues, encode)
    if len(rows) < _LEAST_TO_TRY:
        raise LabelError("to try a model on an issue that it was not fitted on takes rated suites of three at least")
    heads = {frozenset(keys): _head(_others(rows, *keys)) for size in (1, 2) for keys in combinations(rows, size)}
    made = {}
    for key in rows:
        said = [_said(found, heads[frozenset({key, other})]) for other, found in rows.items() if other != key]
        slope, bias, threshold = _verdicts(said)
        update = {"coverage": heads[frozenset({key})], "slope": slope, "bias": bias, "threshold": threshold}
        made[key] = fitted.model_copy(update=update)
    return made


def _rows(issues: Sequence[LabelledIssue], encode: Encode) -> dict[str, list[Rows]]:
    rated = {issue.key: issue for issue in issues if issue.suites}
    if len(rated) < _LEAST_TO_FIT:
        raise LabelError("a model needs rated suites of two issues at least, so that it can be tried on one")
    return {key: rows_of(issue, encode) for key, issue in rated.items()}


def _others(rows: Mapping[str, list[Rows]], *keys: str) -> list[Rows]:
    return [each for other, found in rows.items() if other not in keys for each in found]


def _said(found: Sequence[Rows], head: Head) -> tuple[Numbers, Numbers]:
    """Return the best probability of each behaviour of an issue's suites, and whether it is covered."""
    return np.concatenate([each.best(head) for each in found]), np.concatenate([each.covered for each in found])


def rows_of(issue: LabelledIssue, encode: Encode) -> list[Rows]:
    """Return the pairs of each of an issue's suites, and those of mutated behaviours with the tests of the original.

    A test that covers a behaviour does not cover its mutant: pairs that differ in nothing but that.
    """
    return [_suite_rows(issue, suite, encode) for suite in issue.suites]


def _suite_rows(issue: LabelledIssue, suite: LabelledSuite, encode: Encode) -> Rows:
    vectors = encode(needed_for_contrasts(gold_of(issue), suite.suite))
    table = table_of(issue.behaviours, suite.suite, issue.language, vectors)
    covers = np.array([[each.id in test.covers for test in suite.tests] for each in issue.behaviours], dtype=float)
    covers = covers.reshape(len(issue.behaviours), len(suite.tests))
    columns = measured(table, COVERAGE).reshape(covers.size, len(columns_of(COVERAGE)))
    mutated = np.concatenate([columns[:0], *_mutated(issue, suite, covers, vectors)])
    return Rows(
        columns=np.concatenate([columns, mutated]),
        covers=np.append(covers.ravel(), np.zeros(len(mutated))),
        shape=(covers.shape[0], covers.shape[1]),
        floor=allowed(table),
        covered=np.array([suite.verdicts.get(each.id) == "covered" for each in issue.behaviours], dtype=float),
    )


def _mutated(issue: LabelledIssue, suite: LabelledSuite, covers: Numbers, vectors: Vectors) -> Iterator[Numbers]:
    """Yield the columns of each mutant with the tests that cover its original."""
    for variant in variants(gold_of(issue)):
        changed = [number for number in variant.changed if covers[number].any()]
        if changed:
            columns = measured(table_of(variant.behaviours, suite.suite, issue.language, vectors), COVERAGE)
            yield from (columns[number][covers[number] > 0] for number in changed)


def fit_links(matrices: Sequence[Matrix], *, encode: Encode, ridge: float = RIDGE[1]) -> Head:
    """Fit the link head on the full matrices; each set counts the same, whatever its size.

    Raises:
        LabelError: there is no matrix with a link.
    """
    found = [(_link_columns(matrix, encode), _linked(matrix)) for matrix in matrices if matrix.links]
    if not found:
        raise LabelError("the link head needs a requirement-test matrix with a link at least")
    columns = np.concatenate([each for each, _ in found])
    linked = np.concatenate([each for _, each in found])
    weights = np.concatenate([np.full(len(each), 1 / len(each)) for each, _ in found])
    return fit(columns, linked, weights, LINK, ridge=ridge, signed=False)


def link_probabilities(matrix: Matrix, head: Head, *, encode: Encode) -> Numbers:
    """Return requirements x tests: how likely each belongs to the other."""
    found = head.probabilities(_link_columns(matrix, encode))
    return np.asarray(found.reshape(len(matrix.requirements), len(matrix.tests)))


def _link_columns(matrix: Matrix, encode: Encode) -> Numbers:
    claims = tuple(plain_claim(text, matrix.language) for text in matrix.requirements.values())
    checks = tuple(plain_check(text, matrix.language) for text in matrix.tests.values())
    table = Table(
        claims=claims, checks=checks, vectors=encode(texts_of(claims, checks, words=False)), language=matrix.language
    )
    return measured(table, LINK).reshape(len(claims) * len(checks), -1)


def _linked(matrix: Matrix) -> Numbers:
    pairs = ((requirement, test) for requirement in matrix.requirements for test in matrix.tests)
    return np.array([pair in matrix.links for pair in pairs], dtype=float)


def _head(rows: Sequence[Rows]) -> Head:
    columns = np.concatenate([each.columns for each in rows])
    covers = np.concatenate([each.covers for each in rows])
    weights = np.concatenate([each.weights for each in rows])
    return fit(columns, covers, weights, COVERAGE, ridge=RIDGE[0], signed=True)


def _verdicts(said: Sequence[tuple[Numbers, Numbers]]) -> tuple[float, float, float]:
    """Return slope and bias that calibrate the verdicts, and the threshold with the greatest Youden index."""
    best, covered = (np.concatenate(parts) for parts in zip(*said, strict=True))
    seen = best > 0
    if not 0 < covered.sum() < len(covered) or not seen.any():
        raise LabelError("a model needs covered and uncovered behaviours among its labels, and tests that check some")
    slope, bias = _platt(log_odds(best[seen])[:, None], covered[seen])
    probability = np.where(seen, logistic(slope * log_odds(best) + bias), 0.0)
    youden = [
        covered @ (probability >= cut) / covered.sum() - (1 - covered) @ (probability >= cut) / (1 - covered).sum()
        for cut in _THRESHOLDS
    ]
    return slope, bias, round(float(_THRESHOLDS[int(np.argmax(youden))]), 2)


def _platt(odds: Numbers, covered: Numbers) -> tuple[float, float]:
    plain = fit_plain(odds, covered > 0, penalty=1e-3)
    slope = float(plain.weights[0] / plain.spreads[0])
    bias = float(plain.intercept - plain.weights[0] * plain.means[0] / plain.spreads[0])
    return round(max(slope, 1e-3), 6), round(bias, 6)


def _training(
    issues: Sequence[LabelledIssue], rows: Mapping[str, list[Rows]], matrices: Sequence[Matrix], made_at: str
) -> Training:
    return Training(
        labels=whose(kind for issue in issues for kind in issue.rater_kinds),
        labels_digest=labels_digest(issues),
        issues=tuple(sorted(rows)),
        pairs=sum(each.shape[0] * each.shape[1] for found in rows.values() for each in found),
        covers=int(sum(each.covers.sum() for found in rows.values() for each in found)),
        matrices=tuple(matrix.name for matrix in matrices),
        links=sum(len(matrix.links) for matrix in matrices),
        ridge=RIDGE,
        made_at=made_at,
    )
