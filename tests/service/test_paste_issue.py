"""An issue handed in by hand."""

import json

import pytest

from tests.builders import document
from workbench.adapters.language import detect
from workbench.generator.errors import IssueError
from workbench.generator.intake import read_issue
from workbench.generator.records import IntakeOptions
from workbench.service.paste_issue import Typed, paste_issue

GERMAN = "Nach fünf falschen Passwörtern wird das Konto für dreißig Minuten gesperrt"


def test_typed_fields_reach_the_prompt_as_jiras_would() -> None:
    typed = Typed(summary="Lock accounts", description="Why: *security*.", criteria="- It locks.\n\n* It unlocks.\n")
    issue = read_issue(paste_issue(typed, detect=detect).document, options=IntakeOptions())
    assert (issue.key, issue.summary) == ("PASTED-1", "Lock accounts")
    assert [(each.id, each.text) for each in issue.criteria] == [("AC-1", "It locks."), ("AC-2", "It unlocks.")]


def test_jiras_json_is_taken_as_it_came_and_its_language_told() -> None:
    fixture = paste_issue(json.dumps(document("SHOP-7", summary=GERMAN)), detect=detect)
    assert (fixture.key, fixture.gold.language, fixture.gold.behaviours) == ("SHOP-7", "de", ())


@pytest.mark.parametrize(
    "given",
    [
        Typed(summary=" "),
        "",
        "{'secret': 1}",
        "[" * 100_000,
        '["secret"]',
        '{"key": "SHOP-1", "fields": {"secret": 1}}',
        "1" * 1_000_001,
    ],
    ids=["no summary", "nothing", "no JSON", "too deep", "a list", "no summary in it", "too long"],
)
def test_what_is_no_issue_is_one_sentence_without_its_text(given: Typed | str) -> None:
    with pytest.raises(IssueError) as error:
        paste_issue(given, detect=detect)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)
