"""A Jira site on loopback, and a client to it whose time is moved by hand."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from socketserver import BaseServer
from typing import Any

import httpx2

from tests.jira_fake.contract import Check, Seen
from tests.jira_fake.limits import Limits
from tests.jira_fake.server import JiraServer, MediaServer
from workbench.generator.intake.jira_client import (
    BUDGET,
    Access,
    Basic,
    Budget,
    Exchange,
    Holds,
    JiraClient,
    Site,
)
from workbench.generator.models.bounded import BoundedClient, Bounds

ANN = Basic(email="ann@example.com", token="a-token")
ENVIRONMENT = {"JIRA_EMAIL": "ann@example.com", "JIRA_API_TOKEN": "a-token"}
QUICK = Bounds(connect_s=2.0, silent_s=2.0, total_s=2.0)
_TLS = httpx2.create_ssl_context()  # to read the system's certificates takes 20 ms, and nobody here speaks TLS
_SPECIFICATION = "specs/jira-platform-v3.pruned26.patched.json"
_HOST = "https://your-domain.atlassian.net"


class HandClock:
    """Time that goes on only by waiting."""

    def __init__(self, start: datetime = datetime(2026, 11, 2, 9, 40, tzinfo=UTC)) -> None:
        self._start = start
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@contextmanager
def serving(check: Check | None = None) -> Iterator[JiraServer]:
    """A site; at the end no request may have been one that we must not make."""
    with JiraServer(check=check) as server, running(server):
        yield server
        server.over.set()
    assert server.breaches == []


@contextmanager
def serving_media(site: JiraServer) -> Iterator[MediaServer]:
    """The other host to which the site sends those who fetch an attachment."""
    with MediaServer(site.state) as server, running(server):
        site.state.media = server.address
        yield server


@contextmanager
def running(server: BaseServer) -> Iterator[None]:
    """Let a server answer, in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def client(
    address: str,
    *,
    clock: HandClock,
    access: Access = ANN,
    budget: Budget = BUDGET,
    holds: Holds | None = None,
    bounds: Bounds = QUICK,
) -> Iterator[JiraClient]:
    """A client to a site."""
    with BoundedClient(bounds, httpx2.HTTPTransport(verify=_TLS, trust_env=False)) as http:
        chance = random.Random(1)
        exchange = Exchange(Site.at(address), access, http=http, budget=budget, holds=holds, clock=clock, chance=chance)
        yield JiraClient(exchange)


def limits(clock: HandClock, **given: Any) -> Limits:
    """Limits over a clock that is moved by hand."""
    return Limits(now=clock.now, **given)


@lru_cache(maxsize=2)
def specification(reference: Path, named: str = _SPECIFICATION, host: str = _HOST, root: str = "") -> Check:
    """A check of requests against a vendor's own specification, which takes two seconds to read.

    Args:
        reference: the folder with the specifications.
        named: the file in it; else Atlassian's.
        host: of the service there, as the specification has it.
        root: what its paths stand below there.
    """
    from openapi_core import OpenAPI

    read = OpenAPI.from_file_path(str(reference / named))

    def check(seen: Seen) -> str | None:
        from openapi_core.exceptions import OpenAPIError

        try:
            read.validate_request(_AsOpenApi(seen, host, root))
        except OpenAPIError as error:
            return f"{type(error).__name__}: {error} {error.__cause__}"
        return None

    return check


class _AsOpenApi:
    """A request in the shape that openapi-core takes."""

    def __init__(self, seen: Seen, host: str, root: str) -> None:
        from openapi_core.datatypes import RequestParameters
        from werkzeug.datastructures import Headers, ImmutableMultiDict

        headers = dict(seen.headers)
        if headers.get("authorization", "").startswith("Bearer "):
            headers["authorization"] = "Basic YTpi"  # openapi-core cannot look at OAuth; the site itself does
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(seen.asked),
            header=Headers(list(headers.items())),
            cookie=ImmutableMultiDict(),
        )
        self.method = seen.method.lower()
        self.host_url, self.path = host, f"{root}{seen.path}"
        self.content_type = seen.headers.get("content-type", "")
        self.body = seen.body or None
