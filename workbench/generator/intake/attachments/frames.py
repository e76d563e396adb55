"""What goes through the pipes: two lengths, a JSON object and bytes."""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

_LENGTHS: Final = struct.Struct(">II")


class FrameError(Exception):
    """The pipe ended early or holds something else."""


def pack(head: Mapping[str, Any], body: bytes) -> bytes:
    """Return one frame."""
    plain = json.dumps(head).encode()
    return _LENGTHS.pack(len(plain), len(body)) + plain + body


def receive(pipe: BinaryIO, max_bytes: int) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None where the pipe is closed before its first byte.

    Raises:
        FrameError: it is longer than `max_bytes`, cut or no frame.
    """
    lengths = pipe.read(_LENGTHS.size)
    if not lengths:
        return None
    try:
        of_head, of_body = _LENGTHS.unpack(lengths)
        if of_head + of_body > max_bytes:
            raise FrameError("too long")
        head, body = json.loads(_exactly(pipe, of_head)), _exactly(pipe, of_body)
    except (struct.error, ValueError, RecursionError) as error:
        raise FrameError("no frame") from error
    if not isinstance(head, dict):
        raise FrameError("no frame")
    return head, body


def _exactly(pipe: BinaryIO, size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise FrameError("cut")
    return data
