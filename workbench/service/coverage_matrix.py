"""Behaviours x tests of one generation: what the offline evidence says of each pair, and which step it rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from workbench.core.fitted import Fitted, log_odds, logistic
from workbench.core.labels import Value
from workbench.core.matching.check import Check
from workbench.core.matching.claim import Claim
from workbench.core.matching.evidence import matched, needed, table_of
from workbench.core.matching.similarity import Vectors, stacked
from workbench.core.records import Behaviour, Gold
from workbench.generator.records import TestSuite

Level = Literal["covered", "partly", "not"]
PARTLY: Final = 0.5
"""From this share of the threshold on a probability reads "partly". A reading aid: nothing was fitted to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One behaviour held against one test.

    Attributes:
        probability: that the test would fail if the behaviour were broken, 0 to 1, on the scale of the verdicts.
        level: how the probability reads at the threshold.
        step: the text of the test's step that means most nearly the same as the behaviour; None without steps.
        outcome: the same among the steps that check something.
    """

    probability: float
    level: Level
    step: str | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BehaviourRow:
    """One behaviour with its verdict over all tests, and a cell a test."""

    behaviour: Behaviour
    verdict: float
    level: Level
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageMatrix:
    """The whole of it.

    Attributes:
        tests: their ids, as labels name them: `T1`, `T2` ...
        threshold: probability from which a verdict reads "covered".
        trained: the model was fitted on labels of this very issue, so it knows more here than elsewhere.
    """

    tests: tuple[str, ...]
    rows: tuple[BehaviourRow, ...]
    threshold: float
    trained: bool


PAIR_VALUE: Final[dict[Level, Value]] = {"covered": "covers", "partly": "partly", "not": "none"}
"""How labels call the level of one pair."""


def test_ids(suite: TestSuite) -> tuple[str, ...]:
    """Return the ids by which labels name the tests of a generation."""
    return tuple(f"T{number}" for number in range(1, len(suite.cases) + 1))


test_ids.__test__ = False  # type: ignore[attr-defined]


def coverage_matrix(
    gold: Gold, suite: TestSuite, *, fitted: Fitted, encode: Callable[[Sequence[str]], Vectors]
) -> CoverageMatrix:
    """Hold every behaviour against every test.

    Args:
        gold: of the issue.
        suite: the tests of one generation; without any, every behaviour is "not".
        fitted: the model of `coverage_evidence`.
        encode: gives the sentence vectors of texts.

    Raises:
        EvidenceError, ModelUnavailableError: the encoder is there and does not work.
    """
    behaviours, language = gold.behaviours, gold.language
    vectors = encode(needed(behaviours, suite, language)) if behaviours and suite.cases else {}
    table = table_of(behaviours, suite, language, vectors)
    rows: list[BehaviourRow] = []
    if behaviours:
        found = matched(table, fitted)
        pairs = logistic(fitted.slope * log_odds(found.pairs) + fitted.bias) * (found.pairs > 0)
        for number, behaviour in enumerate(behaviours):
            claim, verdict = table.claims[number], float(found.verdicts[number])
            cells = tuple(
                _cell(claim, check, float(pairs[number, place]), fitted.threshold, vectors)
                for place, check in enumerate(table.checks)
            )
            level = _level(verdict, fitted.threshold)
            rows.append(BehaviourRow(behaviour=behaviour, verdict=verdict, level=level, cells=cells))
    return CoverageMatrix(
        tests=test_ids(suite), rows=tuple(rows), threshold=fitted.threshold, trained=gold.key in fitted.training.issues
    )


def _cell(claim: Claim, check: Check, probability: float, threshold: float, vectors: Vectors) -> Cell:
    return Cell(
        probability=probability,
        level=_level(probability, threshold),
        step=_nearest(claim.statement, check.steps, vectors),
        outcome=_nearest(claim.outcome or claim.statement, check.outcomes, vectors),
    )


def _level(probability: float, threshold: float) -> Level:
    if probability >= threshold:
        return "covered"
    return "partly" if probability >= PARTLY * threshold else "not"


def _nearest(text: str, among: Sequence[str], vectors: Vectors) -> str | None:
    """Return the text whose sentence vector has the greatest cosine with that of the given one."""
    if not among:
        return None
    likeness = stacked(among, vectors) @ stacked([text], vectors)[0]
    return among[int(likeness.argmax())]
