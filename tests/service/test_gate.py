"""Whether a candidate passes its suite's gate."""

import pytest

from tests.service.gated import gated, rows
from workbench.core.errors import CatalogError, RunError
from workbench.core.gates import Better, Floor, Gate, NoWorse
from workbench.service.gate import gate, gate_of

BETTER = Gate(better=Better(score="coverage_evidence", by=0.03), floors=(Floor(score="gherkin_valid", at_least=0.85),))


def test_the_best_one_counts_and_the_others_are_told() -> None:
    suite = gated(BETTER)
    found = gate(rows(suite, good=0.6, fair=0.51, old=0.5), suite)
    assert (found.verdict.candidate, found.verdict.baseline, found.verdict.decision) == ("good", "old", "passed")
    assert [(each.candidate, each.decision) for each in found.others] == [("fair", "failed")]


def test_the_named_one_counts_whoever_is_best() -> None:
    suite = gated(BETTER)
    found = gate(rows(suite, good=0.6, fair=0.51, old=0.5), suite, candidate="fair")
    assert (found.verdict.candidate, found.verdict.decision) == ("fair", "failed")
    assert [each.candidate for each in found.others] == ["good"]


def test_each_verdict_knows_of_the_other_candidates() -> None:
    suite = gated(BETTER)
    found = gate(rows(suite, good=0.6, fair=0.51, old=0.5), suite)
    assert [len(each.rivals) for each in (found.verdict, *found.others)] == [1, 1]
    assert found.verdict.rivals != found.others[0].rivals
    alone = gated(BETTER, names=("good", "old"))
    assert gate(rows(alone, good=0.6, old=0.5), alone).verdict.rivals == ()


def test_with_half_of_the_rows_deleted_nothing_is_decided() -> None:
    suite = gated(BETTER)
    half = rows(suite, good=0.6, fair=0.51, old=0.5)[::2]
    found = gate(half, suite)
    assert found.verdict.decision == "inconclusive"
    assert {check.decision for check in found.verdict.checks} == {"inconclusive"}


def test_rows_of_a_fixture_that_was_added_to_the_suite_are_missing() -> None:
    suite = gated(BETTER, fixtures=gated(None).fixtures[:-1])
    given = rows(suite, good=0.6, fair=0.51, old=0.5)
    assert gate(given, suite).verdict.decision == "passed"
    assert gate(given, gated(BETTER)).verdict.decision == "inconclusive"


def test_the_baseline_and_the_floor_are_not_taken_while_there_is_another() -> None:
    suite = gated(BETTER, names=("good", "old", "floor"))
    found = gate(rows(suite, good=0.51, old=0.9, floor=0.8), suite)
    assert (found.verdict.candidate, found.others) == ("good", ())


def test_where_only_the_floor_is_there_the_floor_is_decided_against_itself() -> None:
    asked = Gate(
        floors=(Floor(score="gherkin_valid", at_least=0.85),),
        no_worse=(NoWorse(score="coverage_evidence", margin=0.02),),
    )
    suite = gated(asked, names=("floor",), baseline="floor")
    found = gate(rows(suite, floor=0.5), suite)
    assert (found.verdict.candidate, found.verdict.baseline, found.verdict.decision) == ("floor", "floor", "passed")


def test_a_suite_without_a_gate_decides_nothing() -> None:
    with pytest.raises(CatalogError, match=r"suite 'small' has no gate; add 'gate' to its file \(docs/gates.md\)"):
        gate_of(gated(None))


def test_a_candidate_that_the_suite_has_not_is_one_sentence() -> None:
    suite = gated(BETTER)
    with pytest.raises(RunError, match="has no candidate 'best'; it has good, fair, old"):
        gate(rows(suite, good=0.6), suite, candidate="best")
