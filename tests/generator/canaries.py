"""Words that stand nowhere else, and a search that finds them through the encodings in which data hides."""

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import random
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){12,}")
_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_DEEPEST = 4


def canaries(count: int, seed: int) -> list[str]:
    """So many words of `zq` and 20 hex digits."""
    source = random.Random(seed)
    return [f"zq{source.getrandbits(80):020x}" for _ in range(count)]


def found(words: Iterable[str], *places: bytes) -> set[str]:
    """The words that stand in any of the places, in whatever case, encoding or compression, forwards or backwards."""
    shapes = {shape for place in places for shape in _decoded(place, _DEEPEST)}
    return {word for word in words if any(word.encode() in shape or word[::-1].encode() in shape for shape in shapes)}


def _decoded(data: bytes, depth: int) -> Iterator[bytes]:
    yield data.lower()
    if b"\x00" in data:
        yield data.replace(b"\x00", b"").lower()  # UTF-16 and UTF-32
    if depth:
        for inner in _inside(data):
            if inner != data:
                yield from _decoded(inner, depth - 1)


def _inside(data: bytes) -> Iterator[bytes]:
    joined = re.sub(rb"=?\r?\n[ \t]*", b"", data)
    if joined != data:
        yield joined
    for run in _BASE64.findall(data):
        for offset in range(4):
            yield from _tried(
                lambda part: base64.b64decode(part[: len(part) // 4 * 4], altchars=None), _plain(run[offset:])
            )
    for run in _HEX.findall(data):
        yield from _tried(binascii.unhexlify, run)
    if b"%" in data:
        yield urllib.parse.unquote_to_bytes(data)
    if b"&" in data:
        yield html.unescape(data.decode("utf-8", "replace")).encode("utf-8", "replace")
    if b"\\" in data:
        yield _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)).encode("utf-8", "replace"), data)
    if b"=" in data:
        yield quopri.decodestring(data)
    yield from _unpacked(data)


def _plain(run: bytes) -> bytes:
    return run.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")


def _unpacked(data: bytes) -> Iterator[bytes]:
    for at in _starts(data, b"\x1f\x8b\x08"):
        yield from _tried(lambda part: zlib.decompressobj(31).decompress(part), data[at:])
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        for at in _starts(data, start):
            yield from _tried(lambda part: zlib.decompressobj().decompress(part), data[at:])
    for at in _starts(data, b"BZh"):
        yield from _tried(lambda part: bz2.BZ2Decompressor().decompress(part), data[at:])
    for at in _starts(data, b"\xfd7zXZ"):
        yield from _tried(lambda part: lzma.LZMADecompressor().decompress(part), data[at:])
    if b"PK\x03\x04" in data:
        yield from _members(data)


def _members(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    except (zipfile.BadZipFile, OSError, ValueError):
        return


def _starts(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _tried(decode: Callable[[bytes], bytes], data: bytes) -> Iterator[bytes]:
    try:
        yield decode(data)
    except (ValueError, zlib.error, OSError, EOFError, lzma.LZMAError):
        return


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", data)
    return packed.getvalue()


HIDING: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "in capitals": bytes.upper,
    "backwards": lambda data: data[::-1],
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "base64": base64.b64encode,
    "base64 of another start": lambda data: base64.b64encode(b"x" + data),
    "base64 of a third start": lambda data: base64.b64encode(b"xy" + data),
    "base64 in an address": lambda data: base64.urlsafe_b64encode(b"\xff\xfe" + data).rstrip(b"="),
    "base64 in lines": base64.encodebytes,
    "base64 twice": lambda data: base64.b64encode(base64.b64encode(data)),
    "hex": binascii.hexlify,
    "escapes of an address": lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
    "escapes of JSON": lambda data: "".join(f"\\u{byte:04x}" for byte in data).encode(),
    "escapes of bytes": lambda data: "".join(f"\\x{byte:02x}" for byte in data).encode(),
    "a JSON text in a JSON text": lambda data: json.dumps(json.dumps(data.decode())).encode(),
    "entities of HTML": lambda data: "".join(f"&#{byte};" for byte in data).encode(),
    "quoted printable": lambda data: b"".join(b"=%02X" % byte for byte in data),
    "gzip": gzip.compress,
    "gzip behind other bytes": lambda data: b"head" + gzip.compress(data),
    "zlib": zlib.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": _zipped,
    "gzip in base64": lambda data: base64.b64encode(gzip.compress(data)),
}
