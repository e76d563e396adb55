"""What the commands publish to, and who knows the tests that an issue has already."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.generator.errors import ConfigError

if TYPE_CHECKING:
    from workbench.generator.intake.existing import ExistingTests
    from workbench.generator.intake.jira_client import Site
    from workbench.generator.publish.target import Target

SERVICES: Final = ("jira", "xray", "zephyr")
"""What is published to by its API; any other name is a file's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """A service, as the options of a command name it; None is the default of the settings.

    Attributes:
        service: one of `SERVICES`.
        site: the Jira site; needed for Jira, and for Xray and Zephyr Scale the place where links are mended and numbers
            of issues are known.
        settings: a file with all settings.
        kind: how tests stand in Jira.
        project: whose the tests become.
        issue_type: of a test in Jira.
        region: where the tenant's data lies.
        address: of a service on this machine in the vendor's place.
    """

    service: str
    site: str | None = None
    settings: Path | None = None
    kind: str | None = None
    project: str | None = None
    issue_type: str | None = None
    region: str | None = None
    address: str | None = None


@contextmanager
def opened(to: Destination) -> "Iterator[Target]":
    """Open what is published to; nothing is sent yet.

    Raises:
        ConfigError: options do not fit the service.
        RemoteError: `no_credentials`.
    """
    with {"jira": _jira, "xray": _xray, "zephyr": _zephyr}[to.service](to) as target:
        yield target


@contextmanager
def existing_tests(to: Destination) -> "Iterator[ExistingTests]":
    """Open what knows the tests that an issue has in Xray or Zephyr Scale; errors as for `opened`."""
    if to.service == "xray":
        from workbench.generator.publish.xray.existing import XrayTests
        from workbench.generator.publish.xray.opening import xray_client, xray_settings

        with xray_client(xray_settings(to.settings, region=to.region), os.environ, base=_address(to)) as client:
            yield XrayTests(client)
    else:
        from workbench.generator.publish.zephyr.opening import zephyr_settings, zephyr_tests

        with zephyr_tests(zephyr_settings(to.settings, region=to.region), os.environ, base=_address(to)) as tests:
            yield tests


@contextmanager
def _jira(to: Destination) -> "Iterator[Target]":
    from workbench.generator.publish.opening import jira_settings, jira_target

    site = _site(to)
    if site is None:
        raise ConfigError("--to jira needs --site https://your.atlassian.net")
    if to.region is not None or to.address is not None:
        raise ConfigError("--region and --address go with --to xray and --to zephyr; a Jira site is its own address")
    settings = jira_settings(to.settings, kind=to.kind, project=to.project, issue_type=to.issue_type)
    with jira_target(site, settings, os.environ) as target:
        yield target


@contextmanager
def _xray(to: Destination) -> "Iterator[Target]":
    from workbench.generator.publish.opening import jira_writer
    from workbench.generator.publish.xray.opening import xray_settings, xray_target

    _refuse_jiras(to)
    settings, site = xray_settings(to.settings, project=to.project, region=to.region), _site(to)
    with ExitStack() as stack:
        linker = stack.enter_context(jira_writer(site, os.environ)) if site else None
        yield stack.enter_context(xray_target(settings, os.environ, base=_address(to), linker=linker))


@contextmanager
def _zephyr(to: Destination) -> "Iterator[Target]":
    from workbench.generator.publish.zephyr.opening import zephyr_settings, zephyr_target

    _refuse_jiras(to)
    settings = zephyr_settings(to.settings, project=to.project, region=to.region)
    with zephyr_target(settings, os.environ, base=_address(to), jira=_site(to)) as target:
        yield target


def _refuse_jiras(to: Destination) -> None:
    if to.kind is not None or to.issue_type is not None:
        raise ConfigError(f"--as and --issue-type go with --to jira; {to.service} has kinds of its own")


def _site(to: Destination) -> "Site | None":
    from workbench.generator.intake.jira_client import Site

    return None if to.site is None else Site.at(to.site)


def _address(to: Destination) -> str | None:
    from workbench.generator.remote import loopback

    return None if to.address is None else loopback(to.address, "--address")
