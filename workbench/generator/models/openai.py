"""Chat completions: OpenAI and everything that speaks its language (Azure, Ollama, vLLM, LM Studio, llama.cpp)."""

import time
from collections.abc import Mapping
from typing import Any, Final

import openai
from openai.types.chat import ChatCompletion

from workbench.generator.errors import ProviderError, ProviderKind
from workbench.generator.models.counting import count
from workbench.generator.records import Completion, Finish, ModelSpec, Request, Usage

_FINISH: Final[Mapping[str, Finish]] = {"length": "length", "content_filter": "filtered"}
_TOO_LONG: Final = frozenset({"context_length_exceeded", "exceed_context_size_error"})
_STATUS: Final[Mapping[int, ProviderKind]] = {
    401: "auth",
    403: "auth",
    404: "not_found",
    408: "timeout",
    429: "rate_limit",
    503: "overloaded",
    529: "overloaded",
}
TIMEOUT_S: Final = 300.0


class OpenAiModel:
    """A model behind `/chat/completions`, asked through the official SDK with its retries off."""

    def __init__(
        self,
        spec: ModelSpec,
        *,
        key: str,
        http_client: openai.DefaultHttpxClient | None = None,
        always: Mapping[str, Any] | None = None,
    ) -> None:
        """Make the client; nothing is sent.

        Args:
            spec: the model.
            key: the API key; "" for endpoints that need none.
            http_client: another transport, for tests.
            always: further body fields for every request.
        """
        self.spec = spec
        self._always = dict(always or {})
        self._client = openai.OpenAI(
            api_key=key or "none", base_url=spec.base_url, max_retries=0, timeout=TIMEOUT_S, http_client=http_client
        )

    def complete(self, request: Request) -> Completion:
        """Ask once (see `Model.complete`)."""
        started = time.monotonic()
        try:
            answer = self._client.chat.completions.create(**self._body(request))
        except openai.APIStatusError as error:
            finish = _finish_of(error)
            if finish is None:
                raise _translated(self.spec.name, error) from None
            return Completion(text="", finish=finish, usage=Usage(), latency_s=time.monotonic() - started)
        except (openai.OpenAIError, ValueError) as error:
            raise _translated(self.spec.name, error) from None
        return self._read(answer, time.monotonic() - started)

    def _body(self, request: Request) -> dict[str, Any]:
        params = request.params
        body: dict[str, Any] = {
            "model": self.spec.model,
            "messages": [{"role": message.role, "content": message.content} for message in request.messages],
            self.spec.limit_field: params.max_output_tokens,
        }
        for name in ("temperature", "top_p", "seed", "reasoning_effort"):
            if getattr(params, name) is not None:
                body[name] = getattr(params, name)
        extra = dict(self._always)
        if request.grammar is not None:
            extra["grammar"] = request.grammar
        if request.schema is not None:
            body["response_format"] = self._response_format(request.schema)
        return body | ({"extra_body": extra} if extra else {})

    def _response_format(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {"type": "json_schema", "json_schema": {"name": "test_suite", "strict": True, "schema": schema}}

    def _read(self, answer: ChatCompletion, latency_s: float) -> Completion:
        try:
            choice = answer.choices[0]
            text, refusal, reason = choice.message.content or "", choice.message.refusal, choice.finish_reason
        except (AttributeError, IndexError, TypeError):
            raise ProviderError(self.spec.name, "malformed") from None
        if not isinstance(text, str):
            raise ProviderError(self.spec.name, "malformed")
        finish: Finish = "refused" if refusal else _FINISH.get(str(reason), "stop")
        return Completion(
            text="" if finish in {"refused", "filtered"} else text,
            finish=finish,
            usage=_usage(answer.usage),
            latency_s=latency_s,
            served_by=answer.model if isinstance(answer.model, str) else None,
        )


def _usage(given: Any) -> Usage:  # noqa: ANN401 - a provider may send anything
    """Split the provider's totals: cached tokens are part of its prompt tokens, reasoning of its completion tokens.

    A provider that names no details has none of those classes, so they are 0; missing totals are unknown.
    """
    prompt, completion = count(given, "prompt_tokens"), count(given, "completion_tokens")
    cached = count(getattr(given, "prompt_tokens_details", None), "cached_tokens") or 0
    written = count(getattr(given, "prompt_tokens_details", None), "cache_write_tokens") or 0
    reasoning = count(getattr(given, "completion_tokens_details", None), "reasoning_tokens") or 0
    return Usage(
        input_tokens=None if prompt is None else max(0, prompt - cached - written),
        cache_read_tokens=None if prompt is None else cached,
        cache_write_tokens=None if prompt is None else written,
        output_tokens=None if completion is None else max(0, completion - reasoning),
        reasoning_tokens=None if completion is None else reasoning,
    )


def _finish_of(error: openai.APIStatusError) -> Finish | None:
    """Return the outcome that some providers send as an error: a content filter, a request too long."""
    marks = {str(error.code), str(error.type)}
    if marks & {"content_filter", "content_policy_violation"}:
        return "filtered"
    return "too_long" if marks & _TOO_LONG else None


def _translated(name: str, error: Exception) -> ProviderError:
    if isinstance(error, openai.APITimeoutError):
        return ProviderError(name, "timeout")
    if isinstance(error, openai.APIStatusError):
        spent = error.status_code == 429 and error.code == "insufficient_quota"
        return ProviderError(name, "spend_limit" if spent else kind_of(error.status_code), status=error.status_code)
    if isinstance(error, openai.APIConnectionError):
        return ProviderError(name, "connection")
    return ProviderError(name, "malformed")


def kind_of(status: int) -> ProviderKind:
    """Return what an HTTP status means for both providers."""
    return _STATUS.get(status, "server" if status >= 500 else "bad_request")
