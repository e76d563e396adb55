"""Whatever Jira or the wire does wrong is one sentence of a closed set, without a word of what came."""

import io
import logging
import traceback
from collections.abc import Iterator

import pytest

from tests.jira import HandClock, client
from tests.jira_fake.faults import LOGIN, Fault, bomb, failing, html
from tests.jira_fake.routes import JSON
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import REMOTE_KINDS, JiraError, RemoteKind
from workbench.generator.intake.jira_client import Basic, JiraClient
from workbench.generator.models.bounded import Bounds

FAULTS: dict[str, tuple[Fault, RemoteKind, int]] = {
    "400": (failing(400), "bad_request", 1),
    "401": (failing(401), "unauthorised", 1),
    "403": (failing(403), "forbidden", 1),
    "404": (failing(404), "not_found", 1),
    "409": (failing(409), "bad_request", 1),
    "410": (failing(410), "gone", 1),
    "413": (failing(413), "too_large", 1),
    "429": (failing(429), "rate_limit", 4),
    "500": (failing(500), "server", 4),
    "599": (failing(599), "server", 4),
    "302 to a log-in": (failing(302, Location="https://id.atlassian.com/login"), "redirect", 1),
    "304": (failing(304), "redirect", 1),
    "a log-in page": (html(), "malformed", 1),
    "HTML called JSON": (Fault(body=LOGIN), "malformed", 1),
    "half JSON": (Fault(body=b'{"key": "SHOP-12", "fiel'), "malformed", 1),
    "a list": (Fault(body=b"[]"), "malformed", 1),
    "null": (Fault(body=b"null"), "malformed", 1),
    "empty": (Fault(body=b""), "malformed", 1),
    "no UTF-8": (Fault(body=b'{"key": "\xff"}'), "malformed", 1),
    "deep": (Fault(body=b"[" * 200_000), "malformed", 1),
    "a long number": (Fault(body=b'{"a": ' + b"1" * 10_000 + b"}"), "malformed", 1),
    "no type": (Fault(body=b"{}", headers={}), "malformed", 1),
    "no gzip": (Fault(body=b"{}", headers={**JSON, "Content-Encoding": "gzip"}), "malformed", 1),
    "a bomb": (bomb(64), "too_large", 1),
    "endless": (Fault(body=b" " * 2**20, ending="endless"), "too_large", 1),
    "cut": (Fault(body=b'{"key": "SHOP-12"}', ending="cut"), "connection", 4),
    "reset": (Fault(ending="reset"), "connection", 4),
    "dripping": (Fault(ending="dripping"), "timeout", 2),
    "dripping head": (Fault(ending="dripping_head"), "timeout", 2),
}  # fmt: skip


def failure(jira: JiraClient) -> JiraError:
    with pytest.raises(JiraError) as caught:
        jira.issue("SHOP-12", fields=["summary"])
    return caught.value


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.mark.parametrize(("fault", "kind", "tries"), FAULTS.values(), ids=FAULTS)
def test_every_fault_has_its_kind_and_its_number_of_tries_and_shows_nothing(
    site: JiraServer, clock: HandClock, heard: io.StringIO, fault: Fault, kind: RemoteKind, tries: int
) -> None:
    site.faults.extend([fault] * 9)
    bounds = Bounds(connect_s=2.0, silent_s=5.0, total_s=0.2 if "dripping" in fault.ending else 20.0)
    with client(site.address, clock=clock, bounds=bounds) as jira:
        error = failure(jira)
    assert (error.kind, len(site.seen)) == (kind, tries)
    shown = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error)) + heard.getvalue()
    for secret in ("Body-4711", "Log in", "a-token", "YW5uQGV4", "SHOP-12", "127.0.0.1", "ann@"):
        assert secret not in str(error)
        assert secret not in heard.getvalue()
        assert secret not in shown or secret == "SHOP-12"  # the line of this test that asked
    assert (error.__cause__, error.__context__) == (None, None)
    assert "\n" not in str(error)


def test_after_a_fault_that_passes_the_issue_comes(site: JiraServer, jira: JiraClient) -> None:
    site.faults.extend([failing(500), failing(429, Retry_After="1"), Fault(ending="reset")])
    assert jira.issue("SHOP-12", fields=["summary"])["key"] == "SHOP-12"
    assert len(site.seen) == 4


def test_a_site_that_nobody_listens_at_is_no_connection(clock: HandClock) -> None:
    with client("http://127.0.0.1:9", clock=clock) as jira:
        error = failure(jira)
    assert (error.kind, error.maybe_done, len(clock.slept)) == ("connection", False, 3)


def test_wrong_credentials_are_refused_and_said(site: JiraServer, clock: HandClock) -> None:
    with client(site.address, clock=clock, access=Basic(email="eve@example.com", token="wrong-token")) as jira:
        error = failure(jira)
    assert (error.kind, error.status) == ("unauthorised", 401)
    assert "wrong-token" not in str(error)


@pytest.mark.parametrize("kind", REMOTE_KINDS)
def test_every_kind_says_what_to_do_in_one_sentence(kind: RemoteKind) -> None:
    told = str(JiraError("reading the issue", kind, retry_after_s=90.0))
    assert told.startswith("Jira, reading the issue: ")
    assert "\n" not in told
    assert len(told) < 200
