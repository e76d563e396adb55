"""SARIF 2.1.0: what the standard and code hosts ask of a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.adapters.reports.sarif import sarif
from workbench.core.lint import RULES, lint

TEXT = "Feature: f\n  Scenario: a name\n    Given some a\n    When b\n    Then it is correct or 1.\n    Or c\n"
VAGUE = "Feature: f\n  Scenario: a name\n    Given some a\n    When b\n    Then c.\n"


def run_of(text: str) -> dict[str, Any]:
    log = json.loads(text)
    assert (log["version"], log["$schema"].endswith("sarif-2.1.0.json"), len(log["runs"])) == ("2.1.0", True, 1)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_every_rule_is_described_once_and_in_order() -> None:
    driver = run_of(sarif({}))["tool"]["driver"]
    assert driver["name"] == "workbench lint"
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {"error", "warning", "note"}


def test_a_result_names_its_rule_level_file_and_place() -> None:
    (first, second) = run_of(sarif({"a b/x.feature": lint(VAGUE)}))["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("T09", "warning", "note")
    assert list(RULES)[first["ruleIndex"]] == "T09"
    assert first["message"]["text"] == f"{RULES['T09'].text}; {RULES['T09'].fix}"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b/x.feature"},
                "region": {"startLine": 3, "startColumn": 5},
            }
        }
    ]


def test_lines_and_columns_count_from_1() -> None:
    results = run_of(sarif({"x": lint(TEXT), "y": lint("")}))["results"]
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in results]
    assert regions
    assert all(region["startLine"] >= 1 and region["startColumn"] >= 1 for region in regions)


def test_paths_are_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    paths = [str(tmp_path / "here" / "x.feature"), str(tmp_path / "y.feature"), "./z.feature"]
    text = sarif({path: lint("") for path in paths})
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run_of(text)["results"]]
    assert uris == ["x.feature", "../y.feature", "z.feature"]
    assert str(tmp_path) not in text


def test_what_could_not_be_read_is_a_failed_invocation() -> None:
    good, bad = (run_of(sarif({}, unreadable=each))["invocations"] for each in ([], ["x: not UTF-8 text (byte 3)"]))
    assert good == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert [each["executionSuccessful"] for each in bad] == [False]
    assert bad[0]["toolExecutionNotifications"][0]["message"]["text"] == "x: not UTF-8 text (byte 3)"
