"""Who asks Xray Cloud: an API key, for which the service gives a token that lives a day."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from workbench.generator.errors import XrayError
from workbench.generator.remote import Ask, Bearer, Clock, Exchange, Keyring, Reply
from workbench.generator.remote.access import kept, no_credentials, token

CLIENT_ID: Final = "XRAY_CLIENT_ID"
CLIENT_SECRET: Final = "XRAY_CLIENT_SECRET"  # noqa: S105 - a variable's name
_KEPT_ID: Final = "xray-cloud-id"
_KEPT_SECRET: Final = "xray-cloud"  # noqa: S105 - a user's name
# A token lives 24 hours; an hour earlier nobody is cut off in the middle.
_LIVES_S: Final = 23 * 3_600.0
_LONGEST: Final = 2**16


@dataclass(frozen=True, kw_only=True, slots=True)
class XrayKey:
    """An API key: its client id and secret. Xray acts as the user of Jira whom it was made for."""

    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)


class Nobody:
    """Asks without credentials, as signing in does."""

    def headers(self) -> Mapping[str, str]:
        """Return none (see `Access`)."""
        return {}


class XrayAccess:
    """The token of an API key (see `Access`): got when it is first needed, and again after 23 hours.

    Safe to use from several threads, of which one signs in and the others wait for it.
    """

    def __init__(self, key: XrayKey, exchange: Exchange, clock: Clock) -> None:
        """Take what signs in; nothing is sent.

        Args:
            key: whose token.
            exchange: with the service, without credentials.
            clock: of this machine; its monotonic time tells a token's age.
        """
        self._key, self._exchange, self._clock = key, exchange, clock
        self._guard = threading.Lock()
        self._token: str | None = None
        self._until = 0.0

    def headers(self) -> Mapping[str, str]:
        """Return the token's header (see `Access`)."""
        with self._guard:
            if self._token is None or self._clock.monotonic() >= self._until:
                self._token = self._signed_in()
                self._until = self._clock.monotonic() + _LIVES_S
            return Bearer(token=self._token, service=XrayError).headers()

    def forget(self) -> bool:
        """Forget a token that the service refused, so that the next request brings a new one; tell if there was one."""
        with self._guard:
            there, self._token = self._token is not None, None
            return there

    def _signed_in(self) -> str:
        ask = Ask(
            service=XrayError,
            doing="signing in",
            method="POST",
            endpoint="/authenticate",
            body={"client_id": self._key.client_id, "client_secret": self._key.client_secret},
            most_bytes=_LONGEST,
        )
        try:
            return _token_of(ask, self._exchange.send(ask))
        except XrayError as error:  # whatever the token was for was not sent, and is not done
            kind = "unauthorised" if error.kind == "bad_request" else error.kind
            raise ask.failed(kind, status=error.status, retry_after_s=error.retry_after_s) from None


def xray_key(environment: Mapping[str, str], keyring: Keyring | None = None) -> XrayKey:
    """Return the API key that an environment names.

    What XRAY_CLIENT_ID or XRAY_CLIENT_SECRET leaves out is taken from a keyring: for the service `ai-test-studio`, the
    id under `xray-cloud-id` and the secret under `xray-cloud`.

    Args:
        environment: as `os.environ`.
        keyring: None takes the package `keyring` where it is installed.

    Raises:
        XrayError: `no_credentials`: a part is missing, or can be none.
    """
    client_id = _part(environment, CLIENT_ID, keyring, _KEPT_ID)
    secret = _part(environment, CLIENT_SECRET, keyring, _KEPT_SECRET)
    if client_id is None or secret is None:
        raise no_credentials(XrayError)
    return XrayKey(client_id=client_id, client_secret=secret)


def _part(environment: Mapping[str, str], variable: str, keyring: Keyring | None, user: str) -> str | None:
    given = environment.get(variable, "").strip()
    if given:
        return token(given, variable, XrayError)
    return kept(keyring, user, named=f"what the keyring has under {user!r}", service=XrayError)


def _token_of(ask: Ask, reply: Reply) -> str:
    """Return the token of an answer, which is a string in JSON and no object."""
    try:
        value = json.loads(reply.body.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # it holds the body, so it goes no further
        value = None
    if not isinstance(value, str) or not value:
        raise ask.failed("malformed", status=reply.status)
    return token(value, "the answer", XrayError)
