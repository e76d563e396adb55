"""Intervals that have to hold what is known of planted labels; the large counts take minutes, so by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from tests.core.judging.planted import World, sample, samples, units
from workbench.core.judging.combining import fit_combination
from workbench.core.judging.corrected import Corrected, corrected
from workbench.core.judging.judge_card import Figure
from workbench.core.judging.judge_figures import Tried, bare_agreement, judge_figures

SEED = 20_261_125
DRAWS = 1_200  # three times 400: luck alone brings one of so many figures below 0.93 in 400
HELD = 0.93
SHAPES = ((30, 12), (15, 10))
JUDGES = ((0.88, 0.90), (0.70, 0.95), (0.97, 0.97))
EFFECTS = {"alike": {}, "by issue": {"easy": 0.8, "rich": 0.8}}
PLACES = list(product(SHAPES, (0.4, 0.63), JUDGES, EFFECTS))
BIASED = (
    World(prevalence=0.63, sensitivity=0.72, specificity=0.63),  # correlates 0.34 with the labels
    World(prevalence=0.63, sensitivity=0.88, specificity=0.90),  # 0.76
    World(prevalence=0.63, sensitivity=0.98, specificity=0.97),  # 0.95
    World(prevalence=0.63, sensitivity=0.99, specificity=0.11),  # 0.22, off by +0.32
    World(prevalence=0.40, sensitivity=0.99, specificity=0.44),  # 0.49, off by +0.33
    World(prevalence=0.63, sensitivity=0.46, specificity=0.99),  # 0.48, off by -0.34
)


def holds(figure: Figure, value: float) -> bool:
    assert figure.low is not None
    assert figure.high is not None
    return figure.low <= value <= figure.high


def held(world: World, shape: tuple[int, int], *, draws: int, seed: int) -> tuple[float, float, float]:
    """How often the intervals of sensitivity, specificity and kappa hold what is known."""
    known, found = world.known(), []
    for rows in samples(world, *shape, draws=draws, seed=seed):
        card = bare_agreement(rows)
        found.append([holds(figure, value) for figure, value in zip(
            (card.sensitivity, card.specificity, card.kappa), known, strict=True
        )])  # fmt: skip
    sensitivity, specificity, kappa = np.mean(found, axis=0)
    print(
        f"{shape[0]} x {shape[1]}, {world}: known {known[0]:.3f} {known[1]:.3f} {known[2]:.3f}, "
        f"held {sensitivity:.3f} {specificity:.3f} {kappa:.3f} of {draws}, seed {seed}"
    )
    return float(sensitivity), float(specificity), float(kappa)


def corrections(world: World, shape: tuple[int, int], labels: int, *, draws: int, seed: int) -> list[Corrected]:
    random = np.random.default_rng(seed)
    found = [corrected(units(world, *shape, labels, random)) for _ in range(draws)]
    return [each for each in found if isinstance(each, Corrected)]


@pytest.mark.parametrize("effects", EFFECTS)
def test_a_card_recovers_what_is_known_of_a_judge(effects: str) -> None:
    world = replace(World(prevalence=0.4, sensitivity=0.88, specificity=0.90), **EFFECTS[effects])
    assert min(held(world, (15, 10), draws=100, seed=SEED)) >= 0.9


def test_where_the_person_errs_a_card_recovers_the_agreement_with_that_person() -> None:
    world = World(prevalence=0.4, sensitivity=0.95, specificity=0.95, slips=0.1)
    assert world.known()[0] < 0.87
    assert min(held(world, (30, 12), draws=100, seed=SEED)) >= 0.9


@pytest.mark.parametrize("world", [BIASED[1], BIASED[5]])
def test_a_correction_holds_the_truth_where_the_judge_does_not(world: World) -> None:
    truth, found = world.known_mean(), corrections(world, (15, 24), 60, draws=60, seed=SEED)
    assert np.mean([each.low <= truth <= each.high for each in found]) >= 0.9
    if world is BIASED[5]:
        assert max(each.uncorrected for each in found) < truth - 0.2


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("shape", "prevalence", "judge", "effects"), PLACES)
def test_a_card_recovers_sensitivity_specificity_and_kappa(
    shape: tuple[int, int], prevalence: float, judge: tuple[float, float], effects: str
) -> None:
    world = World(prevalence=prevalence, sensitivity=judge[0], specificity=judge[1], **EFFECTS[effects])
    assert min(held(world, shape, draws=DRAWS, seed=SEED)) >= HELD


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("shape", "effects"), list(product(SHAPES, EFFECTS)))
def test_a_card_recovers_the_agreement_with_a_person_who_errs(shape: tuple[int, int], effects: str) -> None:
    world = World(prevalence=0.4, sensitivity=0.95, specificity=0.95, slips=0.1, **EFFECTS[effects])
    assert min(held(world, shape, draws=DRAWS, seed=SEED + 1)) >= HELD


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("labels", (30, 60, 160))
@pytest.mark.parametrize("shape", ((30, 16), (15, 32)))
@pytest.mark.parametrize("effects", EFFECTS)
@pytest.mark.parametrize("world", BIASED)
def test_a_correction_holds_the_truth(world: World, effects: str, shape: tuple[int, int], labels: int) -> None:
    world = replace(world, **EFFECTS[effects])
    truth, found = world.known_mean(), corrections(world, shape, labels, draws=400, seed=SEED + 2)
    holding = np.mean([each.low <= truth <= each.high for each in found])
    plain = np.mean([holds(each.plain, truth) for each in found])
    bounds = np.array([(each.low, each.high, each.plain.low, each.plain.high) for each in found], dtype=float)
    width, alone = np.mean(bounds[:, 1] - bounds[:, 0]), np.mean(bounds[:, 3] - bounds[:, 2])
    bias = np.mean([each.uncorrected for each in found]) - truth
    print(
        f"{shape[0]} x {shape[1]}, {labels} labels, {world}: truth {truth:.3f}, judge off by {bias:+.3f}, "
        f"held {holding:.3f} (labels alone {plain:.3f}) of {len(found)}, width {width:.3f} ({alone:.3f}), "
        f"lam {np.mean([each.lam for each in found]):.2f}, seed {SEED + 2}"
    )
    assert len(found) == 400
    assert holding >= HELD


@pytest.mark.campaign
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_card_recovers_what_its_combination_does_on_issues_it_never_saw(shape: tuple[int, int]) -> None:
    world, draws = World(prevalence=0.4, sensitivity=0.88, specificity=0.90, easy=0.8, rich=0.8), 200
    fresh, found = sample(world, 1_000, 12, np.random.default_rng(SEED)), []
    for rows in samples(world, *shape, draws=draws, seed=SEED):
        card, weighed = judge_figures(Tried(rows=rows)), fit_combination(rows)
        called = [weighed.covers(row.verdict, row.evidence) for row in fresh]
        known = bare_agreement(
            [replace(row, verdict="covered" if yes else "not") for row, yes in zip(fresh, called, strict=True)]
        )
        found.append([
            holds(card.combined.sensitivity, known.sensitivity.value or 0),
            holds(card.combined.specificity, known.specificity.value or 0),
            holds(card.combined.kappa, known.kappa.value or 0),
        ])  # fmt: skip
    print(f"{shape[0]} x {shape[1]}, combination: held {np.mean(found, axis=0)} of {draws}, seed {SEED}")
    assert np.mean(found, axis=0).min() >= HELD
