"""Who asks, where, and that nothing shows the credentials."""

import base64
from collections.abc import Mapping

import httpx2
import pytest

from tests.jira import ENVIRONMENT, HandClock, client
from tests.jira_fake.server import JiraServer
from workbench.generator.errors import ConfigError, JiraError
from workbench.generator.intake.jira_client import Basic, Bearer, Delegated, Site, access_from
from workbench.generator.intake.jira_client.access import KEYRING_SERVICE

SITE = Site.at("https://your.atlassian.net")
CLOUD = Site.of_cloud("0a1b-2c3d")


class Kept:
    """A keyring with these secrets, which are asked for by service and name."""

    def __init__(self, secrets: Mapping[tuple[str, str], str]) -> None:
        self._secrets = secrets

    def get_password(self, service: str, username: str) -> str | None:
        return self._secrets.get((service, username))


class Locked:
    """A keyring that cannot be opened."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("Secret-4711")


def refused(environment: Mapping[str, str], site: Site = SITE, keyring: Kept | Locked | None = None) -> str:
    with pytest.raises(JiraError) as caught:
        access_from(environment, site, keyring)
    assert caught.value.kind == "no_credentials"
    return str(caught.value)


def test_a_token_of_an_account_is_sent_as_basic() -> None:
    ((name, value),) = access_from(ENVIRONMENT, SITE).headers().items()
    assert name == "Authorization"
    assert base64.b64decode(value.removeprefix("Basic ")) == b"ann@example.com:a-token"


def test_an_oauth_token_goes_behind_the_gateway_and_nowhere_else() -> None:
    both = {**ENVIRONMENT, "JIRA_OAUTH_TOKEN": "an-oauth-token"}
    assert access_from(both, CLOUD).headers() == {"Authorization": "Bearer an-oauth-token"}
    assert isinstance(access_from(both, SITE), Basic)
    assert "https://api.atlassian.com/ex/jira/CLOUD-ID" in refused({"JIRA_OAUTH_TOKEN": "an-oauth-token"})


def test_without_a_token_in_the_environment_the_keyring_is_asked_for_the_sites_own() -> None:
    kept = Kept({(KEYRING_SERVICE, "ann@example.com@your.atlassian.net"): "kept-token"})
    email = {"JIRA_EMAIL": "ann@example.com"}
    assert access_from(email, SITE, kept) == Basic(email="ann@example.com", token="kept-token")
    assert "the keyring has no token" in refused(email, CLOUD, kept)


def test_a_keyring_that_is_locked_is_one_sentence() -> None:
    told = refused({"JIRA_EMAIL": "ann@example.com"}, SITE, Locked())
    assert "the keyring has no token" in told
    assert "4711" not in told


@pytest.mark.parametrize("environment", [{}, {"JIRA_API_TOKEN": "a-token"}, {"JIRA_EMAIL": " ", "JIRA_API_TOKEN": ""}])
def test_without_credentials_it_is_said_which_variables_to_set(environment: Mapping[str, str]) -> None:
    assert "set JIRA_EMAIL and JIRA_API_TOKEN" in refused(environment)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "ü", "tab\t", "x" * 20_000])
def test_what_can_be_no_token_is_refused_and_not_shown(token: str) -> None:
    told = refused({**ENVIRONMENT, "JIRA_API_TOKEN": f"a{token}b"})
    assert "JIRA_API_TOKEN holds signs" in told
    assert token not in told


def test_a_users_own_token_is_asked_for_anew_for_every_request(site: JiraServer, clock: HandClock) -> None:
    given: list[dict[str, str]] = []

    def give() -> dict[str, str]:
        given.append({"Authorization": "Bearer an-oauth-token"})
        return given[-1]

    with client(site.gateway, clock=clock, access=Delegated(give=give)) as jira:
        jira.issue("SHOP-12", fields=["summary"])
        jira.fields()
    assert len(given) == 2
    assert {seen.headers["authorization"] for seen in site.seen} == {"Bearer an-oauth-token"}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer a\r\nX-More: b"}, {"Author ization": "x"}, {"A": "ü"}]
)
def test_a_users_token_that_cannot_be_sent_is_refused_before_anything_is(
    site: JiraServer, clock: HandClock, headers: dict[str, str]
) -> None:
    access = Delegated(give=lambda: headers)
    with client(site.address, clock=clock, access=access) as jira, pytest.raises(JiraError) as caught:
        jira.fields()
    assert caught.value.kind == "no_credentials"
    assert site.seen == []


@pytest.mark.parametrize(
    "access", [Basic(email="ann@example.com", token="a-token"), Bearer(token="a-token"), Delegated(give=dict)]
)
def test_no_access_shows_what_it_holds(access: object) -> None:
    assert "token=" not in repr(access)
    assert "ann" not in repr(access)


# Sites


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://your.atlassian.net", "https://your.atlassian.net"),
        (" your.atlassian.net/ ", "https://your.atlassian.net"),
        ("https://api.atlassian.com/ex/jira/0a1b-2c3d/", "https://api.atlassian.com/ex/jira/0a1b-2c3d"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_a_site_is_its_scheme_and_host(given: str, base: str) -> None:
    assert Site.at(given).base == base


@pytest.mark.parametrize(
    "given",
    [
        "", "https://", "http://your.atlassian.net", "ftp://your.atlassian.net", "https://your.atlassian.net/browse/A-1",
        "https://ann:secret@your.atlassian.net", "https://your.atlassian.net?x=1", "https://your.atlassian.net#x",
        "https://[", "https://api.atlassian.com/ex/jira/a/b", "http://127.0.0.1.example.com",
    ],
)  # fmt: skip
def test_what_is_no_site_is_one_sentence_that_shows_none_of_it(given: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Site.at(given)
    assert str(caught.value).startswith("--site: ")
    assert "secret" not in str(caught.value)


def test_only_the_sites_own_address_gets_its_credentials() -> None:
    assert SITE.holds(httpx2.URL("https://your.atlassian.net/secure/attachment/1"))
    for other in ("https://other.atlassian.net/", "http://your.atlassian.net/", "https://your.atlassian.net:8443/"):
        assert not SITE.holds(httpx2.URL(other))


def test_a_site_may_send_to_hosts_of_atlassians_and_never_to_this_machine() -> None:
    assert SITE.may_send_to(httpx2.URL("https://api.media.atlassian.com/file/1?token=x"))
    for other in (
        "http://127.0.0.1/x",
        "https://localhost/x",
        "https://atlassian.net.example.com/",
        "https://evil.com/",
    ):
        assert not SITE.may_send_to(httpx2.URL(other))
