"""The tests that are generated for the fixtures say the same after they were written as a feature and read again."""

import json
from pathlib import Path

import pytest
import yaml

from tests.generator.output.test_round_trips import meaning
from workbench.generator.defaults import default_config
from workbench.generator.generate import generate
from workbench.generator.intake import read_issue
from workbench.generator.models import connect
from workbench.generator.output.files import to_feature
from workbench.generator.output.read import read
from workbench.generator.records import TestSuite

STUDIO = Path(__file__).parents[3] / "datasets" / "studio"
CARD = yaml.safe_load((STUDIO / "dataset.yaml").read_text(encoding="utf-8"))
DEV = sorted(key for key, each in CARD["fixtures"].items() if each["split"] == "dev")


def written_and_read(suite: TestSuite, key: str) -> TestSuite:
    criteria = sorted({each for case in suite.cases for each in case.criteria})
    reading = read(to_feature(suite, key), output="gherkin", criteria=criteria)
    assert reading.reason is None
    return reading.suite


def said(suite: TestSuite, key: str) -> list[object]:
    return [(title, criteria, set(labels) - {key}, steps) for title, criteria, labels, steps in meaning(suite)]


@pytest.mark.parametrize("key", DEV)
def test_a_fixtures_tests_are_read_back_from_their_feature(key: str) -> None:
    config = default_config("rules")
    document = json.loads((STUDIO / "issues" / f"{key}.json").read_text(encoding="utf-8"))
    suite = generate(read_issue(document, options=config.intake), config, connect(config.model)).suite
    assert suite.cases
    again = written_and_read(suite, key)
    assert said(again, key) == said(suite, key)
    assert again.language == suite.language
    assert to_feature(again, key) == to_feature(suite, key)
