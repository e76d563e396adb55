"""Linting Gherkin: the rule catalogue, the house style, and what a text is held to.

Built on the generator's parser and its rules, which decide what production takes. Production uses nothing of this.
"""

from workbench.core.lint.catalogue import RULES, RuleSpec, invalidates, is_house_style
from workbench.core.lint.linting import lint
from workbench.core.lint.report import Finding, Report, ScenarioReport, Severity
from workbench.core.lint.style import HOUSE_STYLE, Style
from workbench.core.lint.subject import Trace

__all__ = [
    "HOUSE_STYLE",
    "RULES",
    "Finding",
    "Report",
    "RuleSpec",
    "ScenarioReport",
    "Severity",
    "Style",
    "Trace",
    "invalidates",
    "is_house_style",
    "lint",
]
