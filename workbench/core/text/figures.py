"""The numbers that a text writes, in one spelling: for comparing, not for reckoning."""

import re
from typing import Final

_FIGURE: Final = re.compile(r"(?<![\w.])\d+(?:[.,:/-]\d+)*")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_EMPTY_DECIMALS: Final = re.compile(r"\d+\.0+")


def figures(text: str) -> frozenset[str]:
    """Return numbers, times and dates as written, without thousands commas and empty decimals.

    `25,000` is `25000`, `1234,50` is `1234.50`, `80.00` is `80`; `09:59` and `2025-06-09` stay.
    """
    return frozenset(_plain(match.group()) for match in _FIGURE.finditer(text))


def _plain(figure: str) -> str:
    plain = _THOUSANDS.sub("", figure).replace(",", ".")
    return plain.partition(".")[0] if _EMPTY_DECIMALS.fullmatch(plain) else plain
