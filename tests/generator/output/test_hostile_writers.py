"""The public collections of hostile texts through every form of a file: nothing active, nothing broken."""

import json

import pytest

from tests.generator.output.suites import all_of, stripped
from tests.generator.output.test_markdown_files import expected, one_line, texts, without_empty
from tests.hostile_texts import hostile_texts
from workbench.generator.output.forms import render
from workbench.generator.output.gherkin import parse
from workbench.generator.output.tests_file import TestsFile

SAMPLES = [
    pytest.param(60, id="sample"),
    pytest.param(None, id="all", marks=[pytest.mark.campaign, pytest.mark.timeout(1_800)]),
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_hostile_text_is_a_text_in_every_form(sample: int | None) -> None:
    tried = 0
    for text in hostile_texts(sample):
        if not stripped(text[:200]) or not one_line(text[:200]):
            continue  # nothing that anybody sees
        tried += 1
        suite = all_of(text)
        feature = parse(render(suite, "SHOP-12", "feature"))
        assert feature.faults == ()
        (scenario,) = feature.scenarios
        assert ([step.role for step in scenario.steps], len(scenario.tags)) == (["context", "action", "outcome"], 3)
        assert without_empty(texts(suite)) == without_empty(expected(suite))
        assert TestsFile.model_validate_json(render(suite, "SHOP-12", "json")).suite == suite
        (bulk,) = json.loads(render(suite, "SHOP-12", "xray-json"))
        assert bulk["testtype"] == "Manual" and len(bulk["steps"]) == 1
        assert [each["add"]["outwardIssue"]["key"] for each in bulk["update"]["issuelinks"]] == ["SHOP-12"]
    assert tried
    print(f"{tried} hostile texts through five forms")
