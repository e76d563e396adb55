"""Many schedules of faults: an issue comes whole, or one sentence of the closed set does."""

import random
from dataclasses import replace

import pytest

from tests.generator.intake.documents import doc, p
from tests.jira import HandClock, client, serving
from tests.jira_fake.faults import LOGIN, Fault, failing, html
from workbench.generator.errors import REMOTE_KINDS, JiraError
from workbench.generator.intake.jira_client import Budget, JiraClient, fetch
from workbench.generator.models.bounded import Bounds
from workbench.generator.records import IntakeOptions
from workbench.generator.remote.waits import ATTEMPTS

SCHEDULES = 1_000
REASONS = ("jira-quota-global-based", "jira-quota-tenant-based", "jira-burst-based", "jira-per-issue-on-write", "new")
WAITS = ("0", "1", "0.5", "59", "3600", "1e9", "-1", "soon", "Mon, 02 Nov 2026 09:41:00 GMT", "")
BOUNDS = Bounds(connect_s=2.0, silent_s=2.0, total_s=2.0)


def fault(chance: random.Random) -> Fault:
    """Anything that goes wrong, most of it more than once."""
    status = chance.choice([400, 401, 403, 404, 408, 409, 410, 429, 429, 429, 500, 502, 503, 503, 504])
    made = [
        failing(status, Retry_After=chance.choice(WAITS), RateLimit_Reason=chance.choice(REASONS)),
        failing(status),
        failing(302, Location=chance.choice(["https://example.com/", "https://[", ""])),
        html(),
        Fault(ending="reset"),
        Fault(body=LOGIN, ending="cut"),
    ]
    garbled = Fault(body=chance.randbytes(chance.randrange(40)), on=chance.choice(["fields", "issue"]))
    given = replace(chance.choice(made), on=chance.choice([None, None, "fields", "issue", "attachment"]))
    return chance.choice([*[given] * 8, garbled])


def outcome(jira: JiraClient) -> str:
    try:
        fetched = fetch(jira, "SHOP-12", options=IntakeOptions())
    except JiraError as error:
        assert error.kind in REMOTE_KINDS
        assert not [word for word in ("4711", "a-token", "127.0.0.1", "SHOP-12") if word in str(error)]
        return error.kind
    if "fields" in fetched.document:
        assert fetched.document["fields"]["summary"] == "Summary-4711"
    assert set(fetched.attached) <= {("a.txt", b"text"), ("b.txt", b"more")}
    return "whole" if len(fetched.attached) == 2 else "in part"


@pytest.mark.campaign
def test_an_issue_comes_whole_or_the_failure_is_one_of_those_we_know() -> None:
    ends: dict[str, int] = {}
    with serving() as site:
        site.state.add_issue("SHOP-12", summary="Summary-4711", description=doc(p("Text-4711")))
        site.state.add_file("SHOP-12", "a.txt", b"text")
        site.state.add_file("SHOP-12", "b.txt", b"more")
        for seed in range(SCHEDULES):
            chance = random.Random(seed)
            site.faults.clear()
            site.seen.clear()
            site.faults.extend(fault(chance) for _ in range(chance.randrange(8)))
            clock, budget = HandClock(), Budget(requests=chance.choice([3, 12, 200]), seconds=300.0)
            with client(site.address, clock=clock, budget=budget, bounds=BOUNDS) as jira:
                end = outcome(jira)
            ends[end] = ends.get(end, 0) + 1
            assert len(site.seen) <= min(budget.requests, 4 * max(ATTEMPTS.values())), f"seed {seed}"
            assert sum(clock.slept) <= budget.seconds, f"seed {seed}"
    print(f"{SCHEDULES} schedules, seeds 0 to {SCHEDULES - 1}: {dict(sorted(ends.items()))}")
    assert ends["whole"] > SCHEDULES / 10
