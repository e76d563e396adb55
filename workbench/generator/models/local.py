"""The embedded model: llama.cpp's server in this process, on loopback, asked through the openai SDK."""

import atexit
import os
import secrets
import threading
from typing import Any, ClassVar, Final

from workbench.generator.errors import ModelUnavailableError
from workbench.generator.models import weights
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import ModelSpec

DEFAULT_CONTEXT: Final = 8_192
# One thread is as fast as two on a busy machine, and two collapse when another process wants a core.
_THREADS: Final = int(os.environ.get("WORKBENCH_LOCAL_THREADS", "1"))


class LocalModel(OpenAiModel):
    """The embedded model. One server a process and file; it ends with the process.

    Its text is repeatable on one machine only: one request at a time, no prompt cache, one thread.
    """

    _servers: ClassVar[dict[str, tuple[Any, str, str]]] = {}
    _lock: ClassVar[threading.Lock] = threading.Lock()

    @classmethod
    def started(cls, spec: ModelSpec) -> "LocalModel":
        """Return the model with its server running.

        Raises:
            ModelUnavailableError: the file is not the one the spec names, or the server does not start.
        """
        with cls._lock:
            sha256 = spec.weights_sha256 or weights.SHA256
            if sha256 not in cls._servers:
                if not cls._servers:
                    atexit.register(cls._servers.clear)
                cls._servers[sha256] = _start(str(weights.checked(sha256)), spec.context_tokens or DEFAULT_CONTEXT)
            _, address, key = cls._servers[sha256]
        reachable = spec.model_copy(update={"base_url": f"{address}/v1"})
        model = cls(reachable, key=key, always={"cache_prompt": False})
        model.spec = spec
        return model

    @classmethod
    def address(cls) -> tuple[str, str] | None:
        """Return the base address and key of a running server, or None."""
        return next(((address, key) for _, address, key in cls._servers.values()), None)

    def _response_format(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Without free white space, into which small models fall until the last token (a key of llguidance)."""
        return super()._response_format({**schema, "x-guidance": {"whitespace_flexible": False}})


def _start(path: str, context_tokens: int) -> tuple[Any, str, str]:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = _THREADS
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
