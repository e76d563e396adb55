"""Who asks Jira. Credentials come from the environment, a keyring or the caller, and are shown by nothing."""

import base64
import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from workbench.generator.errors import JiraError
from workbench.generator.intake.jira_client.site import GATEWAY, Site

KEYRING_SERVICE: Final = "ai-test-studio"
_ASKING: Final = "signing in"
_VISIBLE: Final = re.compile(r"[\x21-\x7e]{1,16384}")
_VALUE: Final = re.compile(r"[\x20-\x7e]{1,16400}")


class Access(Protocol):
    """Gives the headers of one request. It is asked again for every request, because tokens end."""

    def headers(self) -> Mapping[str, str]:
        """Return the headers that say who asks.

        Raises:
            JiraError: there are none, or they cannot be sent.
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
    """An OAuth 2.0 access token."""

    token: str = field(repr=False)

    def headers(self) -> Mapping[str, str]:
        """Return the header (see `Access`)."""
        return _checked({"Authorization": f"Bearer {self.token}"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Delegated:
    """A user's own token, which a caller hands in, as Forge's remote calls bring one (`x-forge-oauth-user`).

    Attributes:
        give: is called for every request and returns its headers.
    """

    give: Callable[[], Mapping[str, str]] = field(repr=False)

    def headers(self) -> Mapping[str, str]:
        """Return the caller's headers (see `Access`)."""
        return _checked(self.give())


def access_from(environment: Mapping[str, str], site: Site, keyring: Keyring | None = None) -> Access:
    """Return the access that an environment names for a site.

    Behind the gateway it is JIRA_OAUTH_TOKEN where that is set. Else it is JIRA_EMAIL with JIRA_API_TOKEN, or with what
    a keyring holds for the service `ai-test-studio` and `E-MAIL@HOST`.

    Args:
        environment: as `os.environ`.
        site: who gets the credentials.
        keyring: None takes the package `keyring` where it is installed.

    Raises:
        JiraError: `no_credentials`: something is missing, or cannot be a token.
    """
    oauth = environment.get("JIRA_OAUTH_TOKEN", "").strip()
    if oauth and site.is_gateway:
        return Bearer(token=_token(oauth, "JIRA_OAUTH_TOKEN"))
    email, token = environment.get("JIRA_EMAIL", "").strip(), environment.get("JIRA_API_TOKEN", "").strip()
    if email and token:
        return Basic(email=_token(email, "JIRA_EMAIL"), token=_token(token, "JIRA_API_TOKEN"))
    if email:
        return Basic(email=_token(email, "JIRA_EMAIL"), token=_kept(keyring or _installed(), email, site))
    if oauth:
        where = f"https://{GATEWAY}/ex/jira/CLOUD-ID"
        raise _missing(f"JIRA_OAUTH_TOKEN is taken behind the gateway only; give '{where}' as --site")
    raise JiraError(_ASKING, "no_credentials")


def _kept(keyring: Keyring | None, email: str, site: Site) -> str:
    if keyring is None:
        raise _missing("JIRA_EMAIL is set and JIRA_API_TOKEN is not; set it, or install 'keyring' and keep it there")
    failures = _failures(keyring)
    try:
        token = keyring.get_password(KEYRING_SERVICE, f"{email}@{site.host}")
    except failures:
        token = None
    if not token:
        raise _missing(
            f"the keyring has no token for the service {KEYRING_SERVICE!r} and JIRA_EMAIL@HOST; put it there"
        )
    return _token(token.strip(), "the token in the keyring")


def _installed() -> Keyring | None:
    try:
        return cast("Keyring", importlib.import_module("keyring"))
    except ImportError:
        return None


def _failures(keyring: Keyring) -> tuple[type[Exception], ...]:
    """What a keyring raises that is locked, or that there is none of on this machine."""
    own = getattr(getattr(keyring, "errors", None), "KeyringError", RuntimeError)
    return (own, OSError, RuntimeError)


def _token(text: str, named: str) -> str:
    if not _VISIBLE.fullmatch(text):
        raise _missing(f"{named} holds signs that no token has; set it again")
    return text


def _checked(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Refuse what cannot stand in a header, because the HTTP library would show it in its error."""
    if not headers or not all(_VISIBLE.fullmatch(name) and _VALUE.fullmatch(value) for name, value in headers.items()):
        raise _missing("the caller's token cannot be sent; hand in one line of visible signs")
    return headers


def _missing(says: str) -> JiraError:
    return JiraError(_ASKING, "no_credentials", says=says)
