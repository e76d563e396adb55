"""Comparisons in words."""

from tests.core.result_rows import TRAITS, plan, rows, spread
from workbench.core.comparing import compare
from workbench.service.compare import Compared
from workbench.service.tell import tell

PLAN = plan(24)
OLD = rows(PLAN, "old", coverage=spread(24, 0.2, 0.6), latency_s=[3.0] * 24)


def compared(score: str, values: list[float], *, adjusted: float | None = None) -> Compared:
    given = [*OLD, *rows(PLAN, "new", **{score: values})]
    found = compare(given, score, candidate="new", baseline="old", plan=PLAN, traits=TRAITS[score])
    return Compared(found=found, adjusted=adjusted)


def test_a_gain_beyond_chance_is_better_and_comes_with_interval_and_n() -> None:
    told = tell(compared("coverage", spread(24, 0.4, 0.7), adjusted=0.001))
    assert (told.result, told.head) == ("better", "new is better than old on coverage")
    assert told.figures.startswith("Mean 0.40 for old, 0.55 for new: +0.15 [")
    assert told.figures.endswith("p=0.001 after Holm, n=24 fixtures, of which 24 are better, 0 the same, 0 worse.")


def test_more_seconds_are_worse() -> None:
    told = tell(compared("latency_s", spread(24, 4.0, 5.0), adjusted=0.001))
    assert told.head == "new is worse than old on latency_s"


def test_what_holm_leaves_to_chance_is_no_sure_difference() -> None:
    told = tell(compared("coverage", spread(24, 0.4, 0.7), adjusted=0.05))
    assert (told.result, told.head) == ("no sure difference", "No sure difference between new and old on coverage")


def test_nothing_changed_is_no_sure_difference() -> None:
    assert tell(compared("coverage", spread(24, 0.2, 0.6), adjusted=0.001)).result == "no sure difference"


def test_too_few_pairs_say_how_many_are_wanting() -> None:
    few = plan(5)
    given = [*rows(few, "old", coverage=[0.1] * 5), *rows(few, "new", coverage=[0.9] * 5)]
    found = compare(given, "coverage", candidate="new", baseline="old", plan=few, traits=TRAITS["coverage"])
    told = tell(Compared(found=found, adjusted=None))
    assert told.result == "too little to tell"
    assert told.figures.startswith("5 of 5 planned fixtures are paired, 20 are needed")
