"""Random schedules of faults: after at most two resumes exactly the wanted objects are there, whole."""

import contextlib
import random
from dataclasses import replace

import pytest

from tests.generator.publish.jira.conftest import filled, form, target
from tests.generator.publish.test_publishing import publication
from tests.jira import HandClock, serving
from tests.jira_fake.contract import operation_of
from tests.jira_fake.faults import Fault, failing, lost
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import GeneratorError
from workbench.generator.publish.jira import JiraSettings
from workbench.generator.publish.journal import MemoryJournal
from workbench.generator.publish.publication import Publication
from workbench.generator.publish.publishing import publish
from workbench.generator.remote import Budget

OPERATIONS = ("create", "link", "comment", "attach", "issue", "issues", "search", "form", None)
KINDS = ("issues", "sub_tasks", "comment", "attachment")


def fault(chance: random.Random) -> Fault:
    """Something that goes wrong; half of it loses the answer to a write."""
    write = chance.choice(["create", "link", "comment", "attach"])
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
    return replace(chance.choice(some), on=chance.choice([write, write, chance.choice(OPERATIONS)]))


def objects(site: JiraServer, kind: str) -> list[str]:
    """What hangs on the story, by what tells it apart."""
    story = site.state.issues["SHOP-12"]["fields"]
    if kind == "comment":
        return [each["properties"][0]["value"]["case"] for each in story["comment"]["comments"]]
    if kind == "attachment":
        return [each["filename"] for each in story["attachment"]]
    keys = [each["key"] for each in story["subtasks"]] or [
        each["inwardIssue"]["key"] for each in story["issuelinks"] if "inwardIssue" in each
    ]
    return [label for key in keys for label in site.state.issues[key]["fields"]["labels"] if label.startswith("aits-")]


def wanted(given: Publication, kind: str) -> list[str]:
    if kind == "comment":
        return [given.whole().digest]
    if kind == "attachment":
        return [f"SHOP-12-{given.whole().trace}.feature"]
    return [each.trace for each in given.cases()]


def converges(seed: int) -> None:
    chance = random.Random(seed)
    kind = chance.choice(KINDS)
    given = publication(*(f"Test {chance.randrange(5)}" for _ in range(chance.randrange(1, 6))))
    clock = HandClock()
    with serving() as site:
        filled(site, clock)
        site.state.lag_s = chance.choice([0.0, 5.0, 25.0])
        site.state.projects["SHOP"].form = form(*chance.choice([(), ("issuelinks",)]))
        journal = MemoryJournal()
        for attempt in range(3):
            site.faults.clear()
            site.faults.extend(fault(chance) for _ in range(chance.randrange(8) if attempt < 2 else 0))
            budget = Budget(requests=chance.choice([6, 12, 1_000]) if attempt < 2 else 1_000, seconds=10**6)
            journal = journal if chance.random() < 0.7 else MemoryJournal()
            settings = JiraSettings.model_validate({"kind": kind})
            with contextlib.suppress(GeneratorError), target(site.address, clock, settings, budget) as there:
                publish(given, there, journal, clock=clock)
            clock.sleep(3_600)
        assert sorted(objects(site, kind)) == sorted(wanted(given, kind)), f"seed {seed}, {kind}"
        made = len(site.state.issues) - 1
        assert made == (len(wanted(given, kind)) if kind in {"issues", "sub_tasks"} else 0), f"seed {seed}: orphans"
        assert all(operation_of(each) for each in site.seen)


def test_some_schedules_of_faults_end_in_exactly_the_wanted_objects() -> None:
    for seed in range(20):
        converges(seed)


@pytest.mark.campaign
@pytest.mark.timeout(1_800)
def test_300_schedules_of_faults_end_in_exactly_the_wanted_objects() -> None:
    print("300 schedules, seeds 1000 to 1299")
    for seed in range(1_000, 1_300):
        converges(seed)
