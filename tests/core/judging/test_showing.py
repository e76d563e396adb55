import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.attacks import CLEAN, scenario
from tests.builders import manual, scenarios
from workbench.core.judging.showing import CUT, MAX_BYTES, MAX_STEP, Shown, as_data, fenced, steps_of_suite
from workbench.generator.records import TestCase, TestSuite

THREE = scenarios("Then the lamp is red", "Then the lamp is green", "Then the lamp is blue")


def shown(suite: TestSuite, salt: str = "x", language: str = "en") -> Shown:
    return steps_of_suite(suite, salt, language=language)


def test_only_steps_are_shown_with_their_test_and_role() -> None:
    named = TestCase(
        title="Secret title",
        objective="Secret aim",
        labels=("secret",),
        scenario="@secret\nScenario: Secret name\n  # secret\n  Given a lamp\n  When it is lit\n  Then it is red",
    )
    lines = [json.loads(line) for line in shown(TestSuite(title="Secret", cases=(named,))).lines]
    assert [(line["test"], line["role"], line["step"]) for line in lines] == [
        (1, "given", "a lamp"),
        (1, "when", "it is lit"),
        (1, "then", "it is red"),
    ]
    assert all(set(line) == {"id", "test", "role", "step"} for line in lines)


def test_values_of_examples_are_filled_in() -> None:
    tail = "\n\n    Examples:\n      | colour |\n      | red |\n      | blue |"
    outline = scenario("When it is lit", "Then it is <colour>", head="Scenario Outline", tail=tail)
    assert [step.text for step in shown(TestSuite(cases=(outline,))).steps] == ["it is lit", "it is red", "it is blue"]


def test_the_order_of_the_tests_does_not_depend_on_where_they_stood() -> None:
    turned = TestSuite(cases=THREE.cases[::-1])
    assert shown(THREE).lines == shown(turned).lines
    assert {step.test for step in shown(THREE).steps} == {0, 1, 2}


def test_another_salt_gives_other_orders_and_other_ids() -> None:
    orders = {tuple(step.text for step in shown(THREE, str(salt)).steps) for salt in range(30)}
    assert len(orders) == 6
    first, second = ({step.id for step in shown(THREE, salt).steps} for salt in "ab")
    assert first.isdisjoint(second)


def test_an_id_never_is_a_word_of_a_step() -> None:
    [step] = shown(scenarios("Then the code is x")).steps[1:]
    named = shown(scenarios(f"Then the code is {step.id}")).steps
    assert not any(each.id in other.text for each in named for other in named)


def test_a_judgement_without_a_value_checks_nothing() -> None:
    vague, clear = (shown(scenarios(f"Then {text}")).steps[-1] for text in ("it works as expected", "it costs 3 EUR"))
    assert (vague.checks, clear.checks) == (False, True)


def test_an_outcome_in_a_language_without_word_lists_can_check() -> None:
    text = "лампа горит красным светом пока дверь не закрыта"
    assert shown(scenarios(f"Then {text}"), language="ru").steps[-1].checks


def test_a_manual_tests_expectation_checks_and_its_action_does_not() -> None:
    assert [step.checks for step in shown(manual("Light it", "The lamp is red")).steps] == [False, True]


def test_a_long_step_is_cut_with_a_mark() -> None:
    long = TestCase(title="x", preconditions=("word " * 1_000,), scenario=CLEAN.cases[0].scenario)
    first = shown(TestSuite(cases=(long,))).steps[0]
    assert first.text.endswith(CUT)
    assert len(first.text) == MAX_STEP + len(CUT)


def test_steps_beyond_the_limit_are_not_shown_and_counted() -> None:
    many = tuple(TestCase(title="x", preconditions=tuple(f"{n} {k} " + "é" * 990 for k in range(40))) for n in range(2))
    found = shown(TestSuite(cases=many))
    assert found.withheld == 80 - len(found.steps) > 0
    assert sum(len(step.text.encode()) for step in found.steps) <= MAX_BYTES


def test_what_cannot_be_seen_is_not_shown() -> None:
    assert json.loads(as_data(x="a\u200bb\u202ec\x07\ue000 \U000e0041d\n")) == {"x": "abc d"}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_text_stays_inside_of_the_fence(texts: list[str]) -> None:
    cases = tuple(TestCase(title="x", preconditions=(text,)) for text in texts)
    data = fenced(shown(TestSuite(cases=cases)).lines)
    first, *inside, last = data.split("\n")
    assert first == last
    assert not any(first in line for line in inside)
    assert all(set(json.loads(line)) == {"id", "test", "role", "step"} for line in inside)
    ids = [json.loads(line)["id"] for line in inside]
    assert len(set(ids)) == len(ids)
