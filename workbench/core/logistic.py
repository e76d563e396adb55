"""Plain logistic regression with an L2 penalty."""

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
    from scipy.optimize import minimize  # lazily: scipy takes a second to import

    means, spreads = features.mean(axis=0), features.std(axis=0)
    spreads[spreads == 0] = 1.0
    scaled = np.column_stack([(features - means) / spreads, np.ones(len(features))])
    target = truth.astype(float)
    penalties = np.full(scaled.shape[1], penalty)
    penalties[-1] = 1e-6  # keeps the intercept finite where there is one class only

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        odds = scaled @ weights
        value = float(np.logaddexp(0, odds).sum() - target @ odds + (penalties * weights**2).sum() / 2)
        return value, scaled.T @ (_sigmoid(odds) - target) + penalties * weights

    found = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    return Logistic(means=means, spreads=spreads, weights=found[:-1], intercept=float(found[-1]))


def _sigmoid(odds: Numbers) -> Numbers:
    """Return 1 / (1 + exp(-odds)) without overflow."""
    shrunk = np.exp(-np.abs(odds))
    found: Numbers = np.where(odds >= 0, 1, shrunk) / (1 + shrunk)
    return found
