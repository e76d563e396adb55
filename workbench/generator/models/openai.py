"""Chat completions: OpenAI and everything that speaks its language (Azure, Ollama, vLLM, LM Studio, llama.cpp)."""

import time
from collections.abc import Mapping
from typing import Any, Final

import httpx2
import openai

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

_ENDPOINT: Final = "https://api.openai.com/v1"
_FINISH: Final[Mapping[str, Finish]] = {"length": "length", "content_filter": "filtered"}
_FILTERED: Final = frozenset({"content_filter", "content_policy_violation", "invalid_prompt"})
_TOO_LONG: Final = frozenset({"context_length_exceeded", "exceed_context_size_error"})
_SPENT: Final = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})


class OpenAiModel:
    """A model behind `/chat/completions`, asked through the official SDK with its retries off."""

    def __init__(
        self,
        spec: ModelSpec,
        *,
        key: str,
        transport: httpx2.BaseTransport | None = None,
        always: Mapping[str, Any] | None = None,
        bounds: Bounds = BOUNDS,
    ) -> None:
        """Make the client; nothing is sent.

        Args:
            spec: the model.
            key: the API key; "" for endpoints that need none.
            transport: another way than the network and its proxies.
            always: further body fields for every request.
            bounds: how long a call and how much of an answer is waited for.

        Raises:
            ConfigError: the spec's `base_url` is no address.
        """
        self.spec = spec
        self._always = dict(always or {})
        self._client = openai.OpenAI(
            api_key=key or "none",
            base_url=endpoint(spec, _ENDPOINT),
            max_retries=0,
            timeout=bounds.timeout,
            http_client=http_client(self, bounds, transport),
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
            answer = self._client.chat.completions.with_raw_response.create(**self._body(request))
        except openai.APIStatusError as error:
            return self._outcome(error, time.monotonic() - started)
        except (openai.OpenAIError, ValueError) as error:
            return lost(self.spec.name, error)
        latency_s, response = time.monotonic() - started, answer.http_response
        try:
            check_json(response)
            found = _read(answer.parse(), latency_s)
        except (openai.OpenAIError, *GARBLED):
            return garbled(self.spec.name, response)
        return accepted(self.spec, found, response)

    def _outcome(self, error: openai.APIStatusError, latency_s: float) -> Completion | ProviderError:
        finish = _finish_of(error)
        if finish is None:
            kind = "spend_limit" if _marks(error) & _SPENT else kind_of(error.status_code)
            return refused(self.spec.name, kind, error.response)
        found = Completion(text="", finish=finish, usage=Usage(), latency_s=latency_s)
        return accepted(self.spec, found, error.response)

    def _body(self, request: Request) -> dict[str, Any]:
        params = request.params
        body: dict[str, Any] = {
            "model": self.spec.model,
            "messages": [{"role": message.role, "content": _content(message)} for message in request.messages],
            self.spec.limit_field: params.max_output_tokens,
        }
        for name in ("temperature", "top_p", "seed", "frequency_penalty", "reasoning_effort"):
            if getattr(params, name) is not None:
                body[name] = getattr(params, name)
        extra = dict(self._always)
        if request.grammar is not None:
            extra["grammar"] = request.grammar
        if request.schema is not None:
            self._enforce(request.schema, body, extra)
        return body | ({"extra_body": extra} if extra else {})

    def _enforce(self, schema: dict[str, Any], body: dict[str, Any], extra: dict[str, Any]) -> None:  # noqa: ARG002
        """Add what makes the server keep a schema: fields of the API to `body`, its own fields to `extra`."""
        form = {"name": "test_suite", "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": form}


def _content(message: Message) -> str | list[dict[str, Any]]:
    """Return a text as it is, and one with pictures as parts: each picture behind its name, then the text."""
    if not message.images:
        return message.content
    parts: list[dict[str, Any]] = []
    for image in message.images:
        address = f"data:{image.media_type};base64,{encoded(image)}"
        parts.append({"type": "text", "text": caption(image)})
        # Named, for what some models take by themselves costs more than the budget reserves (`core.pricing`).
        parts.append({"type": "image_url", "image_url": {"url": address, "detail": "high"}})
    return [*parts, {"type": "text", "text": message.content}]


def _read(answer: Any, latency_s: float) -> Completion:  # noqa: ANN401 - a provider may send anything
    choice = answer.choices[0]
    text, refusal = choice.message.content or "", choice.message.refusal
    if not isinstance(text, str):
        raise TypeError("the content is no text")
    finish: Finish = "refused" if refusal else _FINISH.get(str(choice.finish_reason), "stop")
    return Completion(
        text="" if finish in {"refused", "filtered"} else storable(text),
        finish=finish,
        usage=_usage(answer.usage),
        latency_s=latency_s,
        served_by=storable(answer.model) if isinstance(answer.model, str) else None,
    )


def _usage(given: Any) -> Usage:  # noqa: ANN401 - a provider may send anything
    """Split the provider's totals: cached tokens are part of its prompt tokens, reasoning of its completion tokens.

    A provider that names no details has none of those classes, so they are 0; a missing total is unknown, and so is
    what is left of a total where a part of it is no number or larger than it.
    """
    prompt, completion = count(given, "prompt_tokens"), count(given, "completion_tokens")
    details = getattr(given, "prompt_tokens_details", None)
    cached, written = part(details, "cached_tokens"), part(details, "cache_write_tokens")
    reasoning = part(getattr(given, "completion_tokens_details", None), "reasoning_tokens")
    return Usage(
        input_tokens=rest(prompt, cached, written),
        cache_read_tokens=None if prompt is None else cached,
        cache_write_tokens=None if prompt is None else written,
        output_tokens=rest(completion, reasoning),
        reasoning_tokens=None if completion is None else reasoning,
    )


def _marks(error: openai.APIStatusError) -> frozenset[str]:
    return frozenset({str(error.code), str(error.type)})


def _finish_of(error: openai.APIStatusError) -> Finish | None:
    """Return the outcome that some providers send as an error: a content filter, a request too long."""
    if _marks(error) & _FILTERED:
        return "filtered"
    said = error.body.get("message") if isinstance(error.body, dict) else None
    return "too_long" if _marks(error) & _TOO_LONG or is_too_long(error.status_code, said) else None
