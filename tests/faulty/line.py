"""A reply on a socket, byte for byte as it is to go wrong."""

import re
import socket
import struct
import threading
from collections.abc import Iterator
from http import HTTPStatus
from itertools import cycle

from tests.faulty.replies import Reply

_PHRASES = {int(status): status.phrase for status in HTTPStatus}
_BEAT_S = 0.005  # between two bytes that drip


def requests(line: socket.socket) -> Iterator[tuple[str, bytes]]:
    """The path and the body of each request on a connection, until the client hangs up."""
    held = b""
    while True:
        while b"\r\n\r\n" not in held:
            more = line.recv(65_536)
            if not more:
                return
            held += more
        head, _, held = held.partition(b"\r\n\r\n")
        path, length = head.split(b" ", 2)[1].decode(), _length(head)
        while len(held) < length:
            held += line.recv(65_536)
        yield path, held[:length]
        held = held[length:]


def send(line: socket.socket, reply: Reply, *, over: threading.Event) -> bool:
    """Send a reply in its way.

    Args:
        line: the connection.
        reply: what is sent, and how it ends.
        over: ends what never ends by itself.

    Returns:
        Whether the connection may be used again; if not, it is closed.
    """
    if reply.ending in {"whole", "held"}:
        line.sendall(_head(reply, len(reply.body)) + reply.body)
        return True
    if reply.ending == "endless":
        line.sendall(_head(reply, len(reply.body) * reply.at))
        for _ in range(reply.at):
            line.sendall(reply.body)
        return True
    with line:
        _break(line, reply, over)
    return False


def _break(line: socket.socket, reply: Reply, over: threading.Event) -> None:
    part = reply.body[: reply.at]
    if reply.ending in {"dropped", "reset"}:  # closed with a reset in place of an end
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if reply.ending in {"reset", "cut"}:
        line.sendall(_head(reply, len(reply.body)) + part)
    elif reply.ending == "unterminated":
        line.sendall(_head(reply, None) + (f"{len(part):x}\r\n".encode() + part + b"\r\n" if part else b""))
    elif reply.ending == "dripping":
        line.sendall(_head(reply, None))
        _drip(line, [b"1\r\n \r\n"], over)
    elif reply.ending == "dripping_head":
        _drip(line, [bytes([sign]) for sign in b"HTTP/1.1 103 Early Hints\r\n\r\n"], over)


def _head(reply: Reply, length: int | None) -> bytes:
    framing = "transfer-encoding: chunked" if length is None else f"content-length: {length}"
    lines = [f"HTTP/1.1 {reply.status} {_PHRASES.get(reply.status, 'Overloaded')}", framing]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _length(head: bytes) -> int:
    found = re.search(rb"\r\ncontent-length: *([0-9]+)", head, re.IGNORECASE)
    return int(found[1]) if found else 0


def _drip(line: socket.socket, parts: list[bytes], over: threading.Event) -> None:
    for part in cycle(parts):
        line.sendall(part)
        if over.wait(_BEAT_S):
            return
