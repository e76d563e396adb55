"""Jira's limits: who waits, who rests with it, and when it is not worth it."""

import pytest

from tests.jira import HandClock, client, limits
from tests.jira_fake.faults import failing
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client import Budget, Holds, JiraClient


def read(jira: JiraClient) -> object:
    return jira.issue("SHOP-12", fields=["summary"])["key"]


def failure(jira: JiraClient) -> JiraError:
    with pytest.raises(JiraError) as caught:
        read(jira)
    return caught.value


def test_a_burst_is_waited_for_as_long_as_jira_asks(site: JiraServer, jira: JiraClient, clock: HandClock) -> None:
    site.limits = limits(clock, burst=2)
    assert [read(jira) for _ in range(5)] == ["SHOP-12"] * 5
    assert len(clock.slept) == 2
    assert all(1.0 <= each <= 1.3 for each in clock.slept)


def test_a_burst_at_one_endpoint_stops_no_other(site: JiraServer, clock: HandClock) -> None:
    site.faults.append(failing(429, Retry_After="50", RateLimit_Reason="jira-burst-based"))
    with client(site.address, clock=clock, budget=Budget(seconds=40.0)) as jira:
        assert failure(jira).scope == "endpoint"
        assert failure(jira).kind == "rate_limit"
        assert len(site.seen) == 1
        assert jira.fields()
    assert clock.slept == []


@pytest.mark.parametrize(("app_wide", "scope"), [(True, "app"), (False, "site")])
def test_a_quota_that_is_used_up_is_not_waited_for_and_it_is_said_when_to_come_back(
    site: JiraServer, clock: HandClock, app_wide: bool, scope: str
) -> None:
    site.limits = limits(clock, quota=1, app_wide=app_wide)
    with client(site.address, clock=clock, budget=Budget(seconds=3_600.0)) as jira:
        read(jira)
        error = failure(jira)
        assert (error.kind, error.scope, error.retry_after_s) == ("rate_limit", scope, 20 * 60.0)
        assert "ask again in 20 minutes" in str(error)
        assert clock.slept == []
        clock.sleep(20 * 60.0)
        assert read(jira) == "SHOP-12"


def test_a_quota_whose_end_nobody_says_is_over_at_the_full_hour(
    site: JiraServer, jira: JiraClient, clock: HandClock
) -> None:
    site.faults.append(failing(429, RateLimit_Reason="jira-quota-tenant-based"))
    assert failure(jira).retry_after_s == 20 * 60.0


def test_a_global_quota_stops_every_client_of_the_app_and_a_tenants_only_its_own(
    site: JiraServer, clock: HandClock
) -> None:
    def served(reason: str) -> list[int]:
        """How many requests each of two sites' clients sends after the first one was refused."""
        holds, before = Holds(), len(site.seen)
        site.faults.append(failing(429, Retry_After="900", RateLimit_Reason=reason))
        with (
            client(site.address, clock=clock, holds=holds) as one,
            client(site.gateway, clock=clock, holds=holds) as other,
        ):
            failure(one)
            failure(one)
            return [len(site.seen) - before, 1 if _reads(other) else 0]

    def _reads(jira: JiraClient) -> bool:
        try:
            return bool(read(jira))
        except JiraError:
            return False

    assert served("jira-quota-global-based") == [1, 0]
    assert served("jira-quota-tenant-based") == [1, 1]


@pytest.mark.parametrize(
    ("header", "least"),
    [("7", 7.0), ("0.25", 0.25), ("Mon, 02 Nov 2026 09:40:30 GMT", 30.0), ("0", 0.0), ("-5", 0.0)],
)
def test_a_retry_after_is_kept_in_every_form(
    site: JiraServer, jira: JiraClient, clock: HandClock, header: str, least: float
) -> None:
    site.faults.append(failing(429, Retry_After=header))
    assert read(jira) == "SHOP-12"
    assert least <= sum(clock.slept) <= 1.3 * least


@pytest.mark.parametrize("header", ["soon", "", "nan", "inf", "1e999", "Mon, 99 Foo"])
def test_a_retry_after_that_is_no_time_is_as_none(
    site: JiraServer, jira: JiraClient, clock: HandClock, header: str
) -> None:
    site.faults.append(failing(429, Retry_After=header))
    assert read(jira) == "SHOP-12"
    assert 0.0 < sum(clock.slept) <= 1.0


def test_a_reset_is_read_where_there_is_no_retry_after(site: JiraServer, jira: JiraClient, clock: HandClock) -> None:
    site.faults.append(failing(429, X_RateLimit_Reset="2026-11-02T09:40:12Z"))
    assert read(jira) == "SHOP-12"
    assert 12.0 <= sum(clock.slept) <= 15.6


def test_an_absurd_retry_after_is_not_waited_for(site: JiraServer, jira: JiraClient, clock: HandClock) -> None:
    site.faults.append(failing(503, Retry_After="1000000000"))
    assert failure(jira).kind == "server"
    assert (len(site.seen), clock.slept) == (1, [])


@pytest.mark.parametrize(("status", "tries"), [(429, 4), (500, 4), (502, 4), (503, 4), (504, 2), (408, 2)])
def test_what_may_pass_is_asked_again_a_bounded_number_of_times(
    site: JiraServer, jira: JiraClient, clock: HandClock, status: int, tries: int
) -> None:
    site.faults.extend([failing(status)] * 9)
    assert failure(jira).status == status
    assert len(site.seen) == tries
    assert all(0.0 <= each <= 2.0**at for at, each in enumerate(clock.slept))


def test_a_zero_is_believed_once(site: JiraServer, jira: JiraClient, clock: HandClock) -> None:
    site.faults.extend([failing(429, Retry_After="0")] * 3)
    assert read(jira) == "SHOP-12"
    assert clock.slept[0] == 0.0
    assert min(clock.slept[1:]) > 0.0


def test_a_limit_that_is_near_slows_the_endpoint_down(site: JiraServer, jira: JiraClient, clock: HandClock) -> None:
    near = failing(503, X_RateLimit_NearLimit="true", Retry_After="0")
    site.faults.append(near)
    read(jira)
    assert 0.0 < sum(clock.slept) <= 1.0


# The budget


def test_a_client_sends_no_more_requests_than_its_budget(site: JiraServer, clock: HandClock) -> None:
    with client(site.address, clock=clock, budget=Budget(requests=3)) as jira:
        assert [read(jira) for _ in range(3)] == ["SHOP-12"] * 3
        assert failure(jira).kind == "budget"
        assert jira.sent == len(site.seen) == 3


def test_repeats_are_requests_too(site: JiraServer, clock: HandClock) -> None:
    site.faults.extend([failing(500)] * 9)
    with client(site.address, clock=clock, budget=Budget(requests=2)) as jira:
        assert failure(jira).kind == "budget"
    assert len(site.seen) == 2


def test_a_wait_beyond_the_budget_is_not_waited(site: JiraServer, clock: HandClock) -> None:
    site.faults.append(failing(429, Retry_After="30"))
    with client(site.address, clock=clock, budget=Budget(seconds=20.0)) as jira:
        assert failure(jira).kind == "rate_limit"
    assert clock.slept == []


def test_a_client_whose_seconds_are_over_sends_nothing_more(site: JiraServer, clock: HandClock) -> None:
    with client(site.address, clock=clock, budget=Budget(seconds=20.0)) as jira:
        read(jira)
        clock.sleep(20.0)
        assert failure(jira).kind == "budget"
    assert len(site.seen) == 1
