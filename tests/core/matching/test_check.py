"""What a test checks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import manual
from workbench.core.matching.check import Check, check_of, plain_check
from workbench.generator.records import TestCase

LOCKED = "the account is locked"


def check(*lines: str, language: str = "en", **more: object) -> Check:
    scenario = "\n  ".join(["Szenario: X" if language == "de" else "Scenario: X", *lines])
    case = TestCase(title="X", scenario=scenario, **more)
    return check_of(case, language, dialect=language)


@pytest.mark.parametrize(
    ("language", "lines", "outcomes"),
    [
        ("en", ("Then the result is as expected", f"And {LOCKED}"), (LOCKED,)),
        ("en", ("Then it works correctly",), ()),
        ("de", ("Dann ist das Ergebnis wie erwartet", "Und das Konto ist zu"), ("das Konto ist zu",)),
        ("en", ("Then account locked mail owner red minutes password key",), ()),
        ("en", ('Then it is as expected with "Saved"',), ('it is as expected with "Saved"',)),
        ("en", ("Then it is as expected after 3 tries",), ("it is as expected after 3 tries",)),
        ("en", (f"Then {LOCKED}", f"And {LOCKED}"), (LOCKED,)),
    ],
)
def test_an_outcome_that_only_judges_or_lists_words_is_none(
    language: str, lines: tuple[str, ...], outcomes: tuple[str, ...]
) -> None:
    assert check(*lines, language=language).outcomes == outcomes


def test_what_checks_nothing_is_still_a_step() -> None:
    assert check("When it rains", "Then the result is as expected").steps == ("it rains", "the result is as expected")


def test_examples_rows_are_filled_in() -> None:
    outline = TestCase(
        title="X",
        scenario="Scenario Outline: X\n  When <n> tries\n  Then it is <state> for good\n\n"
        "  Examples:\n    | n | state |\n    | 5 | locked |\n    | 4 | open |\n",
    )
    found = check_of(outline, "en", dialect="en")
    assert found.outcomes == ("it is locked for good", "it is open for good")
    assert (set(found.figures), found.before) == ({"5", "4"}, "5 tries 4 tries")


def test_title_name_tags_labels_and_criteria_are_no_part_of_it() -> None:
    named = TestCase(
        title="Zebra", labels=("zebra",), criteria=("AC-1",), scenario=f"@zebra\nScenario: Zebra\n  Then {LOCKED}"
    )
    assert check_of(named, "en", dialect="en") == check(f"Then {LOCKED}")


def test_preconditions_are_steps_before_the_outcome() -> None:
    found = check(f"Then {LOCKED}", preconditions=("Ann has an account",))
    assert (found.before, found.outcomes) == ("Ann has an account", (LOCKED,))


def test_broken_gherkin_keeps_its_steps() -> None:
    broken = TestCase(
        title="X", scenario="Scenario X\n  - Given Ann\n  When she tries\n  Expected: it is red\n  - and it stays red"
    )
    found = check_of(broken, "en", dialect="en")
    assert found.steps == ("Ann", "she tries", "Expected: it is red", "it stays red")
    assert found.outcomes[0] == "Expected: it is red"


def test_a_manual_steps_expected_result_is_an_outcome_and_its_action_is_not() -> None:
    found = check_of(manual("Press the button", "The lamp is red").cases[0], "en", dialect="en")
    assert (found.outcomes, found.before) == (("The lamp is red",), "Press the button")
    assert (found.words, found.words_before, found.outcome_words) == (
        ("press", "button", "lamp", "red"), ("press", "button"), ("lamp", "red"),
    )  # fmt: skip


def test_a_quoted_no_is_told_from_one_outside_of_quotes() -> None:
    found = check('Then she is told "Not found"', "And she is not told")
    assert (found.denials, found.plain_denials) == ((True, True), (False, True))


def test_a_plain_text_is_taken_apart_by_sentences() -> None:
    found = plain_check("Open the page. Press the button; ok.\nThe lamp is red.", "en")
    assert found.steps == ("Open the page.", "Press the button;", "The lamp is red.")
    assert plain_check("ok", "en").steps == ("ok",)


@given(st.text(min_size=1, max_size=300), st.sampled_from(["en", "de", "fr", "ja"]))
def test_any_scenario_can_be_taken_apart(text: str, language: str) -> None:
    found = check_of(TestCase.model_construct(title="X", scenario=text), language, dialect=language)
    assert set(found.outcomes) <= set(found.steps)
    assert len(found.outcomes) == len(found.outcome_stems) == len(found.denials) == len(found.plain_denials)
