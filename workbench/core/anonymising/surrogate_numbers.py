"""Numbers that are nobody's: reserved, documentation and test ranges, with checksums that hold."""

import ipaddress
import itertools
import re
from collections.abc import Callable
from typing import Final

Draw = Callable[[int], int]
"""A number from 0 up to, but not including, another; always the same for the same value of a fixture."""

_DOCUMENTATION_V4: Final = ("192.0.2", "198.51.100", "203.0.113")  # RFC 5737
_DOCUMENTATION_V6: Final = ipaddress.ip_network("2001:db8::/32")  # RFC 3849
_DOCUMENTATION_MAC: Final = "00005e0053"  # RFC 7042, section 2.1.2
_TEST_CARDS: Final = {
    "3": "378282",
    "4": "424242",
    "5": "555555",
    "6": "601111",
}  # what payment gateways' test modes take
# Numbers set aside for fiction: Ofcom (UK), NANPA 555-01xx (US, CA), Bundesnetzagentur (DE), Arcep (FR), PTS (SE),
# ACMA (AU). By calling code: the national number up to the digits that are free.
_FICTION: Final[dict[str, tuple[str, ...]]] = {
    "44": ("7700900", "2079460", "1632960"),
    "1": ("20255501", "31255501", "60455501"),
    "49": ("3023125", "6990009", "4066969", "2214710", "8999998"),
    "33": ("19900", "26191", "35301", "46571", "53649", "63998"),
    "46": ("8465004", "31390060", "40628043"),
    "61": ("491570", "255501", "370100"),
}
_LOCAL_FICTION: Final = re.compile(r"55501\d\d")  # 555-0100 to 555-0199, without an area code (NANPA)
# Calling codes of one and two digits (ITU-T E.164); all others have three.
_SHORT_CODES: Final = frozenset(
    """
    1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
    90 91 92 93 94 95 98
    """.split()  # noqa: SIM905 - read as prose
)
_FREE: Final = {"44": 10, "1": 10, "33": 9, "61": 9}
_LEAST_DIGITS: Final = 7


def iban(value: str, draw: Draw) -> str:
    """Return an IBAN of the same country and form, its bank code all zeros, its check digits right (ISO 13616)."""
    bare = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    account = len(bare) - 4
    zeros = min(8, account // 2)
    body = "".join("0" if place < zeros else str(draw(10)) for place in range(account))
    return _filled(value, f"{bare[:2]}{iban_check(bare[:2], body):02d}{body}")


def iban_check(country: str, body: str) -> int:
    """Return the check digits of an IBAN (ISO 7064, mod 97-10)."""
    return 98 - int("".join(str(int(sign, 36)) for sign in f"{body}{country}00")) % 97


def card(value: str, draw: Draw) -> str:
    """Return a card number of the same form from a test range, its check digit right (ISO/IEC 7812-1)."""
    digits = re.sub(r"\D", "", value)
    head = _TEST_CARDS.get(digits[:1], "424242")
    body = head + "".join(str(draw(10)) for _ in range(len(digits) - len(head) - 1))
    return _filled(value, body + str(luhn_digit(body)))


def luhn_digit(body: str) -> int:
    """Return the check digit that goes behind these digits."""
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return -sum(number - 9 if number > 9 else number for number in doubled) % 10


def phone(value: str, draw: Draw) -> str:
    """Return a number of the same form from a range set aside for fiction, or one with an area code of zeros."""
    digits = re.sub(r"\D", "", value)
    if len(digits) < _LEAST_DIGITS:
        return _filled(value, "0" * (len(digits) - 2) + f"{draw(100):02d}"[-2:])
    code, trunk = _calling(value, digits)
    free = len(digits) - len(trunk)
    heads = [head for head in _FICTION.get(code, ()) if len(head) < free and _FREE.get(code, free) == free]
    head = heads[draw(len(heads))] if heads else "0" * min(3, free - 4)
    return _filled(value, trunk + head + "".join(str(draw(10)) for _ in range(free - len(head))))


def _calling(value: str, digits: str) -> tuple[str, str]:
    """Return a number's calling code, and the digits before its national number."""
    if value.lstrip(" (").startswith(("+", "00")):
        prefix = "" if value.lstrip(" (").startswith("+") else "00"
        for code in sorted(_FICTION, key=len, reverse=True):
            if digits.startswith(prefix + code):
                zero = "0" if digits[len(prefix + code) :].startswith("0") else ""
                return code, prefix + code + zero
        known = next((size for size in (1, 2) if digits[len(prefix) :][:size] in _SHORT_CODES), 3)
        return "", digits[: len(prefix) + known]
    if digits.startswith("0"):
        national = {
            10: "33" if re.fullmatch(r"\s*0\d(?:\D?\d\d){4}\s*", value) else "49",
            11: "44" if digits[1] in "127" else "49",
        }
        return national.get(len(digits), "49"), "0"
    return ("1", "") if len(digits) == 10 else ("1", "1") if len(digits) == 11 and digits[0] == "1" else ("", "")


def digits_like(value: str, draw: Draw) -> str:
    """Return other digits in the same form, the first one 0 where it may be; letters stay."""
    count = sum(sign.isdigit() for sign in value)
    fresh = "".join(str(draw(10)) for _ in range(max(0, count - 1)))
    return _filled(value, "0" + fresh, letters=False)


def letters_like(value: str, draw: Draw, alphabet: str = "0123456789abcdef") -> str:
    """Return letters and digits of an alphabet in the same form, in the value's case."""
    upper = value.upper() == value
    drawn = "".join(alphabet[draw(len(alphabet))] if sign.isalnum() else sign for sign in value)
    return drawn.upper() if upper else drawn


def zeros_first(value: str, count: int) -> str:
    """Return the value with zeros for so many of its first letters and digits, and at most for half of them."""
    left = min(count, sum(sign.isalnum() for sign in value) // 2)
    made = ""
    for sign in value:
        zero = left > 0 and sign.isalnum()
        made += "0" if zero else sign
        left -= zero
    return made


def ip_address(value: str, draw: Draw) -> str:
    """Return a documentation address."""
    if ":" not in value:
        return f"{_DOCUMENTATION_V4[draw(3)]}.{1 + draw(254)}"
    return f"2001:db8::{1 + draw(0xFFFE):x}:{1 + draw(0xFFFE):x}"


def mac_address(value: str, draw: Draw) -> str:
    """Return a documentation address in the same form."""
    return _filled(
        value,
        (_DOCUMENTATION_MAC + f"{draw(256):02x}").upper()
        if value.isupper()
        else _DOCUMENTATION_MAC + f"{draw(256):02x}",
    )


def is_reserved_ip(value: str) -> bool:
    """Tell whether an address is one of documentation's."""
    try:
        address = ipaddress.ip_address(value.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return str(address).rpartition(".")[0] in _DOCUMENTATION_V4
    return address in _DOCUMENTATION_V6


def is_reserved_number(kind: str, value: str) -> bool:
    """Tell whether an IBAN, a card, a phone number or a hardware address is from a range that we draw from."""
    bare = re.sub(r"[^0-9A-Za-z]", "", value).lower()
    digits = re.sub(r"\D", "", value)
    if kind == "iban":
        return bare[4:].startswith("0" * min(6, (len(bare) - 4) // 2))
    if kind == "card":
        return digits.startswith(tuple(_TEST_CARDS.values()))
    if kind == "mac":
        return bare.startswith(_DOCUMENTATION_MAC)
    if kind == "phone":
        if digits.startswith("000") or _LOCAL_FICTION.fullmatch(digits):
            return True
        code, trunk = _calling(value, digits)
        anywhere = itertools.chain(*_FICTION.values()) if trunk == "0" else _FICTION.get(code, ())
        return digits[len(trunk) :].startswith(("000", *anywhere))  # whose a national number is cannot always be told
    return False


def _filled(value: str, fresh: str, *, letters: bool = True) -> str:
    """Return the value's form with other signs in it; what does not fit is left off."""
    source = iter(fresh)
    return "".join(next(source, "0") if sign.isdigit() or (letters and sign.isalpha()) else sign for sign in value)
