"""A target out of what a person names: where, as whom, and how tests stand there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.generator.intake.jira_client import Budget, Exchange, JiraClient, Site, access_from
from workbench.generator.models.bounded import Bounds, client_of
from workbench.generator.publish.jira import JiraAttachment, JiraComment, JiraIssues, JiraSettings, JiraWriter
from workbench.generator.publish.settings import settings_of
from workbench.generator.publish.target import Target

# 200 tests with a create and a link each, and reads; at 20 writes in two seconds to one story.
BUDGET: Final = Budget(requests=2_000, seconds=1_800.0)
_BOUNDS: Final = Bounds(silent_s=30.0, total_s=120.0)


def jira_settings(path: Path | None, **given: object) -> JiraSettings:
    """Return the settings of a file, with what is given in place of what stands there; see `settings_of`."""
    return settings_of(JiraSettings, "Jira", path, given)


@contextmanager
def jira_target(site: Site, settings: JiraSettings, environment: Mapping[str, str]) -> Iterator[Target]:
    """Open a target in Jira.

    Args:
        site: where.
        settings: how tests stand there.
        environment: as `os.environ`; the credentials of `access_from`.

    Raises:
        JiraError: `no_credentials`.
    """
    with _exchange(site, environment) as exchange:
        jira = JiraClient(exchange)
        writer = _writer(site, exchange)
        if settings.kind == "comment":
            yield JiraComment(jira, writer, base=site.base)
        elif settings.kind == "attachment":
            yield JiraAttachment(jira, writer, base=site.base)
        else:
            yield JiraIssues(jira, writer, settings, base=site.base)


@contextmanager
def jira_writer(site: Site, environment: Mapping[str, str]) -> Iterator[JiraWriter]:
    """Open what links issues in Jira, for targets elsewhere; arguments and errors as for `jira_target`."""
    with _exchange(site, environment) as exchange:
        yield _writer(site, exchange)


@contextmanager
def _exchange(site: Site, environment: Mapping[str, str]) -> Iterator[Exchange]:
    with client_of(_BOUNDS, local=site.is_loopback) as http:
        yield Exchange(site, access_from(environment, site), http=http, budget=BUDGET)


def _writer(site: Site, exchange: Exchange) -> JiraWriter:
    return JiraWriter(exchange, browse=None if site.is_gateway else site.base)
