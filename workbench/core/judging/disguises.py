"""What a text says beneath its disguise: look-alike letters, spaced-out words, codes that decode to text."""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import unquote

_PRINTABLE: Final = 0.9  # of what a code decodes to
_SHORTEST: Final = 8  # characters of a decoded text that could say something
_DEEPEST: Final = 2  # codes within codes
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_CYRILLIC: Final = dict(zip("аеорсухіјѕһԁԛԝвкмтнгбєӏѵ", "aeopcyxijshdqwbkmthrbelv", strict=True))
_GREEK: Final = dict(zip("οαειυνρτκχηωβγσμϲϳ", "oaeiuvptkxnwbysucj", strict=True))
_LATIN: Final = dict(zip("ıɡɑօսոᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøłđ", "igaounabcdefghijklmnoprstuvwyzold", strict=True))
_ALIKE: Final = str.maketrans(_CYRILLIC | _GREEK | _LATIN)
_BOXED: Final = ((0x1F130, "a"), (0x1F150, "a"), (0x1F170, "a"), (0x1F1E6, "a"))
_DIGITS_AS_LETTERS: Final = str.maketrans("013457@$!|", "oieastasii")
_LETTER_BY_LETTER: Final = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_]){4,}(?![^\W_])")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_BASE32: Final = re.compile(r"[A-Z2-7]{24,}={0,6}")
_HEX: Final = re.compile(r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,-]{0,2}){12,}")
_BINARY: Final = re.compile(r"(?:[01]{8}\s?){8,}")
_DECIMAL: Final = re.compile(r"(?:\d{2,3}[\s,;-]{1,2}){8,}\d{2,3}")
_ESCAPE: Final = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})")
# Words that hardly any text about a product lacks if it speaks to a judge; as every shift of the alphabet writes them.
_TELLING: Final = ("instruction", "covered", "verdict", "ignore", "disregard")


def visible(text: str) -> str:
    """Return a text as a reader sees it, on one line: NFKC, no control, bidi, zero-width or private characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFKC", text)
    shown = (char if char.isprintable() or not char.isspace() else " " for char in composed)
    return " ".join("".join(char for char in shown if not _hidden(char)).split())


def folded(text: str) -> str:
    """Return a visible text in lower case without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", "".join(char for char in parts if not unicodedata.combining(char)))


def readings(text: str) -> Iterator[str]:
    """Yield each other way in which a visible text may be meant, itself not included; folded, or to be folded."""
    plain = folded(text)
    yield from {_latin(plain), plain.translate(_DIGITS_AS_LETTERS), *_joined(plain)} - {plain}
    yield from _turned(plain)
    yield from decoded(text)


def squeezed(text: str) -> str:
    """Return a folded text's letters and digits alone, look-alikes and digits read as letters."""
    return re.sub(r"[\W_]+", "", _latin(text).translate(_DIGITS_AS_LETTERS))


def decoded(text: str, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield what the codes in a text decode to, codes within codes included."""
    for found in _decoded(text):
        if found != text and len(found) >= _SHORTEST:
            yield found
            if depth > 1:
                yield from decoded(found, depth - 1)


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100"


def _latin(text: str) -> str:
    if text.isascii():
        return text
    return "".join(map(_unboxed, text.translate(_ALIKE)))


def _unboxed(char: str) -> str:
    if char < "\U0001f130":
        return char
    return next((chr(ord("a") + ord(char) - start) for start, _ in _BOXED if 0 <= ord(char) - start < 26), char)


def _joined(text: str) -> Iterator[str]:
    """Words that are written letter by letter, put together."""
    if _LETTER_BY_LETTER.search(text):
        yield _LETTER_BY_LETTER.sub(lambda run: re.sub(r"[\W_]+", "", run.group()), text)


def _turned(text: str) -> Iterator[str]:
    """The text backwards, or with its alphabet shifted, where that shows a telling word."""
    backwards = text[::-1]
    if any(word in backwards for word in _TELLING):
        yield backwards
    for shift in sorted({_SHIFTS[found.group()] for found in _SHIFTED.finditer(text)}):
        yield _shift(text, -shift)


def _shift(text: str, by: int) -> str:
    return "".join(chr((ord(char) - 97 + by) % 26 + 97) if "a" <= char <= "z" else char for char in text)


_SHIFTS: Final = {_shift(word, by): by for word in _TELLING for by in range(1, 26)}
_SHIFTED: Final = re.compile("|".join(_SHIFTS))


def _decoded(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text, errors="replace")
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _ESCAPE.sub(_escaped, text)
    for pattern, decode in _CODES:
        for found in pattern.finditer(text):
            yield from _readable(decode, found.group())


def _escaped(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _readable(decode: Callable[[str], bytes], code: str) -> Iterator[str]:
    try:
        text = decode(code).decode("utf-8", "ignore")
    except (binascii.Error, ValueError):
        return
    if text and sum(char.isprintable() or char.isspace() for char in text) >= _PRINTABLE * len(text):
        yield text


def _from_base64(code: str) -> bytes:
    plain = code.rstrip("=").replace("-", "+").replace("_", "/")
    return base64.b64decode(plain[: len(plain) // 4 * 4] if len(plain) % 4 == 1 else plain + "=" * (-len(plain) % 4))


def _from_base32(code: str) -> bytes:
    plain = code.rstrip("=")
    return base64.b32decode(plain[: len(plain) // 8 * 8])


def _from_hex(code: str) -> bytes:
    return codecs.decode(re.sub(r"0x|\\x|[^0-9a-fA-F]", "", code).encode(), "hex")


def _from_binary(code: str) -> bytes:
    bits = re.sub(r"\s", "", code)
    return bytes(int(bits[start : start + 8], 2) for start in range(0, len(bits), 8))


def _from_decimal(code: str) -> bytes:
    return bytes(int(number) for number in re.findall(r"\d+", code))


_CODES: Final[tuple[tuple[re.Pattern[str], Callable[[str], bytes]], ...]] = (
    (_BASE64, _from_base64),
    (_BASE32, _from_base32),
    (_HEX, _from_hex),
    (_BINARY, _from_binary),
    (_DECIMAL, _from_decimal),
)
