"""The offline evidence beside a judge: steps that speak to the judge are none of it."""

from collections.abc import Sequence

from workbench.core.fitted import Fitted
from workbench.core.judging.guard import speaking
from workbench.core.matching.check import Check, check_from, check_of
from workbench.core.matching.claim import Claim, claim_of
from workbench.core.matching.evidence import matched
from workbench.core.matching.features import Table, texts_of
from workbench.core.matching.similarity import Vectors
from workbench.core.records import Behaviour
from workbench.core.text.steps import steps, text_of
from workbench.core.text.words import base
from workbench.generator.records import TestCase, TestSuite


def needed_offline(behaviours: Sequence[Behaviour], suite: TestSuite, language: str) -> tuple[str, ...]:
    """Return the texts whose sentence vectors `offline` asks for, each once."""
    return texts_of(*_sides(behaviours, suite, language))


def offline(
    behaviours: Sequence[Behaviour], suite: TestSuite, language: str, *, vectors: Vectors, fitted: Fitted
) -> list[float]:
    """Return for each behaviour how likely the fitted model finds it covered, as if withheld steps were not there."""
    claims, checks = _sides(behaviours, suite, language)
    table = Table(claims=claims, checks=checks, vectors=vectors, language=base(language))
    return [float(value) for value in matched(table, fitted).verdicts]


def _sides(
    behaviours: Sequence[Behaviour], suite: TestSuite, language: str
) -> tuple[tuple[Claim, ...], tuple[Check, ...]]:
    plain = base(language)
    checks = tuple(_quiet(case, plain, suite.language) for case in suite.cases)
    return tuple(claim_of(behaviour, plain) for behaviour in behaviours), checks


def _quiet(case: TestCase, language: str, dialect: str) -> Check:
    found = steps(case, dialect)
    spoken = speaking([text_of(step) for step in found])
    if not spoken:
        return check_of(case, language, dialect=dialect)
    return check_from([step for place, step in enumerate(found) if place not in spoken], language)
