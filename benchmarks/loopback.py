"""A model on loopback that echoes after a fixed time; chat completions over asyncio, and nothing else.

python -m benchmarks.loopback PORT MILLISECONDS
"""

import asyncio
import json
import sys
from functools import partial


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, seconds: float) -> None:
    """Answer the requests of one connection, one after another."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            asked = json.loads(await reader.readexactly(length))
            await asyncio.sleep(seconds)
            body = json.dumps(_completion(asked)).encode()
            writer.write(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _completion(asked: dict[str, object]) -> object:
    messages = asked["messages"]
    assert isinstance(messages, list)
    text = messages[-1]["content"]
    tokens = len(text) // 4
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": tokens, "completion_tokens": tokens, "total_tokens": 2 * tokens}
    return {
        "id": "1", "object": "chat.completion", "created": 1, "model": asked["model"], "choices": [choice],
        "usage": usage,
    }  # fmt: skip


async def serve(port: int, seconds: float) -> None:
    """Listen on 127.0.0.1 and say when ready."""
    server = await asyncio.start_server(partial(answer, seconds=seconds), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
