"""What is looked at in a pair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import behaviour, scenarios
from tests.core.matching.pairs import BEHAVIOURS, LOCKED, TESTS, suite, table
from tests.matching import encode, shipped
from workbench.core.matching.check import plain_check
from workbench.core.matching.claim import plain_claim
from workbench.core.matching.features import COVERAGE, FEATURES, LINK, Table, columns_of, measured, texts_of

AGAINST = {"literals_missing", "figures_missing", "limits_missed", "polarity_differs", "parts_denied"}
WEIGHED = {"tfidf", "grams", "bm25", "containment", "focus"}  # with weights of words over all texts of the table
CASES = TESTS.cases


def feature(name: str, step: str, statement: str = LOCKED.statement, **more: object) -> float:
    """A feature of one behaviour and one test with this outcome step."""
    found = table([behaviour(statement, **more)], scenarios(f"Then {step}"))
    return float(FEATURES[name].measure(found)[0, 0])


def test_every_feature_counts_for_or_against_as_it_means() -> None:
    assert tuple(FEATURES) == COVERAGE
    assert set(LINK) < set(COVERAGE)
    assert {name for name, each in FEATURES.items() if each.sign == -1} == AGAINST


def test_columns_come_in_the_order_of_their_names() -> None:
    given_ = table()
    found, names = measured(given_, COVERAGE), [name for name, _ in columns_of(COVERAGE)]
    assert found.shape == (3, 3, len(names))
    assert len(set(names)) == len(names)
    for name, each in FEATURES.items():
        assert np.array_equal(found[..., names.index(name)], each.measure(given_))


def test_a_gap_to_the_best_counts_against_where_the_feature_counts_for() -> None:
    signs = dict(columns_of(COVERAGE))
    assert (signs["tfidf"], signs["tfidf~claims"], signs["tfidf-claims"], signs["tfidf-checks"]) == (1, 1, -1, -1)
    assert "figures_named-claims" not in signs


def test_the_shipped_model_is_of_these_columns() -> None:
    for head, names in ((shipped().coverage, COVERAGE), (shipped().link, LINK)):
        assert (head.features, head.columns) == (names, tuple(name for name, _ in columns_of(names)))
        assert {len(part) for part in (head.mean, head.deviation, head.weight)} == {len(head.columns)}


def test_context_of_one_pair_is_finite_and_says_nothing() -> None:
    found = measured(table(BEHAVIOURS[:1], suite(CASES[:1])), COVERAGE)
    assert np.all(np.isfinite(found))
    names = [name for name, _ in columns_of(COVERAGE)]
    assert not any(found[0, 0, number] for number, name in enumerate(names) if name not in FEATURES)


@pytest.mark.parametrize(("behaviours", "cases"), [(BEHAVIOURS, ()), ((), CASES), ((), ())])
def test_no_behaviours_or_no_tests_make_no_pairs(behaviours: tuple, cases: tuple) -> None:  # type: ignore[type-arg]
    found = measured(table(behaviours, suite(cases)), COVERAGE)
    assert found.shape == (len(behaviours), len(cases), len(columns_of(COVERAGE)))


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(3)), st.permutations(range(3)))
def test_behaviours_and_tests_in_another_order_give_the_same_numbers(rows: list[int], columns: list[int]) -> None:
    mixed = table([BEHAVIOURS[row] for row in rows], suite(CASES[column] for column in columns))
    assert measured(mixed, COVERAGE) == pytest.approx(measured(table(), COVERAGE)[rows][:, columns], abs=1e-4)


def test_a_tests_title_changes_no_feature() -> None:
    named = suite(case.model_copy(update={"title": LOCKED.statement, "labels": ("locked",)}) for case in CASES)
    assert np.array_equal(measured(table(tests=named), COVERAGE), measured(table(), COVERAGE))


@pytest.mark.parametrize("name", sorted(set(COVERAGE) - WEIGHED))
def test_a_pairs_plain_value_does_not_depend_on_the_other_tests(name: str) -> None:
    alone = FEATURES[name].measure(table(tests=suite(CASES[:1])))
    assert FEATURES[name].measure(table())[:, :1] == pytest.approx(alone, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("literals_missing", 'she is told "Try again later."', "she is told nothing"),
        ("literals_named", 'she is told "Try again later."', "she is told nothing"),
        ("figures_missing", "it is locked for 30 minutes", "it is locked for 45 minutes"),
        ("figures_named", "it is locked for 30 minutes", "it is locked for 45 minutes"),
        ("outcome_vector", "the account is locked for 30 minutes", "the invoice has two pages"),
        ("parts_each", "the account is locked for 30 minutes", "the invoice has two pages"),
        ("meaning", "the account is locked for 30 minutes", "the invoice has two pages"),
        ("polarity_differs", "the account is locked", "the account is not locked"),
        ("parts_denied", "the account is locked", "the account is not locked"),
    ],
)
def test_a_better_test_moves_a_feature_to_its_side(name: str, good: str, bad: str) -> None:
    values = [feature(name, step, values=LOCKED.values) for step in (good, bad)]
    assert (values[0] - values[1]) * FEATURES[name].sign > 0


def test_a_limit_is_missed_where_no_value_lies_on_its_side() -> None:
    stated = "A file of more than 5 MB is refused."
    assert feature("limits_missed", "a file of 6 MB is refused", stated) == 0
    assert feature("limits_missed", "a file of 4 MB is refused", stated) == 1


def test_a_quoted_no_alone_stands_for_a_refusal_only() -> None:
    message, values = 'she is told "No stock"', ("No stock",)
    assert feature("parts_denied", message, 'The order is refused with "No stock".', values=values) == 0
    assert feature("parts_denied", message, 'The order is not sent with "No stock".', values=values) == 1


def test_each_part_needs_an_outcome_step_of_its_own() -> None:
    two = "The account is locked and the owner is told."
    assert feature("parts_least", "the account is locked", two) == 0
    assert feature("parts_least", "the account is locked\n  And the owner is told", two) > 0.8


def test_texts_of_names_everything_that_a_table_looks_up() -> None:
    given_ = table()
    found = texts_of(given_.claims, given_.checks)
    assert len(set(found)) == len(found) and "" not in found
    measured(Table(claims=given_.claims, checks=given_.checks, vectors=encode(found), language="en"), COVERAGE)


def test_plain_texts_can_be_linked_without_vectors_of_words() -> None:
    claims, checks = (plain_claim("The account is locked.", "en"),), (plain_check("It is locked. It stays so.", "en"),)
    texts = texts_of(claims, checks, words=False)
    assert "account" not in texts
    found = measured(Table(claims=claims, checks=checks, vectors=encode(texts), language="en"), LINK)
    assert np.all(np.isfinite(found))
