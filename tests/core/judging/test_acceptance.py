from dataclasses import replace

import pytest

from tests.core.judging.cards import ASKED, agreement, card, figure
from workbench.core.judging.acceptance import objections
from workbench.core.judging.judge_card import (
    Beside,
    CardCounts,
    EchoFigures,
    LengthCorrelation,
    MutantFigures,
)


def said(**changes: object) -> tuple[str, ...]:
    return objections(card(**changes), ASKED, accept_model_labels=False)


def test_nothing_is_said_against_a_good_card_of_today() -> None:
    assert said() == ()


def test_a_judge_without_a_card_is_refused() -> None:
    (one,) = objections(None, ASKED, accept_model_labels=True)
    assert one == "coverage: judge 'acme/judge-1' has no calibration card; calibrate it against labels first"


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("judge_digest", "sha256:other", "judge or its parameters"),
        ("prompt_digest", "sha256:other", "questions"),
        ("rubric_digest", "sha256:other", "rubric"),
        ("evidence_model", "sha256:other", "evidence's model"),
    ],
)
def test_a_card_of_anything_but_todays_is_older(field: str, value: str, name: str) -> None:
    (one,) = objections(card(**{field: value}), ASKED, accept_model_labels=False)
    assert f"is older than today's {name}; calibrate again" in one


def test_a_card_of_an_earlier_version_or_without_a_model_of_the_evidence_is_older() -> None:
    assert "score's version" in said(version=2)[0]
    assert "evidence's model" in objections(card(), replace(ASKED, evidence_model=None), accept_model_labels=True)[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"combined": agreement(kappa=figure(0.599, 0.46, 0.7))}, "kappa is 0.599, which is below 0.60"),
        ({"combined": agreement(kappa=figure(0.7, 0.449, 0.8))}, "the lower bound of kappa is 0.449, which is below"),
        ({"combined": agreement(kappa=figure(0.7))}, "the lower bound of kappa is not known"),
        ({"combined": agreement(sensitivity=0.849)}, "sensitivity is 0.849, which is below 0.85"),
        ({"combined": agreement(specificity=0.2)}, "specificity is 0.200, which is below 0.85"),
        (
            {"mutants": MutantFigures(rejected=figure(0.79), by_mutator={}, skipped=0)},
            "the share of rejected mutants is 0.790, which is below 0.80",
        ),
        ({"mutants": None}, "the share of rejected mutants is not known"),
        ({"echo": EchoFigures(mean=0.101, highest=0.2, suites=9)}, "echo suites score 0.101, which is above 0.10"),
        ({"echo": None}, "no echo suite was judged"),
        ({"length": None}, "how far scores follow a suite's length is not known"),
        (
            {"length": LengthCorrelation(bare=0.1, combined=0.16, truth=-0.06, suites=9)},
            "scores correlate +0.160 with a suite's length, further than 0.15 from what the labels do (-0.060)",
        ),
        (
            {"length": LengthCorrelation(bare=0.1, combined=-0.5, truth=0.3, suites=9)},
            "scores correlate -0.500 with a suite's length",
        ),
        (
            {"baselines": {"constant": Beside(kappa=figure(0.0), within_suite_auc=figure(0.5))}},
            "the card has no figure of the evidence alone",
        ),
        ({"within_suite_auc": figure(0.8)}, "the order within suites is no better than that of the evidence alone"),
    ],
)  # fmt: skip
def test_each_missed_line_is_said_with_its_figure(changes: dict[str, object], sentence: str) -> None:
    (one,) = said(**changes)
    assert one.startswith(f"coverage: {sentence}")
    assert ";" in one  # and what to do


def test_figures_on_the_lines_are_accepted() -> None:
    on = agreement(sensitivity=0.85, specificity=0.85, kappa=figure(0.60, 0.45, 0.7))
    assert said(
        combined=on,
        mutants=MutantFigures(rejected=figure(0.8), by_mutator={}, skipped=0),
        echo=EchoFigures(mean=0.10, highest=0.9, suites=9),
        length=LengthCorrelation(bare=0.9, combined=-0.15, truth=None, suites=9),
    ) == ()  # fmt: skip


def test_a_judge_that_follows_length_as_the_labels_do_is_accepted() -> None:
    assert said(length=LengthCorrelation(bare=0.5, combined=0.5, truth=0.45, suites=9)) == ()


def test_a_judge_that_adds_nothing_to_the_evidence_is_refused() -> None:
    same = Beside(kappa=figure(0.8, 0.7, 0.9), within_suite_auc=figure(0.93))
    (one,) = said(baselines={"constant": same, "evidence": same})[:1]
    assert "kappa is not above that of a constant" in one


@pytest.mark.parametrize(
    ("whose", "people", "sentence"),
    [("model", 0, "model-written labels only"), ("both", 29, "people labelled 29 of the verdicts")],
)
def test_labels_by_too_few_people_decide_only_where_a_suite_says_so(whose: str, people: int, sentence: str) -> None:
    counts = CardCounts(issues=30, suites=90, verdicts=480, by_person=people, by_model=480 - people)
    (one,) = said(whose=whose, counts=counts)
    assert sentence in one
    assert objections(card(whose=whose, counts=counts), ASKED, accept_model_labels=True) == ()


def test_few_verdicts_are_a_note_and_no_objection() -> None:
    assert said(counts=CardCounts(issues=14, suites=42, verdicts=140, by_person=140, by_model=0)) == ()
