"""Many tests by one job: progress, half a success, a job that breaks off, another one that is running."""

import pytest

from tests.generator.publish.xray.conftest import Links, Opened
from tests.generator.publish.xray.suites import bdd, manual, publication
from tests.generator.publish.xray.test_xray_cases import FOLDER, ends, go, notes
from tests.jira import HandClock
from tests.jira_fake.faults import failing, lost
from tests.xray_fake.server import XrayServer
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import publish


def many(count: int = 25) -> Publication:
    return publication(
        *(
            manual(f"Test {each}", "Push", "Wait", preconditions=("It is shut",)) if each % 3 else bdd(f"Test {each}")
            for each in range(count)
        )
    )


def whole(tenant: XrayServer, given: Publication) -> bool:
    """Whether exactly the wanted tests are there, each with all that belongs to it."""
    tests = list(tenant.state.tests.values())
    traces = sorted(label for each in tests for label in each["labels"] if label.startswith("aits-"))
    return (
        traces == sorted(each.trace for each in given.cases())
        and len(tenant.state.covering()) == len(tests)
        and all(each["folder"] == FOLDER for each in tests)
        and all(len(each["steps"]) == 2 or each["gherkin"] for each in tests)
        and len(tenant.state.preconditions) == 1
    )


def test_21_new_tests_and_more_go_by_one_job(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = many()
    published = go(given, opened(test_set="SHOP-99"), clock)
    assert (ends(published), notes(published)) == (["created"] * 25, [])
    assert whole(tenant, given)
    assert tenant.seen.count("bulk") == 1
    assert tenant.seen.count("CreateTest") == 0
    assert all(each["sets"] == ["10099"] for each in tenant.state.tests.values())


def test_20_new_tests_go_one_by_one(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    given = many(20)
    assert ends(go(given, opened(), clock)) == ["created"] * 20
    assert (tenant.seen.count("bulk"), tenant.seen.count("CreateTest")) == (0, 20)


def test_no_test_of_a_job_has_a_key_for_nobody_knows_what_xray_does_with_it(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    go(many(), opened(), clock)
    (job,) = tenant.state.jobs.values()
    assert not any("key" in each or "key" in each["fields"] for each in job["elements"])


@pytest.mark.parametrize("first", [0, 1])
def test_the_numbers_of_a_job_lead_back_to_the_tests(
    tenant: XrayServer, opened: Opened, clock: HandClock, first: int
) -> None:
    tenant.state.first = first
    tenant.state.types = {"Steps": "Manual", "Gherkin": "Cucumber"}
    there, given = opened(), many()
    there.prepare(given)
    tenant.state.types = {"Steps": "Manual"}  # somebody takes a type away
    outcomes = publish(given, _Prepared(there), MemoryJournal(), clock=clock).outcomes
    assert [each.end for each in outcomes] == ["created" if each % 3 else "refused" for each in range(25)]
    assert all("Body-4711" not in (each.reason or "") for each in outcomes)
    assert len(tenant.state.jobs) == 1


class _Prepared:
    """A target that does not look again."""

    def __init__(self, there: object) -> None:
        self._there = there

    def prepare(self, given: Publication) -> tuple[str, ...]:
        return ()

    def __getattr__(self, name: str) -> object:
        return getattr(self._there, name)


def test_where_all_are_refused_each_says_which_field(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.required = {"customfield_10070"}
    outcomes = go(many(), opened(), clock).outcomes
    assert {each.end for each in outcomes} == {"refused"}
    assert all("customfield_10070" in (each.reason or "") for each in outcomes)


def test_a_job_that_breaks_off_is_looked_through_and_the_rest_is_made(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.fails_at, tenant.state.lag_s = 7, 20
    given = many()
    assert ends(go(given, opened(), clock)) == ["created"] * 25
    assert whole(tenant, given)


def test_another_job_of_the_account_is_waited_for(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.jobs["1"] = {
        "at": clock.now(), "elements": [{"testtype": "none"}] * 120, "next": 0, "status": "working",
        "result": {"errors": [], "issues": []},
    }  # fmt: skip
    for each in tenant.state.jobs["1"]["elements"]:
        each.update(fields={}, update={})
    given = many()
    assert ends(go(given, opened(), clock)) == ["created"] * 25
    assert whole(tenant, given)


def test_a_job_of_ours_that_is_still_running_makes_nothing_twice(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.a_second = 0.2
    given = many()
    there = opened()
    there.prepare(given)
    there.find(given.cases(), {})
    tenant.faults.append(lost("bulk"))
    with pytest.raises(Exception, match="connection"):
        there.create(given.cases())  # and the process dies, and so does its journal
    assert set(ends(go(given, opened(), clock))) == {"created"}
    assert whole(tenant, given)
    # One that was lost, one that was refused; while more tests appear nobody asks for another job.
    assert tenant.seen.count("bulk") == 2


def test_a_lost_answer_to_the_start_makes_no_second_job(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.faults.append(lost("bulk"))
    tenant.state.lag_s = 100
    given = many()
    assert ends(go(given, opened(), clock)) == ["created"] * 25
    assert (whole(tenant, given), len(tenant.state.jobs)) == (True, 1)


def test_a_job_that_cannot_be_looked_at_goes_on_and_its_tests_are_found(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.faults.extend(failing(500, on="status") for _ in range(4))
    given = many()
    assert ends(go(given, opened(), clock)) == ["created"] * 25
    assert (whole(tenant, given), len(tenant.state.jobs)) == (True, 1)


def test_the_links_of_a_job_are_all_mended_and_the_direction_is_asked_for_once(
    tenant: XrayServer, opened: Opened, clock: HandClock
) -> None:
    tenant.state.reverses = True
    given = many()
    assert ends(go(given, opened(linker=Links(tenant.state)), clock)) == ["created"] * 25
    assert whole(tenant, given)
    assert tenant.seen.count("Coverage") == 3  # to find, to see that it does not count, to see that it does


def test_steps_with_fields_of_their_own_go_one_by_one(tenant: XrayServer, opened: Opened, clock: HandClock) -> None:
    tenant.state.step_fields = [{"id": "5ddc", "name": "Where", "required": True, "disabled": False}]
    assert ends(go(many(), opened(step_fields={"5ddc": "Tokyo"}), clock)) == ["created"] * 25
    assert "bulk" not in tenant.seen
    steps = [step for each in tenant.state.tests.values() for step in each["steps"]]
    assert all(each["customFields"] == [{"id": "5ddc", "value": "Tokyo"}] for each in steps)
