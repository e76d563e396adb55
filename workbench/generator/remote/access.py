"""Who asks a service. Credentials come from the environment, a keyring or the caller, and are shown by nothing."""

import base64
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from workbench.generator.errors import JiraError, RemoteError

KEYRING_SERVICE: Final = "ai-test-studio"
_ASKING: Final = "signing in"
_VISIBLE: Final = re.compile(r"[\x21-\x7e]{1,16384}")
_VALUE: Final = re.compile(r"[\x20-\x7e]{1,16400}")


class Access(Protocol):
    """Gives the headers of one request. It is asked again for every request, because tokens end."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that say who asks.

        Raises:
            RemoteError: there are none, or they cannot be sent.
        """


class Keyring(Protocol):
    """What is needed of the package `keyring`."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return the secret, or None where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Basic:
    """An account's e-mail address and its API token."""

    email: str = field(repr=False)
    token: str = field(repr=False)

    def headers(self) -> Mapping[str, str]:
        """Return the header (see `Access`)."""
        pair = base64.b64encode(f"{self.email}:{self.token}".encode()).decode("ascii")
        return {"Authorization": f"Basic {pair}"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearer:
    """An access token.

    Attributes:
        service: the error of the service that takes it.
    """

    token: str = field(repr=False)
    service: type[RemoteError] = JiraError

    def headers(self) -> Mapping[str, str]:
        """Return the header (see `Access`)."""
        return _checked({"Authorization": f"Bearer {self.token}"}, self.service)


@dataclass(frozen=True, kw_only=True, slots=True)
class Delegated:
    """A user's own token, which a caller hands in, as Forge's remote calls bring one (`x-forge-oauth-user`).

    Attributes:
        give: is called for every request and returns its headers.
    """

    give: Callable[[], Mapping[str, str]] = field(repr=False)

    def headers(self) -> Mapping[str, str]:
        """Return the caller's headers (see `Access`)."""
        return _checked(self.give(), JiraError)


def token(text: str, named: str, service: type[RemoteError]) -> str:
    """Return a token as it can be sent.

    Args:
        text: as it was given.
        named: where it came from, for the message.
        service: the error of the service that takes it.

    Raises:
        RemoteError: `no_credentials`: no token looks like that.
    """
    if not _VISIBLE.fullmatch(text):
        raise no_credentials(service, f"{named} holds signs that no token has; set it again")
    return text


def kept(keyring: Keyring | None, user: str, *, named: str, service: type[RemoteError]) -> str | None:
    """Return what a keyring holds for the service `ai-test-studio`, or None where it holds nothing.

    Args:
        keyring: None takes the package `keyring` where it is installed.
        user: as whom it is kept.
        named: the secret, for the message.
        service: the error of the service that takes it.

    Raises:
        RemoteError: `no_credentials`: no token looks like what it holds.
    """
    found = keyring or _installed()
    if found is None:
        return None
    failures = _failures(found)
    try:
        secret = found.get_password(KEYRING_SERVICE, user)
    except failures:
        secret = None
    return token(secret.strip(), named, service) if secret else None


def has_keyring(keyring: Keyring | None) -> bool:
    """Tell whether there is a keyring to look into."""
    return (keyring or _installed()) is not None


def no_credentials(service: type[RemoteError], says: str | None = None) -> RemoteError:
    """Return the failure of somebody who cannot sign in."""
    return service(_ASKING, "no_credentials", says=says)


def _installed() -> Keyring | None:
    try:
        return cast("Keyring", importlib.import_module("keyring"))
    except ImportError:
        return None


def _failures(keyring: Keyring) -> tuple[type[Exception], ...]:
    """What a keyring raises that is locked, or that there is none of on this machine."""
    own = getattr(getattr(keyring, "errors", None), "KeyringError", RuntimeError)
    return (own, OSError, RuntimeError)


def _checked(headers: Mapping[str, str], service: type[RemoteError]) -> Mapping[str, str]:
    """Refuse what cannot stand in a header, because the HTTP library would show it in its error."""
    if not headers or not all(_VISIBLE.fullmatch(name) and _VALUE.fullmatch(value) for name, value in headers.items()):
        raise no_credentials(service, "the caller's token cannot be sent; hand in one line of visible signs")
    return headers
