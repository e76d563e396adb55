"""Pictures on the wire, as each vendor's API takes them."""

import base64
from dataclasses import replace
from typing import Any

from tests.generator.models.wires import ANTHROPIC, ASKED, KEY, OPENAI, Wire, says
from workbench.generator.models.anthropic import AnthropicModel
from workbench.generator.models.openai import OpenAiModel
from workbench.generator.records import Image, Message, Request

IMAGE = Image(name="sketch.png", media_type="image/png", data=b"\x89PNG-4711")
PICTURED = replace(ASKED, messages=(*ASKED.messages[:1], Message(role="user", content="Look.", images=(IMAGE,))))
CODED = base64.b64encode(IMAGE.data).decode()
CHAT = {
    "id": "1",
    "model": "m-1",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hi."}}],
}
TURN = {
    "id": "1",
    "type": "message",
    "role": "assistant",
    "model": "m-1",
    "stop_reason": "end_turn",
    "content": [{"type": "text", "text": "Hi."}],
    "usage": {"input_tokens": 1, "output_tokens": 1},
}


def to_openai(request: Request) -> Any:
    wire = Wire(says(CHAT))
    OpenAiModel(OPENAI, key=KEY, transport=wire).complete(request)
    return wire.sent()["messages"]


def to_anthropic(request: Request) -> Any:
    wire = Wire(says(TURN))
    AnthropicModel(ANTHROPIC, key=KEY, transport=wire).complete(request)
    return wire.sent()["messages"]


def test_openai_gets_the_name_the_picture_as_a_data_address_and_then_the_text() -> None:
    address = {"url": f"data:image/png;base64,{CODED}", "detail": "high"}
    assert to_openai(PICTURED)[1] == {
        "role": "user",
        "content": [
            {"type": "text", "text": "[image: sketch.png]"},
            {"type": "image_url", "image_url": address},
            {"type": "text", "text": "Look."},
        ],
    }


def test_anthropic_gets_the_name_the_picture_as_a_source_and_then_the_text() -> None:
    source = {"type": "base64", "media_type": "image/png", "data": CODED}
    assert to_anthropic(PICTURED) == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "[image: sketch.png]"},
                {"type": "image", "source": source},
                {"type": "text", "text": "Look."},
            ],
        }
    ]


def test_a_message_without_pictures_is_sent_as_before() -> None:
    assert to_openai(ASKED)[1]["content"] == ASKED.messages[1].content
    assert to_anthropic(ASKED)[0]["content"] == ASKED.messages[1].content


def test_a_request_shows_no_byte_of_a_picture() -> None:
    assert "4711" not in repr(PICTURED).replace(IMAGE.sha256, "")
