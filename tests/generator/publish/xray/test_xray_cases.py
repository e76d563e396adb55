"""Tests into Xray: whole, once, and nothing that somebody else wrote is changed."""

from tests.generator.publish.xray.conftest import Links, Opened
from tests.generator.publish.xray.suites import bdd, manual, publication
from tests.jira import HandClock
from tests.xray_fake.server import XrayServer
from workbench.generator.publish.journal import Journal, MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import Published, publish
from workbench.generator.publish.xray import XrayCases

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


def test_a_second_time_nothing_is_written(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = publication(OPEN, bdd("Ring"), SHUT)
    go(given, opened(), clock)
    tenant.seen.clear()
    assert ends(go(given, opened(), clock)) == ["existing"] * 3
    assert not {each for each in tenant.seen if each.startswith(("Create", "Add", "Write"))}


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
