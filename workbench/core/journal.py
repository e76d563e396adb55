"""A line of a journal: a checksum, a blank, JSON. What a disk garbled is noticed and never taken for a result."""

import json
import zlib
from typing import Any, Final

_SUM: Final = 8


def sealed(text: str) -> bytes:
    """Return a line of ASCII JSON with the CRC-32 of it in front."""
    content = text.encode("ascii")
    return b"%08x %b\n" % (zlib.crc32(content), content)


def unsealed(line: bytes) -> dict[str, Any]:
    """Return the event of a line, without its line break.

    Raises:
        ValueError: the line is not as it was written.
    """
    if line[:1] == b"{":  # as the first version wrote them, without a sum
        content = line
    else:
        content = line[_SUM + 1 :]
        if b"%08x " % zlib.crc32(content) != line[: _SUM + 1]:
            raise ValueError("the sum of the line is another")
    event = json.loads(content)
    if not isinstance(event, dict):
        raise ValueError("no event")  # noqa: TRY004 - of a file, not of a caller
    return event
