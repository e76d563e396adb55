"""Text as a parser finds it, up to a limit."""

from typing import Final

_AS_MUCH_AGAIN: Final = 2  # cleaning takes characters away, so that the cut text may need more than it keeps
_SPARE: Final = 1_000


class Skipped(Exception):  # noqa: N818 - an outcome, not an error
    """The file is left out; the text says why, without a word of the file."""


class Enough(Exception):  # noqa: N818
    """More text is not needed; no error."""


class Gathering:
    """What was read of one file: pieces of text, and notes on what was not."""

    def __init__(self, max_chars: int) -> None:
        """Start empty; more than twice `max_chars` characters are never held."""
        self.notes: list[str] = []
        self._left = _AS_MUCH_AGAIN * max_chars + _SPARE
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """All pieces in their order."""
        return "".join(self._parts)

    def add(self, piece: str) -> None:
        """Take a piece of text.

        Raises:
            Enough: the limit is reached.
        """
        self._parts.append(piece[: self._left])
        self._left -= len(piece)
        if self._left <= 0:
            raise Enough
