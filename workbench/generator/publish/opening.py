"""A target out of what a person names: where, as whom, and how tests stand there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx2
from pydantic import ValidationError

from workbench.generator.errors import ConfigError
from workbench.generator.intake.jira_client import Budget, Exchange, JiraClient, Site, access_from
from workbench.generator.models.bounded import BoundedClient, Bounds
from workbench.generator.prompt.file import first_fault, parse_yaml, read_text
from workbench.generator.publish.jira import JiraAttachment, JiraComment, JiraIssues, JiraSettings, JiraWriter
from workbench.generator.publish.target import Target

# 200 tests with a create and a link each, and reads; at 20 writes in two seconds to one story.
BUDGET: Final = Budget(requests=2_000, seconds=1_800.0)
_BOUNDS: Final = Bounds(silent_s=30.0, total_s=120.0)


def jira_settings(path: Path | None, **given: Any) -> JiraSettings:  # noqa: ANN401 - fields of the settings
    """Return the settings of a YAML or JSON file, with what is given in place of what stands there.

    Args:
        path: the file; None is no file.
        given: fields of `JiraSettings`; None leaves the file's, or the default.

    Raises:
        PromptError: the file cannot be read, or a key or value is none of the settings.
        ConfigError: a value that is given is none.
    """
    settings = parse_yaml(path, read_text(path), JiraSettings) if path else JiraSettings()
    try:
        chosen = {name: each for name, each in given.items() if each is not None}
        return JiraSettings.model_validate(settings.model_dump() | chosen)
    except ValidationError as error:
        raise ConfigError(f"no settings for Jira: {first_fault(error)}") from None


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
    transport = httpx2.HTTPTransport(trust_env=False) if site.is_loopback else None
    with BoundedClient(_BOUNDS, transport) as http:
        yield Exchange(site, access_from(environment, site), http=http, budget=BUDGET)


def _writer(site: Site, exchange: Exchange) -> JiraWriter:
    return JiraWriter(exchange, browse=None if site.is_gateway else site.base)
