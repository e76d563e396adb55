"""What Anthropic's prompt cache is asked to hold."""

from dataclasses import replace

import pytest

from tests.generator.models.test_anthropic import sent
from tests.generator.models.wires import PROMPT
from workbench.generator.output.contract import json_schema
from workbench.generator.records import Message, Params, Request

LONG = "x" * 3_072  # 1,024 tokens at three bytes a token


def marked(request: Request) -> list[str]:
    """The texts that a mark for the cache stands behind."""
    body = sent(request)
    contents = [body.get("system"), *(turn["content"] for turn in body["messages"])]
    blocks = [block for content in contents if isinstance(content, list) for block in content]
    assert all(block["cache_control"] == {"type": "ephemeral"} and block["type"] == "text" for block in blocks)
    return [block["text"] for block in blocks]


def asked(*turns: str, system: str = "s", shared: int) -> Request:
    messages = [Message(role="assistant" if n % 2 else "user", content=text) for n, text in enumerate(turns)]
    first = [Message(role="system", content=system)] if system else []
    return Request(messages=(*first, *messages), params=Params(max_output_tokens=10), shared=shared)


@pytest.mark.parametrize(
    ("request_", "texts"),
    [
        (asked(PROMPT, system=LONG, shared=1), [LONG]),
        (asked("a", LONG, PROMPT, shared=3), [LONG]),
        (asked("a", "b", PROMPT, system=LONG, shared=3), ["b"]),
        (asked("a", LONG, PROMPT, system="", shared=2), [LONG]),
        (asked(PROMPT, system=LONG, shared=0), []),
        (asked(PROMPT, system=LONG[1:], shared=1), []),
        (asked(LONG, shared=1), []),
        (asked(PROMPT, system="é" * 1_536, shared=1), ["é" * 1_536]),
        (replace(asked(PROMPT, system=LONG, shared=1), schema=json_schema(["AC-1"])), []),
    ],
    ids=["system", "example", "short example", "no system", "nothing", "a byte less", "short", "bytes", "schema"],
)
def test_one_mark_for_the_cache_stands_behind_what_is_shared_where_it_is_long_enough(
    request_: Request, texts: list[str]
) -> None:
    assert marked(request_) == texts


def test_a_mark_for_the_cache_changes_no_text_and_no_turn() -> None:
    request = asked("a", "b", PROMPT, system=LONG, shared=3)
    body, plain = sent(request), sent(replace(request, shared=0))
    assert [turn["content"] for turn in plain["messages"]] == ["a", "b", PROMPT]
    body["messages"][1]["content"] = body["messages"][1]["content"][0]["text"]
    assert body == plain
