"""A logistic model over the features of a pair, with signs that cannot turn round.

A weight whose sign contradicts what its feature means would be a habit of the training set; the fit keeps it at
zero. The loss is the mean log loss plus ridge / 1000 times the squared weights.
"""

from collections.abc import Sequence

import numpy as np

from workbench.core.fitted import Head
from workbench.core.logistic import minimised
from workbench.core.matching.features import columns_of
from workbench.core.matching.similarity import Numbers


def fit(
    columns: Numbers, covered: Numbers, weights: Numbers, names: Sequence[str], *, ridge: float, signed: bool
) -> Head:
    """Fit a head.

    Args:
        columns: pairs x columns, in the order of `columns_of(names)`.
        covered: 1 or 0 for each pair.
        weights: of each pair, above 0.
        names: the features.
        ridge: weight of the penalty, per thousand.
        signed: keep each weight on its side of zero.
    """
    weights = weights / weights.sum()
    mean = weights @ columns
    deviation = np.sqrt(weights @ (columns - mean) ** 2) + 1e-6
    known = columns_of(names)
    signs = [sign if signed else 0 for _, sign in known]
    solution = minimised((columns - mean) / deviation, covered, weights, penalty=ridge / 500, signs=signs)
    return Head(
        features=tuple(names),
        columns=tuple(name for name, _ in known),
        mean=_rounded(mean),
        deviation=_rounded(deviation),
        weight=_rounded(solution[:-1]),
        bias=round(float(solution[-1]), 6),
    )


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
