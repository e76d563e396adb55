"""A site with a few issues, and a client to it. Where the specification is there, every request is held against it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generator.intake.documents import bullets, doc, p
from tests.jira import HandClock, client, serving, specification
from tests.jira_fake.contract import Check
from tests.jira_fake.server import JiraServer
from workbench.generator.intake.jira_client import JiraClient


@pytest.fixture(scope="session")
def check() -> Check | None:
    """A check against Jira's own specification, or None where it is not there; our contract is always checked."""
    named = os.environ.get("WORKBENCH_REFERENCE")
    return specification(Path(named)) if named else None


@pytest.fixture
def site(check: Check | None) -> Iterator[JiraServer]:
    """A site with three issues; at the end no request may have broken a contract."""
    with serving(check) as server:
        state = server.state
        state.add_field("customfield_10042", "Acceptance Criteria")
        state.add_field("customfield_10050", "Definition of Done")
        state.add_field("customfield_10060", "Approver of the AC", kind="user")
        state.add_field("customfield_10070", "Story points", kind="number")
        state.add_issue("SHOP-12", description=doc(p("Why.")), customfield_10042=doc(bullets("One.", "Two.")))
        state.add_issue("SHOP-13", summary="Another")
        state.add_issue("SHOP-14", summary="A third")
        yield server


@pytest.fixture
def clock() -> HandClock:
    """Time at 09:40 UTC that goes on by waiting only."""
    return HandClock()


@pytest.fixture
def jira(site: JiraServer, clock: HandClock) -> Iterator[JiraClient]:
    """A client to the site."""
    with client(site.address, clock=clock) as made:
        yield made
