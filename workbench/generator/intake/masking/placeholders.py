"""Neutral placeholders: numbered by first appearance, never one that stands in the text already."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from workbench.generator.records import Hidden

Kind = Literal["person", "email", "account", "secret"]

_FORMS: Final[dict[Kind, str]] = {
    "person": "Person {}",
    "email": "user{}@example.invalid",  # RFC 2606: an address that can never be anybody's
    "account": "account-{}",
    "secret": "SECRET-{}",
}
_TAKEN: Final[dict[Kind, re.Pattern[str]]] = {
    "person": re.compile(r"person\s{0,9}(\d{1,9})", re.IGNORECASE),
    "email": re.compile(r"user(\d{1,9})@example", re.IGNORECASE),
    "account": re.compile(r"account-(\d{1,9})", re.IGNORECASE),
    "secret": re.compile(r"secret-(\d{1,9})", re.IGNORECASE),
}
# An answer may write these into a table cell, a tag or a string; the signs would change what it is.
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f|\\<>\"`#@{}\[\]*\u2028\u2029]")


class Placeholders:
    """What stands for what in one issue."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Start numbering, past the numbers that stand in these texts already."""
        self._taken: dict[Kind, set[int]] = {
            kind: {int(number) for text in texts for number in pattern.findall(text)}
            for kind, pattern in _TAKEN.items()
        }
        self._next: dict[Kind, int] = dict.fromkeys(_FORMS, 1)
        self._known: dict[tuple[Kind, str], str] = {}
        self._values: dict[str, str | None] = {}

    def of(self, kind: Kind, value: str) -> str:
        """Return the placeholder of a value; the case of a value makes no other one."""
        key = (kind, value if kind == "secret" else value.casefold())
        if key not in self._known:
            self._known[key] = self._new(kind)
            self._values[self._known[key]] = _returnable(kind, value)
        return self._known[key]

    def hidden(self) -> tuple[Hidden, ...]:
        """Return every placeholder in the order of its first appearance."""
        return tuple(Hidden(placeholder=name, value=value) for name, value in self._values.items())

    def _new(self, kind: Kind) -> str:
        number = self._next[kind]
        while number in self._taken[kind]:
            number += 1
        self._next[kind] = number + 1
        return _FORMS[kind].format(number)


def _returnable(kind: Kind, value: str) -> str | None:
    """Return what is put back: people and addresses, never a secret, an id or what would change a test's form."""
    if kind == "person":
        return None if _UNSAFE.search(value) else value
    return value if kind == "email" else None
