"""From behaviours and tests to probabilities: what the fitted model says, and what it may not overrule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from workbench.core.fitted import Fitted, Head, log_odds, logistic
from workbench.core.matching.check import Check, check_of
from workbench.core.matching.claim import Claim, claim_of
from workbench.core.matching.features import Table, measured, texts_of
from workbench.core.matching.similarity import Numbers, Vectors
from workbench.core.records import Behaviour
from workbench.core.text.words import base
from workbench.generator.records import TestSuite

VERSION: Final = 1
"""Of the features and of how they are put together. A fitted file and the scores say which version they are of."""
FLOOR: Final = 0.5
"""Below this share of a behaviour's words found in a test, by stem or by meaning, its probability falls in step: how a
test stands among its neighbours is no evidence where it stands there for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """Probabilities that a test would fail if a behaviour were broken.

    Attributes:
        pairs: behaviours x tests, 0 to 1.
        verdicts: for each behaviour that some test of the suite would, 0 to 1.
    """

    pairs: Numbers
    verdicts: Numbers


def needed(behaviours: Sequence[Behaviour], suite: TestSuite, language: str) -> tuple[str, ...]:
    """Return the texts whose sentence vectors `matched` asks for, each once."""
    claims, checks = _sides(behaviours, suite, language)
    return texts_of(claims, checks)


def table_of(behaviours: Sequence[Behaviour], suite: TestSuite, language: str, vectors: Vectors) -> Table:
    """Return the behaviours and tests taken apart. `vectors` holds every text that `needed` names."""
    claims, checks = _sides(behaviours, suite, language)
    return Table(claims=claims, checks=checks, vectors=vectors, language=base(language))


def matched(table: Table, fitted: Fitted) -> Matched:
    """Return what the fitted model says of a table with at least one behaviour; no tests are no evidence."""
    if not table.checks:
        return Matched(pairs=np.zeros((len(table.claims), 0)), verdicts=np.zeros(len(table.claims)))
    pairs = pair_probabilities(table, fitted.coverage)
    best = pairs.max(axis=1)
    verdicts = np.where(best > 0, logistic(fitted.slope * log_odds(best) + fitted.bias), 0.0)
    return Matched(pairs=pairs, verdicts=verdicts)


def pair_probabilities(table: Table, head: Head) -> Numbers:
    """Return behaviours x tests, with the floor applied."""
    return head.probabilities(measured(table, head.features)) * allowed(table)


def allowed(table: Table) -> Numbers:
    """Return what the floor leaves of each probability, 0 to 1; 0 for a test without an outcome step."""
    shared = np.clip(table.meaning / FLOOR, 0, 1)
    checks_something = np.array([bool(check.outcomes) for check in table.checks], dtype=float)
    return np.asarray(shared * checks_something)


def _sides(
    behaviours: Sequence[Behaviour], suite: TestSuite, language: str
) -> tuple[tuple[Claim, ...], tuple[Check, ...]]:
    plain = base(language)
    checks = tuple(check_of(case, plain, dialect=suite.language) for case in suite.cases)
    return tuple(claim_of(behaviour, plain) for behaviour in behaviours), checks
