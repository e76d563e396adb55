"""What can go wrong in production, and nothing else.

GeneratorError              one sentence: where, what, what to do
├── InputError              the issue, file, prompt or config that was handed in cannot be used
│   ├── IssueError          not an issue as Jira's REST v3 answers it
│   ├── PromptError         a prompt file, an example or a template
│   └── ConfigError         a prompt config or a model entry
├── ReleaseError            nothing is released there, or what is released is not as it was written
├── ModelUnavailableError   a model that cannot be asked here: no key, no weights, no such extra
├── ProviderError           a provider was asked and failed; has a `kind`
├── PublishError            tests cannot be published as asked: a type, a field or a name is missing at the target
└── RemoteError             a service was asked and failed; has a `kind`
    ├── JiraError           Jira
    ├── XrayError           Xray Cloud
    └── ZephyrError         Zephyr Scale

No message holds issue text, a rendered prompt, a key or a provider's body.
"""

import math
from collections.abc import Mapping
from typing import ClassVar, Literal, get_args

from workbench.generator.allowance import Allowance

ProviderKind = Literal[
    "auth",
    "bad_request",
    "connection",
    "malformed",
    "not_found",
    "overloaded",
    "rate_limit",
    "server",
    "spend_limit",
    "timeout",
    "wrong_model",
]
PROVIDER_KINDS: tuple[ProviderKind, ...] = get_args(ProviderKind)

RemoteKind = Literal[
    "bad_request",
    "budget",
    "connection",
    "forbidden",
    "gone",
    "malformed",
    "no_credentials",
    "not_found",
    "rate_limit",
    "redirect",
    "server",
    "timeout",
    "too_large",
    "unauthorised",
    "untrusted",
]
REMOTE_KINDS: tuple[RemoteKind, ...] = get_args(RemoteKind)
# Which of a service's limits was hit, by what has to rest until it is over.
LimitScope = Literal["app", "site", "endpoint", "issue"]


class GeneratorError(Exception):
    """Any expected failure of the generator; its text is fit to show to a user."""


class InputError(GeneratorError):
    """Something that was handed in cannot be used."""


class IssueError(InputError):
    """The input is not an issue as Jira's REST v3 answers it."""


class PromptError(InputError):
    """A prompt file, an example or a template cannot be used."""


class ConfigError(InputError):
    """A prompt config or a model entry cannot be used."""


class ReleaseError(GeneratorError):
    """Nothing is released there, or what is released is not as it was written, or may not be written."""


class PublishError(GeneratorError):
    """Tests cannot be published as they were asked to be."""


class ModelUnavailableError(GeneratorError):
    """The model cannot be asked on this machine: a key, the weights or an extra is missing."""


class ProviderError(GeneratorError):
    """A provider was asked and did not answer.

    Attributes:
        kind: what failed, from a closed set.
        status: the HTTP status, where there was one.
        billable: the provider may charge for it: the request was taken, and what came of it is not known.
        retry_after_s: how long the provider asks to wait, in seconds from 0; None where it does not say.
        allowance: what the provider said is left of its limits.
    """

    def __init__(
        self,
        model: str,
        kind: ProviderKind,
        *,
        status: int | None = None,
        billable: bool = False,
        retry_after_s: float | None = None,
        allowance: Allowance | None = None,
    ) -> None:
        where = f"HTTP {status}" if status is not None else "no HTTP status"
        super().__init__(f"{model}: the provider did not answer: {kind.replace('_', ' ')} ({where})")
        self.kind: ProviderKind = kind
        self.status = status
        self.billable = billable
        self.retry_after_s = retry_after_s
        self.allowance: Allowance = allowance or {}


class RemoteError(GeneratorError):
    """A service that issues come from or tests go to was asked and did not answer, or could not be asked.

    Attributes:
        service: its name, for people.
        says: what each kind means there and what to do; `SAYS` where it is nothing of the service's own.
        kind: what failed, from a closed set.
        status: the HTTP status, where there was one.
        retry_after_s: how long the service asks to wait, in seconds from 0; None where it does not say.
        scope: which limit was hit, for `rate_limit`; None where the service does not say.
        maybe_done: the request may have reached the service and been carried out.
        fields: ids of the fields that the service refuses, where it names some; never a value.
    """

    service: ClassVar[str] = "the service"
    says: ClassVar[Mapping[RemoteKind, str]] = {}

    def __init__(
        self,
        doing: str,
        kind: RemoteKind,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
        scope: LimitScope | None = None,
        maybe_done: bool = False,
        says: str | None = None,
        fields: tuple[str, ...] = (),
    ) -> None:
        """Make the sentence.

        Args:
            doing: what was asked for, in words of ours; no key, name or address.
            kind: see the class.
            status: see the class.
            retry_after_s: see the class.
            scope: see the class.
            maybe_done: see the class.
            says: what to do, where it is more than the kind says.
            fields: see the class.
        """
        http = f" (HTTP {status})" if status is not None else ""
        wait = f"; ask again in {_about(retry_after_s)}" if kind == "rate_limit" and retry_after_s is not None else ""
        what = says or self.says.get(kind) or _SAYS[kind].format(service=self.service)
        refused = f"; refused are {', '.join(fields)}" if fields else ""
        super().__init__(f"{self.service}, {doing}: {what}{refused}{wait}{http}")
        self.kind: RemoteKind = kind
        self.status = status
        self.retry_after_s = retry_after_s
        self.scope: LimitScope | None = scope
        self.maybe_done = maybe_done
        self.fields = fields


_SAYS: Mapping[RemoteKind, str] = {
    "bad_request": "{service} does not take the request",
    "budget": "the budget of requests or seconds is used up; allow more, or ask for less",
    "connection": "no connection, or it broke; check the address and the network",
    "forbidden": "{service} forbids it; check the permissions of the account and the scopes of the token",
    "gone": "{service} has removed this call; install a newer version",
    "malformed": "what came is no answer of {service}; check the address",
    "no_credentials": "there are no credentials",
    "not_found": "there is none, or the account may not see it",
    "rate_limit": "too many requests",
    "redirect": "{service} sends the request to another address, which is not followed; check the address",
    "server": "{service} failed; try again later",
    "timeout": "no answer in time; try again later",
    "too_large": "the answer is larger than is taken",
    "unauthorised": "{service} refuses the credentials; check that they are complete and not expired",
    "untrusted": "the certificate is not one that this machine trusts; check the address, and any proxy's",
}


class JiraError(RemoteError):
    """Jira was asked and did not answer, or could not be asked."""

    service = "Jira"
    says: ClassVar[Mapping[RemoteKind, str]] = {
        "bad_request": "Jira does not take the request; check the key, the fields and the query",
        "connection": "no connection, or it broke; check the address of the site and the network",
        "forbidden": "the account lacks a permission, or the token a scope: 'Browse projects' and 'read:jira-work'",
        "malformed": "what came is no answer of Jira's REST v3; check that --site is the address of a Jira Cloud site",
        "no_credentials": "there are no credentials; set JIRA_EMAIL and JIRA_API_TOKEN, or JIRA_OAUTH_TOKEN",
        "not_found": "there is none, or the account may not see it; check the key and the permission 'Browse projects'",
        "redirect": "Jira sends the request to another address, which is not followed; check the address of the site",
        "unauthorised": "Jira refuses the credentials; check that they are complete, not expired, and for this site",
        "untrusted": "the site's certificate is not one that this machine trusts; check the address, and any proxy's",
    }


class ZephyrError(RemoteError):
    """Zephyr Scale was asked and did not answer, or could not be asked."""

    service = "Zephyr Scale"
    says: ClassVar[Mapping[RemoteKind, str]] = {
        "bad_request": "Zephyr Scale does not take the request; check the project's key and its required custom fields",
        "forbidden": "the token's account may not do that; check its permissions in the project",
        "malformed": "what came is no answer of Zephyr Scale's API; check 'region'",
        "no_credentials": "there is no token; set ZEPHYR_API_TOKEN",
        "not_found": "there is none, or the account may not see it; check the project's key and 'region'",
        "unauthorised": "Zephyr Scale refuses the token; check that it is complete, not expired, and of this 'region'",
    }


class XrayError(RemoteError):
    """Xray Cloud was asked and did not answer, or could not be asked."""

    service = "Xray"
    says: ClassVar[Mapping[RemoteKind, str]] = {
        "bad_request": (
            "Xray does not take the request; check the project's required fields (see 'fields'), and that the account "
            "of the API key has the permission 'Create issues'"
        ),
        "forbidden": "the account of the API key may not do that; check its permissions in the project",
        "malformed": "what came is no answer of Xray Cloud; check 'region'",
        "no_credentials": "there is no API key; set XRAY_CLIENT_ID and XRAY_CLIENT_SECRET",
        "not_found": "there is none, or the account of the API key may not see it; check 'region'",
        "rate_limit": "too many requests; Xray takes 300 in 5 minutes, or 1,000 with Enterprise",
        "unauthorised": (
            "Xray refuses the API key; check that it is complete and of this 'region', and that the site has a licence"
        ),
    }


def _about(seconds: float) -> str:
    if seconds < 120:
        return f"{math.ceil(seconds)} s"
    return f"{math.ceil(seconds / 60)} minutes" if seconds < 7_200 else f"{math.ceil(seconds / 3_600)} hours"
