"""Families stay on one side."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.splits import Split
from workbench.core.splitting import Member, propose


def member(key: str, split: Split | None = None, group: str | None = None) -> Member:
    return Member(key=key, group=group or key.partition("-")[0], split=split)


FRESH = [member(f"P{number}-1") for number in range(40)]


def test_the_share_is_met_the_seed_decides_and_the_same_seed_decides_the_same() -> None:
    first, again, other = (propose(FRESH, (), holdout=0.3, seed=seed) for seed in (1, 1, 2))
    assert sum(each.split == "holdout" for each in first.placed) == 12
    assert first == again != other
    assert first.new == tuple(each.key for each in FRESH)


def test_what_has_a_split_stays_and_draws_its_family_after_it() -> None:
    members = [member("A-1", "holdout"), member("A-2"), member("B-1", "dev"), member("C-1")]
    found = propose(members, [("B-1", "C-1")], holdout=0.9)
    assert [(each.key, each.split) for each in found.placed] == [
        ("A-1", "holdout"), ("A-2", "holdout"), ("B-1", "dev"), ("C-1", "dev"),
    ]  # fmt: skip
    assert (found.new, found.moved, found.torn) == (("A-2", "C-1"), (), ())


def test_a_family_on_both_sides_is_told_and_left_as_it_is_unless_all_is_placed_anew() -> None:
    members = [member("A-1", "holdout"), member("A-2", "dev")]
    assert propose(members, (), holdout=0.5).torn == (("A-1", "A-2"),)
    assert propose(members, (), holdout=0.5).moved == ()
    anew = propose(members, (), holdout=0.0, anew=True)
    assert (anew.moved, anew.torn) == (("A-1",), ())


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=10),
    st.floats(0, 1),
    st.integers(0, 1000),
)
def test_no_group_and_no_link_is_ever_torn(
    groups: list[int], links: list[tuple[int, int]], holdout: float, seed: int
) -> None:
    members = [member(f"K-{number}", group=f"G{group}") for number, group in enumerate(groups)]
    joined = [(f"K-{a % len(groups)}", f"K-{b % len(groups)}") for a, b in links]
    found = propose(members, joined, holdout=holdout, seed=seed)
    side = {each.key: each.split for each in found.placed}
    assert all(side[one] == side[other] for one, other in joined)
    assert len({(each.group, each.split) for each in found.placed}) == len(set(groups))
