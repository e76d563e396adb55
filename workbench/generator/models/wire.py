"""What both SDKs need to send one request, to the endpoint that the config names, and to say nothing about it."""

import logging
import re
import weakref
from typing import Final

import httpx2

from workbench.generator.errors import ConfigError, ProviderKind
from workbench.generator.records import ModelSpec

# The embedded model on one thread takes minutes for a full context; a host that is down is known at once.
TIMEOUT: Final = httpx2.Timeout(300.0, connect=10.0)
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
_TOO_LONG: Final = re.compile(r"prompt is too long|maximum context length|exceed context limit", re.IGNORECASE)
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LOGGERS: Final = ("anthropic", "openai", "httpx2", "httpcore2")


def kind_of(status: int) -> ProviderKind:
    """Return what an HTTP status of 300 and above means, for every provider."""
    return _STATUS.get(status, "server" if status >= 500 else "bad_request")


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


def http_client(owner: object, transport: httpx2.BaseTransport | None) -> httpx2.Client:
    """Return a client that follows no redirect, because that would hand the issue to another host.

    Args:
        owner: the client is closed when this object goes.
        transport: None takes the network and the environment's proxies; a transport of one's own has neither.
    """
    mute()
    client = httpx2.Client(timeout=TIMEOUT, follow_redirects=False, transport=transport)
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


def storable(text: str) -> str:
    """Return the text with a replacement sign for each lone surrogate, which JSON can hold and UTF-8 cannot."""
    return _LONE_SURROGATE.sub("\ufffd", text)
