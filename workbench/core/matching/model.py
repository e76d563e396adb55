"""A logistic model over the features of a pair, with signs that cannot turn round.

A weight whose sign contradicts what its feature means would be a habit of the training set; the fit keeps it at
zero. Minimised by L-BFGS-B (Byrd et al. 1995) in scipy; the penalty is the sum of squared weights.
"""

from collections.abc import Sequence

import numpy as np

from workbench.core.fitted import Head, logistic
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
    solution = _minimised((columns - mean) / deviation, covered, weights, ridge, [s if signed else 0 for _, s in known])
    return Head(
        features=tuple(names),
        columns=tuple(name for name, _ in known),
        mean=_rounded(mean),
        deviation=_rounded(deviation),
        weight=_rounded(solution[:-1]),
        bias=round(float(solution[-1]), 6),
    )


def _minimised(scaled: Numbers, covered: Numbers, weights: Numbers, ridge: float, signs: Sequence[int]) -> Numbers:
    from scipy.optimize import minimize

    def loss(solution: Numbers) -> tuple[float, Numbers]:
        odds = scaled @ solution[:-1] + solution[-1]
        wrong = (logistic(odds) - covered) * weights
        penalty = ridge / 1000 * solution[:-1]
        value = weights @ (np.logaddexp(0, odds) - covered * odds) + penalty @ solution[:-1]
        return float(value), np.append(scaled.T @ wrong + 2 * penalty, wrong.sum())

    sides = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [*(sides[sign] for sign in signs), (None, None)]
    start = np.zeros(scaled.shape[1] + 1)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x)


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
