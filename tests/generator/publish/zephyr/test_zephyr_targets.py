"""Tests into Zephyr Scale over loopback: what is written, what is refused, and what stays as it is."""

import json
from typing import Any

import pytest

from tests.generator.publish.test_publishing import ends, publication
from tests.generator.publish.zephyr.conftest import Opened
from tests.generator.publish.zephyr.suites import bdd, manual
from tests.hostile_texts import hostile_texts
from tests.jira import HandClock
from tests.jira_fake.faults import Fault, failing, lost
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import PublishError, ZephyrError
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import Published, preview, publish
from workbench.generator.publish.target import Planned, Target
from workbench.generator.records import TestCase, TestStep, TestSuite


def go(given: Publication, target: Target, clock: HandClock, journal: MemoryJournal | None = None) -> Published:
    return publish(given, target, journal or MemoryJournal(), clock=clock)


def of(*cases: TestCase) -> Publication:
    return Publication(issue="SHOP-12", suite=TestSuite(title="Doors", cases=cases))


def the_case(tenant: ZephyrServer) -> dict[str, Any]:
    (case,) = tenant.state.cases.values()
    return case


def bodies(tenant: ZephyrServer, path: str) -> list[Any]:
    return [each.json for each in tenant.seen if each.method == "POST" and each.path.endswith(path)]


def paths(tenant: ZephyrServer) -> list[tuple[int | None, str]]:
    return [(each["parentId"], each["name"]) for each in tenant.state.folders]


# What is written ---------------------------------------------------------------------------------------


def test_a_test_is_a_test_case_with_its_trace_its_steps_and_its_link(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    given = of(manual("Open", "Push", "Pull"))
    assert ends(go(given, opened(), clock)) == ["created"]
    case = the_case(tenant)
    assert case["name"] == "Open"
    assert case["labels"] == ["ai-test-studio", given.cases()[0].trace, "AC-1", "functional"]
    assert case["precondition"] == "A &lt;door&gt;<br>It is shut"
    assert [each["inline"] for each in tenant.state.steps[case["key"]]] == [
        {"description": action, "testData": "12 &lt; 13", "expectedResult": "a &amp; b"} for action in ("Push", "Pull")
    ]
    assert bodies(tenant, "/testcases")[0]["priorityName"] == "Normal"


def test_a_story_is_linked_by_its_number_and_not_by_its_key(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(publication("One"), opened(), clock)
    assert bodies(tenant, "/links/issues") == [{"issueId": 10012}]


def test_a_scenario_is_a_script_without_steps_and_a_manual_test_has_steps_without_a_script(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(of(bdd("Knock"), manual("Open", "Push")), opened(), clock)
    scenario, steps = tenant.state.cases
    assert tenant.state.scripts[scenario]["type"] == "bdd"
    assert tenant.state.scripts[scenario]["text"] == "Given a door\nWhen Knock comes\nThen it opens"
    assert (list(tenant.state.scripts), list(tenant.state.steps)) == ([scenario], [steps])


def test_folders_are_created_one_for_each_level_and_only_once(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(publication("One"), opened(folder="Tests/AI/{issue}"), clock)
    go(publication("Two"), opened(folder="Tests/AI/{issue}"), clock)
    assert paths(tenant) == [(None, "Tests"), (1, "AI"), (2, "SHOP-12")]
    assert {each["folder"]["id"] for each in tenant.state.cases.values()} == {3}
    assert "parentId" not in bodies(tenant, "/folders")[0]


def test_without_a_folder_the_whole_project_is_looked_through(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.page = 1
    go(publication("One", "Two"), opened(folder=None), clock)
    target = opened(folder=None, project="SHOP")
    assert ends(go(publication("One", "Two"), target, clock)) == ["existing", "existing"]
    assert tenant.state.folders == []


def test_a_project_too_large_to_be_looked_through_is_said_and_nothing_is_written(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(publication(*(f"Test {number}" for number in range(51))), opened(folder=None), clock)
    tenant.state.page = 1
    with pytest.raises(ZephyrError, match="more than is looked through; name a 'folder'"):
        go(publication("One"), opened(folder=None), clock)
    assert len(tenant.state.cases) == 51


def test_what_the_team_chose_is_on_every_test_case(tenant: ZephyrServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.required.add("Area")
    chosen = {"status": "approved", "labels": ["ours"], "custom_fields": {"Area": "Doors"}}
    assert ends(go(publication("One"), opened(**chosen), clock)) == ["created"]
    (body,) = bodies(tenant, "/testcases")
    assert (body["statusName"], body["labels"][0], body["customFields"]) == ("Approved", "ours", {"Area": "Doors"})


def test_a_preview_writes_nothing(tenant: ZephyrServer, opened: Opened) -> None:
    (step,) = preview(publication("Pay by card"), opened(), MemoryJournal()).steps
    assert isinstance(step, Planned)
    assert step.what == "test case in SHOP in folder 'AI Test Studio/SHOP-12', linked to SHOP-12: Pay by card"
    assert {each.method for each in tenant.seen} == {"GET"}


# What is missing or refused ----------------------------------------------------------------------------


def test_all_that_the_settings_name_and_the_project_lacks_is_one_sentence_before_anything_is_written(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    target = opened(status="Ready", priorities={"high": "P1", "medium": "Normal"})
    with pytest.raises(PublishError) as caught:
        go(publication("One"), target, clock)
    assert str(caught.value) == (
        "project SHOP: no priority 'P1', name in 'priorities' one of: High, Normal, Low; "
        "no status 'Ready', name as 'status' one of: Draft, Approved"
    )
    assert {each.method for each in tenant.seen} == {"GET"}


def test_a_priority_that_nobody_named_and_the_project_lacks_is_a_note(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.priorities = ["P1", "P2"]
    published = go(publication("One"), opened(), clock)
    assert published.notes == ("the project has no priority Normal; such tests get its default (see 'priorities')",)
    assert "priorityName" not in bodies(tenant, "/testcases")[0]


def test_a_project_that_is_not_there_stops_everything(tenant: ZephyrServer, opened: Opened, clock: HandClock) -> None:
    with pytest.raises(ZephyrError, match="check the project's key and 'region'"):
        go(publication("One"), opened(project="QA"), clock)


def test_a_required_field_that_is_missing_is_told_and_nothing_of_the_answer(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.required.add("Area")
    published = go(publication("One", "Two"), opened(), clock)
    assert ends(published) == ["refused", "refused"]
    assert published.outcomes[0].reason == (
        "Zephyr Scale, creating a test case: Zephyr Scale does not take the request; check the project's key and its "
        "required custom fields (HTTP 400)"
    )


def test_who_may_not_write_is_told_what_is_lacking_and_nothing_of_the_answer(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.faults.append(failing(403, on="POST /testcases"))
    published = go(publication("One", "Two"), opened(), clock)
    assert ends(published) == ["refused", "created"]
    assert published.outcomes[0].reason == (
        "Zephyr Scale, creating a test case: the token's account may not do that; check its permissions in the project "
        "(HTTP 403)"
    )


def test_a_list_that_is_none_is_not_taken_for_an_empty_one(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(publication("One"), opened(linking=False), clock)
    for body in (b"{}", b'{"values":[],"isLast":false}', b'{"values":{}}', b"[]"):
        tenant.faults.append(Fault(body=body, on="GET /testcases"))
        with pytest.raises(ZephyrError, match="no answer of Zephyr Scale's API"):
            go(publication("One"), opened(linking=False), clock)
    assert len(tenant.state.cases) == 1


def test_a_link_that_cannot_be_made_is_a_note(tenant: ZephyrServer, opened: Opened, clock: HandClock) -> None:
    published = go(publication("One"), opened(linking=False), clock)
    assert ends(published) == ["created"]
    assert published.notes == (
        "tests are not linked to their story, for its number is not known; give the Jira site too",
    )
    assert bodies(tenant, "/links/issues") == []


def test_a_link_that_was_left_out_is_made_by_the_next_publication(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    go(publication("One"), opened(linking=False), clock)
    assert ends(go(publication("One"), opened(), clock)) == ["existing"]
    assert [each["issueId"] for each in the_case(tenant)["links"]["issues"]] == [10012]


def test_a_retry_after_of_0_is_not_believed(tenant: ZephyrServer, opened: Opened, clock: HandClock) -> None:
    tenant.faults.append(failing(429, on="POST /testcases", Retry_After="0"))
    assert ends(go(publication("One"), opened(), clock)) == ["created"]
    assert len(clock.slept) == 1
    assert clock.slept[0] >= 1.0


# Steps -------------------------------------------------------------------------------------------------


def test_the_steps_that_are_missing_behind_those_that_are_there_are_added(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    given = of(manual("Open", "Push", "Pull", "Look"))
    go(given, opened(), clock)
    key = the_case(tenant)["key"]
    tenant.state.steps[key] = tenant.state.steps[key][:1]
    assert ends(go(given, opened(), clock)) == ["existing"]
    assert [each["inline"]["description"] for each in tenant.state.steps[key]] == ["Push", "Pull", "Look"]
    assert bodies(tenant, "/teststeps")[-1]["mode"] == "APPEND"


@pytest.mark.parametrize("aligned", [False, True])
def test_a_long_test_is_gone_on_with_behind_what_is_there_also_where_the_answer_was_lost(
    tenant: ZephyrServer, opened: Opened, clock: HandClock, *, aligned: bool
) -> None:
    tenant.state.aligned = aligned
    long = [TestStep(action=f"Step {number}") for number in range(230)]
    given = of(manual("Open").model_copy(update={"steps": tuple(long)}))  # more than our own tests may have
    go(given, opened(), clock)
    key = the_case(tenant)["key"]
    tenant.state.steps[key] = tenant.state.steps[key][:120]
    tenant.faults.append(lost("POST /testcases/{key}/teststeps"))
    assert ends(go(given, opened(), clock)) == ["incomplete"]
    assert ends(go(given, opened(), clock)) == ["existing"]
    assert [each["inline"]["description"] for each in tenant.state.steps[key]] == [each.action for each in long]


def test_rich_text_that_the_service_writes_otherwise_is_still_ours(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.normalises = True
    step = TestStep(action="Push\nand  'pull'", data="<b>", expected='"&lt;"')
    given = of(TestCase(title="Open", steps=(step,)))
    go(given, opened(), clock)
    published = go(given, opened(), clock)
    assert (ends(published), published.outcomes[0].notes) == (["existing"], ())


def test_a_step_of_nothing_that_can_be_seen_stays_a_step(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    given = of(manual("\x01", "\x01", "Pull"))
    assert ends(go(given, opened(), clock)) == ["created"]
    assert the_case(tenant)["name"] == "test 1"
    (steps,) = tenant.state.steps.values()
    assert [each["inline"]["description"] for each in steps] == ["-", "Pull"]
    assert go(given, opened(), clock).outcomes[0].notes == ()


@pytest.mark.parametrize(
    ("case", "note"),
    [
        (manual("Open", "Push"), "its steps were changed in Zephyr and stay as they are"),
        (bdd("Knock"), "its script was changed in Zephyr and stays as it is"),
    ],
)
@pytest.mark.parametrize("became", ["steps", "script"])
def test_what_somebody_changed_stays_and_is_a_note(
    tenant: ZephyrServer, opened: Opened, clock: HandClock, case: TestCase, note: str, became: str
) -> None:
    given = of(case)
    go(given, opened(), clock)
    key = the_case(tenant)["key"]
    theirs: dict[str, Any] = {"inline": {"description": "Theirs", "testData": "", "expectedResult": ""}}
    tenant.state.steps = {key: [theirs]} if became == "steps" else {}
    tenant.state.scripts = {key: {"type": "bdd", "text": "Given theirs"}} if became == "script" else {}
    before = json.dumps([tenant.state.steps, tenant.state.scripts])
    published = go(given, opened(), clock)
    assert (ends(published), published.outcomes[0].notes) == (["existing"], (note,))
    assert json.dumps([tenant.state.steps, tenant.state.scripts]) == before


def test_no_test_case_is_ever_written_whole_so_none_of_its_fields_is_cleared(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    given = of(manual("Open", "Push"))
    go(given, opened(), clock)
    case = the_case(tenant)
    case |= {"name": "Theirs", "objective": "Theirs", "labels": [*case["labels"], "theirs"], "owner": {"id": 7}}
    before = {name: value for name, value in case.items() if name != "links"}
    case["links"]["issues"].clear()
    tenant.state.steps.clear()
    assert ends(go(given, opened(), clock)) == ["existing"]
    assert {name: value for name, value in the_case(tenant).items() if name != "links"} == before
    assert {each.method for each in tenant.seen} == {"GET", "POST"}


# Never twice -------------------------------------------------------------------------------------------


def test_lost_answers_end_in_one_test_case_in_one_folder(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    tenant.faults.extend([lost("POST /folders"), lost("POST /testcases")])
    assert ends(go(publication("One"), opened(), clock)) == ["created"]
    assert len(tenant.state.cases) == 1
    assert paths(tenant) == [(None, "AI Test Studio"), (1, "SHOP-12")]


def test_a_test_case_that_was_moved_is_found_by_its_link_or_by_the_journal(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    journal = MemoryJournal()
    go(publication("One"), opened(), clock, journal)
    the_case(tenant)["folder"] = None
    assert ends(go(publication("One"), opened(), clock)) == ["existing"]
    the_case(tenant)["links"]["issues"].clear()
    assert ends(go(publication("One"), opened(), clock, journal)) == ["existing"]
    assert len(tenant.state.cases) == 1


def test_a_test_case_that_is_there_no_more_is_created_again(
    tenant: ZephyrServer, opened: Opened, clock: HandClock
) -> None:
    journal = MemoryJournal()
    go(publication("One"), opened(), clock, journal)
    tenant.state.cases.clear()
    assert ends(go(publication("One"), opened(), clock, journal)) == ["created"]


# Hostile texts -----------------------------------------------------------------------------------------

SAMPLES = [
    pytest.param(12, id="sample"),
    pytest.param(None, id="all", marks=[pytest.mark.campaign, pytest.mark.timeout(1_800)]),
]
_BREAK = "<br>"


def of_text(number: int, value: str) -> TestCase:
    """A test of both forms in turn that says a text wherever it can."""
    said = value.strip()[:200].strip() or "x"
    title = f"{number} {said}"[:200]
    if number % 2:
        return TestCase(title=title, labels=(said,), scenario=value[:20_000], objective=said)
    steps = (TestStep(action=said, data=said, expected=said),)
    return TestCase(title=title, labels=(said,), steps=steps, objective=said, preconditions=(value[:20_000],))


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_of_a_hostile_text_breaks_or_acts(
    tenant: ZephyrServer, opened: Opened, clock: HandClock, sample: int | None
) -> None:
    texts = hostile_texts(sample)
    for at in range(0, len(texts), 20):
        given = of(*(of_text(number, value) for number, value in enumerate(texts[at : at + 20])))
        # Linked are the first only, for all that are linked to the story are looked through each time.
        target = opened(folder=f"{at}/{{issue}}", linking=at == 0)
        # The collections hold some texts twice; those of an earlier publication are there already.
        assert set(ends(go(given, target, clock))) <= {"created", "existing"}
        again = go(given, target, clock)
        assert {(each.end, each.notes) for each in again.outcomes} == {("existing", ())}
    rich = [each[name] for each in tenant.state.cases.values() for name in ("objective", "precondition")]
    rich += [text for steps in tenant.state.steps.values() for each in steps for text in each["inline"].values()]
    assert rich
    assert [each for each in rich if each and set("<>\"'") & set(each.replace(_BREAK, ""))] == []
