"""How many of each stratum."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.sampling import allotted, drawn


def test_places_go_by_proportion_and_each_stratum_has_one() -> None:
    assert allotted({("a",): 60, ("b",): 30, ("c",): 10}, 10) == {("a",): 6, ("b",): 3, ("c",): 1}
    assert allotted({("a",): 97, ("b",): 2, ("c",): 1}, 10) == {("a",): 8, ("b",): 1, ("c",): 1}


def test_the_largest_remainder_takes_what_is_left() -> None:
    assert allotted({("a",): 5, ("b",): 3, ("c",): 2}, 4) == {("a",): 2, ("b",): 1, ("c",): 1}


def test_too_few_places_go_to_the_largest_strata() -> None:
    assert allotted({("a",): 1, ("b",): 5, ("c",): 3}, 2) == {("a",): 0, ("b",): 1, ("c",): 1}


def test_the_seed_decides_which() -> None:
    strata = {("a",): range(50), ("b",): range(100, 150)}
    given = {("a",): 3, ("b",): 2}
    assert drawn(strata, given, seed=1) == drawn(strata, given, seed=1) != drawn(strata, given, seed=2)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.tuples(st.text(max_size=3)), st.integers(1, 40), min_size=1, max_size=12), st.data())
def test_every_place_is_given_and_no_stratum_gives_more_than_it_has(
    sizes: dict[tuple[str, ...], int], data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, sum(sizes.values())))
    found = allotted(sizes, size)
    assert sum(found.values()) == size
    assert all(0 <= found[each] <= sizes[each] for each in sizes)
    assert size < len(sizes) or min(found.values()) >= 1
