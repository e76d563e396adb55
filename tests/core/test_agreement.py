from dataclasses import replace

import pytest

from workbench.core.agreement import Rated, agree, cohen_kappa, krippendorff_alpha


def units(*raters: str, of_issue: int = 1) -> list[Rated]:
    """Units from one string a rater, one letter a unit, `*` for not rated; so many units an issue."""
    return [
        Rated(cluster=f"SHOP-{unit // of_issue}", values=tuple(None if value == "*" else value for value in column))
        for unit, column in enumerate(zip(*raters, strict=True))
    ]


def table(both_yes: int, first_only: int, second_only: int, both_no: int) -> list[Rated]:
    first = "y" * (both_yes + first_only) + "n" * (second_only + both_no)
    second = "y" * both_yes + "n" * first_only + "y" * second_only + "n" * both_no
    return units(first, second)


# The second is of Sim and Wright 2005, the others stand in many textbooks.
@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((20, 5, 10, 15), 0.4), ((22, 2, 4, 11), 2 / 3), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)],
)
def test_kappa_of_the_textbooks(cells: tuple[int, int, int, int], kappa: float) -> None:
    found = cohen_kappa(table(*cells), draws=50)
    assert (found.value, found.n) == (pytest.approx(kappa, abs=5e-5), sum(cells))


# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", sections A, B and C.
@pytest.mark.parametrize(
    ("raters", "alpha"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412***", "1233224125*3", "*3332342251*", "12332441251*"), 0.743),
    ],
)
def test_alpha_of_krippendorffs_own_examples(raters: tuple[str, ...], alpha: float) -> None:
    assert krippendorff_alpha(units(*raters), draws=50).value == pytest.approx(alpha, abs=5e-4)


def test_kappa_looks_at_units_that_both_rated() -> None:
    assert cohen_kappa(units("ynyn*y", "ynny*n")).value == cohen_kappa(units("ynyny", "ynnyn")).value
    assert cohen_kappa(units("yn*", "*yn")).n == 1


def test_where_nothing_can_be_said_the_value_is_unknown() -> None:
    nothing = units("**", "yn")
    one_value = units("yyyy", "yyyy")
    assert [cohen_kappa(each).value for each in (nothing, one_value, [])] == [None, None, None]
    assert [krippendorff_alpha(each).value for each in (nothing, one_value, [])] == [None, None, None]
    assert [agree(each) for each in (nothing, one_value, [])] == [None, 1.0, None]


def test_full_agreement_is_one_and_full_disagreement_is_below_zero() -> None:
    assert cohen_kappa(units("ynynyn", "ynynyn")).value == 1.0
    assert krippendorff_alpha(units("ynynyn", "ynynyn")).value == 1.0
    assert (cohen_kappa(units("ynyn", "nyny")).value or 0) == -1.0


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    given = units("yynnyynnyynnyynnyynn", "yynnynnnyynnyynyyynn", of_issue=2)
    first, second = cohen_kappa(given), cohen_kappa(given)
    assert first == second
    assert first.low is not None
    assert first.high is not None
    assert first.low < first.value < first.high <= 1  # type: ignore[operator]


def test_units_of_one_issue_count_as_one_cluster() -> None:
    given = units("yynnyynnyynnyynnyynn", "yynnynnnyynnyynyyynn")
    whole = [replace(unit, cluster="SHOP-1") for unit in given]
    assert cohen_kappa(given).low is not None
    assert cohen_kappa(whole).low is None


def test_the_share_of_agreement_counts_every_pair_of_raters() -> None:
    assert agree(units("yyn", "yny", "y**")) == pytest.approx(3 / 5)
