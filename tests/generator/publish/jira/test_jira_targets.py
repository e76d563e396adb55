"""Tests into Jira over loopback: what is written, what is refused, and never twice."""

import json
from typing import Any

import pytest

from tests.generator.publish.jira.conftest import Opened, form
from tests.generator.publish.test_publishing import ends, publication
from tests.hostile_texts import hostile_texts
from tests.jira import HandClock
from tests.jira_fake.faults import failing, lost
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import JiraError, PublishError
from workbench.generator.publish.adf import LONGEST
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import Published, preview, publish
from workbench.generator.publish.target import Target
from workbench.generator.records import TestCase, TestStep, TestSuite


def go(given: Publication, target: Target, clock: HandClock, journal: MemoryJournal | None = None) -> Published:
    return publish(given, target, journal or MemoryJournal(), clock=clock)


def made(shop: JiraServer) -> list[dict[str, Any]]:
    return [each for key, each in shop.state.issues.items() if key != "SHOP-12"]


def links(shop: JiraServer) -> list[str]:
    return [each["inwardIssue"]["key"] for each in shop.state.issues["SHOP-12"]["fields"]["issuelinks"]]


def test_a_test_is_an_issue_with_its_trace_and_linked_to_the_story(
    shop: JiraServer, opened: Opened, clock: HandClock
) -> None:
    given = publication("Pay by card", "Pay by invoice")
    published = go(given, opened(), clock)
    first = made(shop)[0]
    item = given.cases()[0]
    assert ends(published) == ["created", "created"]
    assert published.outcomes[0].ref is not None
    assert published.outcomes[0].ref.url == f"{shop.address}/browse/{first['key']}"
    assert first["fields"]["summary"] == "Pay by card"
    assert first["fields"]["labels"] == ["ai-test-studio", item.trace, "functional"]
    assert first["fields"]["priority"] == {"id": "3"}
    assert first["fields"]["description"]["type"] == "doc"
    assert first["properties"] == {"ai-test-studio": {"run": given.run, "case": item.digest}}
    assert links(shop) == [each["key"] for each in made(shop)]


def test_sub_tasks_stand_under_the_story(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    target = opened(kind="sub_tasks")
    assert ends(go(publication("One"), target, clock)) == ["created"]
    assert [each["key"] for each in shop.state.issues["SHOP-12"]["fields"]["subtasks"]] == [made(shop)[0]["key"]]
    assert ends(go(publication("One"), opened(kind="sub_tasks"), clock)) == ["existing"]
    assert links(shop) == []


def test_what_is_there_is_found_before_the_search_knows_it(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.lag_s = 10**6
    go(publication("One"), opened(), clock)
    assert ends(go(publication("One", "Two"), opened(), clock)) == ["existing", "created"]
    assert len(made(shop)) == 2


def test_a_link_that_the_form_does_not_take_is_made_afterwards(
    shop: JiraServer, opened: Opened, clock: HandClock
) -> None:
    shop.state.projects["SHOP"].form = form("issuelinks", "description", "priority")
    go(publication("One"), opened(), clock)
    assert links(shop) == [made(shop)[0]["key"]]
    assert made(shop)[0]["fields"]["description"] is None


def test_a_link_of_another_type_is_not_the_one_that_is_wanted(
    shop: JiraServer, opened: Opened, clock: HandClock
) -> None:
    go(publication("One"), opened(link_type="Relates"), clock)
    assert ends(go(publication("One"), opened(), clock)) == ["existing"]
    kinds = [each["type"]["name"] for each in made(shop)[0]["fields"]["issuelinks"]]
    assert (len(made(shop)), kinds) == (1, ["Relates", "Test"])


def test_a_lost_answer_to_a_create_ends_in_one_issue(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.projects["SHOP"].form = form("issuelinks")
    shop.state.lag_s = 20.0
    shop.faults.append(lost("create"))
    assert ends(go(publication("One"), opened(), clock)) == ["created"]
    assert (len(made(shop)), links(shop)) == (1, [made(shop)[0]["key"]])


def test_a_site_without_the_link_type_test_takes_relates(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.link_types = ["Relates"]
    go(publication("One"), opened(), clock)
    assert shop.state.issues["SHOP-12"]["fields"]["issuelinks"][0]["type"]["name"] == "Relates"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"issue_type": "Testcase"}, "no issue type 'Testcase'; name one of these as 'issue_type': Story, Bug, Test"),
        ({"link_type": "Verifies"}, "no link type 'Verifies'; name one of these as 'link_type': Blocks, Relates, Test"),
        ({"kind": "sub_tasks", "project": "QA"}, "sub-tasks stand in their story's project"),
    ],
)
def test_a_name_that_the_site_does_not_have_is_one_sentence(
    shop: JiraServer, opened: Opened, clock: HandClock, settings: dict[str, Any], says: str
) -> None:
    with pytest.raises(PublishError, match=says):
        go(publication("One"), opened(**settings), clock)
    assert made(shop) == []


def test_a_required_field_is_asked_for_before_anything_is_written(
    shop: JiraServer, opened: Opened, clock: HandClock
) -> None:
    shop.state.projects["SHOP"].form = form(customfield_10050="Root cause")
    with pytest.raises(PublishError, match=r"need values for customfield_10050 \(Root cause\); give them"):
        go(publication("One"), opened(), clock)
    target = opened(fields={"customfield_10050": "None"})
    assert ends(go(publication("One"), target, clock)) == ["created"]


def test_without_labels_nothing_is_written(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.projects["SHOP"].form = form("labels")
    with pytest.raises(PublishError, match="take no labels, by which tests are known again"):
        go(publication("One"), opened(), clock)


def test_who_may_not_create_issues_is_told_which_field_is_refused_and_nothing_of_the_answer(
    shop: JiraServer, opened: Opened, clock: HandClock
) -> None:
    shop.state.may_create = False
    published = go(publication("One", "Two"), opened(), clock)
    assert ends(published) == ["refused", "refused"]
    assert published.outcomes[0].reason == (
        "Jira, creating an issue: Jira does not take the request; check the key, the fields and the query; "
        "refused are project (HTTP 400)"
    )


def test_a_story_that_is_not_there_stops_everything(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.hidden.add("SHOP-12")
    with pytest.raises(JiraError, match="there is none, or the account may not see it"):
        go(publication("One"), opened(), clock)


def test_a_preview_writes_nothing(shop: JiraServer, opened: Opened) -> None:
    (step,) = preview(publication("Pay by card"), opened(), MemoryJournal()).steps
    assert step.what == "Test in SHOP, linked to SHOP-12 as 'Test': Pay by card"  # type: ignore[union-attr]
    assert {each.method for each in shop.seen if each.path.endswith("/issue")} == set()


def test_one_comment_holds_all_tests_and_is_known_again(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.faults.append(lost("comment"))
    assert ends(go(publication("One", "Two"), opened(kind="comment"), clock)) == ["created"]
    assert ends(go(publication("One", "Two"), opened(kind="comment"), clock)) == ["existing"]
    comments = shop.state.issues["SHOP-12"]["fields"]["comment"]["comments"]
    assert len(comments) == 1
    assert "1. One" in json.dumps(comments[0]["body"])
    assert ends(go(publication("Other"), opened(kind="comment"), clock)) == ["created"]
    assert len(comments) == 2


def test_a_feature_file_is_attached_once(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.faults.append(lost("attach"))
    given = publication("One")
    assert ends(go(given, opened(kind="attachment"), clock)) == ["created"]
    assert ends(go(given, opened(kind="attachment"), clock)) == ["existing"]
    (file,) = shop.state.files.values()
    assert file.name == f"SHOP-12-{given.whole().trace}.feature"
    assert file.data.decode().startswith("@SHOP-12\nFeature: Cart\n")


def test_a_limit_on_the_story_is_waited_for(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    shop.state.projects["SHOP"].form = form("issuelinks")
    shop.faults.append(failing(429, on="link", Retry_After="2", RateLimit_Reason="jira-per-issue-on-write"))
    assert ends(go(publication("One"), opened(), clock)) == ["created"]
    assert len(links(shop)) == 1


def test_a_long_test_is_shortened_to_what_jira_takes(shop: JiraServer, opened: Opened, clock: HandClock) -> None:
    steps = tuple(TestStep(action="é" * 400, expected="ß" * 400) for _ in range(40))
    suite = TestSuite(title="Long", cases=(TestCase(title="T" * 200, steps=steps),))
    assert ends(go(Publication(issue="SHOP-12", suite=suite), opened(), clock)) == ["created"]
    assert len(json.dumps(made(shop)[0]["fields"]["description"])) <= LONGEST


SAMPLES = [
    pytest.param(12, id="sample"),
    pytest.param(None, id="all", marks=[pytest.mark.campaign, pytest.mark.timeout(1_800)]),
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_of_a_hostile_text_breaks_or_acts(
    shop: JiraServer, opened: Opened, clock: HandClock, sample: int | None
) -> None:
    texts = hostile_texts(sample)
    for at in range(0, len(texts), 20):
        cases = []
        for number, value in enumerate(texts[at : at + 20]):
            said = value.strip()[:200].strip() or "x"
            cases.append(
                TestCase(title=f"{number} {said}"[:200], labels=(said,), scenario=value[:20_000], objective=said)
            )
        given = Publication(issue="SHOP-12", suite=TestSuite(title="x", cases=tuple(cases)))
        # The collections hold some texts twice; those of an earlier publication are there already.
        assert set(ends(go(given, opened(), clock))) <= {"created", "existing"}
        assert ends(go(given, opened(kind="attachment"), clock)) == ["created"]
        assert ends(go(given, opened(kind="comment"), clock)) == ["created"]
    assert made(shop)
    assert "accountId" not in json.dumps([each["fields"]["description"] for each in made(shop)])
