"""Who asks Zephyr Scale: its API token, from the environment or a keyring."""

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from workbench.generator.errors import ZephyrError
from workbench.generator.remote import Access, Bearer, Clock, Keyring, RealTime
from workbench.generator.remote.access import kept, no_credentials, token

VARIABLE: Final = "ZEPHYR_API_TOKEN"
_USER: Final = "zephyr-scale"


def zephyr_access(environment: Mapping[str, str], keyring: Keyring | None = None, clock: Clock | None = None) -> Access:
    """Return the access that an environment names, else a keyring under `ai-test-studio` and `zephyr-scale`.

    Args:
        environment: as `os.environ`.
        keyring: None takes the package `keyring` where it is installed.
        clock: None is the machine's own.

    Raises:
        ZephyrError: `no_credentials`: there is no token, it can be none, or its time is over.
    """
    given = environment.get(VARIABLE, "").strip()
    if given:
        found: str | None = token(given, VARIABLE, ZephyrError)
    else:
        found = kept(keyring, _USER, named="the token in the keyring", service=ZephyrError)
    if found is None:
        raise no_credentials(ZephyrError)
    ends = _ends(found)
    if ends is not None and ends <= (clock or RealTime()).now():
        raise no_credentials(ZephyrError, f"the token's time is over; make a new one in Zephyr and set {VARIABLE}")
    return Bearer(token=found, service=ZephyrError)


def _ends(text: str) -> datetime | None:
    """Return when a token says that it ends; its signature is the service's matter."""
    parts = text.split(".")
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        return datetime.fromtimestamp(claims["exp"], tz=UTC)
    except (IndexError, KeyError, TypeError, ValueError, binascii.Error, OverflowError, OSError, RecursionError):
        return None
