"""A target in Zephyr Scale, and its tests for intake, out of what a person names."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client import Budget, Exchange, Jira, JiraClient, Site, access_from
from workbench.generator.models.bounded import Bounds, client_of
from workbench.generator.publish.settings import settings_of
from workbench.generator.publish.target import Target
from workbench.generator.publish.zephyr.access import zephyr_access
from workbench.generator.publish.zephyr.cases import ZephyrCases
from workbench.generator.publish.zephyr.client import ZephyrClient
from workbench.generator.publish.zephyr.existing import ZephyrTests
from workbench.generator.publish.zephyr.settings import ZephyrSettings, zephyr_host
from workbench.generator.remote import Host

# 200 tests with six requests each, and what is looked for beforehand. Zephyr Scale names no rate limit.
BUDGET: Final = Budget(requests=2_000, seconds=1_800.0)
_BOUNDS: Final = Bounds(silent_s=30.0, total_s=120.0)
_ID: Final = re.compile(r"[1-9][0-9]{0,17}")


class JiraNumbers:
    """Numbers of issues, asked of Jira (see `IssueIds`)."""

    def __init__(self, jira: Jira) -> None:
        """Take what reads the site; nothing is sent."""
        self._jira = jira

    def id_of(self, key: str) -> int:
        """Return the number of an issue (see `IssueIds`)."""
        id_ = self._jira.issue(key, fields=("issuetype",)).get("id")
        if not isinstance(id_, str) or not _ID.fullmatch(id_):
            raise JiraError("reading the issue", "malformed")
        return int(id_)


def zephyr_settings(path: Path | None, **given: object) -> ZephyrSettings:
    """Return the settings of a file, with what is given in place of what stands there; see `settings_of`."""
    return settings_of(ZephyrSettings, "Zephyr Scale", path, given)


@contextmanager
def zephyr_target(
    settings: ZephyrSettings, environment: Mapping[str, str], *, base: str | None = None, jira: Site | None = None
) -> Iterator[Target]:
    """Open a target in Zephyr Scale.

    Args:
        settings: how tests stand there.
        environment: as `os.environ`; the credentials of `zephyr_access`, and of `access_from` where there is a `jira`.
        base: an address of this machine in place of the region's.
        jira: the site that knows the story's number; None links no test case to its story.

    Raises:
        ZephyrError: `no_credentials`: there is no token, or its time is over.
        JiraError: `no_credentials`.
        ConfigError: `base` is no address of this machine.
    """
    host = _host(settings, base)
    with ExitStack() as stack:
        client = stack.enter_context(_client(host, environment))
        issues = JiraNumbers(stack.enter_context(_jira(jira, environment))) if jira else None
        yield ZephyrCases(client, settings, base=host.base, issues=issues)


@contextmanager
def zephyr_tests(
    settings: ZephyrSettings, environment: Mapping[str, str], *, base: str | None = None
) -> Iterator[ZephyrTests]:
    """Open what knows the tests that an issue has in Zephyr Scale; arguments and errors as for `zephyr_target`."""
    with _client(_host(settings, base), environment) as client:
        yield ZephyrTests(client)


def _host(settings: ZephyrSettings, base: str | None) -> Host:
    return zephyr_host(settings.region, base)


@contextmanager
def _client(host: Host, environment: Mapping[str, str]) -> Iterator[ZephyrClient]:
    with client_of(_BOUNDS, local=host.is_loopback) as http:
        yield ZephyrClient(Exchange(host, zephyr_access(environment), http=http, budget=BUDGET))


@contextmanager
def _jira(site: Site, environment: Mapping[str, str]) -> Iterator[Jira]:
    with client_of(_BOUNDS, local=site.is_loopback) as http:
        yield JiraClient(Exchange(site, access_from(environment, site), http=http))
