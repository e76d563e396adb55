"""A tenant of Xray, and targets to it."""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path

import httpx2
import pytest
from graphql import GraphQLSchema, build_schema

from tests.jira import QUICK, HandClock, running
from tests.xray_fake.server import XrayServer
from tests.xray_fake.state import State
from workbench.generator.models.bounded import BoundedClient
from workbench.generator.publish.xray import XrayAccess, XrayCases, XrayClient, XrayKey, XraySettings, xray_host
from workbench.generator.publish.xray.access import Nobody
from workbench.generator.publish.xray.opening import LONGEST_WAIT_S
from workbench.generator.remote import Budget, Exchange

KEY = XrayKey(client_id="an-id", client_secret="a-secret")
Opened = Callable[..., XrayCases]


class Links:
    """Links issues in Jira as its REST does; keeps what was asked for."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.made: list[tuple[str, str, str]] = []

    def link(self, kind: str, *, inward: str, outward: str) -> None:
        self.made.append((kind, inward, outward))
        for test in self._state.tests.values():
            for key, side, other in ((inward, "outwardIssue", outward), (outward, "inwardIssue", inward)):
                if test["key"] == key and (kind, side, other) not in test["links"]:
                    test["links"].append((kind, side, other))


@lru_cache(maxsize=1)
def vendors() -> GraphQLSchema | None:
    """The vendor's schema where it is at hand; ours is always checked."""
    named = os.environ.get("WORKBENCH_REFERENCE")
    return build_schema((Path(named) / "specs/xray-cloud.graphql").read_text()) if named else None


@contextmanager
def serving_xray(clock: HandClock) -> Iterator[XrayServer]:
    """A tenant; at the end no request may have been one that we must not make."""
    with XrayServer(clock.now, vendors=vendors()) as server, running(server):
        yield server
        server.over.set()
    assert server.breaches == []


@contextmanager
def client(
    address: str,
    clock: HandClock,
    budget: Budget | None = None,
    *,
    key: XrayKey = KEY,
    transport: httpx2.BaseTransport | None = None,
) -> Iterator[XrayClient]:
    """A client over HTTP."""
    with BoundedClient(QUICK, transport or httpx2.HTTPTransport(trust_env=False, verify=False)) as http:
        host = xray_host("global", address)
        chance = random.Random(1)
        signing = Exchange(
            host, Nobody(), http=http, clock=clock, chance=chance, longest_wait_s=LONGEST_WAIT_S,
            budget=Budget(requests=100, seconds=10**6),
        )  # fmt: skip
        access = XrayAccess(key, signing, clock)
        exchange = Exchange(
            host, access, http=http, budget=budget or Budget(requests=2_000, seconds=10**6), clock=clock, chance=chance,
            longest_wait_s=LONGEST_WAIT_S,
        )  # fmt: skip
        yield XrayClient(exchange, access)


@contextmanager
def target(
    tenant: XrayServer,
    clock: HandClock,
    settings: XraySettings,
    budget: Budget | None = None,
    *,
    linker: Links | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> Iterator[XrayCases]:
    """A target over HTTP."""
    with client(tenant.address, clock, budget, transport=transport) as made:
        yield XrayCases(made, settings, base=tenant.address, linker=linker, clock=clock)


@pytest.fixture
def tenant(clock: HandClock) -> Iterator[XrayServer]:
    with serving_xray(clock) as server:
        yield server


@pytest.fixture
def opened(tenant: XrayServer, clock: HandClock) -> Iterator[Opened]:
    """Opens targets to the tenant with some settings."""
    with ExitStack() as stack:

        def open_(*, linker: Links | None = None, **given: object) -> XrayCases:
            return stack.enter_context(target(tenant, clock, XraySettings.model_validate(given), linker=linker))

        yield open_
