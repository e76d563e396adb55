"""Token counts as providers send them: anything that is no count is unknown."""

from typing import Any


def count(holder: Any, name: str) -> int | None:  # noqa: ANN401 - a provider may send anything
    """Return a token count from a usage object, or None where it is missing, negative or no whole number."""
    value = getattr(holder, name, None)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
