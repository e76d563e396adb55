"""Tests into Xray: whole, once, and nothing that somebody else wrote is changed."""

import pytest

from tests.generator.publish.xray.conftest import Links, Opened
from tests.generator.publish.xray.suites import bdd, manual, publication
from tests.jira import HandClock
from tests.jira_fake.faults import failing, lost
from tests.xray_fake.server import XrayServer
from workbench.generator.errors import PublishError
from workbench.generator.publish.journal import Journal, MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import Published, preview, publish
from workbench.generator.publish.xray import XrayCases
from workbench.generator.records import TestCase, TestStep

OPEN = manual("Open", "Push", "Wait", preconditions=("A <door>", "It is shut"))
SHUT = manual("Shut", "Pull", preconditions=("A <door>",))
FOLDER = "/AI Test Studio/SHOP-12"


def go(given: Publication, there: XrayCases, clock: HandClock, journal: Journal | None = None) -> Published:
    return publish(given, there, journal or MemoryJournal(), clock=clock)


def ends(published: Published) -> list[str]:
    return [each.end for each in published.outcomes]


def notes(published: Published) -> list[str]:
    return [note for each in published.outcomes for note in each.notes]


def test_tests_are_created_with_all_that_belongs_to_them(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = publication(OPEN, bdd("Ring"), SHUT)
    published = go(given, opened(test_set="SHOP-99"), clock)
    assert ends(published) == ["created"] * 3
    assert notes(published) == []
    one, two, three = tenant.state.tests.values()
    assert [each["action"] for each in one["steps"]] == ["Push", "Wait"]
    assert one["steps"][0]["data"] == "\\[12] < 13"
    assert (two["kind"], two["gherkin"]) == ("Gherkin", "Given It is on\nGiven a door\nWhen Ring comes\nThen it opens")
    assert [each["folder"] for each in (one, two, three)] == [FOLDER] * 3
    assert [each["sets"] for each in (one, two, three)] == [["10099"]] * 3
    assert one["links"] == [("Test", "outwardIssue", "SHOP-12")]
    assert one["labels"][:3] == ["ai-test-studio", given.cases()[0].trace, "AC-1"]
    assert [each["definition"] for each in tenant.state.preconditions.values()] == ["A <door>", "It is shut"]
    assert set(three["preconditions"]) < set(one["preconditions"])
    assert two["preconditions"] == []
    assert "description" not in one


def test_a_second_time_nothing_is_written(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = publication(OPEN, bdd("Ring"), SHUT)
    go(given, opened(), clock)
    tenant.seen.clear()
    assert ends(go(given, opened(), clock)) == ["existing"] * 3
    assert not {each for each in tenant.seen if each.startswith(("Create", "Add", "Write"))}


def test_a_search_that_shows_nothing_hides_no_test_of_the_story(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.lag_s = 10**6
    given = publication(OPEN, bdd("Ring"), SHUT)
    go(given, opened(), clock)
    assert ends(go(given, opened(), clock)) == ["existing"] * 3
    assert (len(tenant.state.tests), len(tenant.state.preconditions)) == (3, 2)


def test_preconditions_may_stand_in_the_description(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    go(publication(OPEN), opened(preconditions="description"), clock)
    (made,) = tenant.state.tests.values()
    assert made["description"] == "Preconditions:\n- A <door>\n- It is shut"
    assert tenant.state.preconditions == {}


def test_the_coverage_link_is_mended_where_it_does_not_count(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.reverses = True
    links = Links(tenant.state)
    published = go(publication(OPEN, SHUT), opened(linker=links), clock)
    assert ends(published) == ["created"] * 2
    assert len(tenant.state.covering()) == 2
    assert [(kind, outward) for kind, _, outward in links.made] == [("Test", "SHOP-12")]


def test_without_jira_the_first_wrong_link_is_told_and_the_others_are_right(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.counts = "inwardIssue"
    published = go(publication(OPEN, SHUT, bdd("Ring")), opened(), clock)
    assert [len(each.notes) for each in published.outcomes] == [2, 0, 0]
    assert len(tenant.state.covering()) == 2


def test_where_neither_direction_counts_the_usual_one_stays(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.coverage_type = "1"
    published = go(publication(OPEN, SHUT, bdd("Ring")), opened(linker=Links(tenant.state)), clock)
    assert published.notes == ("the project counts coverage by links of type 'Blocks', not by 'Test'; see 'link_type'",)
    assert tenant.state.tests.popitem()[1]["links"] == [("Test", "outwardIssue", "SHOP-12")]


def test_steps_that_xray_drops_are_added(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.drops_steps = True
    assert ends(go(publication(OPEN), opened(), clock)) == ["created"]
    (made,) = tenant.state.tests.values()
    assert [each["action"] for each in made["steps"]] == ["Push", "Wait"]


def test_steps_that_are_only_shown_late_are_not_added_again(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.late_steps = True
    go(publication(OPEN), opened(), clock)
    (made,) = tenant.state.tests.values()
    assert len(made["steps"]) == 2


def test_what_somebody_changed_stays(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = publication(OPEN, bdd("Ring"), SHUT)
    go(given, opened(), clock)
    one, two, three = tenant.state.tests.values()
    one["steps"][0]["action"] = "Pull"
    two["gherkin"] = "Given nothing"
    three["folder"] = "/Elsewhere"
    published = go(given, opened(), clock)
    assert notes(published) == [
        "its steps were changed in Xray and stay as they are",
        "its scenario was changed in Xray and stays as it is",
    ]
    assert (one["steps"][0]["action"], two["gherkin"], three["folder"]) == ("Pull", "Given nothing", "/Elsewhere")


def test_a_folder_that_is_there_is_fine_whatever_xray_says_of_it(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.folders.add("/AI Test Studio")
    tenant.state.folder_error = "Ein Ordner dieses Namens ist da."
    assert ends(go(publication(SHUT), opened(), clock)) == ["created"]
    assert tenant.state.folders == {"/AI Test Studio", FOLDER}


def test_types_are_chosen_by_kind_whatever_the_project_calls_them(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.types = {"Unstructured": "Frei", "Steps": "Von Hand", "Gherkin": "BDD"}
    assert ends(go(publication(OPEN, bdd("Ring")), opened(), clock)) == ["created"] * 2


def test_all_that_is_missing_is_told_at_once_and_nothing_is_written(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.types = {"Steps": "Manual"}
    tenant.state.link_types = {"1": "Relates"}
    tenant.state.step_fields = [
        {"id": "data", "name": "Data", "required": True, "disabled": False},
        {"id": "5ddc", "name": "Where", "required": True, "disabled": False},
    ]
    with pytest.raises(PublishError) as told:
        go(publication(OPEN, bdd("Ring")), opened(test_set="SHOP-1"), clock)
    assert str(told.value) == (
        "project SHOP: it has no test type of kind Gherkin, only Manual; add one to it in Xray; "
        "steps need values for 5ddc (Where); give them in the settings' 'step_fields'; "
        "the site has no link type 'Test'; name one of these as 'link_type': Relates; "
        "there is no test set SHOP-1; name another as 'test_set', or leave it out"
    )
    assert not tenant.state.tests


def test_a_part_of_a_step_that_is_required_is_never_empty(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.step_fields = [
        {"id": "data", "name": "Data", "required": True, "disabled": False},
        {"id": "result", "name": "Expected Result", "required": False, "disabled": True},
    ]
    case = TestCase(title="Open", steps=(TestStep(action="Push", expected="It opens"),))
    assert ends(go(publication(case), opened(), clock)) == ["created"]
    (made,) = tenant.state.tests.values()
    assert {name: made["steps"][0][name] for name in ("action", "data")} == {"action": "Push\nIt opens", "data": "-"}


def test_a_required_field_of_the_project_is_named_by_its_id_alone(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.required = {"customfield_10070"}
    (outcome,) = go(publication(OPEN), opened(), clock).outcomes
    assert outcome.end == "refused"
    assert "customfield_10070" in (outcome.reason or "")
    assert "4711" not in (outcome.reason or "")
    assert ends(go(publication(OPEN), opened(fields={"customfield_10070": "x"}), clock)) == ["created"]


def test_an_account_that_may_create_no_issues_is_told_plainly(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.may_create = False
    (outcome,) = go(publication(OPEN), opened(), clock).outcomes
    assert outcome.end == "refused"
    assert "the permission 'Create issues'" in (outcome.reason or "")
    assert "4711" not in (outcome.reason or "")


def test_errors_beside_a_test_that_was_made_do_not_hide_it(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.breaks = True
    assert ends(go(publication(OPEN), opened(), clock)) == ["created"]
    assert len(tenant.state.tests) == 1


def test_a_warning_becomes_a_note_without_its_words(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.warns = True
    assert notes(go(publication(SHUT), opened(), clock)) == [
        "Xray warned of something when it was created; look at it there"
    ]


def test_a_test_that_is_gone_does_not_hide_the_others(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.spoils = True
    given, journal = publication(OPEN, SHUT), MemoryJournal()
    go(given, opened(), clock, journal)
    tenant.state.tests.pop(next(iter(tenant.state.tests)))
    assert ends(go(given, opened(), clock, journal)) == ["created", "existing"]


def test_a_story_that_no_coverage_is_counted_for_gets_its_tests_all_the_same(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.coverable = False
    published = go(publication(OPEN), opened(), clock)
    assert (ends(published), len(published.notes)) == (["created"], 1)


def test_a_lost_answer_makes_no_second_test_though_the_search_lags(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.lag_s = 50
    tenant.faults += [lost("CreateTest"), lost("CreatePrecondition")]
    assert ends(go(publication(OPEN, SHUT), opened(), clock)) == ["created"] * 2
    assert (len(tenant.state.tests), len(tenant.state.preconditions)) == (2, 2)


def test_three_hundred_requests_in_five_minutes_are_kept(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.most = 30
    given = publication(*(manual(f"Test {each}", "Push", preconditions=(f"State {each}",)) for each in range(20)))
    assert ends(go(given, opened(), clock)) == ["created"] * 20
    assert len(tenant.state.tests) == 20


def test_a_token_that_is_refused_is_got_again_once(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    there = opened()
    tenant.faults.append(failing(401, on="CreateTest"))
    assert ends(go(publication(OPEN), there, clock)) == ["created"]
    assert (tenant.sign_ins, len(tenant.state.tests)) == (2, 1)


def test_a_preview_writes_nothing(tenant: XrayServer, opened: Opened) -> None:
    (step,) = preview(publication(OPEN), opened(), MemoryJournal()).steps
    assert step.what == (  # type: ignore[union-attr]
        "Manual test in SHOP in folder '/AI Test Studio/SHOP-12', linked to SHOP-12 as 'Test': Open"
    )
    assert not tenant.state.tests
    assert not tenant.state.folders


def test_a_precondition_that_jira_does_not_take_is_told_with_what_to_do(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.required_of_preconditions = {"customfield_10071"}
    (outcome,) = go(publication(OPEN), opened(), clock).outcomes
    assert outcome.end == "incomplete"
    assert "set 'preconditions' to 'description'; refused are customfield_10071" in (outcome.reason or "")
    assert ends(go(publication(OPEN), opened(preconditions="description"), clock)) == ["existing"]
