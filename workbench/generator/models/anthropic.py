"""The Messages API of Anthropic, asked through the official SDK with its retries off."""

import time
from collections.abc import Mapping
from typing import Any, Final

import anthropic
import httpx2

from workbench.generator.errors import ProviderError
from workbench.generator.models.bounded import BOUNDS, Bounds
from workbench.generator.models.counting import count, part, rest
from workbench.generator.models.wire import (
    GARBLED,
    accepted,
    caption,
    check_json,
    encoded,
    endpoint,
    garbled,
    http_client,
    is_too_long,
    kind_of,
    lost,
    refused,
    storable,
)
from workbench.generator.records import Completion, Finish, Message, ModelSpec, Request, Usage

_ENDPOINT: Final = "https://api.anthropic.com"
_FINISH: Final[Mapping[str, Finish]] = {
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "pause_turn": "length",  # half a turn; only server tools do that, and we name none
    "refusal": "refused",
}
_LEAST_TOKENS: Final = 1_024
_BYTES_A_TOKEN: Final = 3  # fewer than English text has, so that a prefix near the limit is rather marked than not
_SPENT: Final = ("_spend_limit_reached", "_billing_unavailable")


class AnthropicModel:
    """A Claude model. It takes no sampling parameters: plan repeats, not temperature 0."""

    def __init__(
        self,
        spec: ModelSpec,
        *,
        key: str,
        transport: httpx2.BaseTransport | None = None,
        bounds: Bounds = BOUNDS,
    ) -> None:
        """Make the client; nothing is sent.

        Args:
            spec: the model.
            key: the API key.
            transport: another way than the network and its proxies.
            bounds: how long a call and how much of an answer is waited for.

        Raises:
            ConfigError: the spec's `base_url` is no address.
        """
        self.spec = spec
        self._client = anthropic.Anthropic(
            api_key=key or "none",
            base_url=endpoint(spec, _ENDPOINT),
            max_retries=0,
            timeout=bounds.timeout,
            http_client=http_client(self, bounds, transport),
            open_telemetry=False,
        )

    def complete(self, request: Request) -> Completion:
        """Ask once (see `Model.complete`)."""
        found = self._ask(request)
        if isinstance(found, ProviderError):
            raise found  # not where the SDK's exception is handled: that one holds the request and the provider's body
        return found

    def _ask(self, request: Request) -> Completion | ProviderError:
        started = time.monotonic()
        try:
            answer = self._client.messages.with_raw_response.create(**self._body(request))
        except anthropic.APIStatusError as error:
            return self._outcome(error, time.monotonic() - started)
        except (anthropic.AnthropicError, ValueError) as error:
            return lost(self.spec.name, error)
        latency_s, response = time.monotonic() - started, answer.http_response
        try:
            check_json(response)
            found = _read(answer.parse(), latency_s)
        except (anthropic.AnthropicError, *GARBLED):
            return garbled(self.spec.name, response)
        return accepted(self.spec, found, response)

    def _outcome(self, error: anthropic.APIStatusError, latency_s: float) -> Completion | ProviderError:
        if _is_too_long(error):
            found = Completion(text="", finish="too_long", usage=Usage(), latency_s=latency_s)
            return accepted(self.spec, found, error.response)
        spent = error.type == "billing_error" or str(error.error_code).endswith(_SPENT)
        return refused(self.spec.name, "spend_limit" if spent else kind_of(error.status_code), error.response)

    def _body(self, request: Request) -> dict[str, Any]:
        end = _end_of_cache(request)
        system = "\n\n".join(message.content for message in request.messages if message.role == "system")
        body: dict[str, Any] = {
            "model": self.spec.model,
            "max_tokens": request.params.max_output_tokens,
            "messages": [
                {"role": turn.role, "content": _held(turn.content) if turn is end else _content(turn)}
                for turn in request.messages
                if turn.role != "system"
            ],
        }
        if system:
            body["system"] = _held(system) if end is not None and end.role == "system" else system
        if request.schema is not None:
            schema = anthropic.transform_schema(request.schema)
            body["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return body


def _end_of_cache(request: Request) -> Message | None:
    """Return the message up to which the provider's cache is to hold the request, or None where it holds nothing.

    Anthropic caches only what is marked, for five minutes from its last use, and only from 1,024 tokens on (some of
    its models from more): a mark on less is ignored. Writing costs 1.25 times and reading 0.1 times what uncached
    input costs, so of a share h of hits `0.1 h + 1.25 (1 - h) < 1`: it pays from 22 % of hits on, or from the second
    call within five minutes on (1.35 for what else costs 2).

    The form that a schema asks for is a part of what is cached, and ours names the issue's criteria: behind a schema
    nothing would be found again, only written.

    Source: https://docs.claude.com/en/docs/build-with-claude/prompt-caching
    """
    shared, others = request.messages[: request.shared], request.messages[request.shared :]
    long = sum(len(message.content.encode(errors="replace")) for message in shared) >= _LEAST_TOKENS * _BYTES_A_TOKEN
    if not long or request.schema is not None or any(message.role == "system" for message in others):
        return None
    return shared[-1]


def _content(message: Message) -> str | list[dict[str, Any]]:
    """Return a text as it is, and one with pictures as blocks: each picture behind its name, then the text."""
    if not message.images:
        return message.content
    blocks: list[dict[str, Any]] = []
    for image in message.images:
        source = {"type": "base64", "media_type": image.media_type, "data": encoded(image)}
        blocks += [{"type": "text", "text": caption(image)}, {"type": "image", "source": source}]
    return [*blocks, {"type": "text", "text": message.content}]


def _held(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}]


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
    """Take the counts over: `input_tokens` leaves cached input out already; thinking is part of the output.

    A class that is not named is 0 where its total is known; one that is named and no number is unknown.
    """
    prompt, output = count(given, "input_tokens"), count(given, "output_tokens")
    named = count if prompt is None else part
    thinking = part(getattr(given, "output_tokens_details", None), "thinking_tokens")
    return Usage(
        input_tokens=prompt,
        cache_read_tokens=named(given, "cache_read_input_tokens"),
        cache_write_tokens=named(given, "cache_creation_input_tokens"),
        output_tokens=rest(output, thinking),
        reasoning_tokens=None if output is None else thinking,
    )


def _is_too_long(error: anthropic.APIStatusError) -> bool:
    # llama.cpp's server, which speaks this language too, has a type of its own.
    return str(error.type) == "exceed_context_size_error" or is_too_long(error.status_code, error.api_message)
