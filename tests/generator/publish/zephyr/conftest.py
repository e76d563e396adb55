"""A tenant of Zephyr Scale, and targets to it."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.jira import QUICK, HandClock, running, specification
from tests.jira_fake.contract import Check
from tests.zephyr_fake.server import ZephyrServer
from workbench.generator.errors import ZephyrError
from workbench.generator.models.bounded import BoundedClient
from workbench.generator.publish.zephyr import ZephyrCases, ZephyrClient, ZephyrSettings, zephyr_host
from workbench.generator.remote import Bearer, Budget, Exchange

TOKEN = Bearer(token="a-token", service=ZephyrError)
Opened = Callable[..., ZephyrCases]


class Numbers:
    """Knows one story."""

    def id_of(self, key: str) -> int:
        return {"SHOP-12": 10012}[key]


def specified() -> Check | None:
    """A check against SmartBear's own specification, or None where it is not there; our contract is always checked."""
    named = os.environ.get("WORKBENCH_REFERENCE")
    host = "https://api.zephyrscale.smartbear.com"
    return specification(Path(named), "specs/zephyr-scale-cloud-v2.yaml", host, "/v2") if named else None


@contextmanager
def serving_zephyr() -> Iterator[ZephyrServer]:
    """A tenant; at the end no request may have been one that we must not make."""
    with ZephyrServer(check=specified()) as server, running(server):
        yield server
        server.over.set()
    assert server.breaches == []


@contextmanager
def target(
    address: str, clock: HandClock, settings: ZephyrSettings, budget: Budget | None = None, *, linking: bool = True
) -> Iterator[ZephyrCases]:
    """A target over HTTP."""
    with BoundedClient(QUICK, httpx2.HTTPTransport(trust_env=False)) as http:
        given = budget or Budget(requests=1_000, seconds=3_600)
        host = zephyr_host(settings.region, address)
        exchange = Exchange(host, TOKEN, http=http, budget=given, clock=clock, chance=random.Random(1))
        yield ZephyrCases(ZephyrClient(exchange), settings, base=address, issues=Numbers() if linking else None)


@pytest.fixture
def tenant() -> Iterator[ZephyrServer]:
    with serving_zephyr() as server:
        yield server


@pytest.fixture
def opened(tenant: ZephyrServer, clock: HandClock) -> Iterator[Opened]:
    """Opens targets to the tenant with some settings."""
    with ExitStack() as stack:

        def open_(*, linking: bool = True, **given: object) -> ZephyrCases:
            settings = ZephyrSettings.model_validate(given)
            return stack.enter_context(target(tenant.address, clock, settings, linking=linking))

        yield open_
