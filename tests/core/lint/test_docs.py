"""The table of rules in the documentation is the catalogue's."""

import re
from pathlib import Path

from workbench.core.lint import HOUSE_STYLE, RULES, Style, invalidates, is_house_style, lint
from workbench.core.lint.words import WORDS

PAGE = (Path(__file__).parents[3] / "docs" / "lint.md").read_text(encoding="utf-8")


def rows() -> list[str]:
    """One row a rule: id, severity, what makes invalid or is house style, words, text, fix."""
    return [
        f"| {rule} | {spec.severity} | {'yes' if invalidates(rule) else ''} | {'yes' if is_house_style(rule) else ''} "
        f"| {'yes' if spec.needs_words else ''} | {spec.text} | {spec.fix} |"
        for rule, spec in RULES.items()
    ]


def test_every_rule_stands_in_the_table_in_its_own_words() -> None:
    found = [line for line in PAGE.splitlines() if re.match(r"\| [VSTDX]\d\d \|", line)]
    assert found == rows()


def test_every_key_of_a_style_is_explained() -> None:
    example = PAGE.partition("```yaml\n# style.yaml\n")[2].partition("```")[0]
    assert set(re.findall(r"^(\w+):", example, re.MULTILINE)) == set(Style.model_fields)


def test_every_language_with_words_is_named() -> None:
    languages = PAGE.partition("| language | code |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", languages)) == set(WORDS)


def test_the_rules_that_can_be_ignored_are_those_marked_so() -> None:
    assert {row.split(" | ")[0].strip("| ") for row in rows() if row.split(" | ")[3].strip() == "yes"} == HOUSE_STYLE


def test_the_feature_of_the_example_gives_the_findings_shown() -> None:
    text = PAGE.partition("```gherkin\n")[2].partition("```")[0]
    shown = re.findall(r"^login\.feature:(\d+):(\d+): (\w+)", PAGE, re.MULTILINE)
    assert [(str(each.line), str(each.column), each.rule) for each in lint(text).findings] == shown
