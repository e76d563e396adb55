"""An HTTP client that holds no more of an answer than it must, and waits no longer."""

import threading
import time
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final

import httpx2

# A refusal is one sentence; an SDK makes several times its size of objects and text of it.
_MOST_OF_AN_ERROR: Final = 2**20
_OF_THE_BODY: Final = frozenset({b"content-encoding", b"content-length", b"content-type", b"transfer-encoding"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """How much and how long one call may take.

    Attributes:
        connect_s: seconds until the connection stands.
        silent_s: seconds without a byte. The embedded model on one thread takes minutes for a full context.
        total_s: seconds from sending to the last byte, however the bytes come.
        body_bytes: the longest body, as it is after decompression.
    """

    connect_s: float = 10.0
    silent_s: float = 300.0
    total_s: float = 600.0
    body_bytes: int = 32 * 2**20

    @property
    def timeout(self) -> httpx2.Timeout:
        """What a client keeps of them by itself."""
        return httpx2.Timeout(self.silent_s, connect=self.connect_s)


BOUNDS: Final = Bounds()


class BoundedClient(httpx2.Client):
    """Follows no redirect, because that would hand the issue to another host, and keeps the bounds of every call.

    A body that is too long or badly compressed is as good as none: a success without one is malformed, and an error
    is known by its status.
    """

    def __init__(self, bounds: Bounds, transport: httpx2.BaseTransport | None = None) -> None:
        """Make the client; nothing is sent.

        Args:
            bounds: of every call.
            transport: None takes the network and the environment's proxies; a transport of one's own has neither.
        """
        # One cookie that no header can hold would spoil every later request.
        none = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        super().__init__(timeout=bounds.timeout, follow_redirects=False, cookies=none, transport=transport)
        self._bounds = bounds
        self._end = _End()
        for each in (self._transport, *self._mounts.values()):
            # No public way leads to the sockets, and only there a head that drips byte by byte can be stopped.
            pool = getattr(each, "_pool", None)
            if pool is not None:
                pool._network_backend = _Backend(pool._network_backend, self._end)  # noqa: SLF001

    def send(self, request: httpx2.Request, *, stream: bool = False, **how: Any) -> httpx2.Response:  # noqa: ANN401
        """Send a request and read its answer within the bounds (see `httpx2.Client.send`)."""
        self._end.at = time.monotonic() + self._bounds.total_s
        response = super().send(request, stream=True, **how)
        return response if stream else self._read(response)

    def _read(self, response: httpx2.Response) -> httpx2.Response:
        most = self._bounds.body_bytes
        try:
            body = _body(response, most if response.is_success else min(most, _MOST_OF_AN_ERROR))
        except httpx2.TransportError:
            if response.is_success:
                raise
            body = b""
        # The charset goes: JSON is UTF-8, and a name such as `zlib` makes the SDK's decoding fail.
        kind = response.headers.get("content-type", "").partition(";")[0].encode("ascii", "replace")
        headers = [(name, value) for name, value in response.headers.raw if name.lower() not in _OF_THE_BODY]
        return httpx2.Response(
            response.status_code,
            headers=[*headers, (b"content-type", kind)] if kind else headers,
            content=body,
            request=response.request,
        )


def _body(response: httpx2.Response, most: int) -> bytes:
    held = bytearray()
    try:
        for part in response.iter_bytes():  # of at most a megabyte, whatever it was compressed to
            if len(held) + len(part) > most:
                return b""
            held += part
    except httpx2.DecodingError:
        return b""
    finally:
        response.close()
    return bytes(held)


class _End(threading.local):
    """When the call of this thread has to be over, on the monotonic clock."""

    at = float("inf")

    def within(self, timeout: float | None) -> float:
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpx2.ReadTimeout("the call took too long")
        return left if timeout is None else min(timeout, left)


class _Backend:
    """Connects as the other one does, to sockets that keep the end of a call."""

    def __init__(self, inner: Any, end: _End) -> None:  # noqa: ANN401
        self._inner, self._end = inner, end

    def connect_tcp(self, *where: Any, **how: Any) -> "_Socket":  # noqa: ANN401
        return _Socket(self._inner.connect_tcp(*where, **how), self._end)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._inner, name)


class _Socket:
    """A connection that reads and writes no longer than its call may take."""

    def __init__(self, inner: Any, end: _End) -> None:  # noqa: ANN401
        self._inner, self._end = inner, end

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:  # noqa: ANN401
        return self._inner.read(max_bytes, self._end.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._end.within(timeout))

    def start_tls(self, *how: Any, **more: Any) -> "_Socket":  # noqa: ANN401
        return _Socket(self._inner.start_tls(*how, **more), self._end)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._inner, name)


def client_of(bounds: Bounds, *, local: bool) -> BoundedClient:
    """Return a client for a service: through the environment's proxies, but never to this machine.

    Args:
        bounds: of every call.
        local: whether the service is on this machine.
    """
    return BoundedClient(bounds, httpx2.HTTPTransport(trust_env=False) if local else None)
