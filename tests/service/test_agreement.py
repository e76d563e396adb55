import pytest

from tests.builders import label
from workbench.core.labels import Label
from workbench.service.agreement import Rater, agreement

ANN, BOB, MODEL = Rater(name="Ann", kind="person"), Rater(name="Bob", kind="person"), Rater(name="m", kind="model")


def verdicts(rater: Rater, said: str) -> list[Label]:
    """Verdicts of one rater, one letter a behaviour, each of its own issue: c covered, p partly, n not."""
    values = {"c": "covered", "p": "partly", "n": "not"}
    return [
        label(issue=f"SHOP-{n}", rater=rater.name, rater_kind=rater.kind, value=values[letter])
        for n, letter in enumerate(said, start=1)
        if letter != "."
    ]


def test_raters_are_compared_two_by_two_over_what_both_rated() -> None:
    found = agreement([*verdicts(ANN, "ccnnpp"), *verdicts(BOB, "ccnnp."), *verdicts(MODEL, "ccnnnn")])[0]
    assert (found.kind, found.units) == ("verdict", 6)
    assert found.raters == ((ANN, 6), (BOB, 5), (MODEL, 6))
    assert [(couple.first, couple.second, couple.units) for couple in found.couples] == [
        (ANN, BOB, 5), (ANN, MODEL, 6), (BOB, MODEL, 5),
    ]  # fmt: skip
    people, mixed = found.couples[0], found.couples[1]
    assert (people.same, people.kappa.value) == (1.0, 1.0)
    assert (mixed.same, mixed.kappa_yes_no.value) == (pytest.approx(4 / 6), 1.0)
    assert mixed.kappa.value == pytest.approx((4 / 6 - 1 / 3) / (1 - 1 / 3))
    assert (found.alpha.value or 0) < 1 == found.alpha_people.value


def test_a_person_and_a_model_of_one_name_are_two_raters() -> None:
    same_name = Rater(name="Ann", kind="model")
    found = agreement([*verdicts(ANN, "cn"), *verdicts(same_name, "nc")])[0]
    assert {rater for rater, _ in found.raters} == {ANN, same_name}


def test_the_newest_revision_counts() -> None:
    first, again = (
        verdicts(ANN, "c"),
        [each.model_copy(update={"value": "not", "revision": 2}) for each in verdicts(ANN, "c")],
    )
    found = agreement([*again, *first, *verdicts(BOB, "n")])[0]
    assert (found.couples[0].same, found.raters[0]) == (1.0, (ANN, 1))


def test_one_rater_alone_agrees_with_nobody() -> None:
    found = agreement(verdicts(ANN, "cn"))[0]
    assert (found.couples, found.alpha.value, found.alpha.n) == ((), None, 0)
    assert agreement([]) == ()


def test_kinds_of_labels_are_kept_apart() -> None:
    pair = label(kind="pair", test="T1", value="none")
    assert [each.kind for each in agreement([pair, *verdicts(ANN, "c")])] == ["verdict", "pair"]
