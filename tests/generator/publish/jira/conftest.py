"""A site with a story, and targets to it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from tests.jira import ANN, QUICK, HandClock, serving
from tests.jira_fake.contract import Check
from tests.jira_fake.server import JiraServer
from tests.jira_fake.state import FORM, create_field
from workbench.generator.intake.jira_client import JiraClient, Site
from workbench.generator.models.bounded import BoundedClient
from workbench.generator.publish.jira import JiraAttachment, JiraComment, JiraIssues, JiraSettings, JiraWriter
from workbench.generator.publish.target import Target
from workbench.generator.remote import Budget, Exchange

PRIORITIES = [{"id": "1", "name": "High"}, {"id": "3", "name": "Medium"}]
Opened = Callable[..., Target]


def form(*without: str, **required: str) -> list[dict[str, Any]]:
    """The form in which issues are created."""
    fields = [create_field(each, required=each == "summary") for each in FORM if each not in without]
    for each in fields:
        if each["fieldId"] == "priority":
            each["allowedValues"] = PRIORITIES
    return [*fields, *(create_field(id_, name=name) for id_, name in required.items())]


def filled(server: JiraServer, clock: HandClock) -> JiraServer:
    """The site with a project and the story SHOP-12."""
    server.state.add_project("SHOP", form=form())
    server.state.add_issue("SHOP-12", summary="The story")
    server.state.now = clock.monotonic
    return server


@pytest.fixture
def shop(check: Check | None, clock: HandClock) -> Iterator[JiraServer]:
    with serving(check) as server:
        yield filled(server, clock)


@contextmanager
def target(address: str, clock: HandClock, settings: JiraSettings, budget: Budget | None = None) -> Iterator[Target]:
    """A target over HTTP."""
    with BoundedClient(QUICK, httpx2.HTTPTransport(trust_env=False)) as http:
        given = budget or Budget(requests=1_000, seconds=3_600)
        exchange = Exchange(Site.at(address), ANN, http=http, budget=given, clock=clock, chance=random.Random(1))
        jira, writer = JiraClient(exchange), JiraWriter(exchange, browse=address)
        if settings.kind == "comment":
            yield JiraComment(jira, writer, base=address)
        elif settings.kind == "attachment":
            yield JiraAttachment(jira, writer, base=address)
        else:
            yield JiraIssues(jira, writer, settings, base=address)


@pytest.fixture
def opened(shop: JiraServer, clock: HandClock) -> Iterator[Opened]:
    """Opens targets to the site with some settings."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda **given: stack.enter_context(target(shop.address, clock, JiraSettings.model_validate(given)))
