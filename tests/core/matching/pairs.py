"""Behaviours and tests to compare, and vectors for any word."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from tests.builders import behaviour, scenarios
from tests.matching import encode
from workbench.core.matching.evidence import needed, table_of
from workbench.core.matching.features import Table
from workbench.core.matching.similarity import Vectors
from workbench.core.records import Behaviour
from workbench.generator.records import TestCase, TestSuite

LOCKED = behaviour('After five wrong passwords the account is locked for 30 minutes with "Try again later."', id="B1",
                   values=("Try again later.",))  # fmt: skip
MAILED = behaviour("When an account is locked, its owner gets an e-mail.", id="B2")
OPENED = behaviour("After 30 minutes the account can be used again.", id="B3")
BEHAVIOURS = (LOCKED, MAILED, OPENED)
TESTS = scenarios(
    "Given Ann has entered four wrong passwords\n  When Ann enters a fifth wrong password\n"
    '  Then the account of Ann is locked for 30 minutes\n  And she is told "Try again later."',
    "When the account of Ann is locked\n  Then Ann gets an e-mail",
    "When the invoice is printed\n  Then it has 2 pages",
)


def table(behaviours: Sequence[Behaviour] = BEHAVIOURS, tests: TestSuite = TESTS) -> Table:
    """A table with all vectors that it needs."""
    return table_of(behaviours, tests, "en", encode(needed(behaviours, tests, "en")))


def suite(cases: Iterable[TestCase]) -> TestSuite:
    return TestSuite(cases=tuple(cases))


def directions(texts: Iterable[str]) -> Vectors:
    """A vector of unit length for each text that depends on nothing else."""
    made = {}
    for text in texts:
        drawn = np.random.default_rng(zlib.crc32(text.encode("utf-8", "surrogatepass"))).normal(size=384)
        made[text] = (drawn / np.linalg.norm(drawn)).astype(np.float32)
    return made
