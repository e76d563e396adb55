"""The verdict on a candidate."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.result_rows import TRAITS, Value, plan, rows, spread
from workbench.core.deciding import asked_scores, chance_of, decide
from workbench.core.gates import Better, Ceiling, Cheaper, Floor, Gate, NoWorse
from workbench.core.verdicts import Check, Plan, ResultRow, Verdict

TWENTY = plan(24)
VALID: list[Value] = [1.0] * 24
OLD: list[Value] = list(spread(24, 0.3, 0.7))
NEW: list[Value] = [each + 0.06 + (0.04 if at % 2 else -0.04) for at, each in enumerate(spread(24, 0.3, 0.7))]
GATE = Gate(
    floors=(Floor(score="valid", at_least=0.85, strata={"story_ac": 0.9}),),
    better=Better(score="coverage", by=0.03),
    no_worse=(NoWorse(score="duplicates", margin=0.05),),
    ceilings=(Ceiling(score="cost_usd", at_most=Decimal("0.004")),),
    max_unusable=0.05,
    max_fall=0.5,
)
COST = [0.002, 0.003] * 12
FEW = [0.01, 0.03] * 12
TABLE = (
    *rows(TWENTY, "new", valid=VALID, coverage=NEW, duplicates=FEW, cost_usd=COST),
    *rows(TWENTY, "old", valid=VALID, coverage=OLD, duplicates=FEW, cost_usd=COST),
)


def verdict(
    table: tuple[ResultRow, ...] | list[ResultRow] = TABLE,
    gate: Gate = GATE,
    where: Plan = TWENTY,
    baseline: str | None = "old",
    rivals: tuple[float, ...] = (),
) -> Verdict:
    return decide(
        table, gate, candidate="new", baseline=baseline, plan=where, traits=TRAITS, primary="coverage", rivals=rivals
    )


def named(found: Verdict, name: str) -> Check:
    return next(check for check in found.checks if check.name == name)


def test_nothing_passes_on_draft_gold_whatever_its_numbers_say() -> None:
    drafts = replace(
        TWENTY, fixtures=(*(replace(each, draft=True) for each in TWENTY.fixtures[:2]), *TWENTY.fixtures[2:])
    )
    found = verdict(where=drafts)
    assert (found.decision, named(found, "gold").found) == ("inconclusive", "2 of 24 fixtures rest on draft gold")
    assert [check.name for check in found.checks if check.decision != "passed"] == ["gold"]


def test_a_candidate_that_shows_all_that_is_asked_passes_with_one_line_a_check() -> None:
    found = verdict()
    assert (found.candidate, found.baseline, found.decision, found.fixtures) == ("new", "old", "passed", 24)
    assert [(check.name, check.decision) for check in found.checks] == [
        ("rows", "passed"),
        ("fixtures", "passed"),
        ("floor valid", "passed"),
        ("floor valid in story_ac", "passed"),
        ("ceiling cost_usd", "passed"),
        ("unusable answers", "passed"),
        ("better coverage", "passed"),
        ("no worse duplicates", "passed"),
        ("falls coverage", "passed"),
    ]
    assert found.checks[0].found == "48 of 48"
    assert all(check.reason is None for check in found.checks)


def test_one_failed_check_fails_and_one_inconclusive_one_leaves_it_open() -> None:
    assert verdict(gate=GATE.model_copy(update={"better": Better(score="coverage", by=0.3)})).decision == "failed"
    open_ = verdict(gate=GATE.model_copy(update={"floors": (Floor(score="valid", at_least=0.95),)}))
    assert (open_.decision, named(open_, "floor valid").needed) == ("inconclusive", 73)


def test_either_path_is_enough() -> None:
    cheap = [each / 2 for each in COST]
    same = [*rows(TWENTY, "new", coverage=OLD, cost_usd=cheap), *rows(TWENTY, "old", coverage=OLD, cost_usd=COST)]
    gate = Gate(better=Better(score="coverage", by=0.03), cheaper=Cheaper(not_worse_by=0.1, cheaper_by=0.15))
    found = verdict(same, gate)
    assert [(check.name, check.decision) for check in found.checks[2:]] == [("better or cheaper", "passed")]
    assert verdict(same, Gate(better=gate.better)).decision == "failed"
    assert verdict(same, Gate(cheaper=gate.cheaper)).decision == "passed"


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"outcome": None, "failure": "rate_limit", "scores": {}}, "1 failed (rate_limit)"),
        ({"outcome": None, "failure": "budget", "scores": {}}, "1 failed (budget)"),
        ({"outcome": None, "scores": {}}, "1 not tried"),
        ({"scores": {"valid": 1.0}}, "1 not scored"),
        ({"fixture": "F-99"}, "1 missing, 1 not planned"),
        ({"fixture": "F-01"}, "1 missing, 1 there twice"),
        ({"repeat": 1, "fixture": "F-01"}, "1 missing, 1 not planned"),
        ({"candidate": "renamed"}, "1 missing"),
    ],
)
@pytest.mark.parametrize("at", [0, 24])
def test_rows_that_are_not_the_plan_decide_nothing(at: int, changed: dict[str, object], found: str) -> None:
    table = list(TABLE)
    table[at] = replace(table[at], **changed)  # type: ignore[arg-type]
    given = verdict(table, GATE.model_copy(update={"better": Better(score="coverage", by=0.3)}))
    assert {check.decision for check in given.checks} == {"inconclusive"}
    assert given.checks[0].found == found
    assert given.checks[0].reason == "the rows are not what was planned; run the suite again"


def test_half_the_rows_are_no_verdict_even_where_the_whole_has_failed() -> None:
    gate = Gate(floors=(Floor(score="coverage", at_least=0.9),))
    assert verdict(gate=gate).decision == "failed"
    half = verdict(TABLE[::2], gate)
    assert (half.decision, half.checks[0].found) == ("inconclusive", "12 missing")


def test_a_floor_alone_needs_no_baseline_and_does_not_mind_its_failures() -> None:
    gate = Gate(floors=(Floor(score="valid", at_least=0.85),))
    assert verdict(TABLE[:24], gate, baseline=None).decision == "passed"
    assert verdict(TABLE[:30], gate).decision == "passed"
    assert verdict(TABLE[:30]).decision == "inconclusive"


def test_a_slice_that_is_too_small_decides_nothing() -> None:
    found = verdict([*TABLE[:10], *TABLE[24:34]], where=plan(10))
    assert found.decision == "inconclusive"
    assert (named(found, "fixtures").needed, named(found, "fixtures").reason) == (20, "the slice is too small")


def test_an_unusable_answer_is_the_candidates_doing_and_stays_in() -> None:
    zero = {"valid": 0.0, "coverage": 0.0, "duplicates": None, "cost_usd": 0.002}
    table = [replace(row, outcome="unusable", scores=zero) if row.candidate == "new" else row for row in TABLE]
    found = verdict(table)
    assert found.decision == "failed"
    assert {"floor valid", "unusable answers", "better coverage"} <= {
        check.name for check in found.checks if check.decision == "failed"
    }
    assert named(found, "no worse duplicates").decision == "inconclusive"


def test_a_model_without_a_price_is_under_no_ceiling() -> None:
    table = [replace(row, scores={**row.scores, "cost_usd": None}) for row in TABLE]
    assert [check.name for check in verdict(table).checks if check.decision != "passed"] == ["ceiling cost_usd"]


def test_the_released_candidate_can_be_its_own_baseline() -> None:
    gate = Gate(floors=(Floor(score="valid", at_least=0.85),), no_worse=(NoWorse(score="valid", margin=0.01),))
    found = decide(TABLE, gate, candidate="new", baseline="new", plan=TWENTY, traits=TRAITS, primary="coverage")
    assert (found.decision, found.checks[0].found) == ("passed", "24 of 24")


def test_rivals_are_kept_with_the_verdict_and_make_better_harder() -> None:
    third = rows(TWENTY, "third", coverage=[0.5] * 24)
    chance = chance_of(
        [*TABLE, *third], GATE, candidate="third", baseline="old", plan=TWENTY, traits=TRAITS
    )  # fmt: skip
    assert 0.3 < chance < 0.7
    found = verdict(rivals=(chance,))
    assert (found.rivals, found.decision) == ((chance,), "passed")
    assert "after Holm over 2 candidates" in named(found, "better coverage").found
    assert chance_of(third, GATE, candidate="third", baseline="old", plan=TWENTY, traits=TRAITS) == 1
    assert chance_of(TABLE, Gate(), candidate="new", baseline="old", plan=TWENTY, traits=TRAITS) == 1


def test_a_gate_names_its_scores_once() -> None:
    assert asked_scores(GATE, "coverage") == ("valid", "duplicates", "cost_usd", "coverage")
    assert asked_scores(Gate(cheaper=Cheaper(not_worse_by=0.1, cheaper_by=0.1)), "coverage") == ("coverage", "cost_usd")


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        (Gate(max_unusable=0.1), "empty gate"),
        (Gate(floors=(Floor(score="charm", at_least=0.1),)), "charm"),
        (Gate(better=Better(score="coverage", by=0.0)), "baseline"),
    ],
)
def test_a_gate_that_cannot_decide_is_an_error(gate: Gate, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        verdict(gate=gate, baseline=None)


def test_the_plan_of_whole_rows_is_that_of_the_suite() -> None:
    where = plan(5, repeats=2, groups=list("aabbc"))
    given = rows(where, "new", valid=[(1, 1)] * 5) + rows(where, "old", valid=[(1, 1)] * 5)
    assert Plan.of_rows(given[::-1]) == where
    assert (where.cells, Plan.of_rows([])) == (10, Plan(fixtures=(), repeats=0))


# Whatever the scores ----------------------------------------------------------------------------

SMALL = plan(7, groups=list("aabcdef"))
SHARES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0]), min_size=7, max_size=7)
ANY_GATE = Gate(
    floors=(Floor(score="coverage", at_least=0.2, strata={"story_ac": 0.3}),),
    better=Better(score="coverage", by=0.0),
    cheaper=Cheaper(not_worse_by=0.3, cheaper_by=0.1),
    no_worse=(NoWorse(score="coverage", margin=0.3),),
    min_fixtures=2,
    max_fall=0.9,
)
TABLES = st.builds(
    lambda new, old, costs: (
        rows(SMALL, "new", coverage=new, cost_usd=costs[:7]) + rows(SMALL, "old", coverage=old, cost_usd=costs[7:])
    ),
    SHARES,
    SHARES,
    st.lists(st.sampled_from([0.001, 0.002]), min_size=14, max_size=14),
)


def small(table: list[ResultRow]) -> Verdict:
    return verdict(table, ANY_GATE, SMALL)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(table: list[ResultRow], random: object) -> None:
    shuffled = table.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert small(shuffled) == small(table)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.integers(0, 13))
def test_a_missing_row_never_makes_a_pass(table: list[ResultRow], at: int) -> None:
    assert small(table[:at] + table[at + 1 :]).decision == "inconclusive"


@settings(max_examples=150, deadline=None)
@given(TABLES, st.integers(0, 6), st.sampled_from([0.0, 0.25, 0.5]))
def test_a_worse_score_never_turns_a_failure_into_a_pass(table: list[ResultRow], at: int, value: float) -> None:
    before = small(table)
    scores = {**table[at].scores, "coverage": min(value, table[at].scores["coverage"] or 0.0)}
    after = small([*table[:at], replace(table[at], scores=scores), *table[at + 1 :]])
    for was, now in zip(before.checks, after.checks, strict=True):
        assert not (was.decision == "failed" and now.decision == "passed")
    assert not (before.decision == "failed" and after.decision == "passed")
