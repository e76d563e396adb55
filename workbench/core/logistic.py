"""Plain logistic regression with an L2 penalty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Logistic:
    """A fitted model: features are scaled by `means` and `spreads`, then weighed.

    Attributes:
        weights: one a feature.
        intercept: not penalised.
    """

    means: Numbers
    spreads: Numbers
    weights: Numbers
    intercept: float

    def probabilities(self, features: Numbers) -> Numbers:
        """Return a probability for each row of rows x features."""
        scaled = (features - self.means) / self.spreads
        return _sigmoid(scaled @ self.weights + self.intercept)


def fit(features: Numbers, truth: NDArray[np.bool_], *, penalty: float = 1.0) -> Logistic:
    """Return the model that minimises the log loss summed over rows plus penalty / 2 times the squared weights.

    Args:
        features: rows x features, at least one row.
        truth: one a row.
        penalty: L2, above 0; the weights are those of features scaled to mean 0 and deviation 1.
    """
    means, spreads = features.mean(axis=0), features.std(axis=0)
    spreads[spreads == 0] = 1.0
    found = minimised((features - means) / spreads, truth.astype(float), np.ones(len(truth)), penalty=penalty)
    return Logistic(means=means, spreads=spreads, weights=found[:-1], intercept=float(found[-1]))


def minimised(
    scaled: Numbers, target: Numbers, weights: Numbers, *, penalty: float, signs: Sequence[int] | None = None
) -> Numbers:
    """Return the weights of the columns and, last, the intercept, by L-BFGS-B (Byrd et al. 1995).

    They minimise the log loss summed over weighted rows plus penalty / 2 times the squared weights.

    Args:
        scaled: rows x columns, of mean 0 and deviation 1.
        target: 1 or 0 for each row.
        weights: of each row, above 0.
        penalty: L2, above 0.
        signs: for each column the side of zero that its weight keeps to: 1, -1, or 0 for either.
    """
    from scipy.optimize import minimize  # lazily: scipy takes a second to import

    rows = np.column_stack([scaled, np.ones(len(scaled))])
    penalties = np.full(rows.shape[1], penalty)
    penalties[-1] = 1e-6 * weights.sum()  # keeps the intercept finite where there is one class only

    def loss(solution: Numbers) -> tuple[float, Numbers]:
        odds = rows @ solution
        value = weights @ (np.logaddexp(0, odds) - target * odds) + (penalties * solution**2).sum() / 2
        return float(value), rows.T @ (weights * (_sigmoid(odds) - target)) + penalties * solution

    sides = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    bounds = [*(sides[sign] for sign in signs or [0] * scaled.shape[1]), (None, None)]
    start = np.zeros(rows.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000}).x)


def _sigmoid(odds: Numbers) -> Numbers:
    """Return 1 / (1 + exp(-odds)) without overflow."""
    shrunk = np.exp(-np.abs(odds))
    found: Numbers = np.where(odds >= 0, 1, shrunk) / (1 + shrunk)
    return found
