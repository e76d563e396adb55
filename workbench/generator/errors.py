"""What can go wrong in production, and nothing else.

GeneratorError              one sentence: where, what, what to do
├── InputError              the issue, file, prompt or config that was handed in cannot be used
│   ├── IssueError          not an issue as Jira's REST v3 answers it
│   ├── PromptError         a prompt file, an example or a template
│   └── ConfigError         a prompt config or a model entry
├── ReleaseError            nothing is released there, or what is released is not as it was written
├── ModelUnavailableError   a model that cannot be asked here: no key, no weights, no such extra
└── ProviderError           a provider was asked and failed; has a `kind`

No message holds issue text, a rendered prompt, a key or a provider's body.
"""

from typing import Literal, get_args

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
