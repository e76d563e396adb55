"""How the surrogate of each kind that is no person is made, and which values are surrogates already."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from workbench.core.anonymising import surrogate_numbers as numbers
from workbench.core.anonymising.name_pool import CITIES, ORGS, STREETS, is_from_pool
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.surrogate_numbers import Draw

Maker = Callable[[str, Draw], str]

RESERVED_HOSTS: Final = ("example.com", "example.org", "example.net")  # RFC 2606
PROJECT: Final = "DEMO"
TOKEN: Final = "example-token-"  # noqa: S105 - what stands instead of one
SITE: Final = "jira.example.com"

CUSTOMER_DIGITS: Final = "990"  # what numbers of customers begin with, so that ours are known
_FEW_DIGITS: Final = 4
_ZEROS: Final = 6  # what accounts and UUIDs begin with, so that ours are known
_HEX: Final = "0123456789abcdef"
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")
_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_SAFE_HOST: Final = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net))?|test|invalid|localhost)\.?$|^localhost$", re.IGNORECASE
)
_CASELESS: Final[frozenset[str]] = frozenset(
    {"email", "host", "site", "uuid", "issue_key", "org", "city", "username", "mac", "ip"}
)
_SPACED: Final[frozenset[str]] = frozenset({"iban", "card", "phone", "national_id"})


def canonical(kind: str, value: str) -> str:
    """Return the one spelling under which a value is drawn: spaces and case that mean nothing are gone."""
    if kind in _SPACED:
        return re.sub(r"[^0-9A-Za-z+]", "", value).upper()
    return value.casefold() if kind in _CASELESS else value


def written_as(kind: str, value: str, surrogate: str) -> str:
    """Return a drawn surrogate in the form of this value: its spaces, its capitals."""
    if kind in _SPACED:
        signs = iter(re.sub(r"[^0-9A-Za-z]", "", surrogate))
        return "".join(next(signs, "0") if sign.isalnum() else sign for sign in value)
    if kind in _CASELESS and any(sign.isalpha() for sign in value):
        if value.isupper():
            return surrogate.upper()
        return surrogate.lower() if value.islower() else surrogate
    return surrogate


def login(value: str, draw: Draw) -> str:
    """Return a user name of nobody's."""
    return (
        f"user{draw(9_000) + 1_000}" if len(value) > 2 else numbers.letters_like(value, draw, "abcdefghjkmnpqrstuvwxyz")
    )


def is_reserved(kind: Kind, value: str) -> bool:
    """Tell whether a value is one that we put there: from a reserved range, or a name of our pool."""
    if kind in ("iban", "card", "phone", "mac"):
        return numbers.is_reserved_number(kind, value)
    if kind == "ip":
        return numbers.is_reserved_ip(value)
    if kind in ("person", "org", "city"):
        return is_from_pool(value)
    if kind in ("host", "site", "url", "email"):
        return is_reserved_host(re.sub(r"^\w+://|^.*@|[:/?#].*$", "", value))
    return value.startswith(_SIGNS[kind]) if kind in _SIGNS else False


def is_reserved_host(host: str) -> bool:
    """Tell whether a host is one that can be nobody's (RFC 2606, RFC 6761)."""
    return _SAFE_HOST.search(host) is not None


_SIGNS: Final[Mapping[str, str]] = {"issue_key": f"{PROJECT}-", "token": TOKEN}


def _account(value: str, draw: Draw) -> str:
    """Return an account id of the same form: its letters and digits are drawn, its signs stay."""
    head, sign, tail = value.rpartition(":")
    made = numbers.letters_like(tail, draw)
    return (numbers.digits_like(head, draw) if sign else "") + sign + numbers.zeros_first(made, _ZEROS)


def _uuid(value: str, draw: Draw) -> str:
    made = numbers.zeros_first(numbers.letters_like(value, draw), _ZEROS)
    if not _UUID.fullmatch(value):
        return made
    place = [number for number, sign in enumerate(value) if sign != "-"][12]
    return f"{made[:place]}4{made[place + 1 :]}"  # version 4, RFC 9562


def _host(_: str, draw: Draw) -> str:
    return f"host{1 + draw(9_999)}.{RESERVED_HOSTS[draw(3)]}"


def _url(value: str, draw: Draw) -> str:
    scheme = value.partition("://")[0] if "://" in value else "https"
    return f"{scheme if scheme.isalpha() else 'https'}://{RESERVED_HOSTS[draw(3)]}/{1_000 + draw(9_000)}"


def _site(_: str, draw: Draw) -> str:
    return f"jira{1 + draw(99)}.example.com"


def _token(_: str, draw: Draw) -> str:
    return TOKEN + "".join(_HEX[draw(16)] for _ in range(8))


def _customer_no(value: str, draw: Draw) -> str:
    head = re.match(r"[A-Za-z]{1,5}(?=\W?\d)", value)
    letters = head[0] if head and head[0].casefold() in _GENERAL else "CU"
    rest = value[len(head[0]) if head else 0 :]
    fresh = "".join(chr(65 + draw(26)) if sign.isalpha() else sign for sign in numbers.digits_like(rest, draw))
    digits = iter(CUSTOMER_DIGITS if sum(map(str.isdigit, rest)) > _FEW_DIGITS else CUSTOMER_DIGITS[:2])
    made = "".join(next(digits, sign) if sign.isdigit() else sign for sign in fresh)
    return (letters if head else "") + made


_GENERAL: Final = frozenset(
    {"cust", "cst", "cu", "kd", "kdnr", "kunde", "client", "cli", "acc", "acct", "order", "ord", "inv", "no"}
)


def _national_id(value: str, draw: Draw) -> str:
    made = "".join(chr(65 + draw(26)) if sign.isalpha() else sign for sign in numbers.digits_like(value, draw))
    return re.sub(r"^(\D*\d\D*\d\D*\d)", lambda head: re.sub(r"\d", "0", head[0]), made)


def _address(value: str, draw: Draw) -> str:
    street, number, city = STREETS[draw(len(STREETS))], 1 + draw(99), CITIES[draw(len(CITIES))]
    postcode = re.search(r"(?<!\d)\d{5}(?!\d)", value)
    return f"{street} {number}" + (f", {draw(100_000):05d} {city}" if postcode else f", {city}" if "," in value else "")


def _from(pool: tuple[str, ...]) -> Maker:
    return lambda _, draw: pool[draw(len(pool))]


def _file_name(value: str, draw: Draw) -> str:
    extension = _EXTENSION.search(value)
    return f"attachment-{1 + draw(9_999)}{extension[0].lower() if extension else ''}"


MAKERS: Final[Mapping[Kind, Maker]] = {
    "account_id": _account,
    "iban": numbers.iban,
    "card": numbers.card,
    "phone": numbers.phone,
    "ip": numbers.ip_address,
    "mac": numbers.mac_address,
    "uuid": _uuid,
    "host": _host,
    "site": _site,
    "url": _url,
    "token": _token,
    "national_id": _national_id,
    "customer_no": _customer_no,
    "issue_key": lambda _, draw: f"{PROJECT}-{100 + draw(9_900)}",
    "address": _address,
    "org": _from(ORGS),
    "city": _from(CITIES),
    "path": lambda _, draw: f"folder{1 + draw(999)}",
    "file_name": _file_name,
    "date": lambda value, _: value,
    "birth_date": numbers.digits_like,  # of one that is no day of the calendar
}
