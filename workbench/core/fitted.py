"""The fitted model of `coverage_evidence` as a record: readable numbers, and no text of what it was fitted on."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from workbench.generator.records import Closed

Numbers = NDArray[np.float64]

_FURTHEST: Final = 30.0


class Head(Closed):
    """A fitted model of one question: does the test cover the behaviour, or do the two texts belong together?

    Attributes:
        features: names of `FEATURES`.
        columns: the names of the columns that they make.
        mean: of each column in training.
        deviation: of each column in training, above 0.
        weight: of each column, in deviations.
        bias: log-odds at the mean.
    """

    features: tuple[str, ...]
    columns: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weight: tuple[float, ...]
    bias: float

    def probabilities(self, columns: Numbers) -> Numbers:
        """Return a probability for each row of columns; the last axis is reduced."""
        scaled = (columns - np.array(self.mean)) / np.array(self.deviation)
        return logistic(scaled @ np.array(self.weight) + self.bias)


class Training(Closed):
    """What a model was fitted on, without any text of it.

    Attributes:
        labels: whose labels, as a reader should know it.
        labels_digest: of the labelled suites.
        issues: the keys of the issues.
        pairs: number of behaviour x test pairs.
        covers: how many of them the labels call covered.
        matrices: names of the sets that the link head was fitted on.
        links: number of links in them.
        ridge: weight of the penalty, coverage and link head.
        made_at: UTC day.
    """

    labels: str
    labels_digest: str
    issues: tuple[str, ...]
    pairs: int
    covers: int
    matrices: tuple[str, ...]
    links: int
    ridge: tuple[float, float]
    made_at: str


class Fitted(Closed):
    """The file of `coverage_evidence`: two heads over one table of features.

    Attributes:
        version: of the features and of how they are put together; a file of another version is refused.
        vectors: the encoder that the sentence vectors have to come from.
        coverage: of behaviour and test.
        link: of requirement and test case.
        slope: of a verdict's log-odds on those of its best test; the recalibration of Platt (1999).
        bias: of a verdict's log-odds.
        threshold: probability from which a verdict reads "covered".
        training: what it was fitted on.
    """

    version: int = Field(ge=1)
    vectors: str
    coverage: Head
    link: Head
    slope: float = Field(gt=0)
    bias: float
    threshold: float = Field(gt=0, lt=1)
    training: Training


def logistic(values: Numbers) -> Numbers:
    """Return 1 / (1 + exp(-x))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -_FURTHEST, _FURTHEST))))


def log_odds(probabilities: Numbers) -> Numbers:
    """Return log(p / (1 - p)), within what a float can tell apart."""
    inside = np.clip(probabilities, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(inside / (1 - inside)))
