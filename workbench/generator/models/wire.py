"""What both SDKs need to send one request, to the endpoint that the config names, and to say nothing about it."""

import base64
import logging
import re
import weakref
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import httpx2

from workbench.generator.errors import ConfigError, ProviderError, ProviderKind
from workbench.generator.models.bounded import BoundedClient, Bounds
from workbench.generator.models.headers import allowance_of, retry_after_s
from workbench.generator.models.served import is_served
from workbench.generator.records import Completion, Image, ModelSpec

# What an SDK's parser raises for a body that is JSON of another shape, or nested without end.
GARBLED: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)

_STATUS: Final[dict[int, ProviderKind]] = {
    401: "auth",
    402: "spend_limit",
    403: "auth",
    404: "not_found",
    408: "timeout",
    429: "rate_limit",
    503: "overloaded",
    504: "timeout",
    529: "overloaded",
}
# A gateway that says so has handed the request on; what the model made of it is not known.
_MAYBE_BILLED: Final = frozenset({408, 502, 504})
_NEVER_SENT: Final = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.LocalProtocolError,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)
_TOO_LONG: Final = re.compile(r"prompt is too long|maximum context length|exceed context limit", re.IGNORECASE)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LOGGERS: Final = ("anthropic", "openai", "httpx2", "httpcore2")


def kind_of(status: int) -> ProviderKind:
    """Return what an HTTP status that is no success means, for every provider."""
    if status < 300:
        return "malformed"  # a protocol was switched that nobody asked to switch
    return _STATUS.get(status, "server" if status >= 500 else "bad_request")


def refused(name: str, kind: ProviderKind, response: httpx2.Response) -> ProviderError:
    """Return the failure that a status says, with what its headers say of waits and limits."""
    now = datetime.now(UTC)
    return ProviderError(
        name,
        kind,
        status=response.status_code,
        billable=kind == "malformed" or response.status_code in _MAYBE_BILLED,
        retry_after_s=retry_after_s(response.headers, now),
        allowance=allowance_of(response.headers, now),
    )


def lost(name: str, error: Exception) -> ProviderError:
    """Return the failure of a call that got no answer, by what an SDK's exception was caused by.

    Only where nothing was sent it costs nothing for sure. An exception without a cause on the wire is the request's
    own: it could not be written.
    """
    cause = error.__cause__
    if isinstance(cause, httpx2.TimeoutException):
        return ProviderError(name, "timeout", billable=not isinstance(cause, _NEVER_SENT))
    if isinstance(cause, httpx2.DecodingError):
        return ProviderError(name, "malformed", billable=True)
    if isinstance(cause, httpx2.RequestError | OSError):
        return ProviderError(name, "connection", billable=not isinstance(cause, _NEVER_SENT))
    return ProviderError(name, "bad_request")


def check_json(response: httpx2.Response) -> None:
    """Refuse a success that says it is no JSON, and one that is no UTF-8: either is no answer of the model's.

    Raises:
        ValueError: it is one of these.
    """
    kind = response.headers.get("content-type", "json")
    if "json" not in kind.lower():
        raise ValueError("the content is no JSON")
    response.content.decode("utf-8")


def garbled(name: str, response: httpx2.Response) -> ProviderError:
    """Return the failure of a success without an answer in it."""
    allowance = allowance_of(response.headers, datetime.now(UTC))
    return ProviderError(name, "malformed", status=response.status_code, billable=True, allowance=allowance)


def accepted(spec: ModelSpec, found: Completion, response: httpx2.Response) -> Completion | ProviderError:
    """Return an answer with the allowance it came with, or the failure that it is another model's."""
    allowance = allowance_of(response.headers, datetime.now(UTC))
    if not is_served(spec, found.served_by):
        status = response.status_code
        return ProviderError(spec.name, "wrong_model", status=status, billable=True, allowance=allowance)
    return replace(found, allowance=allowance)


def is_too_long(status: int, message: object) -> bool:
    """Tell whether an error says that the request is longer than the model takes.

    Anthropic and vLLM have no code for it, so the sentence is read where there is none.
    """
    return status == 413 or (status == 400 and isinstance(message, str) and _TOO_LONG.search(message) is not None)


def endpoint(spec: ModelSpec, default: str) -> str:
    """Return the address to send to: the config's, else the vendor's own, and never the environment's.

    The SDKs would take `OPENAI_BASE_URL` and `ANTHROPIC_BASE_URL`, which are not part of a config's identity.

    Raises:
        ConfigError: the config's is no address.
    """
    try:
        url = httpx2.URL(default if spec.base_url is None else spec.base_url)
    except (httpx2.InvalidURL, ValueError):
        url = None
    if url is None or url.scheme not in {"http", "https"} or not url.host:
        raise ConfigError(f"{spec.name}: 'base_url' is no address of the form 'https://host/path'")
    return str(url)


def http_client(owner: object, bounds: Bounds, transport: httpx2.BaseTransport | None) -> httpx2.Client:
    """Return a client that keeps the bounds.

    Args:
        owner: the client is closed when this object goes.
        bounds: of every call.
        transport: None takes the network and the environment's proxies; a transport of one's own has neither.
    """
    mute()
    client = BoundedClient(bounds, transport)
    weakref.finalize(owner, client.close)
    return client


def mute() -> None:
    """Keep the SDKs' logs out of ours: at DEBUG, which `OPENAI_LOG` and a root logger turn on, they hold the prompt."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
            logger.addHandler(logging.NullHandler())


def encoded(image: Image) -> str:
    """Return a picture's bytes as the base64 that both languages take."""
    return base64.b64encode(image.data).decode("ascii")


def caption(image: Image) -> str:
    """Return what stands before a picture: its name, as the issue's own text refers to it."""
    return f"[image: {image.name}]"


def storable(text: str) -> str:
    """Return the text with a replacement sign for each lone surrogate, which JSON can hold and UTF-8 cannot."""
    return _LONE_SURROGATE.sub("\ufffd", text)
