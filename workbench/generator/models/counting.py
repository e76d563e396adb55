"""Token counts as providers send them: anything that is no count is unknown."""

from typing import Any, Final

_MOST: Final = 2**53  # beyond, it is no count of tokens and no store's number


def count(holder: Any, name: str) -> int | None:  # noqa: ANN401 - a provider may send anything
    """Return a token count from a usage object, or None where it is missing, negative, absurd or no whole number."""
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST else None
