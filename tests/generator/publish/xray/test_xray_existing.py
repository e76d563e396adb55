"""The tests that a story has in Xray already, read for the prompt."""

from typing import Any

from tests.generator.intake.documents import issue
from tests.generator.publish.xray.conftest import Opened, client
from tests.generator.publish.xray.suites import bdd, manual, publication
from tests.generator.publish.xray.test_xray_cases import go
from tests.jira import HandClock
from tests.xray_fake.server import XrayServer
from workbench.generator.intake import read_issue
from workbench.generator.publish.xray.existing import XrayTests
from workbench.generator.records import ExistingTest, IntakeOptions


def of(tenant: XrayServer, clock: HandClock, document: dict[str, Any]) -> tuple[ExistingTest, ...]:
    with client(tenant.address, clock) as xray:
        return XrayTests(xray).of(document)


def test_a_storys_tests_come_with_their_steps_over_all_pages(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    cases = [manual(f"Test {each}", "Push") for each in range(60)]
    go(publication(*cases, bdd("Ring")), opened(), clock)
    found = of(tenant, clock, {"id": "10012"})
    assert [each.title for each in found] == [*(f"Test {each}" for each in range(60)), "Ring"]
    assert found[0].steps == ("Push | [12] < 13 | a & b",)
    assert found[-1].steps == ("Given It is on", "Given a door", "When Ring comes", "Then it opens")


def test_no_more_than_200_are_read(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    go(publication(manual("Test", "Push")), opened(), clock)
    (one,) = tenant.state.tests.values()
    tenant.state.tests = {str(each): {**one, "id": str(each)} for each in range(1, 302)}
    tenant.seen.clear()
    assert len(of(tenant, clock, {"id": "10012"})) == 200
    assert tenant.seen.count("Existing") == 4


def test_an_issue_without_coverage_or_number_has_none(tenant: XrayServer, clock: HandClock) -> None:
    assert of(tenant, clock, {"id": "1"}) == of(tenant, clock, {"id": 'x"'}) == of(tenant, clock, {}) == ()


def test_the_prompt_is_given_them(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    go(publication(manual("Open", "Push")), opened(), clock)
    with client(tenant.address, clock) as xray:
        read = read_issue({**issue(), "id": "10012"}, options=IntakeOptions(existing_tests=True), tests=XrayTests(xray))
    assert [each.title for each in read.existing] == ["Open"]
