"""Where a service is, and which addresses may be asked for it."""

from dataclasses import dataclass
from typing import Final, Protocol

import httpx2

from workbench.generator.errors import ConfigError

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Place(Protocol):
    """The address of a service.

    Attributes:
        base: scheme, host and what stands before the root; no slash at the end.
        root: what every call begins with, as `/rest/api/3`.
        least_wait_s: the service asks to come back sooner than it means; nobody does before so many seconds.
    """

    @property
    def base(self) -> str: ...  # noqa: D102 - see the class

    @property
    def root(self) -> str: ...  # noqa: D102 - see the class

    @property
    def least_wait_s(self) -> float: ...  # noqa: D102 - see the class

    def holds(self, url: httpx2.URL) -> bool:
        """Tell whether an address is at the service's own scheme, host and port; only those get its credentials."""
        ...

    def may_send_to(self, url: httpx2.URL) -> bool:
        """Tell whether a redirect may be followed."""
        ...


def same_origin(base: str, url: httpx2.URL) -> bool:
    """Tell whether an address has the scheme, host and port of another."""
    own = httpx2.URL(base)
    return (url.scheme, url.host, url.port) == (own.scheme, own.host, own.port)


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """A vendor's host: one of those that it names by region, and no other. Redirects are not followed.

    Attributes:
        base: see `Place`.
        root: see `Place`.
        least_wait_s: see `Place`.
    """

    base: str
    root: str
    least_wait_s: float = 0.0

    def holds(self, url: httpx2.URL) -> bool:
        """Tell whether an address is there (see `Place`)."""
        return same_origin(self.base, url)

    def may_send_to(self, url: httpx2.URL) -> bool:  # noqa: ARG002 - the port's
        """Tell that no redirect is followed (see `Place`)."""
        return False

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine."""
        return httpx2.URL(self.base).host in LOOPBACK


def loopback(address: str, option: str) -> str:
    """Return an address on this machine without its end; for tests and for those who put a proxy of their own there.

    Args:
        address: as `http://127.0.0.1:8080`.
        option: how people gave it, for the message.

    Raises:
        ConfigError: it is no such address.
    """
    try:
        url = httpx2.URL(address.strip())
    except (httpx2.InvalidURL, ValueError):
        url = None
    if url is None or url.host not in LOOPBACK or url.scheme not in {"http", "https"} or url.userinfo or url.query:
        raise ConfigError(f"{option}: only an address of this machine can stand here; name a region instead")
    return f"{url.scheme}://{url.netloc.decode('ascii')}{url.path.rstrip('/')}"
