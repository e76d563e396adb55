"""The spoken languages of Gherkin, all of Cucumber's."""

import pytest
from gherkin.dialect import DIALECTS

from workbench.generator.output import dialects
from workbench.generator.output.gherkin import parse


@pytest.mark.parametrize("language", sorted(DIALECTS))
def test_each_dialects_keywords_write_a_feature_whose_steps_have_their_roles(language: str) -> None:
    words = dialects.keywords(language)
    text = (
        f"{words.feature}: f\n{words.background}:\n{words.given}1\n{words.scenario}: s\n{words.when}2\n{words.then}3\n"
    )
    document = parse(f"# language: {language}\n{text}{words.conjunction}4\n")
    (scenario,) = document.scenarios
    assert document.faults == ()
    assert [(step.role, step.text) for step in (*scenario.background, *scenario.steps)] == [
        ("context", "1"),
        ("action", "2"),
        ("outcome", "3"),
        ("outcome", "4"),
    ]


def test_french_and_is_the_one_that_fits_any_text() -> None:
    assert dialects.keywords("fr").conjunction == "Et "


def test_an_unknown_dialect_is_english() -> None:
    assert dialects.dialect("xx").given_keywords == ["* ", "Given "]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Funktion: f\nSzenario: s\nWenn x\nDann y", "de"),
        ("Característica: f\nEscenario: s\nCuando x\nEntonces y", "es"),
        ("功能: f\n场景: s\n当x\n那么y", "zh-CN"),
        ("Feature: f\nScenario: s\nWhen x\nThen y", None),
        ("Wenn x, dann y", None),
    ],
)
def test_a_language_is_guessed_from_its_keywords(text: str, language: str | None) -> None:
    assert dialects.guess(text) == language


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Given x", "given"),
        ("   - When x", "when"),
        ("2) **Then** x", "then"),
        ("AND x", "and"),
        ("* But x", "but"),
        ("Or x", "or"),
        ("Givenness is no keyword", None),
        ("Whenever x", None),
        ("The given x", None),
    ],
)
def test_a_step_is_seen_through_its_ornaments(line: str, kind: str | None) -> None:
    assert dialects.step_kind(line, "en") == kind


@pytest.mark.parametrize(("line", "kind"), [("Givena user", "given"), ("Whenever x", None), ("Thence", None)])
def test_a_keyword_glued_to_its_text_is_seen(line: str, kind: str | None) -> None:
    assert dialects.glued_kind(line, "en") == kind
