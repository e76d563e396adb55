"""Random schedules of faults: after at most two resumes exactly the wanted test cases are there, whole."""

import contextlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from tests.generator.publish.shelf import DiedError
from tests.generator.publish.zephyr.conftest import serving_zephyr, target
from tests.generator.publish.zephyr.suites import mixed
from tests.jira import HandClock
from tests.jira_fake.faults import Fault, failing, lost
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import GeneratorError
from workbench.generator.publish.journal import Entry, MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import publish
from workbench.generator.publish.zephyr import ZephyrSettings
from workbench.generator.remote import Budget

WRITES = (
    "POST /testcases",
    "POST /folders",
    "POST /testcases/{key}/teststeps",
    "POST /testcases/{key}/testscript",
    "POST /testcases/{key}/links/issues",
)
READS = ("GET /testcases", "GET /testcases/{key}", "GET /testcases/{key}/teststeps", "GET /folders", None)


def fault(chance: random.Random) -> Fault:
    """Something that goes wrong; half of it loses the answer to a write."""
    write = chance.choice(WRITES)
    some = [
        lost(write),
        lost(write),
        lost(write),
        replace(lost(write), ending="whole", status=504),
        failing(429, Retry_After=chance.choice(["0", "2", "3600"])),
        failing(503, Retry_After="1"),
        failing(500),
        Fault(ending="reset"),
    ]
    return replace(chance.choice(some), on=chance.choice([write, write, chance.choice(READS)]))


def faults_of(tenant: ZephyrServer, given: Publication) -> list[str]:
    """What is not as it is wanted."""
    state = tenant.state
    found = [label for case in state.cases.values() for label in case["labels"] if label.startswith("aits-")]
    wrong = [] if sorted(found) == sorted(each.trace for each in given.cases()) else ["doubled or missing"]
    folders = {each["id"]: each for each in state.folders}
    for key, case in state.cases.items():
        item = next(each for each in given.cases() if each.trace in case["labels"])
        assert item.case is not None
        links = [each["issueId"] for each in case["links"]["issues"]]
        steps = [each["inline"]["description"] for each in state.steps.get(key, [])]
        wrong += [] if links == [10012] else [f"{key}: links {links}"]
        wrong += [] if steps == [each.action for each in item.case.steps] else [f"{key}: steps {steps}"]
        wrong += [] if (key in state.scripts) == (item.case.scenario is not None) else [f"{key}: script"]
        wrong += [] if folders[case["folder"]["id"]]["name"] == "SHOP-12" else [f"{key}: folder"]
    return wrong


class Mortal:
    """A journal in whose hands the process may die, before or after an entry is kept; not the last time."""

    def __init__(self, kept: MemoryJournal, chance: random.Random, attempt: int) -> None:
        self._kept, self._chance = kept, chance
        self._left = chance.choice([0, 1, 3, 5, 10**6, 10**6]) if attempt < 2 else 10**6

    def entries(self) -> Sequence[Entry]:
        return self._kept.entries()

    def add(self, entries: Iterable[Entry]) -> None:
        self._left -= 1
        if self._left >= 0 or self._chance.random() < 0.5:
            self._kept.add(entries)
        if self._left < 0:
            raise DiedError


def converges(seed: int) -> None:
    chance = random.Random(seed)
    given = mixed(chance)
    clock = HandClock()
    with serving_zephyr() as tenant:
        tenant.state.page = chance.choice([1, 2, 1_000])
        tenant.state.root = chance.choice([None, 0])
        tenant.state.aligned = chance.random() < 0.5
        tenant.state.empty_script = chance.random() < 0.5
        tenant.state.normalises = chance.random() < 0.5
        journal = MemoryJournal()
        for attempt in range(3):
            tenant.faults.clear()
            tenant.faults.extend(fault(chance) for _ in range(chance.randrange(8) if attempt < 2 else 0))
            budget = Budget(requests=chance.choice([8, 16, 1_000]) if attempt < 2 else 1_000, seconds=10**6)
            journal = journal if chance.random() < 0.7 else MemoryJournal()
            with (
                contextlib.suppress(GeneratorError, DiedError),
                target(tenant.address, clock, ZephyrSettings(), budget) as there,
            ):
                publish(given, there, Mortal(journal, chance, attempt), clock=clock)
            clock.sleep(3_600)
        assert faults_of(tenant, given) == [], f"seed {seed}"
        assert len(tenant.state.folders) == 2, f"seed {seed}"


def test_some_schedules_of_faults_end_in_exactly_the_wanted_test_cases() -> None:
    for seed in range(20):
        converges(seed)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
def test_300_schedules_of_faults_end_in_exactly_the_wanted_test_cases() -> None:
    print("300 schedules, seeds 2000 to 2299")
    for seed in range(2_000, 2_300):
        converges(seed)
