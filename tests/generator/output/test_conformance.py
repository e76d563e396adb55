"""Cucumber's own test data, and files of the wild: what their parser refuses, and what it makes of the rest."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.generator.output.gherkin import Role, Scenario, parse, parses

ROLES: dict[str, Role] = {"Context": "context", "Action": "action", "Outcome": "outcome", "Unknown": "unknown"}


@pytest.fixture(scope="module")
def conformance(reference: Path) -> Path:
    return reference / "data" / "gherkin_conformance"


def classic(conformance: Path, *, valid: bool) -> dict[str, dict[str, Any]]:
    """The manifest's entries by file. Markdown with Gherkin is out of scope."""
    manifest = json.loads((conformance / "manifest.json").read_text(encoding="utf-8"))
    files = [entry for entry in manifest["files"] if entry["syntax"] == "classic" and entry["valid"] is valid]
    return {entry["file"]: entry for entry in files}


def text_of(folder: Path, file: str) -> str:
    return (folder / file).read_bytes().decode("utf-8")


def is_plain(scenario: Scenario) -> bool:
    return bool(scenario.steps) and not scenario.examples


def test_all_50_good_files_are_taken(conformance: Path) -> None:
    found = {file: parses(text_of(conformance, file)) for file in classic(conformance, valid=True)}
    assert len(found) == 50
    assert {file: faults for file, faults in found.items() if faults} == {}


def test_all_12_bad_files_are_refused_where_cucumber_refuses_them(conformance: Path) -> None:
    bad = classic(conformance, valid=False)
    expected = {
        file: [(error["location"]["line"], error["location"].get("column", 1)) for error in entry["expected_errors"]]
        for file, entry in bad.items()
    }
    found = {file: [(fault.line, fault.column) for fault in parses(text_of(conformance, file))] for file in bad}
    assert len(found) == 12
    assert found == expected


def test_steps_have_the_roles_of_cucumbers_pickles(conformance: Path) -> None:
    compared = 0
    for file, entry in classic(conformance, valid=True).items():
        lines = text_of(conformance, entry["pickles"]).splitlines() if entry["n_pickles"] else []
        pickles = [json.loads(line)["pickle"] for line in lines]
        scenarios = parse(text_of(conformance, file)).scenarios
        if not pickles or not all(map(is_plain, scenarios)):
            continue
        found = [[(step.text, step.role) for step in (*each.background, *each.steps)] for each in scenarios]
        expected = [[(step["text"], ROLES[step["type"]]) for step in pickle["steps"]] for pickle in pickles]
        assert (file, found) == (file, expected)
        compared += 1
    assert compared >= 20


def test_the_files_of_the_wild_that_the_parser_refuses_have_faults(conformance: Path) -> None:
    entries = json.loads((conformance / "wild_invalid" / "manifest.json").read_text(encoding="utf-8"))
    first = {entry["file"]: parse(text_of(conformance, entry["file"])).faults[0] for entry in entries}
    stated = {entry["file"]: entry["error"].partition("(")[2].partition(")")[0] for entry in entries}
    assert len(first) == 10
    assert {file: f"{fault.line}:{fault.column}" for file, fault in first.items()} == stated
