"""Signing in, and what an answer of Xray may be."""

import threading

import pytest

from tests.generator.publish.xray.conftest import client
from tests.jira import HandClock
from tests.jira_fake.faults import Fault, failing, html
from tests.xray_fake.server import TEXT, XrayServer
from workbench.generator.errors import XrayError
from workbench.generator.publish.xray import XrayKey, xray_key

SECRET = "s3cret-4711"
ENVIRONMENT = {"XRAY_CLIENT_ID": "an-id", "XRAY_CLIENT_SECRET": SECRET}


class Kept:
    """A keyring."""

    def __init__(self, **kept: str) -> None:
        self._kept = {name.replace("_", "-"): each for name, each in kept.items()}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get(username) if service == "ai-test-studio" else None


def test_the_token_is_a_string_in_json_and_is_kept(tenant: XrayServer, clock: HandClock) -> None:
    with client(tenant.address, clock) as xray:
        xray.project("SHOP")
        xray.project("SHOP")
    assert tenant.sign_ins == 1


def test_after_23_hours_a_new_token_is_got(tenant: XrayServer, clock: HandClock) -> None:
    with client(tenant.address, clock) as xray:
        xray.project("SHOP")
        clock.sleep(23 * 3_600 - 1)
        xray.project("SHOP")
        assert tenant.sign_ins == 1
        clock.sleep(1)
        xray.project("SHOP")
    assert tenant.sign_ins == 2


def test_many_threads_sign_in_once(tenant: XrayServer, clock: HandClock) -> None:
    with client(tenant.address, clock) as xray:
        threads = [threading.Thread(target=xray.project, args=("SHOP",)) for _ in range(6)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert (tenant.sign_ins, tenant.seen.count("Project")) == (1, 6)


def test_a_token_is_asked_for_once_more_and_then_no_more(tenant: XrayServer, clock: HandClock) -> None:
    tenant.faults += [failing(401, on="Project"), failing(401, on="Project")]
    with client(tenant.address, clock) as xray, pytest.raises(XrayError) as told:
        xray.project("SHOP")
    assert (told.value.kind, tenant.sign_ins) == ("unauthorised", 2)


@pytest.mark.parametrize("status", [400, 401])
def test_an_api_key_that_is_refused_is_said_so(tenant: XrayServer, clock: HandClock, status: int) -> None:
    tenant.faults.append(Fault(status=status, body=b"licence Body-4711", headers=TEXT, on="authenticate"))
    with client(tenant.address, clock) as xray, pytest.raises(XrayError, match="refuses the API key") as told:
        xray.project("SHOP")
    assert (told.value.kind, told.value.maybe_done) == ("unauthorised", False)
    assert "4711" not in str(told.value)


@pytest.mark.parametrize("body", [b'{"token": "eyJ"}', b'""', b"eyJ.plain", b'"a b"', b"[" * 50_000])
def test_what_is_no_token_is_none(tenant: XrayServer, clock: HandClock, body: bytes) -> None:
    tenant.faults.append(Fault(body=body, on="authenticate"))
    with client(tenant.address, clock) as xray, pytest.raises(XrayError):
        xray.project("SHOP")
    assert "Project" not in tenant.seen


def test_a_sign_in_that_was_lost_is_no_write_that_may_be_done(tenant: XrayServer, clock: HandClock) -> None:
    tenant.faults.extend(Fault(ending="reset", on="authenticate") for _ in range(4))
    with client(tenant.address, clock) as xray, pytest.raises(XrayError) as told:
        xray.create_test({})
    assert told.value.maybe_done is False


def test_graphql_with_errors_and_without_data_is_a_failure(tenant: XrayServer, clock: HandClock) -> None:
    with client(tenant.address, clock) as xray, pytest.raises(XrayError) as told:
        xray.story("NONE-1")
    assert told.value.kind == "bad_request"
    assert "4711" not in str(told.value)


def test_graphql_with_errors_and_some_data_brings_the_data(tenant: XrayServer, clock: HandClock) -> None:
    body = b'{"errors": [{"message": "Body-4711"}], "data": {"getTestSets": {"results": [{"issueId": "7"}]}}}'
    tenant.faults.append(Fault(body=body, on="TestSet"))
    with client(tenant.address, clock) as xray:
        assert xray.test_set("SHOP-1") == "7"


@pytest.mark.parametrize(
    "fault",
    [
        html(),
        Fault(body=b"[]"),
        Fault(body=b'{"data": null}'),
        Fault(body=b"nothing", headers=TEXT),
        Fault(status=500, body=b"Body-4711", headers=TEXT),
    ],
)
def test_an_answer_that_is_none_is_a_failure_without_its_words(
    tenant: XrayServer, clock: HandClock, fault: Fault
) -> None:
    tenant.faults.extend([Fault(status=fault.status, body=fault.body, headers=fault.headers, on="Project")] * 4)
    with client(tenant.address, clock) as xray, pytest.raises(XrayError) as told:
        xray.project("SHOP")
    assert told.value.kind in {"malformed", "server"}
    assert "4711" not in str(told.value)


def test_a_key_comes_from_the_environment_then_from_a_keyring() -> None:
    assert xray_key(ENVIRONMENT, Kept()) == XrayKey(client_id="an-id", client_secret=SECRET)
    assert xray_key({"XRAY_CLIENT_ID": "an-id"}, Kept(xray_cloud=SECRET)).client_secret == SECRET
    assert xray_key({}, Kept(xray_cloud=SECRET, xray_cloud_id="kept")).client_id == "kept"
    with pytest.raises(XrayError, match="set XRAY_CLIENT_ID and XRAY_CLIENT_SECRET"):
        xray_key({"XRAY_CLIENT_ID": "an-id"}, Kept())
    assert SECRET not in repr(xray_key(ENVIRONMENT, Kept()))
