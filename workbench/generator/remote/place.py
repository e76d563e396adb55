"""Where a service is, and which addresses may be asked for it."""

from typing import Final, Protocol

import httpx2

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class Place(Protocol):
    """The address of a service.

    Attributes:
        base: scheme, host and what stands before the root; no slash at the end.
        root: what every call begins with, as `/rest/api/3`.
    """

    @property
    def base(self) -> str: ...  # noqa: D102 - see the class

    @property
    def root(self) -> str: ...  # noqa: D102 - see the class

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
