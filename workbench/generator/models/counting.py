"""Token counts as providers send them: anything that is no count is unknown."""

from typing import Any, Final

from pydantic import BaseModel

_MOST: Final = 2**53  # beyond, it is no count of tokens and no store's number


def count(holder: Any, name: str) -> int | None:  # noqa: ANN401 - a provider may send anything
    """Return a token count from a usage object, or None where it is missing, negative, absurd or no whole number."""
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST else None


def part(holder: Any, name: str) -> int | None:  # noqa: ANN401 - a provider may send anything
    """Return a class of tokens from the details of a usage object: 0 where the provider names no such class.

    None where it names one and the number is none.
    """
    if holder is None or (isinstance(holder, BaseModel) and getattr(holder, name, None) is None):
        return 0
    return count(holder, name)


def rest(total: int | None, *parts: int | None) -> int | None:
    """Return what is left of a total without its parts; None where one is unknown, or they are more than it."""
    if total is None or None in parts:
        return None
    left = total - sum(each for each in parts if each is not None)
    return left if left >= 0 else None
