"""Random schedules of faults and deaths: after at most two resumes exactly the wanted tests are there, whole."""

import contextlib
import random
from dataclasses import replace

import httpx2
import pytest

from tests.generator.publish.xray.conftest import Links, serving_xray, target
from tests.generator.publish.xray.suites import mixed
from tests.generator.publish.xray.test_xray_cases import FOLDER
from tests.jira import HandClock
from tests.jira_fake.faults import Fault, failing, lost
from tests.xray_fake.server import XrayServer
from workbench.generator.errors import GeneratorError
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import publish
from workbench.generator.publish.xray import XraySettings
from workbench.generator.remote import Budget

WRITES = (
    "CreateTest", "CreateTest", "bulk", "AddStep", "CreatePrecondition", "AddPreconditions", "AddToSet", "CreateFolder",
    "authenticate", "status",
)  # fmt: skip
READS = ("Project", "Coverage", "Tests", "Labelled", "Folder", None)


class DiedError(Exception):
    """The process ended here."""


class Mortal(httpx2.BaseTransport):
    """A way to the service on which the process ends, before a request or behind it."""

    def __init__(self, dies_at: int | None, *, behind: bool) -> None:
        self._way = httpx2.HTTPTransport(trust_env=False, verify=False)
        self._left, self._behind = dies_at, behind

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._left = None if self._left is None else self._left - 1
        if self._left is not None and self._left <= 0 and not self._behind:
            raise DiedError
        response = self._way.handle_request(request)
        if self._left is not None and self._left <= 0:
            response.read()
            raise DiedError
        return response

    def close(self) -> None:
        self._way.close()


def fault(chance: random.Random) -> Fault:
    """Something that goes wrong; half of it loses the answer to a write."""
    write = chance.choice(WRITES)
    some = [
        lost(write),
        lost(write),
        lost(write),
        replace(lost(write), ending="whole", status=504),
        failing(429, Retry_After=chance.choice(["0", "2", "200", "3600"])),
        failing(503, Retry_After="1"),
        failing(500),
        failing(401),
        Fault(ending="reset"),
    ]
    return replace(chance.choice(some), on=chance.choice([write, write, chance.choice(READS)]))


def faults_of(tenant: XrayServer, given: Publication, settings: XraySettings) -> list[str]:
    """What is not as it is wanted."""
    state = tenant.state
    found = [label for test in state.tests.values() for label in test["labels"] if label.startswith("aits-")]
    wrong = [] if sorted(found) == sorted(each.trace for each in given.cases()) else ["doubled or missing"]
    texts = {text for each in given.suite.cases if each.scenario is None for text in each.preconditions}
    if sorted(each["definition"] for each in state.preconditions.values()) != sorted(texts):
        wrong.append("preconditions")
    covering = {each["id"] for each in state.covering()}
    for test in state.tests.values():
        item = next(each for each in given.cases() if each.trace in test["labels"])
        assert item.case is not None
        steps = [each["action"] for each in test["steps"]]
        has = sorted(state.preconditions[each]["definition"] for each in test["preconditions"])
        manual = item.case.scenario is None
        wrong += [] if test["id"] in covering else [f"{test['id']}: link"]
        wrong += [] if steps == [each.action for each in item.case.steps] else [f"{test['id']}: steps {steps}"]
        wrong += [] if manual == (test["gherkin"] is None) else [f"{test['id']}: scenario"]
        wrong += [] if has == (sorted(item.case.preconditions) if manual else []) else [f"{test['id']}: conditions"]
        wrong += [] if test["folder"] == FOLDER else [f"{test['id']}: folder"]
        wrong += [] if len(test["sets"]) == (settings.test_set is not None) else [f"{test['id']}: set"]
    return wrong


def tenant_of(chance: random.Random, tenant: XrayServer) -> None:
    """Turn the switches."""
    state = tenant.state
    state.drops_steps, state.late_steps = chance.random() < 0.3, chance.random() < 0.2
    state.reverses, state.spoils = chance.random() < 0.3, chance.random() < 0.5
    state.counts = chance.choice(["outwardIssue", "outwardIssue", "inwardIssue"])
    state.lag_s, state.first = chance.choice([0, 5, 50]), chance.choice([0, 1])
    state.a_second, state.fails_at = chance.choice([0.1, 1, 10]), chance.choice([None, None, 1, 3])
    state.folder_error = chance.choice(["Folder already exists.", "409", ""])
    tenant.most = chance.choice([None, 300, 40])


def converges(seed: int) -> None:
    chance = random.Random(seed)
    given = mixed(chance, 6)
    settings = XraySettings(test_set=chance.choice([None, "SHOP-99"]), bulk_from=chance.choice([21, 2, 3]))
    clock = HandClock()
    with serving_xray(clock) as tenant:
        tenant_of(chance, tenant)
        links, journal = Links(tenant.state), MemoryJournal()
        for attempt in range(3):
            last = attempt == 2
            tenant.faults.clear()
            tenant.faults.extend(fault(chance) for _ in range(0 if last else chance.randrange(8)))
            budget = Budget(requests=1_000 if last else chance.choice([12, 25, 1_000]), seconds=10**6)
            dies_at = None if last or chance.random() < 0.5 else chance.randrange(1, 40)
            way = Mortal(dies_at, behind=chance.random() < 0.5)
            with (
                contextlib.suppress(GeneratorError, DiedError),
                target(tenant, clock, settings, budget, linker=links, transport=way) as there,
            ):
                publish(given, there, journal, clock=clock)
            # A new journal only where what is under way is over, for nothing else says that something is.
            if chance.random() < 0.3:
                journal = MemoryJournal()
                clock.sleep(3_600)
            elif chance.random() < 0.5:
                clock.sleep(chance.choice([1, 400]))
        assert faults_of(tenant, given, settings) == [], f"seed {seed}"
        assert tenant.state.folders == {"/AI Test Studio", FOLDER}, f"seed {seed}"


def test_some_schedules_of_faults_end_in_exactly_the_wanted_tests() -> None:
    for seed in range(20):
        converges(seed)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
def test_300_schedules_of_faults_end_in_exactly_the_wanted_tests() -> None:
    print("300 schedules, seeds 3000 to 3299")
    for seed in range(3_000, 3_300):
        converges(seed)
