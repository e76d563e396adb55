"""Which values the anonymiser may have put there: of a form that is nobody's, and that it draws from."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from workbench.core.anonymising.folding import fold
from workbench.core.anonymising.name_forms import PARTICLES, TITLES
from workbench.core.anonymising.name_pool import CITIES, POOLS, STREETS
from workbench.core.anonymising.records import Kind
from workbench.core.anonymising.surrogate_values import customer_digits, is_reserved

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FILE: Final = re.compile(r"attachment-\d{1,4}(?:\.[a-z0-9]{1,5})?(?:-\d{1,3})?(?:\.txt)?")
_FOLDER: Final = re.compile(r"folder\d{1,3}")
_LOGIN: Final = re.compile(r"user[1-9]\d{3}", re.IGNORECASE)
_STREET: Final = re.compile(
    rf"(?:{'|'.join(STREETS)}) \d{{1,2}}(?:,? (?:\d{{5}} )?(?:{'|'.join(CITIES)}))?", re.IGNORECASE
)
_FOLDED: Final = frozenset(fold(word) for word in POOLS)


def is_ours(kind: Kind, value: str) -> bool:
    """Tell whether a value is of a form that surrogates have: from a reserved range, or of names of the pool."""
    return (
        is_reserved(kind, value)
        or _LOGIN.fullmatch(value) is not None
        or (kind in _FORMS and _FORMS[kind](value.strip()))
    )


def _is_name(value: str) -> bool:
    words = [word for word in _LETTERS.findall(value) if len(word) > 1 and word.casefold() not in PARTICLES | TITLES]
    return bool(words) and all(fold(word) in _FOLDED for word in words)


def _is_login(value: str) -> bool:
    """Tell a login of the pool's names: whole, with an initial before or behind, or put together of two."""
    words = [fold(word) for word in _LETTERS.findall(value)]
    return any(len(word) > 2 for word in words) and all(len(word) == 1 or _is_of_names(word) for word in words)


def _is_of_names(word: str) -> bool:
    return any(
        word[start:end] in _FOLDED
        and (start <= 1 or word[:start] in _FOLDED)
        and (len(word) - end <= 1 or word[end:] in _FOLDED)
        for start in range(len(word))
        for end in range(start + 2, len(word) + 1)
    )


def _starts(value: str, digits: str) -> bool:
    return re.sub(r"\D", "", value).startswith(digits)


def _tail_starts(zeros: str) -> Callable[[str], bool]:
    return lambda value: re.sub(r"[^0-9a-z]", "", value.casefold().rpartition(":")[2]).startswith(zeros)


def _is_number(value: str) -> bool:
    return _starts(value, customer_digits(value)) or _starts(value, "000")


_FORMS: Final[Mapping[Kind, Callable[[str], bool]]] = {
    "person": _is_name,
    "username": _is_login,
    "file_name": lambda value: _FILE.fullmatch(value) is not None,
    "path": lambda value: _FOLDER.fullmatch(value) is not None,
    "address": lambda value: _STREET.fullmatch(value.rstrip(" .,;")) is not None,
    "uuid": _tail_starts("000000"),
    "account_id": lambda value: _tail_starts("0000" if len(value) < 12 else "000000")(value),
    "customer_no": _is_number,
    "national_id": _is_number,
    "org": lambda value: any(map(str.isdigit, value)) and _is_number(value),
}
