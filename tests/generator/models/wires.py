"""The other end of the wire: answers that are given, requests that are kept."""

import json
from typing import Any

import httpx2

from workbench.generator.records import Message, ModelSpec, Params, Request

BODY = "Body-of-the-provider-4711"
PROMPT = "Text-of-the-issue-4711"
KEY = "sk-key-4711"
SECRETS = (BODY, PROMPT, KEY)

OPENAI = ModelSpec(name="openai/m", adapter="openai", model="m-1")
ANTHROPIC = ModelSpec(name="anthropic/m", adapter="anthropic", model="m-1")
ASKED = Request(
    messages=(Message(role="system", content="Be brief."), Message(role="user", content=PROMPT)),
    params=Params(max_output_tokens=10),
)


class Wire(httpx2.MockTransport):
    """Gives the same answer to every request, or raises, and keeps what was sent."""

    def __init__(self, answer: httpx2.Response | Exception) -> None:
        self.requests: list[httpx2.Request] = []

        def respond(request: httpx2.Request) -> httpx2.Response:
            self.requests.append(request)
            if isinstance(answer, Exception):
                raise answer
            return httpx2.Response(answer.status_code, content=answer.content, headers=answer.headers)

        super().__init__(respond)

    def sent(self) -> Any:
        """The body of the only request."""
        (request,) = self.requests
        return json.loads(request.content)


def says(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> httpx2.Response:
    """An answer with a JSON body, or with these very bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx2.Response(status, content=content, headers={"content-type": "application/json"} | (headers or {}))


def error(status: int, *, code: str | None = None, type_: str = "t", message: str = BODY) -> httpx2.Response:
    """An error as OpenAI sends it; Anthropic's has the same place for type and message."""
    return says({"type": "error", "error": {"message": message, "type": type_, "code": code}}, status)


NOT_JSON_OF_OURS: dict[str, bytes] = {
    "empty": b"",
    "null": b"null",
    "number": b"7",
    "true": b"true",
    "string": json.dumps(BODY).encode(),
    "list": json.dumps([BODY]).encode(),
    "empty object": b"{}",
    "half": b'{"id": "x", "choices": [{"mess',
    "HTML": f"<html>{BODY}</html>".encode(),
    "not UTF-8": b'{"choices": "\xff\xfe"}',
    "deep": b"[" * 100_000,
    "a number without end": b'{"usage": ' + b"9" * 10_000 + b"}",
}
FAILURES: dict[str, tuple[httpx2.Response | Exception, str, int | None]] = {
    "101": (says(b"", 101), "malformed", 101),
    "302": (says(b"", 302, {"location": "https://elsewhere.example/v1"}), "bad_request", 302),
    "307": (says(b"", 307, {"location": "https://elsewhere.example/v1"}), "bad_request", 307),
    "400": (error(400), "bad_request", 400),
    "401": (error(401), "auth", 401),
    "402": (error(402), "spend_limit", 402),
    "403": (error(403), "auth", 403),
    "404": (error(404), "not_found", 404),
    "408": (error(408), "timeout", 408),
    "409": (error(409), "bad_request", 409),
    "422": (error(422), "bad_request", 422),
    "429": (error(429, code="rate_limit_exceeded", type_="rate_limit_error"), "rate_limit", 429),
    "500": (error(500), "server", 500),
    "502 of a proxy": (says(f"<html>{BODY}</html>".encode(), 502), "server", 502),
    "503": (error(503), "overloaded", 503),
    "504": (error(504), "timeout", 504),
    "529": (error(529), "overloaded", 529),
    "error of another shape": (says([{"error": BODY}], 500), "server", 500),
    "error that is a text": (says({"error": BODY}, 400), "bad_request", 400),
    "error with odd marks": (
        says({"error": {"code": [BODY], "type": {"a": 1}, "message": 7}}, 400),
        "bad_request",
        400,
    ),
    "error that is no text": (says(b"\xff\xfe\x00", 500), "server", 500),
    "timeout": (httpx2.ReadTimeout(BODY), "timeout", None),
    "timeout of the connection": (httpx2.ConnectTimeout(BODY), "timeout", None),
    "refused connection": (httpx2.ConnectError(BODY), "connection", None),
    "connection cut": (httpx2.RemoteProtocolError(BODY), "connection", None),
    "bad compression": (httpx2.DecodingError(BODY), "malformed", None),
}
