"""The Messages API of Anthropic, asked through the official SDK with its retries off."""

import time
from collections.abc import Mapping
from typing import Any, Final

import anthropic
import httpx2

from workbench.generator.errors import ProviderError
from workbench.generator.models.counting import count
from workbench.generator.models.wire import GARBLED, TIMEOUT, endpoint, http_client, is_too_long, kind_of, storable
from workbench.generator.records import Completion, Finish, ModelSpec, Request, Usage

_ENDPOINT: Final = "https://api.anthropic.com"
_FINISH: Final[Mapping[str, Finish]] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "pause_turn": "length",  # half a turn; only server tools do that, and we name none
    "refusal": "refused",
}
_SPENT: Final = ("_spend_limit_reached", "_billing_unavailable")


class AnthropicModel:
    """A Claude model. It takes no sampling parameters: plan repeats, not temperature 0."""

    def __init__(self, spec: ModelSpec, *, key: str, transport: httpx2.BaseTransport | None = None) -> None:
        """Make the client; nothing is sent.

        Args:
            spec: the model.
            key: the API key.
            transport: another way than the network and its proxies.

        Raises:
            ConfigError: the spec's `base_url` is no address.
        """
        self.spec = spec
        self._client = anthropic.Anthropic(
            api_key=key or "none",
            base_url=endpoint(spec, _ENDPOINT),
            max_retries=0,
            timeout=TIMEOUT,
            http_client=http_client(self, transport),
            open_telemetry=False,
        )

    def complete(self, request: Request) -> Completion:
        """Ask once (see `Model.complete`)."""
        started = time.monotonic()
        try:
            answer = self._client.messages.with_raw_response.create(**self._body(request))
        except anthropic.APIStatusError as error:
            if not _is_too_long(error):
                raise _translated(self.spec.name, error) from None
            return Completion(text="", finish="too_long", usage=Usage(), latency_s=time.monotonic() - started)
        except (anthropic.AnthropicError, ValueError) as error:
            raise _translated(self.spec.name, error) from None
        latency_s = time.monotonic() - started
        try:
            return _read(answer.parse(), latency_s)
        except (anthropic.AnthropicError, *GARBLED):
            raise ProviderError(self.spec.name, "malformed", status=answer.status_code) from None

    def _body(self, request: Request) -> dict[str, Any]:
        system = "\n\n".join(message.content for message in request.messages if message.role == "system")
        turns = [{"role": turn.role, "content": turn.content} for turn in request.messages if turn.role != "system"]
        body: dict[str, Any] = {
            "model": self.spec.model,
            "max_tokens": request.params.max_output_tokens,
            "messages": turns,
        }
        if system:
            body["system"] = system
        if request.schema is not None:
            schema = anthropic.transform_schema(request.schema)
            body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return body


def _read(answer: Any, latency_s: float) -> Completion:  # noqa: ANN401 - a provider may send anything
    text = "".join(block.text for block in answer.content if block.type == "text")
    finish = _FINISH.get(str(answer.stop_reason), "stop")
    return Completion(
        text="" if finish == "refused" else storable(text),
        finish=finish,
        usage=_usage(answer.usage),
        latency_s=latency_s,
        served_by=storable(answer.model) if isinstance(answer.model, str) else None,
    )


def _usage(given: Any) -> Usage:  # noqa: ANN401 - a provider may send anything
    """Take the counts over: `input_tokens` leaves cached input out already; thinking is part of the output."""
    prompt, output = count(given, "input_tokens"), count(given, "output_tokens")
    thinking = count(getattr(given, "output_tokens_details", None), "thinking_tokens") or 0
    return Usage(
        input_tokens=prompt,
        cache_read_tokens=None if prompt is None else count(given, "cache_read_input_tokens") or 0,
        cache_write_tokens=None if prompt is None else count(given, "cache_creation_input_tokens") or 0,
        output_tokens=None if output is None else max(0, output - thinking),
        reasoning_tokens=None if output is None else thinking,
    )


def _is_too_long(error: anthropic.APIStatusError) -> bool:
    # llama.cpp's server, which speaks this language too, has a type of its own.
    return str(error.type) == "exceed_context_size_error" or is_too_long(error.status_code, error.api_message)


def _translated(name: str, error: Exception) -> ProviderError:
    if isinstance(error, anthropic.APITimeoutError):
        return ProviderError(name, "timeout")
    if isinstance(error, anthropic.APIStatusError):
        spent = error.type == "billing_error" or str(error.error_code).endswith(_SPENT)
        return ProviderError(name, "spend_limit" if spent else kind_of(error.status_code), status=error.status_code)
    if isinstance(error, anthropic.APIConnectionError):
        return ProviderError(name, "connection")
    return ProviderError(name, "bad_request")  # it could not be sent as it is
