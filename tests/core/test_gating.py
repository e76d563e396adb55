"""A gate before its run."""

from decimal import Decimal

import pytest

from tests.core.result_rows import TRAITS, plan
from workbench.core.gates import Better, Ceiling, Cheaper, Floor, Gate, NoWorse
from workbench.core.gating import GateReport, Need, check_gate
from workbench.core.power import Spread
from workbench.core.verdicts import Plan, ScoreTraits

SLICE = plan(28, strata=["story_ac"] * 20 + ["bug"] * 8)
JUDGED = {**TRAITS, "judge": ScoreTraits(higher_is_better=True, share=True, judged=True)}


def looked_over(gate: Gate, where: Plan = SLICE, **more: object) -> GateReport:
    given = {"traits": JUDGED, "plan": where, "primary": "coverage", "has_baseline": True, **more}
    return check_gate(gate, **given)  # type: ignore[arg-type]


def floor(score: str = "valid", at_least: float = 0.85, **more: object) -> Gate:
    return Gate(floors=(Floor(score=score, at_least=at_least, **more),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gate", "error"),
    [
        (Gate(), "the gate asks for nothing"),
        (Gate(max_unusable=0.0, max_fall=0.1), "the gate asks for nothing"),
        (floor("charm"), "'charm', which the suite does not measure; it measures cost_usd"),
        (floor("judge"), "'judge', which a judge gives: no calibration card vouches for it"),
        (floor(strata={"epic": 0.5}), "stratum 'epic', which has no fixture"),
        (floor(at_least=0.0), "above 0 and below 1"),
        (floor(at_least=1.0), "above 0 and below 1"),
        (floor(strata={"bug": 1.1}), "above 0 and at most 1"),
        (floor("latency_s", 2.0, repeats=1, each=3.0), "above 0 and below 1"),
        (Gate(ceilings=(Ceiling(score="duplicates", at_most=Decimal(0)),)), "above 0 and below 1"),
        (Gate(ceilings=(Ceiling(score="cost_usd", at_most=Decimal(-1)),)), "below 0"),
        (Gate(no_worse=(NoWorse(score="valid", margin=1.0),)), "below 1, or nothing is ever worse"),
        (Gate(better=Better(score="valid", by=1.0)), "no candidate is better"),
        (Gate(cheaper=Cheaper(not_worse_by=1.0, cheaper_by=0.1)), "below 1, or nothing is ever worse"),
    ],
)
def test_a_gate_that_asks_for_nothing_or_for_what_is_not_there_is_refused(gate: Gate, error: str) -> None:
    found = looked_over(gate)
    assert [error in each for each in found.errors] == [True]
    assert (found.warnings, found.needs) == ((), ())


def test_a_comparison_without_a_baseline_is_refused() -> None:
    assert "baseline" in looked_over(Gate(better=Better(score="valid", by=0.1)), has_baseline=False).errors[0]
    assert looked_over(floor(), has_baseline=False).errors == ()


def test_a_judged_score_with_a_card_that_nothing_speaks_against_is_taken() -> None:
    assert looked_over(floor("judge"), objections={"judge": ()}).errors == ()


def test_every_objection_to_a_judged_score_is_said() -> None:
    found = looked_over(floor("judge"), objections={"judge": ("its card is old", "its kappa is low")})
    assert found.errors == (
        "the gate names 'judge', which a judge gives: its card is old",
        "the gate names 'judge', which a judge gives: its kappa is low",
    )


def test_ten_perfect_fixtures_never_show_a_floor_of_085() -> None:
    found = looked_over(floor().model_copy(update={"min_fixtures": 10}), plan(10))
    assert found.errors == ()
    assert found.warnings == (
        "floor valid: 10 fixtures can never show it, with a perfect record neither; 22 can",
    )  # fmt: skip
    assert found.needs == (Need(check="floor valid", least=22),)
    assert looked_over(floor().model_copy(update={"min_fixtures": 10}), plan(22)).warnings == ()


@pytest.mark.parametrize(
    ("gate", "where", "warning"),
    [
        (floor(at_least=0.5), plan(10), "the gate wants 20 fixtures and the slice has 10: it can never pass"),
        (floor(repeats=3, each=0.9), plan(28, repeats=2), "repeats each fixture 2 times, so it can never pass"),
        (
            Gate(better=Better(score="valid", by=0.1)),
            plan(28, groups=list("aabbccd" * 4)),
            "4 groups can never show it",
        ),
        (
            Gate(ceilings=(Ceiling(score="duplicates", at_most=Decimal("0.1")),)),
            SLICE,
            "ceiling duplicates: 28 fixtures",
        ),
        (floor("duplicates", 0.1), SLICE, "a ceiling is likely meant"),
        (Gate(ceilings=(Ceiling(score="valid", at_most=Decimal("0.9")),)), SLICE, "a floor is likely meant"),
        (
            floor().model_copy(update={"looked_at": ("F-01", "F-99")}),
            SLICE,
            "names F-99, which the slice does not have",
        ),
    ],
)
def test_what_a_slice_can_never_pass_or_is_likely_a_slip_is_said(gate: Gate, where: Plan, warning: str) -> None:
    found = looked_over(gate, where)
    assert found.errors == ()
    assert [warning in each for each in found.warnings] == [True]


def test_what_each_check_takes_is_said_with_whether_it_is_a_guess() -> None:
    gate = Gate(
        better=Better(score="coverage", by=0.1),
        cheaper=Cheaper(not_worse_by=0.1, cheaper_by=0.2),
        no_worse=(NoWorse(score="valid", margin=0.2), NoWorse(score="cost_usd", margin=0.001)),
    )
    assert looked_over(gate).needs == (
        Need(check="better coverage", least=20, likely=60, guess=True),
        Need(check="no worse valid", least=20, likely=17, guess=True),
        Need(check="no worse cost_usd", least=20, likely=None, guess=True),
        Need(check="cheaper", least=20, likely=60, guess=True),
    )
    stored = looked_over(gate, spread=Spread(between=0.01, within=0.0, fixtures=28)).needs[0]
    assert (stored.likely, stored.guess) == (10, False)
