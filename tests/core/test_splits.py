"""The identity of a dataset's splits."""

from workbench.core.splits import Placed, counted, spelled, split_digest

ONE = Placed(key="A-1", split="dev", group="A")
TWO = Placed(key="B-1", split="holdout", group="B")


def test_the_order_of_fixtures_does_not_matter_and_everything_else_does() -> None:
    moved, regrouped = Placed(key="B-1", split="dev", group="B"), Placed(key="B-1", split="holdout", group="A")
    assert split_digest([ONE, TWO]) == split_digest([TWO, ONE])
    assert len({split_digest(each) for each in ([ONE], [ONE, TWO], [ONE, moved], [ONE, regrouped])}) == 4


def test_counts_are_spelled_as_people_read_them() -> None:
    assert spelled(counted(["holdout", "dev", "dev"])) == "2 dev, 1 holdout"
    assert spelled({}) == "none"
