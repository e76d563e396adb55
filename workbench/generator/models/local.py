"""The embedded model: llama.cpp's server in this process, on loopback, asked through the openai SDK."""

import atexit
import json
import os
import re
import secrets
import threading
from typing import Any, ClassVar, Final

import httpx2

from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models import weights
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import ModelSpec

DEFAULT_CONTEXT: Final = 8_192
_THREADS: Final = "WORKBENCH_LOCAL_THREADS"


class LocalModel(OpenAiModel):
    """The embedded model. One server a process, file, name and context length; it ends with the process.

    Its text is repeatable on one machine only: one request at a time, no prompt cache, one thread.
    """

    _servers: ClassVar[dict[tuple[str, str, int], tuple[Any, str, str]]] = {}
    _lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def started(cls, spec: ModelSpec) -> "LocalModel":
        """Return the model with its server running.

        Raises:
            ModelUnavailableError: the file is not the one the spec names, or the server does not start.
        """
        with cls._lock:
            sha256 = spec.weights_sha256 or weights.EMBEDDED.sha256
            wanted = (sha256, spec.model, spec.context_tokens or DEFAULT_CONTEXT)
            if wanted not in cls._servers:
                if not cls._servers:
                    atexit.register(cls._servers.clear)
                cls._servers[wanted] = _start(spec, str(weights.EMBEDDED.checked(sha256)), threads())
            _, address, key = cls._servers[wanted]
        reachable = spec.model_copy(update={"base_url": f"{address}/v1"})
        # A transport of its own: a proxy that the environment names must not get between us and loopback.
        model = cls(reachable, key=key, transport=httpx2.HTTPTransport(), always={"cache_prompt": False})
        model.spec = spec
        return model

    @classmethod
    def address(cls) -> tuple[str, str] | None:
        """Return the base address and key of a running server, or None."""
        return next(((address, key) for _, address, key in cls._servers.values()), None)

    def _enforce(self, schema: dict[str, Any], body: dict[str, Any], extra: dict[str, Any]) -> None:  # noqa: ARG002
        """Give the schema as a grammar of llguidance, without free white space.

        Small models fall into white space until the last token. Under `response_format` llama.cpp makes a
        grammar of its own from the schema, which allows white space and ignores `x-guidance` (measured).
        """
        inflexible = {**schema, "x-guidance": {"whitespace_flexible": False}}
        extra["grammar"] = f"%llguidance {{}}\nstart: %json {json.dumps(inflexible)}"


def threads() -> int:
    """Return how many threads the server takes: `$WORKBENCH_LOCAL_THREADS`, else 1.

    One is as fast as two on a busy machine, and two collapse when another process wants a core.

    Raises:
        ModelUnavailableError: the variable holds no whole number from 1 to 256.
    """
    given = os.environ.get(_THREADS) or "1"
    if not re.fullmatch("[0-9]{1,3}", given) or not 1 <= int(given) <= 256:
        raise ModelUnavailableError(f"{_THREADS} is no whole number from 1 to 256; set it to 1, or unset it")
    return int(given)


def _start(spec: ModelSpec, path: str, n_threads: int) -> tuple[Any, str, str]:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.model_alias = {spec.model}  # else each answer carries the path of the file on this machine
    params.n_ctx = spec.context_tokens or DEFAULT_CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = n_threads
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    key = secrets.token_urlsafe(24)
    params.api_keys = [key]
    params.endpoint_slots = False
    params.cors_origins = "http://127.0.0.1"
    params.ui = False
    params.cache_prompt = False
    params.cache_ram_mib = 0
    params.verbosity = -1
    try:
        server = xllamacpp.Server(params)
    except Exception as error:  # noqa: BLE001 - the binding raises bare exceptions of its own
        raise ModelUnavailableError(f"the embedded model's server does not start ({type(error).__name__})") from None
    return server, server.listening_address, key
