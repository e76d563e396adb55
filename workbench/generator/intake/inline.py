"""The inline text of one paragraph as it grows, node by node."""

import re


class InlineText:
    """The inline text of one block as it grows: marks that span several nodes are written once."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._href: str | None = None
        self._linked = ""
        self._struck = False
        self._atom_last = False
        self._bold = self._plain = False

    @property
    def empty(self) -> bool:
        """Whether nothing was added yet."""
        return not self._parts

    def text(self, piece: str, *, href: str | None, struck: bool, bold: bool) -> None:
        """Add text under its marks."""
        self._switch(href, struck=struck)
        if href and len(self._linked) <= len(href):
            self._linked += piece[: len(href) + 1]
        self._append(piece, atom=False)
        if any(character.isalnum() for character in piece[:200]):
            self._bold, self._plain = self._bold or bold, self._plain or not bold

    def atom(self, piece: str) -> None:
        """Add something that is no text of its own: a date, an emoji; it keeps apart from letters."""
        self._switch(None, struck=False)
        self._append(piece, atom=True)

    def take(self) -> tuple[str, bool]:
        """The whole line, and whether all of it is bold."""
        self._switch(None, struck=False)
        return "".join(self._parts), self._bold and not self._plain

    def _switch(self, href: str | None, *, struck: bool) -> None:
        if self._struck and not struck:
            self._parts.append("~~")
        if self._href and href != self._href:
            shown = _bare(self._linked)
            self._parts.append("" if shown == _bare(self._href) else f" ({self._href})")
            self._linked = ""
        if struck and not self._struck:
            self._parts.append("~~")
        self._href, self._struck = href, struck

    def _append(self, piece: str, *, atom: bool) -> None:
        last = self._parts[-1][-1:] if self._parts else ""
        if (atom or self._atom_last) and last.isalnum() and piece[:1].isalnum():
            self._parts.append(" ")
        self._parts.append(piece)
        self._atom_last = atom


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://|mailto:)", "", address.strip().lower()).rstrip("/")
