"""What a suite can show."""

import math
import random

import numpy as np
import pytest

from tests.core.result_rows import TRAITS, plan, rows
from workbench.core.power import GUESS, Spread, designs, detectable, fewest, fixtures_needed, spread


@pytest.mark.parametrize("n", [100, 1_000, 100_000])
def test_with_many_fixtures_it_is_the_rule_of_2_80(n: int) -> None:
    assert detectable(n, 0.27) == pytest.approx(2.80 * 0.27 / math.sqrt(n), rel=0.012)


def test_with_few_fixtures_it_is_more_than_the_rule_says() -> None:
    assert detectable(10, 1.0) == pytest.approx(0.996, abs=5e-4)  # 0.885 by the rule
    assert detectable(20, 1.0) == pytest.approx(0.660, abs=5e-4)  # 0.626 by the rule


def test_a_published_sample_size_comes_out() -> None:
    """Paired t, two-sided 5 %: 34 pairs for d = 0.5 and 80 %, 54 for 95 % (Faul et al. 2007, G*Power)."""
    assert fixtures_needed(0.5, 1.0) == 34
    assert fixtures_needed(0.5, 1.0, power=0.95) == 54


def test_one_side_at_half_the_level_is_the_same() -> None:
    assert detectable(28, 0.2, alpha=0.025, sides=1) == detectable(28, 0.2)
    assert detectable(28, 0.2, alpha=0.05, sides=1) < detectable(28, 0.2)


def test_so_many_simulated_runs_find_it() -> None:
    draws = np.random.default_rng(3).normal(detectable(20, 1.0), 1.0, (20_000, 20))
    found = draws.mean(axis=1) / (draws.std(axis=1, ddof=1) / math.sqrt(20)) > 2.093  # t(19; 0.975)
    assert found.mean() == pytest.approx(0.8, abs=0.012)


def test_no_difference_takes_more_than_there_are() -> None:
    assert (fixtures_needed(0.0, 0.2), fixtures_needed(1e-6, 0.2)) == (None, None)
    assert fixtures_needed(1.0, 0.0) == 6  # fewer can never be called


def test_the_guess_is_what_the_simulation_found() -> None:
    assert [round(GUESS.sd(repeats), 2) for repeats in (1, 2, 3)] == [0.27, 0.21, 0.18]
    assert GUESS.source == "guess"


def test_repeats_save_fixtures_and_cost_cells() -> None:
    found = designs(GUESS, 0.05)
    assert [(each.repeats, each.fixtures, each.cells) for each in found] == [
        (1, 231, 462),
        (2, 139, 556),
        (3, 108, 648),
        (5, 83, 830),
    ]
    assert designs(Spread(between=0.04, within=0.0), 0.1, repeats=(1, 3))[1].fixtures == 34  # repeats take nothing away


def test_groups_take_more_fixtures() -> None:
    assert Spread(between=0.04, within=0.0, design_effect=2.25).sd(1) == pytest.approx(0.3)


def simulated(repeats: int, *, between: float, within: float, n: int = 400) -> Spread | None:
    """Spread of pairs with known components, the noise split evenly between both sides."""
    draws, where = random.Random(11), plan(n, repeats=repeats)
    noise = math.sqrt(within / 2)
    tastes = [draws.gauss(0.1, math.sqrt(between)) for _ in range(n)]
    new = [tuple(taste + draws.gauss(0, noise) for _ in range(repeats)) for taste in tastes]
    old = [tuple(draws.gauss(0, noise) for _ in range(repeats)) for _ in range(n)]
    given = rows(where, "new", coverage=new) + rows(where, "old", coverage=old)
    return spread(given, "coverage", candidate="new", baseline="old", plan=where, traits=TRAITS["coverage"])


def test_components_of_stored_repeats_are_found_again() -> None:
    found = simulated(3, between=0.01, within=0.06)
    assert found is not None
    assert [found.between, found.within] == pytest.approx([0.01, 0.06], abs=0.004)
    assert (found.source, found.fixtures) == ("stored", 400)
    assert found.sd(1) == pytest.approx(math.sqrt(0.07), abs=0.015)


def test_noise_alone_is_no_spread_between_fixtures() -> None:
    found = simulated(2, between=0.0, within=0.06)
    assert found is not None
    assert found.between == pytest.approx(0, abs=0.004)


def test_without_repeats_only_the_sum_is_known_and_its_split_is_guessed() -> None:
    found = simulated(1, between=0.01, within=0.06)
    assert found is not None
    assert found.sd(1) ** 2 == pytest.approx(0.07, abs=0.012)
    assert found.source == "stored, split guessed"
    assert found.within / (found.between + found.within) == pytest.approx(0.81)


def test_two_pairs_are_no_measurement() -> None:
    assert simulated(1, between=0.01, within=0.06, n=2) is None


def test_the_fewest_is_found_between_too_few_and_enough() -> None:
    assert [fewest(lambda n: n >= 37, start=start) for start in (2, 37, 50)] == [37, 37, 50]
    assert fewest(lambda n: False, start=2, most=100) is None
