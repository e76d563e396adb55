"""The Messages API of Anthropic, asked through the official SDK with its retries off."""

import time
from collections.abc import Mapping
from typing import Any, Final

import anthropic
from anthropic.types import Message as AnthropicMessage

from workbench.generator.errors import ProviderError
from workbench.generator.models.counting import count
from workbench.generator.models.openai import TIMEOUT_S, kind_of
from workbench.generator.records import Completion, Finish, ModelSpec, Request, Usage

_FINISH: Final[Mapping[str, Finish]] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refused",
}


class AnthropicModel:
    """A Claude model. It takes no sampling parameters: plan repeats, not temperature 0."""

    def __init__(self, spec: ModelSpec, *, key: str, http_client: anthropic.DefaultHttpxClient | None = None) -> None:
        self.spec = spec
        self._client = anthropic.Anthropic(
            api_key=key, base_url=spec.base_url, max_retries=0, timeout=TIMEOUT_S, http_client=http_client
        )

    def complete(self, request: Request) -> Completion:
        """Ask once (see `Model.complete`)."""
        started = time.monotonic()
        try:
            answer = self._client.messages.create(**self._body(request))
        except (anthropic.AnthropicError, ValueError) as error:
            raise _translated(self.spec.name, error) from None
        return self._read(answer, time.monotonic() - started)

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

    def _read(self, answer: AnthropicMessage, latency_s: float) -> Completion:
        try:
            text = "".join(block.text for block in answer.content if block.type == "text")
        except (AttributeError, TypeError):
            raise ProviderError(self.spec.name, "malformed") from None
        finish = _FINISH.get(str(answer.stop_reason), "stop")
        return Completion(
            text="" if finish == "refused" else text,
            finish=finish,
            usage=_usage(answer.usage),
            latency_s=latency_s,
            served_by=answer.model if isinstance(answer.model, str) else None,
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


def _translated(name: str, error: Exception) -> ProviderError:
    if isinstance(error, anthropic.APITimeoutError):
        return ProviderError(name, "timeout")
    if isinstance(error, anthropic.APIStatusError):
        kind = kind_of(error.status_code)
        spent = "spend" in type(error).__name__.lower() or "billing" in type(error).__name__.lower()
        return ProviderError(name, "spend_limit" if spent else kind, status=error.status_code)
    if isinstance(error, anthropic.APIConnectionError):
        return ProviderError(name, "connection")
    return ProviderError(name, "malformed")
