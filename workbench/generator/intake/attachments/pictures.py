"""Pictures as they are sent: their size by their header, and only what shows the picture.

Nothing is decoded. The parts of a file are walked, and what a camera or a program wrote beside the picture (place,
owner, comments, thumbnails, whatever stands behind the end) is left behind. A photo's turn goes with it.

Sources: PNG (W3C, third edition), JPEG (ITU T.81), GIF89a, WebP container (RFC 9649).
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

MediaType = Literal["image/png", "image/jpeg", "image/gif", "image/webp"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"cICP"})
_WEBP_KEPT: Final = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"})
_WEBP_BESIDE: Final = 0b0010_1100  # the flags of a colour profile, EXIF and XMP
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BESIDE: Final = (frozenset(range(0xE1, 0xF0)) | {0xFE}) - {0xEE}  # APP0 and APP14 say how colours are coded
_JPEG_NEXT: Final = re.compile(b"\xff[^\x00\xd0-\xd7\xff]")
_SOS: Final = 0xDA
_EOI: Final = 0xD9


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture without what stands beside it.

    Attributes:
        media_type: what it is.
        width: in pixels, from 1.
        height: in pixels, from 1.
        data: the file, rebuilt from its picture parts.
    """

    media_type: MediaType
    width: int
    height: int
    data: bytes


def read_header(data: bytes) -> Picture | None:
    """Return the picture, or None where it is broken or no PNG, JPEG, GIF or WebP."""
    reader = next((found for start, found in _READERS.items() if data.startswith(start)), None)
    try:
        picture = reader(data) if reader else None
    except (struct.error, IndexError, ValueError):
        return None
    return picture if picture and picture.width and picture.height else None


def _png(data: bytes) -> Picture:
    kept = [chunk for kind, chunk in _png_chunks(data) if kind in _PNG_KEPT]
    width, height = struct.unpack_from(">II", kept[0], 8)
    if kept[0][4:8] != b"IHDR" or not any(chunk[4:8] == b"IDAT" for chunk in kept):
        raise ValueError("no picture in it")
    return Picture(media_type="image/png", width=width, height=height, data=_PNG + b"".join(kept))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise ValueError("cut")
        yield kind, data[at:end]
        if kind == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Picture:
    kept, size = [b"\xff\xd8"], (0, 0)
    for marker, segment in _jpeg_segments(data):
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if marker not in _JPEG_BESIDE:
            kept.append(segment)
    return Picture(media_type="image/jpeg", width=size[0], height=size[1], data=b"".join(kept))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker; a scan goes with its header, and all ends with the picture."""
    at = 2
    while True:
        while data[at + 1] == 0xFF:  # fill bytes
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == _EOI:
            yield marker, data[at : at + 2]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _SOS:
            following = _JPEG_NEXT.search(data, end)
            if following is None:
                raise ValueError("cut")
            end = following.start()
        if length < 2 or end > len(data):
            raise ValueError("cut")
        yield marker, data[at:end]
        at = end


def _gif(data: bytes) -> Picture:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + _table_bytes(flags)
    kept, frames = [data[:at]], 0
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x21:
            label, at = data[at + 1], _sub_blocks_end(data, at + 2)
            if label == 0xF9:  # how the next frame is shown; comments and applications are left behind
                kept.append(data[start:at])
        elif data[at] == 0x2C:
            at = _sub_blocks_end(data, at + 11 + _table_bytes(data[at + 9]))
            kept.append(data[start:at])
            frames += 1
        else:
            raise ValueError("no block")
    if not frames:
        raise ValueError("no picture in it")
    return Picture(media_type="image/gif", width=width, height=height, data=b"".join(kept) + b"\x3b")


def _table_bytes(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes) -> Picture:
    chunks = dict[bytes, bytes]()
    kept = []
    for kind, chunk in _webp_chunks(data):
        chunks.setdefault(kind, chunk)
        if kind in _WEBP_KEPT:
            kept.append(_without_beside(chunk) if kind == b"VP8X" else chunk)
    width, height = _webp_size(chunks)
    body = b"WEBP" + b"".join(kept)
    return Picture(
        media_type="image/webp", width=width, height=height, data=b"RIFF" + struct.pack("<I", len(body)) + body
    )


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if data[8:12] != b"WEBP":
        raise ValueError("another RIFF file")
    at, last = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while at + 8 <= min(last, len(data)):
        (length,) = struct.unpack_from("<I", data, at + 4)
        end = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise ValueError("cut")
        yield data[at : at + 4], data[at:end]
        at = end


def _without_beside(chunk: bytes) -> bytes:
    return chunk[:8] + bytes([chunk[8] & ~_WEBP_BESIDE & 0xFF]) + chunk[9:]


def _webp_size(chunks: Mapping[bytes, bytes]) -> tuple[int, int]:
    if b"VP8X" in chunks:
        body = chunks[b"VP8X"][12:18]
        return int.from_bytes(body[:3], "little") + 1, int.from_bytes(body[3:6], "little") + 1
    if b"VP8L" in chunks:
        bits = struct.unpack_from("<I", chunks[b"VP8L"], 9)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", chunks.get(b"VP8 ", b""), 14)
    return width & 0x3FFF, height & 0x3FFF


_READERS: Final[Mapping[bytes, Callable[[bytes], Picture]]] = {
    _PNG: _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
}
