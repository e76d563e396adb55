"""From behaviours and tests to probabilities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import scenarios
from tests.core.matching.pairs import BEHAVIOURS, LOCKED, TESTS, suite, table
from tests.matching import shipped
from workbench.core.matching.evidence import FLOOR, allowed, matched, needed
from workbench.core.matching.features import FEATURES
from workbench.generator.records import TestSuite


def test_no_tests_are_no_evidence() -> None:
    found = matched(table(tests=TestSuite()), shipped())
    assert (found.pairs.shape, found.verdicts.tolist()) == ((3, 0), [0, 0, 0])


def test_no_behaviours_have_no_verdicts() -> None:
    found = matched(table([]), shipped())
    assert (found.pairs.shape, found.verdicts.shape) == ((0, 3), (0,))


def test_a_test_without_an_outcome_counts_0_beside_one_with_it() -> None:
    told = suite([*scenarios("Given the account is locked for 30 minutes").cases, TESTS.cases[0]])
    found = matched(table(tests=told), shipped())
    assert not found.pairs[:, 0].any()
    assert found.pairs[0, 1] > 0.5


def test_below_the_floor_a_probability_falls_with_the_words_that_are_found() -> None:
    given_ = table()
    shares = FEATURES["meaning"].measure(given_)
    assert shares.min() < FLOOR < shares.max()
    assert allowed(given_) == pytest.approx(np.minimum(shares / FLOOR, 1))


def test_the_best_test_makes_the_verdict() -> None:
    found = matched(table(), shipped())
    assert np.all((found.pairs >= 0) & (found.pairs <= 1) & (found.verdicts[:, None] >= 0))
    assert found.pairs.argmax(axis=1)[:2].tolist() == [0, 1]
    assert found.verdicts.argsort().tolist() == found.pairs.max(axis=1).argsort().tolist()


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(3)), st.permutations(range(3)))
def test_the_order_of_behaviours_and_tests_does_not_matter(rows: list[int], columns: list[int]) -> None:
    mixed = table([BEHAVIOURS[row] for row in rows], suite(TESTS.cases[column] for column in columns))
    plain, found = matched(table(), shipped()), matched(mixed, shipped())
    assert found.verdicts == pytest.approx(plain.verdicts[rows], abs=1e-4)
    assert found.pairs == pytest.approx(plain.pairs[rows][:, columns], abs=1e-4)


def test_each_text_is_asked_for_once() -> None:
    found = needed([LOCKED, LOCKED], TESTS, "en")
    assert len(set(found)) == len(found)
    assert LOCKED.statement in found
    assert "" not in found


def test_a_region_of_a_language_counts_as_the_language() -> None:
    assert needed(BEHAVIOURS, TESTS, "en-GB") == needed(BEHAVIOURS, TESTS, "en")
