"""Hold feature files to the rule catalogue."""

from collections.abc import Mapping

from workbench.core.lint import Report, Style, lint


def lint_texts(texts: Mapping[str, str], *, style: Style) -> dict[str, Report]:
    """Return a report for each text, under its name and in the order given."""
    return {name: lint(text, style=style) for name, text in texts.items()}
