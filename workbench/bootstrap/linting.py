"""What `workbench lint` needs; it works without a project."""

from collections.abc import Sequence
from pathlib import Path

from workbench.adapters.feature_files import read_features, read_style
from workbench.adapters.reports.sarif import sarif
from workbench.core.lint import Report, Style
from workbench.service.lint import lint_texts


def lint_files(paths: Sequence[Path], style: Path | None) -> tuple[dict[str, Report], tuple[str, ...]]:
    """Lint feature files and folders of them; no project is needed.

    Args:
        paths: files, or folders that are searched for `*.feature`.
        style: a YAML file with the house style, or None for ours.

    Returns:
        The reports by path, and a sentence for each path that cannot be read.

    Raises:
        CatalogError: the style cannot be used.
    """
    rules = read_style(style) if style else Style()
    found = read_features(paths)
    return lint_texts(found.texts, style=rules), found.unreadable


def lint_sarif(reports: dict[str, Report], unreadable: Sequence[str]) -> str:
    """Return lint reports as SARIF 2.1.0."""
    return sarif(reports, unreadable=unreadable)
