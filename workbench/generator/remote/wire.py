"""One request, sent once: an answer within its bounds, or the failure."""

import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

import httpx2

from workbench.generator.errors import RemoteError, RemoteKind
from workbench.generator.remote.ask import Ask, Reply
from workbench.generator.remote.waits import near_limit, retry_after_s, scope_of

_STATUS: Final[Mapping[int, RemoteKind]] = {
    401: "unauthorised",
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    410: "gone",
    413: "too_large",
    429: "rate_limit",
    504: "timeout",
}
_NEVER_SENT: Final = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.LocalProtocolError,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_LARGEST_ERROR: Final = 256 * 2**10
# What a gateway or a server says that may have carried the request out all the same.
_MAYBE_DONE: Final = frozenset({408, 500, 502, 503, 504})


class Sent:
    """What came of sending a request once: a reply or a failure, and whether a limit is near."""

    def __init__(self, outcome: Reply | RemoteError, *, near: bool = False) -> None:
        self.outcome = outcome
        self.near = near


def send(
    http: httpx2.Client, request: httpx2.Request, ask: Ask, *, now: Callable[[], datetime], left_s: Callable[[], float]
) -> Sent:
    """Send a request once. Redirects are not followed, and no body of an error goes further than `Ask.refused`.

    Args:
        http: sends it.
        request: as it goes out.
        ask: what it is for, and the longest answer.
        now: the moment in UTC.
        left_s: the seconds that the client's budget has left, asked between the parts of an answer.
    """
    try:
        return _sent(http, request, ask, now, left_s)
    except httpx2.RequestError as error:
        failure = _lost(ask, error)
    except OSError:
        failure = ask.failed("connection", maybe_done=True)
    return Sent(failure)


def mute() -> None:
    """Keep the HTTP library's logs out of ours: they hold addresses with keys in them."""
    for name in ("httpx2", "httpcore2"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())


def _sent(
    http: httpx2.Client, request: httpx2.Request, ask: Ask, now: Callable[[], datetime], left_s: Callable[[], float]
) -> Sent:
    response = http.send(request, stream=True, auth=None, follow_redirects=False)
    try:
        near = near_limit(response.headers)
        if response.is_success:
            body = _body(response, ask, left_s)
            return Sent(body if isinstance(body, RemoteError) else _reply(response, body), near=near)
        if response.is_redirect:
            return Sent(_reply(response, b""), near=near)
        return Sent(_refused(ask, response, now(), left_s), near=near)
    finally:
        response.close()


def _reply(response: httpx2.Response, body: bytes) -> Reply:
    headers = response.headers
    return Reply(
        status=response.status_code,
        content_type=headers.get("content-type", ""),
        body=body,
        location=(headers.get("location") or None) if response.is_redirect else None,
    )


def _body(response: httpx2.Response, ask: Ask, left_s: Callable[[], float]) -> bytes | RemoteError:
    too_large = ask.failed("too_large", status=response.status_code, maybe_done=True)
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > ask.most_bytes:
        return too_large
    held = bytearray()
    for part in response.iter_bytes():  # of at most a megabyte, whatever it was compressed to
        if len(held) + len(part) > ask.most_bytes:
            return too_large
        if left_s() <= 0:
            return ask.failed("budget", maybe_done=True)
        held += part
    return bytes(held)


def _refused(ask: Ask, response: httpx2.Response, now: datetime, left_s: Callable[[], float]) -> RemoteError:
    status = response.status_code
    body = _body(response, replace(ask, most_bytes=_LARGEST_ERROR), left_s) if ask.refused and status == 400 else b""
    kind = _STATUS.get(status, "server" if status >= 500 else "bad_request")
    return ask.failed(
        kind,
        status=status,
        retry_after_s=retry_after_s(response.headers, now) if status in {429, 503} else None,
        scope=scope_of(response.headers) if status == 429 else None,
        maybe_done=status in _MAYBE_DONE,
        fields=ask.refused(body) if ask.refused and isinstance(body, bytes) else (),
    )


def _lost(ask: Ask, error: httpx2.RequestError) -> RemoteError:
    if isinstance(error, httpx2.DecodingError):
        return ask.failed("malformed", maybe_done=True)
    if _is_untrusted(error):
        return ask.failed("untrusted")
    kind: RemoteKind = "timeout" if isinstance(error, httpx2.TimeoutException) else "connection"
    return ask.failed(kind, maybe_done=not isinstance(error, _NEVER_SENT))


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
