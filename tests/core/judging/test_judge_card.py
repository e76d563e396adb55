import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest

from tests.core.judging.cards import ASKED, card
from tests.core.judging.planted import World, asked_again, sample
from workbench.core.calibration import Scored, operating_point
from workbench.core.judging.acceptance import objections
from workbench.core.judging.combining import JudgedVerdict, best_threshold
from workbench.core.judging.judge_card import Decoys, JudgeCard, JudgeFigures, Spent, judge_card
from workbench.core.judging.judge_figures import JudgedMutant, Tried, judge_figures

GOOD = World(prevalence=0.4, sensitivity=0.93, specificity=0.93)
SPENT = Spent(calls=130, cost_usd=Decimal("0.0130"), input_tokens=1, output_tokens=None)
AT = datetime(2026, 11, 25, tzinfo=UTC)


def rows(world: World = GOOD) -> list[JudgedVerdict]:
    return sample(world, 10, 12, np.random.default_rng(5))


def of(figures: JudgeFigures) -> JudgeCard:
    return judge_card(
        figures, ASKED, labels_digest="sha256:l", source="studio", raters={"person": 1}, spent=SPENT, at=AT
    )  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> JudgeFigures:
    return judge_figures(Tried(rows=rows()))


def test_a_card_comes_back_from_its_file(figures: JudgeFigures) -> None:
    for each in (card(), of(figures)):
        assert JudgeCard.model_validate_json(each.model_dump_json(by_alias=True)) == each


def test_a_card_says_its_form_and_money_as_text() -> None:
    found = json.loads(card().model_dump_json(by_alias=True))
    assert found["schema"] == 1
    assert found["spent"]["cost_usd"] == "0.4200"


def test_a_card_of_figures_says_what_was_asked_and_whose_labels_decide(figures: JudgeFigures) -> None:
    found = of(figures)
    assert (found.judge, found.rubric_digest, found.whose) == (ASKED.judge, ASKED.rubric_digest, "person")
    assert found.combined == figures.combined
    assert found.notes == figures.notes != ()


@pytest.mark.parametrize(("people", "whose"), [(0, "model"), (1, "both"), (120, "person")])
def test_whose_labels_they_are_is_counted_from_the_rows(people: int, whose: str) -> None:
    mixed = [replace(row, by_person=place < people) for place, row in enumerate(rows())]
    found = of(judge_figures(Tried(rows=mixed)))
    assert (found.whose, found.counts.by_person, found.counts.by_model) == (whose, people, 120 - people)
    assert set(found.by_rater) == {"person": {"person"}, "model": {"model"}}.get(whose, {"person", "model"})


def test_a_perfect_judge_has_kappa_1_with_a_lower_bound() -> None:
    found = judge_figures(Tried(rows=rows(World(prevalence=0.4, sensitivity=1.0, specificity=1.0)))).bare
    assert (found.sensitivity.value, found.specificity.value, found.kappa.value) == (1, 1, 1)
    assert found.kappa.low is not None
    assert 0.8 < found.kappa.low < 1


def test_a_judge_that_always_says_yes_has_kappa_0_and_is_refused() -> None:
    found = of(judge_figures(Tried(rows=[replace(row, verdict="covered") for row in rows()])))
    assert (found.bare.sensitivity.value, found.bare.specificity.value, found.bare.kappa.value) == (1, 0, 0)
    assert found.combined.kappa == found.baselines["evidence"].kappa
    assert found.gain.value == 0
    said = objections(found, ASKED, accept_model_labels=True)
    assert any("kappa is not above that of the evidence alone" in each for each in said)


def test_a_good_judge_with_good_evidence_beats_both_baselines(figures: JudgeFigures) -> None:
    evidence, constant = figures.baselines["evidence"], figures.baselines["constant"]
    assert (figures.combined.kappa.value or 0) > (evidence.kappa.value or 0) > (constant.kappa.value or 0) == 0
    assert (figures.within_suite_auc.value or 0) > (evidence.within_suite_auc.value or 0) > 0.5
    assert constant.within_suite_auc.value == 0.5


def test_the_order_of_the_rows_changes_nothing(figures: JudgeFigures) -> None:
    assert judge_figures(Tried(rows=rows()[::-1])) == figures


def test_each_stratum_and_language_has_its_figures(figures: JudgeFigures) -> None:
    assert list(figures.by_stratum) == ["bug", "story_ac"]
    assert list(figures.by_language) == ["de", "en"]
    assert sum(part.bare.kappa.n for part in figures.by_language.values()) == 120


def test_a_baseline_that_fits_its_own_noise_is_not_flattered() -> None:
    given, random = rows(), np.random.default_rng(6)
    truth = [row.truth for row in given]
    noise = {
        f"noise-{number}": [
            Scored(
                issue=row.issue, suite=row.suite, behaviour=row.behaviour, truth=row.truth,
                probability=float(random.random()), stratum="", language="",
            )
            for row in given
        ]
        for number in range(40)
    }  # fmt: skip
    found = judge_figures(Tried(rows=given, baselines=noise)).baselines
    values = [found[name].kappa.value or 0.0 for name in noise]
    best = [
        operating_point(each, best_threshold(truth, [row.probability for row in each]), draws=1).kappa.value or 0.0
        for each in noise.values()
    ]
    assert float(np.mean(best)) > 0.1  # what the best threshold of all makes of noise
    assert float(np.mean(values)) < 0.02


def test_the_retest_counts_what_was_asked_twice() -> None:
    given = asked_again(rows())
    turned = [replace(row, again="not" if row.verdict != "not" else "covered") for row in given[:30]] + given[30:]
    same, changed = judge_figures(Tried(rows=given)).retest, judge_figures(Tried(rows=turned)).retest
    assert same is not None
    assert changed is not None
    assert (same.same.value, same.kappa.value, same.alpha.value) == (1, 1, 1)
    assert changed.same.value == 0.75
    assert (changed.kappa.low or 0) < (changed.kappa.value or 0) < 0.75
    assert judge_figures(Tried(rows=rows())).retest is None


def test_mutants_of_what_was_not_called_covered_say_nothing() -> None:
    mutants = [
        JudgedMutant(issue=f"SHOP-{n}", mutator="number" if n % 2 else "negation", original=n < 8, called=n < 2)
        for n in range(10)
    ]
    found = judge_figures(Tried(rows=rows(), mutants=mutants)).mutants
    assert found is not None
    assert (found.rejected.value, found.rejected.n, found.skipped) == (0.75, 8, 2)
    assert found.by_mutator["number"].value == 0.75


def test_the_length_correlation_is_over_suites_and_beside_that_of_the_labels() -> None:
    given = rows()
    truth = {place: np.mean([row.truth for row in given if (row.issue, row.suite) == place]) for place in
             {(row.issue, row.suite) for row in given}}  # fmt: skip
    words = {place: int(1_000 * share) for place, share in truth.items()}
    found = judge_figures(Tried(rows=given, words=words)).length
    assert found is not None
    assert found.truth == pytest.approx(1.0)
    assert found.suites == 20
    assert (found.combined or 0) > 0.5
    assert judge_figures(Tried(rows=given)).length is None


def test_what_was_not_tried_is_not_a_number(figures: JudgeFigures) -> None:
    assert (figures.mutants, figures.echo, figures.decoys, figures.retest) == (None, None, None, None)
    found = judge_figures(Tried(rows=rows(), echo=(0.0, 0.1), decoys=Decoys(said_yes=1, n=9)))
    assert found.echo is not None
    assert (found.echo.mean, found.echo.highest, found.echo.suites) == (0.05, 0.1, 2)
    assert any("1 of 9 decoys" in note for note in found.notes)
