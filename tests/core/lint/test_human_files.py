"""What people wrote is mostly valid: at most 7 files in 100 carry a finding that invalidates."""

from collections import Counter
from pathlib import Path

import pytest

from tests.core.lint.human_files import conformance_files, human_files
from workbench.core.lint import Report, lint

MOST = 0.07
LEAST_FILES = 400


@pytest.fixture(scope="module")
def reports(reference: Path) -> list[tuple[str, str, Report]]:
    return [(each.source, each.path, lint(each.text)) for each in human_files(reference)]


def broken(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings if finding.invalidates}


def test_at_most_7_percent_of_human_files_carry_an_invalidating_finding(reports: list[tuple[str, str, Report]]) -> None:
    bad = {path: sorted(broken(report)) for _, path, report in reports if broken(report)}
    print(f"\n{len(bad)} of {len(reports)}: {Counter(rule for rules in bad.values() for rule in rules)}")
    assert len(reports) >= LEAST_FILES
    assert len(bad) / len(reports) <= MOST, bad


def test_scenarios_that_people_wrote_are_counted_as_the_parser_counts_them(
    reports: list[tuple[str, str, Report]],
) -> None:
    wrong = [path for _, path, report in reports if report.scenarios and report.emitted != len(report.scenarios)]
    assert wrong == []


def test_linting_takes_cucumbers_good_files_as_its_parser_does(reference: Path) -> None:
    files = list(conformance_files(reference))
    refused = [each.path for each in files if {"V01", "V02"} & {f.rule for f in lint(each.text).findings}]
    assert (len(files) >= 40, refused) == (True, [])
