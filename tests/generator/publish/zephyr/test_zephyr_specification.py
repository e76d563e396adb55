"""That SmartBear's own specification is what requests are held against, and what it does not catch."""

import json
from pathlib import Path

import pytest

from tests.generator.publish.zephyr.conftest import specified
from tests.jira_fake.contract import Seen
from tests.zephyr_fake.contract import breach

STEP = {"inline": {"description": "Push", "testData": "", "expectedResult": ""}}
HEADERS = {"authorization": "Bearer a-token", "content-type": "application/json"}


def post(path: str, body: object, headers: dict[str, str] = HEADERS) -> Seen:
    return Seen(method="POST", path=path, query="", headers=headers, body=json.dumps(body).encode(), prefix="/v2")


FOLDER = {"projectKey": "SHOP", "name": "AI", "folderType": "TEST_CASE"}


@pytest.mark.parametrize(
    "seen",
    [
        post("/testcases", {"projectKey": "SHOP"}),
        post("/folders", {**FOLDER, "parentId": None}),
        post("/testcases/SHOP-T1/links/issues", {"issueId": "SHOP-12"}),
        post("/testcases/SHOP-T1/testscript", {"type": "gherkin", "text": "Given x"}),
        post("/testcases/1/testscript", {"type": "bdd", "text": "Given x"}),
        post("/testcase", {}),
        post("/folders", FOLDER, {"content-type": "application/json"}),
    ],
)
def test_the_vendors_specification_refuses(reference: Path, seen: Seen) -> None:
    check = specified()
    assert reference
    assert check is not None
    assert check(post("/folders", FOLDER)) is None
    assert check(seen) is not None


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/testcases/{key}/teststeps", {"mode": "REPLACE", "items": [STEP]}),
        ("/testcases/{key}/teststeps", {"mode": "APPEND", "items": [STEP] * 101}),
        ("/testcases/{key}/teststeps", {"mode": "APPEND", "items": [{**STEP, "testCase": {"testCaseKey": "SHOP-T2"}}]}),
        ("/testcases", {"projectKey": "SHOP", "name": "x" * 256}),
        ("/testcases/{key}/links/issues", {"issueId": "10012"}),
    ],
)
def test_our_own_contract_refuses_what_no_specification_catches(path: str, body: object) -> None:
    assert breach(("POST", path), post(path, body)) is not None
